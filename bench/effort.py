"""How often each measurement is repeated."""

from typing import Final, NamedTuple


class Effort(NamedTuple):
    """Numbers of repetitions, and of what is repeated inside of one.

    Attributes:
        starts: starts of each program.
        keys: keys of each kind.
        repaints: rounds of repaints.
        idle: seconds without a key.
        walks: walks over all pages.
        decodings: decodings of each reply.
        pages: pages turned for the memory figure.
        focuses: focus changes for the memory figure.
        opened: nodes opened in the large tree.
    """

    starts: int
    keys: int
    repaints: int
    idle: float
    walks: int
    decodings: int
    pages: int
    focuses: int
    opened: int


USUAL: Final = Effort(
    starts=11, keys=25, repaints=5, idle=5, walks=3, decodings=7, pages=1000, focuses=1_000, opened=20
)
QUICK: Final = Effort(starts=3, keys=6, repaints=2, idle=2, walks=1, decodings=3, pages=300, focuses=200, opened=5)
FULL: Final = USUAL._replace(starts=25, keys=50, repaints=9, idle=30, focuses=10_000)
