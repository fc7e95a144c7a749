"""The calls of this session, in the place of the screen, as they come."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from textual import on
from textual.binding import Binding
from textual.containers import Vertical

from ccc_tui.cloud.text import clean
from ccc_tui.i18n import _
from ccc_tui.resources.calls import state_word
from ccc_tui.ui.actions import bindings
from ccc_tui.ui.inspection import CallSubject, call_facts, failure_words
from ccc_tui.ui.panes.base import ResourcePane
from ccc_tui.ui.panes.calls import CallsPane
from ccc_tui.ui.screens.call_screen import CallScreen
from ccc_tui.ui.segments import Segment
from ccc_tui.ui.widgets.key_bar import KeyBar
from ccc_tui.ui.widgets.line import Line
from ccc_tui.ui.widgets.row_table import RowTable

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from ccc_tui.cloud.call_log import Call
    from ccc_tui.session import Session
    from ccc_tui.settings import Settings

_KEYS = ("open", "copy_cell", "failed_only", "run_again", "copy_as", "close", "help")
# Lines about the call under the cursor.
_DETAILS: Final = 6


class CallsScreen(CallScreen):
    """Shows the call log, and the call under the cursor below it.

    Args:
        session: has the call log.
        settings: the person's keys.
        number: the call to begin at; the newest if None.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("calls"),
        *(binding for binding in bindings("screen") if binding.id == "refresh"),
        Binding("exclamation_mark", "close", show=False),
    ]

    def __init__(self, session: Session, settings: Settings, number: int | None = None) -> None:
        super().__init__(session)
        self._settings = settings
        self._number = number
        self._top = Line(classes="heading")
        self._details = [Line(classes="detail") for _line in range(_DETAILS)]
        self._pane = CallsPane(session.client)
        self._unsubscribe: Callable[[], object] | None = None
        self._is_stale = False

    def compose(self) -> ComposeResult:
        yield self._top
        yield self._pane
        with Vertical(id="call"):
            yield from self._details
        yield self.status
        yield KeyBar(self._settings.keys, only=_KEYS, id="keys")

    def on_mount(self) -> None:
        """Show the calls, and each that comes."""
        self._pane.table.focus()
        self._refresh()
        if self._number is not None:
            self.show_call(self._number)
        self._unsubscribe = self.call_log.subscribe(self._changed)

    def on_unmount(self) -> None:
        """Hear no more of calls."""
        if self._unsubscribe is not None:
            self._unsubscribe()

    def on_screen_resume(self) -> None:
        """Show what came while another screen was above this one."""
        if self._is_stale:
            self._refresh()

    def _changed(self, _call: Call) -> None:
        """Refresh once for all steps of calls since the last time."""
        if not self._is_stale:
            self._is_stale = True
            self.call_later(self._refresh)

    def _refresh(self) -> None:
        if not self.is_attached or not self.is_current:
            return
        self._is_stale = False
        self._pane.reload()
        self._top.update(*self._pane.totals())
        self._show_details()

    @property
    def call(self) -> Call | None:
        return self._pane.call

    def show_call(self, number: int) -> None:
        if self._pane.failed_only and (call := self.call_log.find(number)) is not None and call.failure is None:
            self._pane.failed_only = False
        self._pane.reload()
        for position, call in enumerate(self._pane.current_rows()):
            if call.number == number:
                self._pane.put_cursor(position)
        self._show_details()

    @on(RowTable.Highlighted)
    def _show_details(self) -> None:
        """Show the call under the cursor."""
        call = self.call
        lines = [] if call is None else _details(call)
        failed = call is not None and call.failure is not None
        for index, line in enumerate(self._details):
            line.set_class(failed and index == _FAILURE, "-failed")
            line.update([Segment(lines[index])] if index < len(lines) else ())

    @on(ResourcePane.Selected)
    def _selected(self, event: ResourcePane.Selected) -> None:
        """Inspect the call."""
        from ccc_tui.ui.screens.inspector import InspectorScreen

        event.stop()
        subject = CallSubject(self.call_log, event.row.number, lambda number: self.show_call(int(str(number))))
        self.app.push_screen(InspectorScreen(self.session, self._settings, subject))

    def action_refresh(self) -> None:
        self._refresh()

    def action_failed_only(self) -> None:
        self._pane.failed_only = not self._pane.failed_only
        self._refresh()


_FAILURE: Final = 3


def _details(call: Call) -> list[str]:
    """Return the lines about a call: how it ended, its RequestId, where it went, why it failed, its parameters."""
    state = f"{call.status} {state_word(call)}" if call.status is not None else state_word(call)
    endpoint = [
        f"{call.method} {call.endpoint.partition('://')[2]}",
        _("{version} signature").format(version=call.signature),
        _("waited {n} ms").format(n=round(call.waited * 1000)),
        call.credentials,
    ]
    parameters = " ".join(f"{clean(name)}={clean(value)}" for name, value in call.parameters.items())
    facts = " · ".join(filter(None, (state, *call_facts(call)[:3])))
    return [
        f"{_('call {n}').format(n=call.number)}  {call.operation}  {facts}",
        f"RequestId  {call.request_id or '—'}",
        " · ".join(filter(None, endpoint)),
        *failure_words(call)[:2],
        parameters,
    ]
