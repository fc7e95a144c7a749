"""What is said about an API version that is missing in a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ccc_tui.i18n import _

if TYPE_CHECKING:
    from ccc_tui.callcenter.page import Notice


def brief(notice: Notice) -> str:
    """Return in two words what is missing; nothing where the service does not have the version."""
    what = " ".join(filter(None, (notice.account, notice.version[:4])))
    if notice.error is None:
        return _("{what}: loading").format(what=what)
    return f"{what}: {notice.error.code}" if notice.is_served else ""


def sentences(notice: Notice) -> list[str]:
    """Return what is missing, the code and RequestId, and what to do."""
    if notice.error is None:
        return [_("loading")]
    if not notice.is_served:
        return [_("not served by this endpoint")]
    from ccc_tui.callcenter.errors import explain, facts

    explanation = explain(notice.error)
    return [explanation.what, facts(notice.error), explanation.remedy]
