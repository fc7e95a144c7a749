"""What is known of the selected call center: four tabs in one frame, one of them shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.cells import cell_len
from textual.containers import Vertical
from textual.content import Content

from ccc_tui.i18n import _, ngettext
from ccc_tui.ui import words
from ccc_tui.ui.parts import Part
from ccc_tui.ui.widgets.line import Line
from ccc_tui.ui.widgets.row_table import RowTable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.app import ComposeResult

    from ccc_tui.ui.views.view import View

# What is beside the pane before it has been laid out.
_BESIDE: Final = 36
# Corners and the dashes beside a title.
_FRAME: Final = 6
_SHORTEST_NAME: Final = 8
TABS: Final = ("overview", "admins", "numbers", "outbound")


class DetailPane(Vertical):
    """A heading, a table, a line of how much and how old; the frame's title holds the tabs."""

    _title: Content | None = None

    def compose(self) -> ComposeResult:
        yield Line(id="heading")
        yield RowTable(id="rows")
        yield Line(id="footer")

    @property
    def table(self) -> RowTable:
        """The table."""
        return self.query_one(RowTable)

    def show(self, view: View, *, cursor: int = 0) -> None:
        """Show a view, with the cursor on this row."""
        heading = self.query_one("#heading", Line)
        if heading.display != bool(view.heading):
            heading.display = bool(view.heading)
        heading.show(view.heading, (Part(view.heading_right, 1),))
        self.table.say(view.notice)
        self.table.show(view.columns, view.rows, cursor=cursor)
        footer = self.query_one("#footer", Line)
        footer.set_class(view.warning, "-warning")
        footer.show((*view.footer, *self._hidden_columns()), view.as_of)

    def _hidden_columns(self) -> list[Part]:
        """Say how many columns are hidden, where there is room for it; the table's heading says it shortly."""
        hidden = self.table.hidden_columns if self.table.rows else 0
        if not hidden:
            return []
        more = ngettext("+{n} column: → shows it", "+{n} columns: → shows them", hidden)
        return [Part(more.format(n=hidden), 8)]

    def title(self, name: str, tab: str, counts: Mapping[str, int | None]) -> None:
        """Show the tabs, the current one marked, with their counts."""
        titles = {
            "overview": _("Overview"),
            "admins": _("Admins"),
            "numbers": _("Numbers"),
            "outbound": _("Outbound"),
        }
        room = (self.size.width or self.app.size.width - _BESIDE) - _FRAME
        content = Content()
        for short in (False, True):
            labels = [
                f" {_label(position, titles[key], counts.get(key), only_number=short and key != tab)} "
                for position, key in enumerate(TABS, 1)
            ]
            room_for_name = room - sum(map(cell_len, labels))
            styled = [
                (label, "reverse" if key == tab else "") for key, label in zip(TABS, labels, strict=True)
            ]
            content = Content.assemble(words.cut(name, max(_SHORTEST_NAME, room_for_name - 1)), " ", *styled)
            if content.cell_length <= room:
                break
        if self._title is None or not content.is_same(self._title):
            self._title = content
            self.border_title = content


def _label(position: int, title: str, count: int | None, *, only_number: bool) -> str:
    parts = [str(position)] if only_number else [str(position), title]
    return " ".join(parts if count is None else [*parts, words.number(count)])
