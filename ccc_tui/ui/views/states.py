"""The words of the states that every tab has: loading, failed, and old because a refresh failed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ccc_tui.i18n import _
from ccc_tui.ui import words
from ccc_tui.ui.glyphs import GLYPHS
from ccc_tui.ui.parts import Part

if TYPE_CHECKING:
    from datetime import datetime

    from ccc_tui.cloud.errors import CloudError
    from ccc_tui.cloud.journal import Call


def loading(call: Call | None, seconds: float) -> list[str]:
    """Return what is being waited for, for how long, and at which try.

    Args:
        call: the call under way, if it has begun.
        seconds: since when.
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
    """Return what went wrong, its code and RequestId, and what to do.

    Args:
        error: why.
        hint: what else can be done here.
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
    """Say that the person stopped the loading, and that there is nothing to show for it."""
    return ["", _("Loading was stopped."), _("r try again")]


def as_of(moment: datetime) -> list[Part]:
    """Return when the data came."""
    text = _("as of {time}").format(time=words.clock(moment))
    return [Part(text, 6, instead=Part(words.clock(moment), 2))]


def refresh_failed(moment: datetime, error: CloudError) -> list[Part]:
    """Return how old the data is, and why it could not be renewed."""
    age = _("{age} old").format(age=words.age(moment))
    text = _("as of {time}").format(time=words.clock(moment))
    failed = _("refresh failed: {code}").format(code=error.code)
    return [Part(f"{text}, {age}", 6, instead=Part(age, 1)), Part(failed), Part(_("r try again"), 7)]


def page_failed(moment: datetime, text: str) -> list[Part]:
    """Return when the page that stays on the screen came, and which one could not be had."""
    return [*as_of(moment), Part(text), Part(_("r try again"), 7)]


def asking(call: Call | None) -> list[Part]:
    """Say, beside data that stays on the screen, that newer data is on its way."""
    tries = (
        _(", try {n} of {limit}").format(n=call.tries, limit=call.limit) if call and call.tries > 1 else ""
    )
    return [Part(_("loading… · esc cancels").replace("…", f"…{tries}", 1))]
