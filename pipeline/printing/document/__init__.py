"""The document tree between a Word file and its print, and what can be told from the tree alone."""
