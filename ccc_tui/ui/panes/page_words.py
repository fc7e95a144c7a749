"""How much of a list in pages is loaded, and why that is not all of it."""

from ccc_tui.callcenter.paginator import Progress
from ccc_tui.cloud.errors import CloudError
from ccc_tui.i18n import _
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


def page_failed(number: int, failure: CloudError) -> str:
    """Return which page could not be loaded, and why."""
    return _("page {n} failed: {code}").format(n=number, code=failure.code)
