"""Published statistics (the Department for Education's data files) as benchmarks and yearly readings."""

from pipeline.published.release import NotThere, Statistics
from pipeline.published.take import FOLDER, with_published

__all__ = ["FOLDER", "NotThere", "Statistics", "with_published"]
