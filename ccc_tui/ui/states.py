"""The texts of the states that every tab has: loading, failed, and outdated because a refresh failed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ccc_tui.i18n import _
from ccc_tui.ui import formatting
from ccc_tui.ui.glyphs import GLYPHS
from ccc_tui.ui.segments import Segment

if TYPE_CHECKING:
    from datetime import datetime

    from ccc_tui.cloud.call_log import Call
    from ccc_tui.cloud.errors import CloudError


def loading(call: Call | None, seconds: float) -> list[str]:
    """Return what is loading, for how long, and which try it is.

    Args:
        call: the running call, if it has started.
        seconds: time since the start.
    """
    if call is None:
        return ["", _("Loading…")]
    text = _("Loading… {operation}").format(operation=call.operation.action)
    if seconds >= 1:
        text += _(", {n} s").format(n=int(seconds))
    if call.tries > 1 or call.next_try is not None:
        text += _(", try {n} of {limit}").format(n=call.tries, limit=call.limit)
    if call.next_try is not None:
        text += _(" ({code}, next in {seconds:.1f} s)").format(code=call.code, seconds=call.next_try)
    return ["", text + "  ·  " + _("esc cancels")]


def failed(error: CloudError, *, hint: str = "") -> list[str]:
    """Return what happened, the code and RequestId, and what to do.

    Args:
        error: the error.
        hint: what else can be done in this tab.
    """
    from ccc_tui.callcenter.errors import TRY_AGAIN, explain, facts

    explanation = explain(error)
    lines = ["", f"{GLYPHS.failed} {explanation.what}", facts(error), ""]
    if said := explanation.said:
        from_service = not error.code.startswith(("Client.", "HTTP."))
        lines += [_("The service said: {said}").format(said=said) if from_service else said, ""]
    # The key's own hint stands below it.
    remedy = "" if explanation.remedy == _(TRY_AGAIN) else explanation.remedy
    return [*lines, *filter(None, (remedy, explanation.hint, hint)), _("r try again")]


def stopped() -> list[str]:
    """Return that loading was stopped before there was data."""
    return ["", _("Loading was stopped."), _("r try again")]


def as_of(moment: datetime) -> list[Segment]:
    """Return when the data came."""
    text = _("as of {time}").format(time=formatting.clock(moment))
    return [Segment(text, 6, instead=Segment(formatting.clock(moment), 2))]


def refresh_failed(moment: datetime, error: CloudError) -> list[Segment]:
    """Return how old the data is, and why the refresh failed."""
    age = _("{age} old").format(age=formatting.age(moment))
    text = _("as of {time}").format(time=formatting.clock(moment))
    failed = _("refresh failed: {code}").format(code=error.code)
    return [Segment(f"{text}, {age}", 6, instead=Segment(age, 1)), Segment(failed), Segment(_("r try again"), 7)]


def page_failed(moment: datetime, text: str) -> list[Segment]:
    """Return the age of the page that stays on the screen, and which page failed."""
    return [*as_of(moment), Segment(text), Segment(_("r try again"), 7)]


def asking(call: Call | None) -> list[Segment]:
    """Return that a refresh is running while older data stays on the screen."""
    tries = _(", try {n} of {limit}").format(n=call.tries, limit=call.limit) if call and call.tries > 1 else ""
    return [Segment(_("loading… · esc cancels").replace("…", f"…{tries}", 1))]
