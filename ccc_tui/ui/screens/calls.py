"""The calls of this session, in the place of the screen, as they come."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from textual import on
from textual.binding import Binding
from textual.containers import Vertical

from ccc_tui.cloud.call_log import CallState
from ccc_tui.cloud.text import clean
from ccc_tui.i18n import _
from ccc_tui.resources.calls import state_word
from ccc_tui.resources.table import Sign
from ccc_tui.ui.actions import bindings
from ccc_tui.ui.formatting import ABSENT, format_count
from ccc_tui.ui.glyphs import glyph
from ccc_tui.ui.inspection import call_facts, failure_words, shown_parameters
from ccc_tui.ui.panes.base import ResourcePane
from ccc_tui.ui.panes.calls import CallsPane
from ccc_tui.ui.privacy import is_masked
from ccc_tui.ui.screens.call_screen import CallScreen
from ccc_tui.ui.segments import Segment
from ccc_tui.ui.subjects import CallSubject
from ccc_tui.ui.widgets.key_bar import KeyBar
from ccc_tui.ui.widgets.line import Line

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from ccc_tui.cloud.call_log import Call
    from ccc_tui.session import Session
    from ccc_tui.settings import Settings

_KEYS = ("open", "filter", "failed_only", "copy_cell", "copy_as", "run_again", "close", "help")
# Of the dashboard, those that work here, too.
_GENERAL = frozenset({"refresh", "filter", "inspect"})
# Lines about the call under the cursor.
_DETAILS: Final = 7


class CallsScreen(CallScreen):
    """Shows the call log, and the call under the cursor below it.

    Args:
        session: has the call log.
        settings: the person's keys.
        number: the call to begin at; the newest if None.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("calls"),
        *(binding for binding in bindings("screen") if binding.id in _GENERAL),
        Binding("exclamation_mark", "close", show=False),
    ]

    def __init__(self, session: Session, settings: Settings, number: int | None = None) -> None:
        super().__init__(session)
        self._settings = settings
        self._number = number
        self._top = Line(classes="heading")
        self._details = [Line() for _line in range(_DETAILS)]
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
        pane = self._pane
        if pane.failed_only and (call := self.call_log.find(number)) is not None and call.failure is None:
            pane.failed_only = False
        pane.reload()
        if number not in self._numbers():
            pane.set_filter("")
        if number in (numbers := self._numbers()):
            pane.table.cursor_row = numbers.index(number)
        self._show_details()

    def _numbers(self) -> list[int]:
        return [call.number for call in self._pane.rows]

    @on(ResourcePane.Changed)
    def _show_details(self) -> None:
        """Show the call under the cursor."""
        call = self.call
        lines = [] if call is None else _details(call, masked=is_masked(self))
        for index, line in enumerate(self._details):
            line.update([lines[index]] if index < len(lines) else ())

    @on(ResourcePane.Selected)
    def _selected(self, event: ResourcePane.Selected) -> None:
        event.stop()
        self.action_inspect()

    def action_inspect(self) -> None:
        """Inspect the call under the cursor."""
        from ccc_tui.ui.screens.inspector import InspectorScreen

        if (call := self.call) is None:
            return
        subject = CallSubject(self.call_log, call.number, self._numbers, self.show_call)
        self.app.push_screen(InspectorScreen(self.session, self._settings, subject))

    def update_words(self) -> None:
        """Show everything in the language that is spoken now."""
        self._pane.update_words()
        self._refresh()
        self.query_one(KeyBar).on_resize()

    async def action_filter(self) -> None:
        """Filter the calls."""
        from ccc_tui.ui.filter_prompt import ask_filter

        await ask_filter(self, self._pane)

    def action_refresh(self) -> None:
        self._refresh()

    def action_failed_only(self) -> None:
        self._pane.failed_only = not self._pane.failed_only
        self._refresh()


def _details(call: Call, *, masked: bool) -> list[Segment]:
    """Return the lines about a call: how it ended, its RequestId, where it went, why it failed, its parameters."""
    state = f"{call.status} {state_word(call)}" if call.status is not None else state_word(call)
    sign = {CallState.DONE: f"{glyph(Sign.OK)} ", CallState.FAILED: f"{glyph(Sign.FAILED)} "}.get(call.state, "")
    endpoint = [
        f"{call.method} {call.endpoint.partition('://')[2]}",
        _("{version} signature").format(version=call.signature),
        _("waited {n} ms").format(n=format_count(round(call.waited * 1000))),
        call.credentials,
    ]
    shown = shown_parameters(call, is_masked=masked)
    parameters = " ".join(f"{clean(name)}={clean(value)}" for name, value in shown.items())
    facts = [_("call {n}").format(n=call.number), state, *call_facts(call)[:3]]
    return [
        Segment(f"{sign}{' · '.join(filter(None, facts))}"),
        Segment(f"{call.operation}  {parameters}"),
        Segment(f"RequestId  {call.request_id or ABSENT}"),
        Segment(" · ".join(filter(None, endpoint)), tone="muted"),
        *(Segment(words) for words in failure_words(call)[:3]),
    ]
