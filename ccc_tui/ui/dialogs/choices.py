"""Chooses one row of a list, or what was typed; stays open until the choice works."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar, Generic, NamedTuple, TypeVar

from textual.binding import Binding
from textual.containers import Vertical
from textual.widgets import Static

from ccc_tui.cloud.errors import CloudError
from ccc_tui.cloud.text import clean
from ccc_tui.i18n import _
from ccc_tui.resources.table import Sign
from ccc_tui.ui import states
from ccc_tui.ui.dialogs.dialog import Dialog, Field, Hint
from ccc_tui.ui.glyphs import glyph
from ccc_tui.ui.widgets.columns import TableColumn
from ccc_tui.ui.widgets.row_table import RowTable

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from textual import events
    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.widgets import Input

    from ccc_tui.settings import Settings

Result = TypeVar("Result")
_HIGHEST = 11
_HIGHEST_EMPTY = 3


class Choice(NamedTuple):
    """One row: its cells, the settings it stands for, and whether they are in use."""

    cells: tuple[str, ...]
    settings: Settings
    is_current: bool = False


class Choices(NamedTuple):
    """What can be chosen.

    Attributes:
        title: of the dialog, translated.
        columns: headings, translated; each row has as many cells.
        rows: the choices.
        placeholder: what can be typed.
        empty: said where there are no rows at all.
        typed: returns the settings of a typed text, or None where it cannot be chosen.
    """

    title: str
    columns: tuple[str, ...]
    rows: Sequence[Choice]
    placeholder: str
    empty: str
    typed: Callable[[str], Settings | None]


class ChoiceTable(RowTable, can_focus=False):
    """The rows that match. Keys go to the field; a click chooses a row."""

    def on_click(self, event: events.Click) -> None:
        event.prevent_default()  # RowTable moves its cursor first
        row = self.scroll_offset.y + event.y - 1
        if event.y and row < len(self.rows):
            self.cursor_row = row
            self.action_open()


class ChoiceDialog(Dialog["Result | None"], Generic[Result]):
    """Tries what is chosen. Its result is what came of it, None where nothing was chosen.

    Args:
        choices: the rows.
        attempt: tries one; a CloudError is shown, and the dialog stays.
        in_use: where the key comes from that stays in use until another works; empty where there is none.
        drop: undoes an attempt whose result came too late.
    """

    BINDINGS: ClassVar[list[BindingType]] = [  # escape is a dialog's
        Binding("up", "move('cursor_up')", show=False),
        Binding("down", "move('cursor_down')", show=False),
        Binding("pageup", "move('page_up')", show=False),
        Binding("pagedown", "move('page_down')", show=False),
    ]

    def __init__(
        self,
        choices: Choices,
        attempt: Callable[[Settings], Awaitable[Result]],
        drop: Callable[[Result], Awaitable[None]],
        in_use: str,
    ) -> None:
        super().__init__()
        self._choices, self._attempt, self._drop, self._in_use = choices, attempt, drop, in_use
        self._table = ChoiceTable()
        self._problem = Static("", id="problem", markup=False)

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = self._choices.title
            yield Field("", placeholder=self._choices.placeholder)
            yield self._table
            yield self._problem
            yield Hint(_("enter use it · esc cancel"))

    def on_mount(self) -> None:
        """Show all; the cursor is on the one in use."""
        self._table.update_notice([_("Nothing matches.") if self._choices.rows else self._choices.empty])
        rows = self._choices.rows
        # As high as needed: below it, a small window must have room for why a choice did not work.
        self._table.styles.height = min(len(rows) + 1, _HIGHEST) if rows else _HIGHEST_EMPTY
        self._offer(rows, next((position for position, row in enumerate(rows) if row.is_current), 0))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show those that match, and what was typed where it can be chosen."""
        text = clean(event.value).strip()
        wanted = text.casefold()
        rows = [row for row in self._choices.rows if any(wanted in cell.casefold() for cell in row.cells)]
        settings = self._choices.typed(text) if text else None
        if settings is not None and all(row.cells[0] != text for row in rows):
            rows.append(Choice((text, *[""] * (len(self._choices.columns) - 1)), settings))
        self._offer(rows)

    def on_input_submitted(self) -> None:
        """Try the one under the cursor."""
        self._table.action_open()

    def on_row_table_selected(self) -> None:
        """Try it; one that was tried before is given up."""
        choice: Choice | None = self._table.row
        if choice is not None:
            self._problem.update(_("Loading the call centers… esc cancels"))
            self.run_worker(self._try(choice.settings), group="attempt", exclusive=True)

    async def action_move(self, action: str) -> None:
        """Move the cursor of the table."""
        await self._table.run_action(action)

    async def _try(self, settings: Settings) -> None:
        await asyncio.sleep(0)  # Python 3.12 runs the beginning of a worker before run_worker returns
        try:
            result = await self._attempt(settings)
        except CloudError as error:
            lines = [line if isinstance(line, str) else line.text for line in states.failed(error)[:-1] if line]
            if self._in_use:
                lines.insert(1, _("{source} stays in use.").format(source=self._in_use))
            self._problem.update("\n".join(lines))
            return
        if self.app.screen is self:
            self.dismiss(result)
        else:
            await self._drop(result)

    def _offer(self, rows: Sequence[Choice], cursor: int = 0) -> None:
        def column(position: int, title: str) -> TableColumn:
            def text(row: Choice) -> str:
                mark = "" if position else f"{glyph(Sign.OK)} " if row.is_current else "  "
                return mark + row.cells[position]

            return TableColumn(title, text, lambda _row: "muted" if position else "")

        columns = [column(position, title) for position, title in enumerate(self._choices.columns)]
        self._table.update(columns, rows, cursor=cursor)
