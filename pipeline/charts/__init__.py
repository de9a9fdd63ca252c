"""Charts: a measure's run chart and rating bars, as pictures whose alternative text states every figure."""

from pipeline.charts.bars import Bar, rating_bar
from pipeline.charts.run import Point, run_chart

__all__ = ["Bar", "Point", "rating_bar", "run_chart"]
