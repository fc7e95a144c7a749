"""Where a person has been: the way back of the key that goes one step back."""

from __future__ import annotations

from collections import deque
from typing import Final, NamedTuple

_STEPS: Final = 20


class Step(NamedTuple):
    """A place in the tree, a tab, and whether the pane had the focus."""

    path: tuple[str, str, str]
    tab: int
    in_pane: bool


class History:
    """The last steps."""

    def __init__(self) -> None:
        self._steps: deque[Step] = deque(maxlen=_STEPS)

    def push(self, step: Step) -> None:
        """Remember where a person goes on from."""
        if not self._steps or self._steps[-1] != step:
            self._steps.append(step)

    def back(self, now: Step) -> Step | None:
        """Return the last step that is another one than where the person is; None where there is none."""
        while self._steps:
            if (step := self._steps.pop()) != now:
                return step
        return None
