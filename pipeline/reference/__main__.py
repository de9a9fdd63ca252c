"""``python -m pipeline.reference``: the README's reference and both guides, written anew in place."""

from pipeline.reference import readme, sheets_guide, tags_guide

readme.write()
sheets_guide.write()
tags_guide.write()
