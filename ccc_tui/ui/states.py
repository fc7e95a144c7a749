"""`ListState`: what is loaded of a list, what is under way, and what failed; and the words for each."""

from collections.abc import Awaitable
from datetime import UTC, datetime
from typing import Any

from ccc_tui.callcenter.page import NOT_SERVED, Page
from ccc_tui.cloud.call_log import Call
from ccc_tui.cloud.errors import CloudError, PermissionDenied
from ccc_tui.i18n import _
from ccc_tui.resources.table import Sign
from ccc_tui.ui import formatting
from ccc_tui.ui.glyphs import glyph
from ccc_tui.ui.requests import RequestTracker
from ccc_tui.ui.segments import Segment, warning


class ListState(RequestTracker):
    """Keeps the page that was loaded last, also when loading it again fails."""

    page: Page[Any] | None = None
    failure: CloudError | None = None  # of the last request

    async def load(self, page: Awaitable[Page[Any]]) -> None:
        """Load a page."""
        try:
            self.page = await page
        except CloudError as error:
            self.failure = error.with_traceback(None)  # its frames hold the client
        else:
            self.failure = None

    def rests_on(self, page: Page[Any]) -> bool:
        """Return whether this page is the last one, and no request is under way."""
        return not self.is_running and self.page is page

    @property
    def is_denied(self) -> bool:
        """Whether the access key may not read the list, or the service does not have it."""
        failure = self.failure
        return failure is not None and (isinstance(failure, PermissionDenied) or failure.code in NOT_SERVED)

    def is_from(self, call: Call) -> bool:
        """Return whether the call is the one that failed, or else the one that brought the page."""
        if self.failure is not None:
            return call.number == self.failure.call
        return self.page is not None and call.request_id is not None and call.request_id == self.page.request_id

    def notice(self, hint: str = "", *, optional: bool = False) -> list[str | Segment]:
        """Return what stands in the place of rows while nothing is loaded; nothing where nothing was requested.

        Args:
            hint: what else can be done about a failure.
            optional: whether the list is one that the access key need not be allowed to read.
        """
        if self.is_running:
            return loading(self.call, self.seconds)
        if self.failure is not None:
            return failed(self.failure, hint=hint, is_quiet=optional and self.is_denied)
        return [empty(_("Loading was stopped.")), _("r try again")] if self.cancelled else []

    def age(self) -> list[Segment]:
        """Return how old the page is, and whether a newer one is on its way or failed to come."""
        if self.is_slow:
            call = self.call
            tries = _(", try {n} of {limit}").format(n=call.tries, limit=call.limit) if call and call.tries > 1 else ""
            return [Segment(_("loading… · esc cancels").replace("…", f"…{tries}", 1))]
        if self.page is None:
            return []
        if self.failure is None:
            return as_of(self.page.as_of)
        age = _("{age} old").format(age=formatting.age(self.page.as_of))
        text = _("as of {time}").format(time=formatting.clock(self.page.as_of))
        refresh_failed = _("refresh failed: {code}").format(code=self.failure.code)
        return [
            Segment(f"{text}, {age}", 6, instead=Segment(age, 1)),
            Segment(refresh_failed) if self.is_denied else warning(refresh_failed),
            Segment(_("r try again"), 7),
        ]


def as_of(moment: datetime) -> list[Segment]:
    """Return when a page came."""
    hours = int((datetime.now(UTC) - moment).total_seconds()) // 3600
    if hours > 0:
        return [Segment(_("{n} h old").format(n=hours), 2)]
    text = _("as of {time}").format(time=formatting.clock(moment))
    return [Segment(text, 6, Segment(formatting.clock(moment), 2, tone="muted"), tone="muted")]


def empty(text: str) -> Segment:
    """Return the sentence for a list that has no rows."""
    return Segment(f"{glyph(Sign.STOPPED)} {text}")


def loading(call: Call | None = None, seconds: float = 0.0) -> list[str | Segment]:
    """Return what is loading, for how long, and which try it is."""
    if call is None:
        return [Segment(_("Loading…"), tone="muted")]
    text = _("Loading… {operation}").format(operation=call.operation.action)
    if seconds >= 1:
        text += _(", {n} s").format(n=int(seconds))
    if call.tries > 1 or call.next_try is not None:
        text += _(", try {n} of {limit}").format(n=call.tries, limit=call.limit)
    if call.next_try is not None:
        text += _(" ({code}, next in {seconds:.1f} s)").format(code=call.code, seconds=call.next_try)
    return [Segment(text + "  ·  " + _("esc cancels"), tone="muted")]


def failed(error: CloudError, *, hint: str = "", is_quiet: bool = False) -> list[str | Segment]:
    """Return what happened, the code and RequestId, and what to do."""
    from ccc_tui.callcenter.errors import TRY_AGAIN, explain, facts

    explanation = explain(error)
    # Where the list may be denied, a quiet note.
    what = empty(explanation.what) if is_quiet else Segment(f"{glyph(Sign.FAILED)} {explanation.what}", tone="strong")
    lines: list[str | Segment] = [what, Segment(facts(error), tone="muted"), ""]
    if said := explanation.said:
        from_service = not error.code.startswith(("Client.", "HTTP."))
        lines += [_("The service said: {said}").format(said=said) if from_service else said, ""]
    # The key's own hint stands below it.
    remedy = "" if explanation.remedy == _(TRY_AGAIN) else explanation.remedy
    return [*lines, *filter(None, (remedy, explanation.hint, hint)), _("r try again")]
