"""What a program wants to be shown and what its terminal shows, without any input or output of its own.

What the program writes is drawn on a wanted screen. `take` answers with the bytes that bring the terminal from what it
shows to what is wanted now, however much was written since it was asked last.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from ccc_tui.terminal.compositor_updates import draw_update
from ccc_tui.terminal.control_queue import PRIVATE_MODE, ControlQueue
from ccc_tui.terminal.difference import Difference
from ccc_tui.terminal.parser import Parser
from ccc_tui.terminal.screen import Screen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console

    from ccc_tui.terminal.textual_internals import CompositorUpdate

_KEYBOARD: Final = re.compile(r"\x1b\[[<>=]\d*u")  # kitty's keyboard protocol: push, pop, set
_ALTERNATE_SCREEN: Final = frozenset({"47", "1047", "1049"})

# Modes that move the cursor or the cells: width, origin, margins and all kinds of alternate screens.
_DISTURBING_MODES: Final = frozenset({"3", "6", "40", "69", "1048"}) | _ALTERNATE_SCREEN

# Control functions that leave cells, cursor and style alone: modes; settings of the keyboard and the cursor's shape;
# requests for reports; the bell; operating system commands but for images, which draw, and what hands one to the
# terminal around tmux or GNU screen, there in pieces of which the later ones are base64.
_HARMLESS: Final = re.compile(
    r"\x1b\[\?[\d;]+[hl]\Z|\x1b\[[<=>?][\d;]*u\Z|\x1b\[\d* q\Z|\x1b\[>[\d;]*[mq]\Z|\x1b\[\??[\d;]*\$p\Z"
    r"|\x1b\[[?>=]?[\d;]*[cn]\Z|\x1b[=>]\Z|[\x00\x07]\Z"
    r"|\x1b(?:P(?:tmux;)?\x1b+)?\](?!1337;)\d+[;\x07\x1b]|\x1bP[A-Za-z0-9+/=]+\x07?\x1b\\"
)

# A synchronized update (mode 2026) costs 16 bytes. A smaller frame arrives in one packet anyway.
_SYNCHRONIZED_FROM: Final = 1200


class Framebuffer:
    """Draw frames, and answer with differences.

    `follow_cursor` says whether the terminal's cursor has to stand where the program put it, although it is hidden:
    input methods open their window there. `frames_skipped` counts those that newer ones replaced before they were sent.

    Args:
        columns: of the terminal.
        rows: of the terminal.
        colored_erase: whether the terminal erases with the current background color ("bce").
        compares: whether to leave out cells that the program draws again as they were.
    """

    def __init__(self, columns: int, rows: int, *, colored_erase: bool = True, compares: bool = True) -> None:
        self.follow_cursor = False
        self.frames_sent = 0
        self.frames_skipped = 0
        self._wanted = Screen(columns, rows)
        self._parser = Parser(self._wanted, self._control, self._unknown)
        self._difference = Difference(self._wanted, colored_erase=colored_erase)
        if not compares:
            self._wanted.outdates = self._difference.shown
        self._controls = ControlQueue()
        self._modes: dict[str, str] = {}  # the last setting of each, in the order in which they were made
        self._stalled = False
        self._synchronizes = False

    def feed(self, data: str, *, stalled: bool = False) -> None:
        """Draw what the program writes.

        If the terminal takes nothing at the moment (`stalled`), control functions that are independent of the cells
        wait outside the order of frames, and replace earlier ones of their kind.
        """
        with self._drawing(stalled=stalled):
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
        """Draw an update of Textual's compositor without the detour over text; False where it has to be fed as text.

        `cursor` is the column and row where the cursor is to stand afterwards; `synchronized` says whether the terminal
        knows synchronized updates (mode 2026).
        """
        self._synchronizes = self._synchronizes or synchronized
        with self._drawing(stalled=stalled):
            if not (self._parser.is_at_rest and draw_update(update, console, self._wanted)):
                return False
            self._wanted.move(cursor[1], cursor[0])
            return True

    @contextmanager
    def _drawing(self, *, stalled: bool) -> Iterator[None]:
        self._stalled = stalled
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
        modes = [sequence for mode, sequence in self._modes.items() if mode not in _DISTURBING_MODES | {"keyboard"}]
        # Back to the usual characters first: line drawing may have been left on.
        self._controls.commit("\x1b(B\x0f" + "".join(modes))
        self._show_all()

    def take(self) -> str:
        """Return what to send now: control functions, then the difference."""
        if self._controls.lost:
            self._show_all()
        return self._controls.take() + self._frame()

    def farewell(self) -> str:
        """Return what restores the terminal's modes, also after something before it was cut off."""
        return "\x1b[m" + "".join(self._modes.values())

    def _control(self, sequence: str) -> None:
        """Pass a control function on."""
        if found := PRIVATE_MODE.fullmatch(sequence):
            mode = found[1]
            if mode == "2026":  # synchronized update
                self._synchronizes = True
                return
            if mode == "25" and self._modes.get(mode) == sequence:  # the cursor, which is shown or hidden already
                return
            self._remember(mode, sequence)
            if mode in _DISTURBING_MODES:
                # What was drawn before the alternate screen disappears with it.
                self._disturb(sequence, paint=mode not in _ALTERNATE_SCREEN)
                return
            self._wanted.wraps = self._modes.get("7") != "\x1b[?7l"
        elif _KEYBOARD.fullmatch(sequence):
            self._remember("keyboard", sequence)
        if not _HARMLESS.match(sequence):
            self._disturb(sequence)
        elif self._stalled and not sequence.startswith("\x1bP"):  # pieces of a DCS string stay in their order
            self._controls.hold(sequence)
        else:
            self._controls.commit(self._frame())
            self._controls.commit(sequence)

    def _unknown(self, text: str) -> None:
        """Pass on what cannot be drawn here."""
        self._disturb(text, style=not text.isprintable())

    def _remember(self, mode: str, sequence: str) -> None:
        self._modes.pop(mode, None)
        self._modes[mode] = sequence

    def _show_all(self) -> None:
        self._difference.forget()
        self._wanted.touched.update(range(self._wanted.rows))

    def _disturb(self, sequence: str, *, paint: bool = True, style: bool = True) -> None:
        """Send something after which cells, cursor and perhaps style are not known, and before it what was drawn."""
        if paint:
            self._controls.commit(self._frame())
        self._controls.commit(self._difference.settle(self._parser.style) + sequence)
        self._wanted.forget()
        self._difference.forget(style=style)

    def _frame(self) -> str:
        """Return the difference between the wanted and the shown screen."""
        frame = self._difference.paint(follow_cursor=self.follow_cursor or self._modes.get("25") == "\x1b[?25h")
        if not frame:
            return ""
        self.frames_sent += 1
        return f"\x1b[?2026h{frame}\x1b[?2026l" if self._synchronizes and len(frame) >= _SYNCHRONIZED_FROM else frame
