"""A council's improvement plan, from a quarter's spreadsheets to its papers in Word and accessible PDF."""

__version__ = "0.1.0"
