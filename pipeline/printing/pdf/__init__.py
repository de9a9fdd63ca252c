"""HTML laid out by WeasyPrint and written as tagged PDF."""
