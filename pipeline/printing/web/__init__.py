"""The document tree as a web page of one file: read on a phone, by keyboard, by a screen reader, in the dark, on paper."""

from pipeline.printing.web.page import write_web_page

__all__ = ["write_web_page"]
