"""What is known of the selected call center: four tabs in one frame, one of them shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.content import Content

from ccc_tui.i18n import _
from ccc_tui.ui import words
from ccc_tui.ui.widgets.line import Line
from ccc_tui.ui.widgets.row_table import RowTable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.app import ComposeResult

    from ccc_tui.ui.views.view import View

TABS = ("overview", "admins", "numbers", "outbound")


class DetailPane(Vertical):
    """A heading, a table, a line of how much and how old; the frame's title holds the tabs."""

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
        heading.display = bool(view.heading)
        heading.show(f" {view.heading}", view.heading_right)
        self.table.say(view.notice)
        self.table.show(view.columns, view.rows, cursor=cursor)
        footer = self.query_one("#footer", Line)
        footer.set_class(view.warning, "-warning")
        footer.show(f" {self._with_hidden_columns(view.footer)}", view.as_of)

    def _with_hidden_columns(self, text: str) -> str:
        hidden = self.table.hidden_columns if self.table.rows else 0
        if not hidden:
            return text
        more = _("+{n} columns: → shows them").format(n=hidden)
        return f"{text} · {more}" if text else more

    def title(self, name: str, tab: str, counts: Mapping[str, int | None]) -> None:
        """Show the tabs, the current one marked, with their counts."""
        titles = {
            "overview": _("Overview"),
            "admins": _("Admins"),
            "numbers": _("Numbers"),
            "outbound": _("Outbound"),
        }
        width = max(20, self.size.width)
        short = width < 90  # noqa: PLR2004 - where the name and all tabs stand side by side
        parts: list[str | tuple[str, str]] = [words.cut(name, 16 if short else 30), " "]
        for position, key in enumerate(TABS, 1):
            count = counts.get(key)
            text = f"{position} {titles[key]}" + (f" {words.number(count)}" if count is not None else "")
            if short and key != tab:
                text = f"{position}" + (f" {words.number(count)}" if count is not None else "")
            parts.append((f" {text} ", "reverse" if key == tab else ""))
        self.border_title = Content.assemble(*parts)
