"""How much of a list in pages is loaded, and why that is not all of it."""

from typing import Any

from ccc_tui.callcenter.page import Page
from ccc_tui.callcenter.paginator import LAST_PAGE, Progress
from ccc_tui.cloud.errors import CloudError
from ccc_tui.i18n import _
from ccc_tui.ui import formatting
from ccc_tui.ui.formatting import format_count
from ccc_tui.ui.segments import Segment, warning


def completeness(progress: Progress, failure: CloudError | None) -> list[Segment]:
    """Return how much of the list is loaded, and why that is not all of it."""
    loaded, total = format_count(progress.loaded), format_count(progress.total)
    if progress.complete:
        return [Segment(_("all {n} loaded").format(n=loaded), 2)]
    segments = [warning(_("{n} of {total} loaded").format(n=loaded, total=total))]
    if not progress.finished:
        if failure is not None:
            segments.append(Segment(page_failed(progress.calls + 1, failure), 1))
        segments.append(Segment(_("r continues")))
    elif progress.reachable is not None and progress.total is not None and progress.reachable < progress.total:
        segments.append(Segment(_("no more can be loaded"), 1))
    elif progress.total_changed:
        segments.append(Segment(_("the total changed while loading"), 1))
    if progress.repeated:
        segments.append(Segment(_("{n} repeated").format(n=format_count(progress.repeated)), 7))
    return segments


def reachable(total: int | None, size: int, *, in_parts: bool) -> Segment:
    """Return how much of a list can be loaded in pages of this size; more where it can be asked for in parts."""
    most = LAST_PAGE * size
    if total is None or most >= total:
        return Segment("" if total is None else _("all can be loaded"), 9)
    words = _("{n} by page, more with A") if in_parts else _("only {n} can be loaded")
    return Segment(words.format(n=format_count(most)), 3)


def page_failed(number: int, failure: CloudError) -> str:
    """Return which page could not be loaded, and why."""
    return _("page {n} failed: {code}").format(n=number, code=failure.code)


def returned(page: Page[Any]) -> str:
    """Return what the service has returned, when, and under which RequestId."""
    said = _("The service returned {n} of {total} at {time}").format(
        n=len(page.rows), total=format_count(page.total_count), time=formatting.clock(page.as_of)
    )
    return said + (f" (RequestId {page.request_id})." if page.request_id else ".")
