"""A quarter rolled forward: what changes in its workbooks, and the next quarter's folder, whole or not at all."""

from pipeline.roll.folder import Rolled, begin_quarter

__all__ = ["Rolled", "begin_quarter"]
