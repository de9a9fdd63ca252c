"""Fonts, how wide their letters are, symbols, and how well colours stand out."""
