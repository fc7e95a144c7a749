"""An error → what happened, and what to do about it, in the person's language."""

from typing import NamedTuple

from ccc_tui.callcenter.errors import OTHER, REMEDIES, TRANSIENT
from ccc_tui.cloud.errors import CloudError
from ccc_tui.i18n import _


class Explanation(NamedTuple):
    """An error in words.

    Attributes:
        what: what happened, one sentence.
        remedy: what to do now, one or two sentences.
        said: the service's or the system's own words, where they add something; else empty.
    """

    what: str
    remedy: str
    said: str


def explain(error: CloudError) -> Explanation:
    """Return the error in words. Knows every code of the documentation, and the kind of all others."""
    what, remedy = next(
        (words for start, *words in REMEDIES if error.code.startswith(start)),
        TRANSIENT if error.retryable else OTHER,
    )
    return Explanation(_(what), _(remedy), error.message)


def facts(error: CloudError) -> str:
    """Return what a support ticket asks for: the code, the HTTP status, the RequestId, the tries."""
    parts = [error.code]
    if error.status is not None:
        parts.append(f"HTTP {error.status}")
    if error.request_id:
        parts.append(f"RequestId {error.request_id}")
    if error.tries > 1:
        parts.append(_("after {tries} tries").format(tries=error.tries))
    return " · ".join(parts)
