"""The ``papers`` command: words in, exit code out."""

from pipeline.cli.ending import main as main
