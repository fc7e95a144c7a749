"""The last call: operation, status, milliseconds, RequestId."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ccc_tui.i18n import _
from ccc_tui.ui import words
from ccc_tui.ui.glyphs import GLYPHS
from ccc_tui.ui.widgets.line import Line

if TYPE_CHECKING:
    from ccc_tui.cloud.journal import Call

# Narrower than this, the RequestId needs the operation's place.
_WIDE = 100


class StatusLine(Line):
    """Shows the last call that ended; how a call that is under way fares is shown where its data will be."""

    def show_call(self, call: Call) -> None:
        """Show a call, if it has ended."""
        if not call.ended:
            return
        failed = call.state == "failed"
        state = (
            f"{GLYPHS.failed} {call.code}" if failed else _("ok") if call.state == "done" else _("cancelled")
        )
        parts = [state]
        if self.size.width >= _WIDE:
            parts[0] += f" {call.operation.action}"
        if call.status is not None:
            parts.append(str(call.status))
        if call.latency is not None:
            parts.append(f"{call.latency * 1000:.0f} ms")
        if call.tries > 1:
            parts.append(_("{n} tries").format(n=call.tries))
        if call.request_id:
            parts.append(f"RequestId {call.request_id}")
        self.set_class(failed, "-failed")
        self.show(" " + " · ".join(parts))

    def say(self, text: str) -> None:
        """Say what a key did; the next call takes the place of it."""
        self.set_class(False, "-failed")  # noqa: FBT003 - Textual's own signature
        self.show(" " + words.cut(text, max(1, self.size.width - 2)))
