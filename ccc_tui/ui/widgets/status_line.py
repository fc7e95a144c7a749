"""`StatusLine`: the last call, or the one whose rows are shown: operation, status, milliseconds, RequestId."""

from ccc_tui.cloud.call_log import Call, CallLog
from ccc_tui.cloud.operation import Priority
from ccc_tui.i18n import _
from ccc_tui.resources.table import Sign
from ccc_tui.ui.glyphs import glyph
from ccc_tui.ui.requests import RequestTracker
from ccc_tui.ui.segments import Segment
from ccc_tui.ui.states import ListState
from ccc_tui.ui.widgets.line import Line


class StatusLine(Line):
    """Shows calls that have ended; how far others are is shown where their data will be."""

    _calls: CallLog | None = None
    _call: Call | None = None  # that is shown
    _shown: tuple[object, object] = (None, None)  # the page, and the failure, whose call was looked up

    def follow(self, calls: CallLog) -> None:
        """Show each call from now on that a person waits for; not pages loaded ahead."""
        self._calls = calls
        calls.subscribe(self._call_changed)

    def _call_changed(self, call: Call) -> None:
        if not self.is_attached:
            return
        waits = call.priority is Priority.PERSON
        if isinstance(call.cause, RequestTracker):
            call.cause.observe(call)
            waits = waits or call.cause.is_running
        if waits:
            self.show_call(call)

    def show_call_of(self, state: ListState) -> None:
        """Show the call that failed or brought the page: of the calls in flight, another one may have ended last."""
        page, failure = self._shown
        if self._calls is None or state.is_running or (page is state.page and failure is state.failure):
            return
        self._shown = (state.page, state.failure)
        for call in self._calls:
            if state.is_from(call):
                self.show_call(call)

    def show_call(self, call: Call) -> None:
        """Show a call, if it has ended."""
        if not call.ended:
            return
        self._call = call
        failed = call.state == "failed"
        state = f"{glyph(Sign.FAILED)} {call.code}" if failed else _("ok") if call.state == "done" else _("cancelled")
        latency = "" if call.latency is None else f"{call.latency * 1000:.0f} ms"
        # The RequestId is what support asks for: it is shown whole for as long as that is possible.
        request_id = f"RequestId {call.request_id}" if call.request_id else ""
        self.set_class(failed, "-failed")
        self.update(
            [
                Segment(f"{state} {call.operation.action}", 5, instead=Segment(state)),
                Segment("" if call.status is None else str(call.status), 3),
                Segment(latency, 4),
                Segment(_("{n} tries").format(n=call.tries) if call.tries > 1 else "", 2),
                Segment(request_id, 1, instead=Segment(call.request_id or "")),
            ]
        )

    def notify_key(self, text: str) -> None:
        """Say what a key did; the next call takes the place of it."""
        self.remove_class("-failed")
        self._call = None
        self.update(text)

    def update_words(self) -> None:
        """Show the call in the language that is spoken now; what a key did is not said again."""
        if self._call is not None:
            self.show_call(self._call)
        else:
            self.update("")
