"""Fonts, how wide their letters are, and the characters of symbol fonts."""
