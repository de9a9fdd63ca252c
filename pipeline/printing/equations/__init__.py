"""Equations: read from a Word file, written as MathML and said in words."""
