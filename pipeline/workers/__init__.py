"""Processes that print papers side by side, with the printing libraries loaded before there is anything to print."""

from pipeline.workers.processes import pool, prepare

__all__ = ["pool", "prepare"]
