"""Between what a program writes and what goes to its terminal, without any input or output of its own.

What the program writes is drawn on a wanted screen. `take` answers with the bytes that bring the terminal
from what it shows to what is wanted now, however much was written since it was asked last.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from ccc_tui.terminal.compositor_updates import draw_update
from ccc_tui.terminal.control_queue import ControlQueue
from ccc_tui.terminal.difference import Difference
from ccc_tui.terminal.parser import Parser
from ccc_tui.terminal.screen import Screen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console

    from ccc_tui.terminal.textual_internals import CompositorUpdate

_PRIVATE_MODE: Final = re.compile(r"\x1b\[\?(\d+)([hl])")
_KEYBOARD: Final = re.compile(r"\x1b\[[<>=]\d*u")  # kitty's keyboard protocol: push, pop, set
_KEYBOARD_FLAGS: Final = "keyboard"
_SYNCHRONIZED: Final = "2026"
_CURSOR: Final = "25"
_AUTOWRAP: Final = "7"
_ALTERNATE_SCREEN: Final = frozenset({"47", "1047", "1049"})

# Modes that move the cursor or the cells: width, origin, margins and all kinds of alternate screens.
_DISTURBING_MODES: Final = frozenset({"3", "6", "40", "69", "1048"}) | _ALTERNATE_SCREEN

# Control functions that leave cells, cursor and pen alone: modes; settings of the keyboard and the cursor's
# shape; requests for reports; the bell.
_HARMLESS: Final = re.compile(
    r"\x1b\[\?[\d;]+[hl]|\x1b\[[<=>?][\d;]*u|\x1b\[\d* q|\x1b\[>[\d;]*[mq]|\x1b\[\??[\d;]*\$p"
    r"|\x1b\[[?>=]?[\d;]*[cn]|\x1b[=>]|[\x00\x07]"
)

# Operating system commands, but for images, which draw; and what hands one to the terminal around tmux or GNU
# screen, there in pieces of which the later ones are base64.
_PASSED_STRING: Final = re.compile(
    r"\x1b(?:P(?:tmux;)?\x1b+)?\](?!1337;)\d+[;\x07\x1b]|\x1bP[A-Za-z0-9+/=]+\x07?\x1b\\"
)
_PIECEWISE: Final = "\x1bP"  # pieces belong together, so they never wait outside the order

# A synchronized update (mode 2026) costs 16 bytes. A smaller frame than this arrives in one packet anyway.
_SYNCHRONIZED_FROM: Final = 1200

# Back to the usual characters: a terminal that needs a full redraw may have been left with line drawing on.
_USUAL_CHARACTERS: Final = "\x1b(B\x0f"


class Framebuffer:
    """What the program wants to be shown, and what the terminal shows.

    Attributes:
        follow_cursor: Whether the terminal's cursor has to stand where the program put it, although it is
            hidden: input methods open their window there.
        frames_sent: How many differences were sent.
        frames_skipped: How many frames were replaced by newer ones before anything of them was sent.

    Args:
        columns: of the terminal.
        rows: of the terminal.
        colored_erase: Whether the terminal erases with the pen's background ("bce").
        compares: Whether to leave out cells that the program draws again as they were.
    """

    def __init__(self, columns: int, rows: int, *, colored_erase: bool = True, compares: bool = True) -> None:
        self.follow_cursor = False
        self.frames_sent = 0
        self.frames_skipped = 0
        self._wanted = Screen(columns, rows)
        self._parser = Parser(self._wanted, self)
        self._difference = Difference(self._wanted, colored_erase=colored_erase)
        if not compares:
            self._wanted.outdates = self._difference.shown
        self._controls = ControlQueue()
        self._modes: dict[str, str] = {}
        self._stalled = False
        self._synchronizes = False

    def feed(self, data: str, *, stalled: bool = False) -> None:
        """Draw what the program writes.

        Args:
            data: Text and control functions.
            stalled: Whether the terminal takes nothing at the moment. Then control functions that are
                independent of the picture wait outside its order, and replace earlier ones of their kind.
        """
        self._stalled = stalled
        with self._drawing():
            self._parser.feed(data)

    def draw(
        self,
        update: CompositorUpdate,
        console: Console,
        cursor: tuple[int, int],
        *,
        stalled: bool = False,
        synchronized: bool = False,
    ) -> bool:
        """Draw what Textual's compositor wants to be shown, without the detour over text.

        Args:
            update: the compositor's own words for it.
            console: knows the terminal's colours.
            cursor: column and row where the cursor is to stand afterwards.
            stalled: as for `feed`.
            synchronized: whether the terminal knows synchronized updates (mode 2026).

        Returns:
            False where the update has to be written as text, and fed.
        """
        self._stalled = stalled
        self._synchronizes = self._synchronizes or synchronized
        with self._drawing():
            if not (self._parser.is_at_rest and draw_update(update, console, self._wanted)):
                return False
            column, row = cursor
            self._wanted.move(row, column)
            return True

    @contextmanager
    def _drawing(self) -> Iterator[None]:
        waiting, drawn = bool(self._wanted.touched), self._wanted.drawn
        yield
        if waiting and self._wanted.drawn != drawn:
            self.frames_skipped += 1

    def resize(self, columns: int, rows: int) -> None:
        """Take the terminal's size. What it shows after a change is not known; the program draws again."""
        if (columns, rows) != (self._wanted.columns, self._wanted.rows):
            self._wanted.resize(columns, rows)
            self._difference.forget()

    def redraw(self) -> None:
        """Send everything once more, whatever the terminal shows and whatever became of its modes."""
        kept = self._modes.keys() - _DISTURBING_MODES - {_KEYBOARD_FLAGS}
        modes = [sequence for name, sequence in self._modes.items() if name in kept]
        self._controls.commit(_USUAL_CHARACTERS + "".join(modes))
        self._show_all()

    def take(self) -> str:
        """What to send now: control functions, then the difference."""
        if self._controls.lost:
            self._show_all()
        return self._controls.take() + self._frame()

    def farewell(self) -> str:
        """What restores the terminal's modes, also after something before it was cut off."""
        return "\x1b[m" + "".join(self._modes.values())

    def control(self, sequence: str) -> None:
        """Pass a control function on."""
        if mode := _PRIVATE_MODE.fullmatch(sequence):
            number = mode[1]
            if number == _SYNCHRONIZED:
                self._synchronizes = True
                return
            if number == _CURSOR and self._modes.get(number) == sequence:
                return
            self._remember(number, sequence)
            if number in _DISTURBING_MODES:
                self._disturb(sequence, paint=number not in _ALTERNATE_SCREEN)
                return
            self._wanted.wraps = self._modes.get(_AUTOWRAP) != f"\x1b[?{_AUTOWRAP}l"
        elif _KEYBOARD.fullmatch(sequence):
            self._remember(_KEYBOARD_FLAGS, sequence)
        if not (_HARMLESS.fullmatch(sequence) or _PASSED_STRING.match(sequence)):
            self._disturb(sequence)
        elif self._stalled and not sequence.startswith(_PIECEWISE):
            self._controls.hold(sequence)
        else:
            self._controls.commit(self._frame())
            self._controls.commit(sequence)

    def unknown(self, text: str) -> None:
        """Pass on what cannot be drawn here."""
        self._disturb(text, style=not text.isprintable())

    def _remember(self, name: str, sequence: str) -> None:
        """Keep the last setting of each mode, in the order in which they were made."""
        self._modes.pop(name, None)
        self._modes[name] = sequence

    def _show_all(self) -> None:
        self._difference.forget()
        self._wanted.touched.update(range(self._wanted.rows))

    def _disturb(self, sequence: str, *, paint: bool = True, style: bool = True) -> None:
        """Send something after which cells, cursor and pen are not known.

        Args:
            sequence: What to send.
            paint: Whether the picture before it counts; it disappears with the alternate screen.
            pen: Whether it may change the pen; text does not.
        """
        if paint:
            self._controls.commit(self._frame())
        self._controls.commit(self._difference.settle(self._parser.style) + sequence)
        self._wanted.forget()
        self._difference.forget(style=style)

    def _frame(self) -> str:
        """The difference between the wanted and the shown picture."""
        frame = self._difference.paint()
        wanted, shown = self._wanted, self._difference.shown
        followed = self.follow_cursor or self._modes.get(_CURSOR) == f"\x1b[?{_CURSOR}h"
        if followed and wanted.row is not None and (shown.row, shown.column) != (wanted.row, wanted.column):
            frame += self._difference.place(wanted.row, min(wanted.column, wanted.columns - 1))
        if not frame:
            return ""
        self.frames_sent += 1
        if self._synchronizes and len(frame) >= _SYNCHRONIZED_FROM:
            return f"\x1b[?{_SYNCHRONIZED}h{frame}\x1b[?{_SYNCHRONIZED}l"
        return frame
