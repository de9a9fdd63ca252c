"""Files in, cells with places out: the only code that opens a spreadsheet."""

from pipeline.read.cells import NO_VALUE, Area, Cell, Line, Sheet
from pipeline.read.file import READ, read_file
from pipeline.read.folder import PASSED_OVER, read_folder

__all__ = ["NO_VALUE", "PASSED_OVER", "READ", "Area", "Cell", "Line", "Sheet", "read_file", "read_folder"]
