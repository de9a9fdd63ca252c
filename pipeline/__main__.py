"""``python -m pipeline`` is the ``papers`` command; stopped from the keyboard before it has begun, it ends quietly."""

import gc
import sys


def main() -> None:
    """Load the command and run it; what was loaded is not looked through for garbage at the end (a fifth of a short print)."""
    try:
        from pipeline.cli import main as run

        run()
    except KeyboardInterrupt:
        sys.exit(130)
    finally:
        gc.freeze()


if __name__ == "__main__":
    main()
