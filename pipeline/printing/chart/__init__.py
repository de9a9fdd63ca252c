"""Charts of a Word file: read from the figures kept with them, said in words, and drawn."""
