"""`Priority`: which calls go first where the rate does not allow all."""

from enum import IntEnum


class Priority(IntEnum):
    """Who waits for a call."""

    PERSON = 0
    SCAN = 1
