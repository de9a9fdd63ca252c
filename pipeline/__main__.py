"""``python -m pipeline`` is the ``papers`` command; stopped from the keyboard before it has begun, it ends quietly."""

import gc
import sys
from collections.abc import Sequence


def main() -> None:
    """Load the command and run it; what was loaded is not looked through for garbage at the end (a fifth of a short print)."""
    try:
        if prints_many(sys.argv[1:]):
            from pipeline import workers

            workers.prepare(proving=sys.argv[1] == "build")
        from pipeline.cli import main as run

        run()
    except KeyboardInterrupt:
        sys.exit(130)
    finally:
        gc.freeze()


def prints_many(words: Sequence[str]) -> bool:
    """Whether the command's words ask for several papers: what prints them is loaded while the words are understood."""
    named = sum(word.lower().endswith((".docx", ".docm")) for word in words)
    return words[:1] == ["build"] or (words[:1] == ["print"] and named > 1)


if __name__ == "__main__":
    main()
