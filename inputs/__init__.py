"""What a quarter's papers are built from, and the script that made the example council's."""
