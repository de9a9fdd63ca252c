"""Checks: rules that the plan's data must keep, one small function each, with a code.

To add one, put a function under ``@check`` in a file here; importing this package loads them all.
"""

from importlib import import_module
from pkgutil import iter_modules

for _module in iter_modules(__path__):
    import_module(f"{__name__}.{_module.name}")
