"""The keys that work here, the signs, and that the program only reads: on one screen."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, ClassVar, Final, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from textual.containers import VerticalScroll
from textual.content import Content
from textual.strip import Strip

from ccc_tui.i18n import N_, _
from ccc_tui.resources.table import Sign
from ccc_tui.ui.actions import ACTIONS, ELSEWHERE, action_of, group_of, keys_of
from ccc_tui.ui.blocks import SIGN_TONES
from ccc_tui.ui.dialogs.dialog import Dialog
from ccc_tui.ui.formatting import ABSENT, truncate
from ccc_tui.ui.glyphs import glyph
from ccc_tui.ui.lines import Span
from ccc_tui.ui.tones import Toned

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from textual import events
    from textual.app import ComposeResult
    from textual.binding import ActiveBinding, BindingType

    from ccc_tui.ui.actions import Action, Group

_KEY_NAMES: Final = {
    "escape": "esc",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "shift+tab": "⇧tab",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "question_mark": "?",
    "colon": ":",
    "exclamation_mark": "!",
    "slash": "/",
}
_GROUPS: Final[dict[Group, str]] = {
    "move": N_("Move"),
    "look": N_("Look"),
    "pages": N_("Pages"),
    "copy": N_("Copy"),
    "program": N_("Program"),
}
# Actions that share a line, and the words for them; all others have the title that the key bar shows.
_TOGETHER: Final = (
    (N_("row"), ("cursor_up", "cursor_down")),
    (N_("column, fold"), ("cursor_left", "cursor_right")),
    (N_("screen"), ("page_up", "page_down")),
    (N_("first, last"), ("top", "bottom", "first_page", "last_page")),
    (N_("tree, pane"), ("next_pane",)),
    (N_("stop, back"), ("back",)),
    (N_("tab"), tuple(action.id for action in ACTIONS if action.id.startswith("tab_"))),
    (N_("previous, next"), ("previous_page", "next_page")),
    (N_("go to page"), ("go_to_page",)),
    (N_("rows per page"), ("larger_pages", "smaller_pages")),
    (N_("load all"), ("load_all",)),
    (N_("cell, row"), ("copy_cell", "copy_row")),
    (N_("another user"), ("choose_user",)),
    (N_("skill groups"), ("choose_groups",)),
    (N_("by province"), ("by_province",)),
    (N_("row before, after"), ("previous_row", "next_row")),
    (N_("next, previous"), ("find_next", "find_previous")),
    (N_("its call"), ("its_call",)),
    (N_("failed calls only"), ("failed_only",)),
    (N_("call again"), ("run_again",)),
)
_WORDS: Final = {name: words for words, names in _TOGETHER for name in names}
_SIGNS: Final = {
    Sign.RUNNING: N_("running"),
    Sign.CHANGING: N_("changing"),
    Sign.STOPPED: N_("stopped"),
    Sign.RELEASED: N_("released"),
    Sign.UNKNOWN: N_("no state"),
    Sign.ATTENTION: N_("urgent"),
    Sign.NOTICE: N_("notice"),
    Sign.BOTH: N_("both"),
    Sign.OUTBOUND: N_("out"),
    Sign.INBOUND: N_("in"),
    Sign.FAILED: N_("failed"),
}
_GAP: Final = 2
# Cells that the keys of a line take, unless one key alone is longer; and inner widths from which on there are columns.
_KEY_ROOM: Final = 9
_THREE_COLUMNS: Final = 66
_TWO_COLUMNS: Final = 44
_FRAME: Final = 4
# From so many digits on, the first and the last stand for all.
_FEWEST_DIGITS: Final = 3
_SCROLLING: Final = {"up": -1, "k": -1, "down": 1, "j": 1, "pageup": -10, "pagedown": 10, "home": -1000, "end": 1000}


class KeyLine(NamedTuple):
    """One line: keys, what they do, and whether they work here."""

    keys: str
    words: str
    here: bool


class HelpBody(Toned):
    """Lines in columns.

    Args:
        groups: titles, and the lines under them.
    """

    def __init__(self, groups: Sequence[tuple[str, Sequence[KeyLine]]]) -> None:
        super().__init__()
        self._groups = groups
        self._lines: list[list[Span]] = []

    def lay_out(self, width: int) -> None:
        """Make the lines for this width."""
        count = 3 if width >= _THREE_COLUMNS else 2 if width >= _TWO_COLUMNS else 1
        self._lines = [*_columns(self._groups, count, width), [], *_legend(width), *_promise(width)]
        self.styles.height = len(self._lines)
        self.refresh(layout=True)

    def render_line(self, y: int) -> Strip:
        spans = self._lines[y] if y < len(self._lines) else []
        base = self.rich_style
        strip = Strip([Segment(span.text, base + self.tone(span.tone)) for span in spans])
        return strip.adjust_cell_length(self.size.width, base)


class HelpScreen(Dialog[None]):
    """Lists the actions; those that do not work here stand back. Any key closes it.

    Args:
        active: the bindings of the screen below.
        keys: keys that the configuration file gives to actions.
    """

    BINDINGS: ClassVar[list[BindingType]] = []

    def __init__(self, active: Mapping[str, ActiveBinding], keys: Mapping[str, str]) -> None:
        super().__init__()
        here = {action.id for bound in active.values() if bound.enabled and (action := action_of(bound.binding))}
        self._body = HelpBody(list(_grouped(here, keys)))

    def compose(self) -> ComposeResult:
        with VerticalScroll(classes="dialog help", can_focus=False) as dialog:
            dialog.border_title = Content(_("Keys"))
            yield self._body

    def on_mount(self) -> None:
        """Lay out for the window."""
        self.on_resize()

    def on_resize(self) -> None:
        """Lay out for the window."""
        self._body.lay_out(min(self.app.size.width, 78) - _FRAME)

    def on_key(self, event: events.Key) -> None:
        """Close at any key, but scroll where not all is seen."""
        event.stop()
        event.prevent_default()
        dialog = self.query_one(VerticalScroll)
        if event.key in _SCROLLING and dialog.max_scroll_y > 0:
            dialog.scroll_to(y=dialog.scroll_y + _SCROLLING[event.key], animate=False, immediate=True)
        else:
            self.dismiss(None)

    def on_click(self) -> None:
        """Close at a click."""
        self.dismiss(None)


def _grouped(here: set[str], chosen: Mapping[str, str]) -> Iterator[tuple[str, list[KeyLine]]]:
    """Yield the groups with their lines; actions that share words share a line."""
    # Other screens than the dashboard have keys of their own, and few of its keys.
    is_elsewhere = any(action.id in here and action.place in ELSEWHERE for action in ACTIONS)
    for group, name in _GROUPS.items():
        lines: dict[str, list[Action]] = {}
        for action in ACTIONS:
            is_listed = action.id in here if is_elsewhere else action.place not in ELSEWHERE
            if is_listed and group_of(action) == group:
                lines.setdefault(_WORDS.get(action.id, action.title), []).append(action)
        if not lines:
            continue
        yield (
            _(name),
            [
                KeyLine(_keys(actions, chosen), _(words), any(action.id in here for action in actions))
                for words, actions in lines.items()
            ],
        )


def _keys(actions: Sequence[Action], chosen: Mapping[str, str]) -> str:
    """Return the keys of a line: the first of each action, and the others where there is room for them."""
    all_keys = [[_KEY_NAMES.get(key, key) for key in keys_of(action, chosen)] for action in actions]
    first = [keys[0] for keys in all_keys]
    if len(first) >= _FEWEST_DIGITS and all(key.isdigit() for key in first):
        return f"{first[0]}–{first[-1]}"
    said = " ".join(first)
    for others in zip(*(keys[1:] for keys in all_keys), strict=False):
        longer = f"{said}  {' '.join(others)}"
        if cell_len(longer) <= _KEY_ROOM:
            said = longer
    return said


def _columns(groups: Sequence[tuple[str, Sequence[KeyLine]]], count: int, width: int) -> list[list[Span]]:
    """Return the groups in so many columns, which are as high as each other as far as that can be."""

    def heights(choice: Sequence[int]) -> list[int]:
        found = [-1] * count
        for column, (_title, lines) in zip(choice, groups, strict=True):
            found[column] += len(lines) + 2
        return found

    choices = product(range(count), repeat=len(groups))
    best = min(choices, key=lambda choice: (max(heights(choice)), choice))
    rooms = [width // count - _GAP + (number == count - 1) * _GAP for number in range(count)]
    columns: list[list[list[Span]]] = [[] for _number in range(count)]
    for number, (name, lines) in zip(best, groups, strict=True):
        column = columns[number]
        if column:
            column.append([])
        column.append([Span(truncate(name, rooms[number]), "strong")])
        column += [_key_line(line, rooms[number], min(_KEY_ROOM, _widest(lines))) for line in lines]
    rows = []
    for row in range(max(heights(best))):
        spans: list[Span] = []
        for number, column in enumerate(columns):
            cells = column[row] if row < len(column) else []
            blanks = rooms[number] - sum(cell_len(span.text) for span in cells) + _GAP
            spans += [*cells, Span(" " * blanks)] if number < count - 1 else cells
        rows.append(spans)
    return rows


def _widest(lines: Sequence[KeyLine]) -> int:
    return max((cell_len(line.keys) for line in lines), default=0)


def _key_line(line: KeyLine, room: int, key_room: int) -> list[Span]:
    tones = ("title", "") if line.here else ("muted", "muted")
    keys = truncate(line.keys, room)
    blanks = " " * (max(0, key_room - cell_len(keys)) + 1)
    said = truncate(line.words, max(0, room - cell_len(keys) - len(blanks)))
    return [Span(keys, tones[0]), Span(blanks), Span(said, tones[1])]


def _legend(width: int) -> list[list[Span]]:
    """Return what the signs mean, in as many lines as it takes."""
    head = _("Signs")
    indent = " " * (cell_len(head) + 1)
    lines, used = [[Span(head, "strong"), Span(" ")]], len(indent)
    pairs = [(glyph(sign), SIGN_TONES.get(sign, ""), _(words)) for sign, words in _SIGNS.items()]
    for sign, tone, said in [*pairs, (ABSENT, "", _("not sent by the service"))]:
        needed = cell_len(sign) + cell_len(said) + 3
        if used + needed - _GAP > width and used > len(indent):
            lines.append([Span(indent)])
            used = len(indent)
        lines[-1] += [Span(sign, tone), Span(f" {said}  ")]
        used += needed
    return lines


def _promise(width: int) -> list[list[Span]]:
    """Return the last line, or two where one is too narrow."""
    said, close = _("Reads only: no call of this program changes anything."), _("any key closes")
    blanks = width - cell_len(said) - cell_len(close)
    if blanks < _GAP:
        return [[Span(truncate(said, width), "muted")], [Span(close, "muted")]]
    return [[Span(said, "muted"), Span(" " * blanks), Span(close, "muted")]]
