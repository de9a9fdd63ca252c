"""A Word file read into the document tree: its parts, styles, lists, words, tables, notes, sections and tracked changes."""
