"""A mark inside a file that we made, by which it can be told whether anyone has changed the file since.

The mark is the hash of the file itself with the mark left blank, so nothing beside the file needs to be kept.
"""

from __future__ import annotations

import hashlib
import re

BLANK = "papers-sha256-" + "0" * 64
"""What stands in a file for the mark, until ``sealed`` writes it."""
_MARK = re.compile(rb"papers-sha256-[0-9a-f]{64}")


def sealed(content: bytes) -> bytes:
    """A file with its mark written where it was left blank."""
    return content.replace(BLANK.encode(), _mark(content), 1)


def unchanged(content: bytes) -> bool:
    """Whether a file is one of ours just as we made it."""
    found = _MARK.search(content)
    return found is not None and _mark(content[: found.start()] + BLANK.encode() + content[found.end() :]) == found[0]


def _mark(content: bytes) -> bytes:
    return b"papers-sha256-" + hashlib.sha256(content).hexdigest().encode()
