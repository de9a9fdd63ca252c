"""Rows -> the plan: sheets of a kind joined, references between them settled, unknown ones said."""

from pipeline.assemble.plan import assemble

__all__ = ["assemble"]
