"""``python -m pipeline`` is the ``papers`` command; stopped from the keyboard before it has begun, it ends quietly."""

import sys


def main() -> None:
    """Load the command and run it."""
    try:
        from pipeline.cli import main as run

        run()
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
