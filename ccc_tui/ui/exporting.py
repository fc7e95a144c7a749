"""What can be exported: which rows, and how much of the list they are."""

from __future__ import annotations

import re
from datetime import datetime
from enum import Enum
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from ccc_tui.i18n import _
from ccc_tui.output.listing import loaded_page
from ccc_tui.resources import INSTANCES
from ccc_tui.resources.table import Scope
from ccc_tui.ui.panes.paged import PagedPane
from ccc_tui.ui.widgets.status_line import StatusLine

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ccc_tui.callcenter.page import Page
    from ccc_tui.resources.table import Resource
    from ccc_tui.settings import Settings
    from ccc_tui.ui.panes.base import GetClient, ResourcePane
    from ccc_tui.ui.screens.dashboard import DashboardScreen

# Characters of a name that file names have; no path, no control character, no blank.
_NOT_IN_NAMES: Final = re.compile(r"[^\w.]+")
_LONGEST_NAME: Final = 40


class Selection(Enum):
    """Which rows are exported; the value stands in JSON documents."""

    MARKED = "marked"
    FILTERED = "filtered"
    PAGE = "page"
    LOADED = "loaded"
    ALL = "all"


class Part(NamedTuple):
    """Some rows of a list.

    Attributes:
        page: the rows, their total, and whether they are all; None where they must be loaded.
        total: how many rows the list has, as far as it is known.
        is_wanted: whether a person chose just these rows of a list that is loaded wholly.
    """

    selection: Selection
    page: Page[Any] | None
    total: int | None = None
    is_wanted: bool = False

    @property
    def is_incomplete(self) -> bool:
        """Whether rows are missing that a person may believe to be there."""
        return self.page is not None and not self.page.complete and not self.is_wanted

    @property
    def suffix(self) -> str:
        """What the file's name says about rows that are not all."""
        if self.page is None or self.page.complete:
            return ""
        if self.selection is Selection.PAGE:
            return f"-page-{self.page.page_number}"
        return "-partial" if self.selection in {Selection.LOADED, Selection.ALL} else f"-{self.selection.value}"


class Export(NamedTuple):
    """A list, and which parts of it there are.

    Attributes:
        whose: a name for the file: of the user or the call center.
        filtered_by: the text of the filter.
    """

    resource: Resource[Any]
    scope: Scope
    client: GetClient
    parts: Sequence[Part]
    whose: str
    filtered_by: str = ""

    def file_name(self, suffix: str, extension: str) -> str:
        """Return a name that says which list, whose, and when: ccc-outbound-wangxm-20261126.csv."""
        name = self.resource.tab.id if self.resource.tab is not None else self.resource.id
        whose = _NOT_IN_NAMES.sub("-", self.whose)[:_LONGEST_NAME].strip("-._")
        words = filter(None, ("ccc", name, whose, f"{datetime.now():%Y%m%d}"))  # noqa: DTZ005 - the person's own day
        return f"{'-'.join(words)}{suffix}.{extension}"


def export(screen: DashboardScreen, settings: Settings) -> None:
    """Ask what to export of the list that is shown, export it, and say how that ended."""
    from ccc_tui.ui.dialogs.export import ExportDialog

    def done(said: str | None) -> None:
        if said:
            screen.query_one(StatusLine).notify_key(said)

    found = _export_of(screen)
    if found is None or not found.parts:
        done(_("nothing to export here"))
    else:
        screen.app.push_screen(ExportDialog(found, settings), done)


def _export_of(screen: DashboardScreen) -> Export | None:
    pane, centers = screen.pane, screen.centers
    if pane.resource.columns:
        return _of_pane(pane)
    page = centers.state.page
    if page is None or not page.rows:
        return None
    return Export(INSTANCES, Scope(), pane.client, [Part(Selection.ALL, page, len(page.rows))], "")


def _of_pane(pane: ResourcePane[Any]) -> Export | None:
    page, scope = pane.state.page, pane.scope
    if page is None or not pane.is_loaded:
        return None
    user, instance = scope.user, scope.instance
    if user is not None:
        scope = scope._replace(instance_id=user.instance_id)
        whose = user.user_id.partition("@")[0]
    else:
        whose = (instance and (instance.domain_name or instance.name)) or scope.instance_id or ""
    filtered_by: str = getattr(pane, "filter_text", "")
    return Export(pane.resource, scope, pane.client, [*_parts(pane, page)], whose, filtered_by)


def _parts(pane: ResourcePane[Any], page: Page[Any]) -> list[Part]:
    """Return the parts of a pane's list: first what a person most likely wants."""
    rows = pane.current_rows()
    shown: Sequence[Any] = getattr(pane, "shown_rows", rows)  # those that a filter leaves, sorted
    is_filtered = len(shown) != len(rows)
    total = page.total_count if isinstance(pane, PagedPane) else len(rows)

    def some(selection: Selection, of: Sequence[Any]) -> Part:
        proven = page.complete if len(of) == total else False
        is_wanted = selection is Selection.MARKED or len(rows) == total
        part = page._replace(rows=of, page_number=None, page_size=None, proven=proven)
        return Part(selection, part, total, is_wanted)

    def sorted_as_shown(of: Page[Any]) -> Page[Any]:
        return of if is_filtered or len(shown) != len(of.rows) else of._replace(rows=shown)

    parts = [some(Selection.MARKED, pane.marks.rows)] if len(pane.marks) else []
    if is_filtered:
        parts.append(some(Selection.FILTERED, shown))
    if not isinstance(pane, PagedPane):
        held = sorted_as_shown(page._replace(rows=rows, total_count=total))
        return [*parts, Part(Selection.ALL, held, total)] if rows else parts
    progress, loaded = pane.loaded
    if page.complete and len(page.rows) >= len(loaded):
        return [*parts, Part(Selection.ALL, sorted_as_shown(page), total)] if page.rows else parts
    every = None if progress is None else sorted_as_shown(loaded_page(loaded, progress))
    if every is not None and every.complete:
        parts.append(Part(Selection.ALL, every, total))
    if page.rows:
        parts.append(Part(Selection.PAGE, sorted_as_shown(page), total))
    if every is None or not every.complete:
        if every is not None and len(loaded) > len(page.rows):
            parts.append(Part(Selection.LOADED, every, total))
        parts.append(Part(Selection.ALL, None, total))
    return parts
