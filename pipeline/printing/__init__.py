"""From a filled Word file to semantic HTML and a tagged, accessible PDF."""

from pipeline.printing.contents_lists.contents import number_pages, refresh_contents
from pipeline.printing.paper import Printed, print_paper
from pipeline.printing.word.read_word import read_document

__all__ = ["Printed", "number_pages", "print_paper", "read_document", "refresh_contents"]
