"""Which rows are missing after loading all pages, in the person's language."""

from ccc_tui.callcenter.errors import explain, facts
from ccc_tui.callcenter.paginator import Progress
from ccc_tui.cloud.errors import CloudError
from ccc_tui.i18n import _, ngettext


def missing_rows_message(progress: Progress, error: CloudError | None = None) -> list[str]:
    """Return what is missing and why, one sentence each; an empty list if nothing is missing.

    Args:
        progress: state of the load.
        error: why the load stopped, if it failed.
    """
    if progress.complete and error is None:
        return []
    return [_loaded(progress), *_reasons(progress), *(_failure(progress, error) if error is not None else ())]


def _loaded(progress: Progress) -> str:
    if progress.total is None:
        words = _("{loaded:,} rows are loaded; the service did not report a total.")
    elif progress.total < progress.loaded:
        words = _("{loaded:,} rows are loaded, although the service reports only {total:,}: there may be more.")
    else:
        words = _("{loaded:,} of {total:,} rows are loaded.")
    return words.format(loaded=progress.loaded, total=progress.total)


def _reasons(progress: Progress) -> list[str]:
    reasons = []
    if progress.total is not None and progress.reachable is not None and progress.reachable < progress.total:
        words = _("No more than {reachable:,} of them can be loaded: the service has no page after 100.")
        reasons.append(words.format(reachable=progress.reachable))
    if progress.repeated:
        words = ngettext(
            "{n:,} row was repeated on a later page, in place of another.",
            "{n:,} rows were repeated on later pages, in place of others.",
            progress.repeated,
        )
        reasons.append(words.format(n=progress.repeated))
    if progress.finished and (missing := (progress.reachable or 0) - progress.loaded - progress.repeated) > 0:
        words = ngettext(
            "The service reports {n:,} row that is on none of its pages.",
            "The service reports {n:,} rows that are on none of its pages.",
            missing,
        )
        reasons.append(words.format(n=missing))
    if progress.total_changed:
        words = _(
            "The list changed while loading: the service reported {first:,} rows at first, and {last:,} at the end."
        )
        if progress.first_total is not None and progress.total is not None:
            reasons.append(words.format(first=progress.first_total, last=progress.total))
    return reasons


def _failure(progress: Progress, error: CloudError) -> list[str]:
    explanation = explain(error)
    words = _("Page {page} failed: {what} {facts}")
    return [
        words.format(page=progress.calls + 1, what=explanation.what, facts=facts(error)),
        *filter(None, (explanation.said, explanation.remedy)),
    ]
