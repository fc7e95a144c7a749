"""The last call: operation, status, milliseconds, RequestId."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ccc_tui.i18n import _
from ccc_tui.ui.glyphs import GLYPHS
from ccc_tui.ui.segments import Segment
from ccc_tui.ui.widgets.line import Line

if TYPE_CHECKING:
    from ccc_tui.cloud.call_log import Call


class StatusLine(Line):
    """Shows the last call that ended; how a call that is under way fares is shown where its data will be."""

    def show_call(self, call: Call) -> None:
        """Show a call, if it has ended."""
        if not call.ended:
            return
        failed = call.state == "failed"
        state = f"{GLYPHS.failed} {call.code}" if failed else _("ok") if call.state == "done" else _("cancelled")
        # The RequestId is what support asks for: it is shown whole for as long as that is possible.
        segments = [Segment(f"{state} {call.operation.action}", 5, instead=Segment(state))]
        if call.status is not None:
            segments.append(Segment(str(call.status), 3))
        if call.latency is not None:
            segments.append(Segment(f"{call.latency * 1000:.0f} ms", 4))
        if call.tries > 1:
            segments.append(Segment(_("{n} tries").format(n=call.tries), 2))
        if call.request_id:
            segments.append(Segment(f"RequestId {call.request_id}", 1, instead=Segment(call.request_id)))
        self.set_class(failed, "-failed")
        self.show(segments)

    def announce(self, text: str) -> None:
        """Say what a key did; the next call takes the place of it."""
        self.set_class(False, "-failed")  # noqa: FBT003 - Textual's own signature
        self.show(text)
