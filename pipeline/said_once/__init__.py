"""One mistake is said once, however many problems it makes: what follows from it is left out, what is alike told as one."""

from pipeline.said_once.follows import OTHER_QUARTERS, said_once

__all__ = ["OTHER_QUARTERS", "said_once"]
