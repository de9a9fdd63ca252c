"""The document tree written as HTML and CSS, ready to be laid out on pages."""
