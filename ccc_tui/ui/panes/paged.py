"""`PagedPane`: a list that the service serves in pages; they are turned, or all loaded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Final, TypeVar

from ccc_tui.cloud.errors import CloudError
from ccc_tui.i18n import _
from ccc_tui.ui import formatting, states
from ccc_tui.ui.actions import bindings
from ccc_tui.ui.list_state import loading
from ccc_tui.ui.page_cache import PageCache, PageView
from ccc_tui.ui.panes.base import ResourcePane
from ccc_tui.ui.segments import Segment

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Hashable, Sequence

    from textual.binding import BindingType

    from ccc_tui.callcenter.client import CallCenterClient
    from ccc_tui.callcenter.paginator import Progress
    from ccc_tui.resources.table import Resource, Scope

Row = TypeVar("Row")

PAGE_SIZES: Final = (10, 20, 50, 100)


class PagedPane(ResourcePane[Row]):
    """Turns the pages of a list.

    Args:
        resource: the list.
        client: returns the client, connected when it is first needed.
        page_size: rows of a page.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("pages")]

    def __init__(
        self, resource: Resource[Row], client: Callable[[], Awaitable[CallCenterClient]], page_size: int
    ) -> None:
        super().__init__(resource, client)
        self.page_size = page_size
        self.wanted_page = 1
        self.progress: Progress | None = None  # while all pages are being loaded
        self._cache: PageCache[Row] | None = None
        self._is_loading_all = False
        # Whether loading all pages failed, or one of them: they are said at different places.
        self._all_failed = False

    @property
    def view(self) -> PageView[Row] | None:
        """The page that is shown."""
        view: PageView[Row] | None = self.state.page
        return view

    @property
    def count(self) -> int | None:
        return self.view.total if self.view is not None else None

    def cursor_scope(self) -> Hashable:
        # One place for all pages: turning one begins at the top.
        return (self.scope.key(), "pages")

    # What is loaded

    def set_scope(self, scope: Scope) -> None:
        if scope.key() != self.scope.key():
            self._begin(scope)
        super().set_scope(scope)

    def _begin(self, scope: Scope) -> None:
        self.state.requests.cancel()
        self.scope = scope
        self.state.page = self.state.failure = self.progress = None
        self._cache, self.wanted_page, self._all_failed = None, 1, False
        self.forget_cursor()

    def reload(self) -> None:
        """Load the page again, or continue loading all where that failed."""
        if not self._is_loading_all and self._is_chosen:
            self.state.requests.start(self._reload)

    async def _reload(self) -> None:
        cache = self._cache
        if cache is None or cache.paginator is None:
            if cache is not None:
                await cache.clear()
            await self._load()
            return
        if cache.paginator.progress.finished:
            await cache.clear()
        await self._load_all()

    async def _load(self) -> None:
        """Load the wanted page; the one before it stays until it has come."""
        await self.state.load(self._load_page)
        self._all_failed = False

    async def _load_page(self) -> PageView[Row]:
        if self._cache is None:
            self._cache = PageCache(self.resource, await self.client(), self.scope, self.page_size)
        return await self._cache.page(self.wanted_page)

    async def _load_all(self) -> None:
        cache = self._cache
        if cache is None:
            return
        self._is_loading_all, self._all_failed = True, False
        failure: CloudError | None = None
        try:
            await cache.load_all(self._all_progressed)
        except CloudError as error:
            failure = error
            self._all_failed = True
        finally:
            # Also when it was cancelled: what was loaded until then is shown, and said to be a segment.
            self._is_loading_all, self.progress, self.state.failure = False, None, failure
            if (view := cache.first_loaded_page()) is not None:
                self.state.page, self.wanted_page = view, 1

    def _all_progressed(self, progress: Progress) -> None:
        self.progress = progress
        self.update_rows()

    def cancel(self) -> bool:
        if not super().cancel():
            return False
        # What is shown is what is wanted.
        self.wanted_page = self.view.page_number if self.view is not None else 1
        return True

    # What the keys do

    def _turn(self, wanted: int) -> None:
        """Turn to a page, or to the nearest one there is."""
        if self.view is None:
            return
        number = min(max(wanted, 1), self.view.last_page)
        if number != self.wanted_page:
            # Set at once, so that two quick keys turn two pages.
            self.wanted_page = number
            self.forget_cursor()
            self.state.requests.start(self._load)

    def action_previous_page(self) -> None:
        """Turn to the page before."""
        self._turn(self.wanted_page - 1)

    def action_next_page(self) -> None:
        """Turn to the next page."""
        self._turn(self.wanted_page + 1)

    def action_first_page(self) -> None:
        """Turn to the first page."""
        self._turn(1)

    def action_last_page(self) -> None:
        """Turn to the last page that can be reached."""
        if self.view is not None:
            self._turn(self.view.last_page)

    def action_go_to_page(self) -> None:
        """Ask for a page number, and turn there."""
        from ccc_tui.ui.dialogs.page import PageDialog

        def chosen(number: int | None) -> None:
            if number is not None:
                self._turn(number)

        if self.view is not None:
            self.app.push_screen(PageDialog(self.wanted_page, self.view.last_page), chosen)

    def action_larger_pages(self) -> None:
        """Show more rows on a page."""
        self._change_page_size(1)

    def action_smaller_pages(self) -> None:
        """Show fewer rows on a page."""
        self._change_page_size(-1)

    def action_load_all(self) -> None:
        """Load all pages, and say whether they are all."""
        if self._cache is not None and not self._is_loading_all:
            self.forget_cursor()
            self.state.requests.start(self._load_all)

    def _change_page_size(self, step: int) -> None:
        """Show pages of the next size, and stay where the first row is."""
        sizes = sorted({*PAGE_SIZES, self.page_size})
        size = sizes[min(max(sizes.index(self.page_size) + step, 0), len(sizes) - 1)]
        view, cache = self.view, self._cache
        if view is None or cache is None or size == self.page_size:
            return
        first_row = (view.page_number - 1) * self.page_size
        # Smaller pages reach fewer rows: the page of the first row may be beyond the last one that is served.
        last_page = view._replace(page_size=size).last_page
        self.page_size = cache.page_size = size
        self.wanted_page = min(first_row // size + 1, last_page)
        self.forget_cursor()

        async def load() -> None:
            if cache.paginator is None:
                await cache.clear()
            await self._load()

        self.state.requests.start(load)

    # What is shown

    def notice(self) -> Sequence[str]:
        view = self.view
        if view is None:
            return self.state.notice(self.hint()) or (loading() if self._is_chosen else self.prompt())
        said = _("The service returned {n} of {total} at {time}").format(
            n=len(view.rows), total=formatting.number(view.total), time=formatting.clock(view.as_of)
        )
        said += f" (RequestId {view.request_id})." if view.request_id else "."
        if view.total:
            empty = _("Page {n} is empty, though there should be {total} rows.").format(
                n=view.page_number, total=formatting.number(view.total)
            )
            return ["", empty, said, _("First page: {{. Load all pages: A. Refresh: r.").format()]
        empty = _(self.resource.empty).format(name=self.scope.user_name or "")
        return ["", empty, said, "", *self.advice()]

    def hint(self) -> str:
        """Return what else can be done about a failure."""
        return ""

    def advice(self) -> Sequence[str]:
        """Return what to do where the list is empty."""
        return [_("Ask again: r.")]

    def age(self) -> Sequence[Segment]:
        state, view = self.state, self.view
        if view is None or state.failure is None or (state.requests.is_running and state.requests.is_slow):
            return state.age()
        if self._all_failed and view.progress is not None:
            return states.as_of(view.as_of)  # the failure stands beside how much was loaded
        if not self._all_failed and self.wanted_page == view.page_number:
            return state.age()
        number = 1 if self._all_failed else self.wanted_page
        return states.page_failed(view.as_of, page_failed(number, state.failure))

    def is_warning(self) -> bool:
        view = self.view
        if view is None:
            return False
        incomplete = view.progress is not None and not view.progress.complete
        return self.state.failure is not None or (incomplete and self.progress is None)

    def summary(self) -> Sequence[Segment]:
        if self.progress is not None:
            text = _("loading all: {n} of {total} · page {page} · esc stops")
            progress = self.progress
            return [
                Segment(
                    text.format(
                        n=formatting.number(progress.loaded),
                        total=formatting.number(progress.total),
                        page=progress.calls,
                    )
                )
            ]
        view = self.view
        if view is None or (not view.rows and not view.total):
            return ()
        first = (view.page_number - 1) * view.page_size + 1
        total = _("an unknown total") if view.total is None else formatting.number(view.total)
        rows = _("rows {first}–{last} of {total}").format(
            first=formatting.number(first), last=formatting.number(first + len(view.rows) - 1), total=total
        )
        return [
            Segment(_("page {n} of {pages}").format(n=view.page_number, pages=formatting.number(view.pages)), 3),
            Segment(rows if view.rows else "", 5),
            *reach(view, self.state.failure),
            Segment(_("{n} per page").format(n=view.page_size), 10),
        ]


def reach(view: PageView[Any], failure: CloudError | None) -> list[Segment]:
    """Return how much of the list can be reached, or how much of it is loaded."""
    progress = view.progress
    if progress is None:
        if view.total is None or view.reachable is None:
            return []
        if view.reachable >= view.total:
            return [Segment(_("all can be loaded"), 9)]
        return [Segment(_("only {n} can be loaded").format(n=formatting.number(view.reachable)), 3)]
    loaded, counted = formatting.number(progress.loaded), formatting.number(progress.total)
    if progress.complete:
        return [Segment(_("all {n} loaded").format(n=loaded), 2)]
    segments = [Segment(_("{n} of {total} loaded").format(n=loaded, total=counted))]
    if not progress.finished:
        if failure is not None:
            segments.append(Segment(page_failed(progress.calls + 1, failure), 1))
        segments.append(Segment(_("r continues")))
    elif progress.reachable is not None and progress.total is not None and progress.reachable < progress.total:
        segments.append(Segment(_("no more can be loaded"), 1))
    elif progress.total_changed:
        segments.append(Segment(_("the total changed while loading"), 1))
    if progress.repeated:
        segments.append(Segment(_("{n} repeated").format(n=formatting.number(progress.repeated)), 7))
    return segments


def page_failed(number: int, failure: CloudError) -> str:
    """Return which page could not be loaded, and why."""
    return _("page {n} failed: {code}").format(n=number, code=failure.code)
