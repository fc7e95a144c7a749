"""`CallsPane`: the calls of this session, as they come."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING, Any, Final

from textual import on

from ccc_tui.cloud.call_log import CallState
from ccc_tui.i18n import _, ngettext
from ccc_tui.resources import CALLS
from ccc_tui.resources.calls import calls_page
from ccc_tui.resources.table import Sign
from ccc_tui.ui import states
from ccc_tui.ui.call_bars import latency_bar, scale, sparkline
from ccc_tui.ui.cells import table_columns
from ccc_tui.ui.formatting import format_count
from ccc_tui.ui.glyphs import glyph
from ccc_tui.ui.panes.base import ResourcePane
from ccc_tui.ui.segments import Lines, Segment, warning
from ccc_tui.ui.widgets.columns import TableColumn
from ccc_tui.ui.widgets.row_table import RowTable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ccc_tui.callcenter.client import CallCenterClient
    from ccc_tui.cloud.call_log import Call

_BAR: Final = 8
_SPARKLINE: Final = 12


class CallsPane(ResourcePane["Call"]):
    """Shows the call log as it is now.

    Args:
        client: has the call log, and the rate limits.
    """

    failed_only = False

    def __init__(self, client: CallCenterClient) -> None:
        async def get_client() -> CallCenterClient:
            return client

        super().__init__(CALLS, get_client)
        self._client = client
        self._full = 0.0

    def reload(self) -> None:
        """Show what the log has now; nothing is requested."""
        page = calls_page(self._client.call_log)
        rows = [call for call in page.rows if call.state is CallState.FAILED] if self.failed_only else page.rows
        self.state.page = page._replace(rows=rows)
        self._full = scale([call.latency for call in page.rows if call.latency is not None])
        self.update_rows()

    def update_rows(self) -> None:
        # Newer calls come above: the cursor stays on its call, also where it was never moved.
        self._remember_cursor(self.rows, self.table.cursor_row)
        super().update_rows()

    @property
    def call(self) -> Call | None:
        """The call under the cursor."""
        call: Call | None = self.table.row
        return call

    def columns(self, rows: Sequence[Any]) -> Sequence[TableColumn]:
        def drawn(call: Call) -> str:
            return latency_bar(call.latency, self._full, _BAR)

        def style(call: Call) -> str:
            return "bad" if call.state is CallState.FAILED else "warn" if call.tries > 1 else "accent"

        return [*table_columns(self.resource, rows), TableColumn(" " * _BAR, drawn, style)]

    def notice(self) -> Lines:
        return [states.empty(_("No call failed."))] if self.failed_only else super().notice()

    @on(RowTable.Highlighted)
    def _moved(self) -> None:
        self.post_message(self.Changed())

    def text_to_copy(self, *, whole_row: bool) -> str | None:
        """Return the RequestId, which support asks for; or the row as JSON."""
        call = self.call
        if call is not None and call.request_id and not whole_row:
            return call.request_id
        return super().text_to_copy(whole_row=whole_row)

    def summary(self) -> Sequence[Segment]:
        log = self._client.call_log
        kept = ngettext("{n} call kept", "{n} calls kept", len(log)).format(n=format_count(len(log)))
        shown = super().summary() if self.filter_text else [Segment(kept, 3)]
        return [
            *shown,
            Segment(_("failed only") if self.failed_only else ""),
            Segment(_("at most {n}").format(n=format_count(log.length)), 5),
            Segment("" if self.sort is not None else _("newest first"), 6),
            *self._limits(),
        ]

    def _limits(self) -> list[Segment]:
        """Return how many calls per second are made now."""
        segments = []
        for limiter in self._client.rate_limiters:
            if not limiter.full_rate:
                segments.append(Segment(_("no rate limit"), 1))
            elif limiter.rate < limiter.full_rate:
                text = _("throttled: {rate:.2g} of {full:g} calls/s")
                segments.append(warning(text.format(rate=limiter.rate, full=limiter.full_rate)))
            else:
                segments.append(Segment(_("at most {full:g} calls/s").format(full=limiter.full_rate), 1))
        return list(dict.fromkeys(segments))

    def age(self) -> Sequence[Segment]:
        return ()

    def totals(self) -> tuple[Sequence[Segment], Sequence[Segment]]:
        """Return how calls ended and how long they took, for the line above."""
        calls = tuple(self._client.call_log)
        done = sum(call.state is CallState.DONE for call in calls)
        failed = sum(call.state is CallState.FAILED for call in calls)
        latencies = [call.latency for call in calls if call.latency is not None]
        left = [
            Segment(_("Calls this session"), tone="strong"),
            Segment(f"{glyph(Sign.OK)} {format_count(done)}", 1, between="   "),
            Segment(f"{glyph(Sign.FAILED)} {format_count(failed)}", 1, between="  "),
        ]
        if latencies:
            slowest, middle = max(latencies), median(latencies)
            left.append(Segment(_("slowest {s:.1f} s").format(s=slowest), 2, between="   "))
            left.append(Segment(_("median {s:.1f} s").format(s=middle), 3))
        return left, [Segment(sparkline(latencies[-_SPARKLINE:]), 4, tone="accent")]
