"""`PagedPane`: a list that the service serves in pages; they are turned, or all loaded."""

import math
from collections.abc import Sequence
from functools import partial
from typing import ClassVar, Final

from textual.binding import BindingType

from ccc_tui.callcenter.page import Page, Row
from ccc_tui.callcenter.paginator import LAST_PAGE, Progress
from ccc_tui.cloud.errors import CloudError
from ccc_tui.i18n import _
from ccc_tui.resources.table import PageRequest, Resource, Scope
from ccc_tui.ui import states
from ccc_tui.ui.actions import bindings
from ccc_tui.ui.formatting import format_count
from ccc_tui.ui.page_cache import PageCache
from ccc_tui.ui.panes.base import GetClient, ResourcePane
from ccc_tui.ui.panes.page_words import completeness, page_failed, reachable, returned
from ccc_tui.ui.segments import Lines, Segment, warning

# More than any page number has; Python refuses to read numbers of thousands of digits.
_MOST_DIGITS: Final = 9
_PAGE_SIZES: Final = (10, 20, 50, 100)
_PAGING: Final = {binding.id for binding in bindings("pages")}
_TURNING: Final = {"previous_page", "next_page", "first_page", "last_page", "go_to_page", "load_all"}


class PagedPane(ResourcePane[Row]):
    """Turns the pages of a list."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("pages")]

    def __init__(self, resource: Resource[Row], client: GetClient, page_size: int) -> None:
        super().__init__(resource, client)
        self.page_size = page_size
        self.wanted_page = 1
        self._cache: PageCache[Row] | None = None
        # How far loading all pages came: while it goes on, and when the page was shown that is cut from them.
        self._loading_all: Progress | None = None
        self._loaded: Progress | None = None
        self._is_loading_all = False
        # Whether loading all pages failed, or one of them: they are said at different places.
        self._all_failed = False
        # All rows that were loaded, as a list that does not grow.
        self._all_rows: tuple[object, list[Row]] = (None, [])

    @property
    def count(self) -> int | None:
        return self.state.page.total_count if self.state.page is not None else None

    @property
    def loaded(self) -> tuple[Progress | None, Sequence[Row]]:
        """How far loading all pages came, and the rows that it brought; None while pages are loaded one by one."""
        cache = self._cache
        return (None, ()) if cache is None or cache.paginator is None else (cache.progress, cache.paginator.rows)

    @property
    def _shown_page(self) -> int:
        """The number of the page that is shown."""
        return (self.state.page and self.state.page.page_number) or 1

    @property
    def _shown_size(self) -> int:
        """How many rows the page that is shown should have."""
        return (self.state.page and self.state.page.page_size) or self.page_size

    def _page_count(self, size: int) -> int | None:
        """Return how many pages of a size there are, reachable or not; None where the service does not count."""
        count = self._loaded.loaded if self._loaded is not None else self.count
        return None if count is None else max(1, math.ceil(count / size))

    def _last_page(self, size: int) -> int:
        """Return the last page of a size that can be turned to."""
        count = self._page_count(size)
        if count is None:
            return LAST_PAGE
        return count if self._loaded is not None else min(LAST_PAGE, count)

    # What is loaded

    @property
    def shows_all(self) -> bool:
        """Whether all that is loaded is filtered or sorted as one list."""
        return self._loaded is not None and self.view.changes_rows and self.can_filter

    def current_rows(self) -> Sequence[Row]:
        return self.rows_to_filter() if self.shows_all else super().current_rows()

    def rows_to_filter(self) -> Sequence[Row]:
        paginator = self._cache.paginator if self._cache is not None and self._loaded is not None else None
        if paginator is None or not self.can_filter:
            return super().current_rows()
        mark = (id(paginator), len(paginator.rows))
        if self._all_rows[0] != mark:
            self._all_rows = (mark, [*paginator.rows])
        return self._all_rows[1]

    def _begin(self, scope: Scope) -> None:
        super()._begin(scope)
        self._cache = self._loading_all = self._loaded = None
        self.wanted_page, self._all_failed = 1, False
        self.forget_cursor()

    def reload(self) -> None:
        """Load the page again, or continue loading all where that failed."""
        if not self._is_loading_all and self._is_chosen:
            self.state.start(self._reload)

    async def _reload(self) -> None:
        cache = self._cache
        continues = cache is not None and cache.paginator is not None
        if cache is not None and (cache.paginator is None or cache.paginator.progress.finished):
            await cache.clear()
        await (self._load_all(cache) if cache is not None and continues else self._load())

    async def _load(self) -> None:
        """Load the wanted page; the one before it stays until it has come."""
        await super()._load()
        self._all_failed = False
        if self._cache is not None and self.state.failure is None:
            self._loaded = self._cache.progress

    async def _load_page(self) -> Page[Row]:
        if self._cache is None:
            self._cache = PageCache(self.resource, await self.client(), self.scope, self.page_size)
        return await self._cache.page(self.wanted_page)

    async def load_again(self) -> Page[Row] | None:
        is_turning = self.state.failure is not None and self.wanted_page != self._shown_page
        if self._cache is None or self._loaded is not None or self._all_failed or is_turning:
            return None
        request = PageRequest(self._shown_page, self._shown_size)
        page = await self.resource.load(await self.client(), self.scope, request)
        return page._replace(page_number=request.number, page_size=request.size)

    def accept(self, page: Page[Row]) -> None:
        super().accept(page)
        if self._cache is not None:
            self._cache.put(page)

    async def aclose(self) -> None:
        await super().aclose()
        if self._cache is not None:
            await self._cache.clear()
            self._cache = None

    async def _load_all(self, cache: PageCache[Row]) -> None:
        self._is_loading_all, self._all_failed = True, False
        failure: CloudError | None = None
        try:
            async for self._loading_all in cache.all_pages():
                self.update_rows()
        except CloudError as error:
            failure, self._all_failed = error, True
        finally:
            # Also when it was cancelled: what was loaded until then is shown, and said to be incomplete.
            self._is_loading_all, self._loading_all, self.state.failure = False, None, failure
            if (page := cache.loaded_page(1)) is not None:
                self.state.page, self._loaded, self.wanted_page = page, cache.progress, 1

    def cancel(self) -> bool:
        if not super().cancel():
            return False
        # What is shown is what is wanted.
        self.wanted_page = self._shown_page
        return True

    # What the keys do

    def _turn(self, wanted: int) -> None:
        """Turn to a page, or to the nearest one there is."""
        number = min(max(wanted, 1), self._last_page(self._shown_size))
        if self.state.page is not None and number != self.wanted_page:
            # Set at once, so that two quick keys turn two pages.
            self.wanted_page = number
            self.forget_cursor()
            self.state.start(self._load)

    def action_previous_page(self) -> None:
        self.table.action_page_up() if self.shows_all else self._turn(self.wanted_page - 1)

    def action_next_page(self) -> None:
        self.table.action_page_down() if self.shows_all else self._turn(self.wanted_page + 1)

    def action_first_page(self) -> None:
        self.table.action_top() if self.shows_all else self._turn(1)

    def action_last_page(self) -> None:
        self.table.action_bottom() if self.shows_all else self._turn(self._last_page(self._shown_size))

    async def action_go_to_page(self) -> None:
        """Ask for a page number, and turn there."""
        from ccc_tui.ui.widgets.prompt import Prompt, Question

        def go(number: str | None) -> None:
            if number:
                self._turn(int(number))

        if self.state.page is None or self.shows_all or (prompt := await Prompt.of(self.screen)) is None:
            return
        label = _("page 1–{last}: ").format(last=self._last_page(self._shown_size))
        question = Question(label, go, restrict=r"[0-9]*", max_length=_MOST_DIGITS)
        prompt.ask(question, [Segment(_("enter go · esc cancel"))])

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Turn pages only where there are others."""
        if action not in _PAGING:
            return super().check_action(action, parameters)
        if action in _TURNING:
            return self.state.page is not None and self._last_page(self._shown_size) > 1
        return action not in {"search", "choose_groups", "by_province"} and self.state.page is not None

    def filter_hints(self) -> Sequence[Segment]:
        more = [Segment(_("A loads all"), 5)] if self._is_part else []
        return [*super().filter_hints(), *more]

    def filter_scope(self) -> str:
        return f"{super().filter_scope()} {self._scope_words}"

    @property
    def _is_part(self) -> bool:
        """Whether there are rows that are not loaded."""
        page = self.state.page
        if page is None or self._loaded is not None:
            return self._loaded is not None and not self._loaded.complete
        return page.total_count is None or page.total_count > len(page.rows)

    @property
    def _scope_words(self) -> str:
        """Which rows are filtered."""
        return _("loaded") if self._loaded is not None else _("on this page")

    def action_larger_pages(self) -> None:
        self._change_page_size(1)

    def action_smaller_pages(self) -> None:
        self._change_page_size(-1)

    def action_load_all(self) -> None:
        """Load all pages, and say whether they are all."""
        if self._cache is not None and not self._is_loading_all:
            self.forget_cursor()
            self.state.start(partial(self._load_all, self._cache))

    def _change_page_size(self, step: int) -> None:
        """Show pages of the next size, and stay where the first row is."""
        sizes = sorted({*_PAGE_SIZES, self.page_size})
        size = sizes[min(max(sizes.index(self.page_size) + step, 0), len(sizes) - 1)]
        cache = self._cache
        if self.state.page is None or cache is None or size == self.page_size:
            return
        first_row = (self._shown_page - 1) * self.page_size
        self.page_size = cache.page_size = size
        # Smaller pages reach fewer rows: the page of the first row may be beyond the last one that is served.
        self.wanted_page = min(first_row // size + 1, self._last_page(size))
        self.forget_cursor()

        async def load() -> None:
            if cache.paginator is None:
                await cache.clear()
            await self._load()

        self.state.start(load)

    # What is shown

    def notice(self) -> Lines:
        page = self.state.page
        if page is None:
            return super().notice()
        said = returned(page)
        if page.total_count:
            empty = _("Page {n} is empty, though there should be {total} rows.").format(
                n=page.page_number, total=format_count(page.total_count)
            )
            return [
                warning(empty),
                Segment(said, tone="muted"),
                "",
                _("First page: {{. Load all pages: A. Refresh: r.").format(),
            ]
        return [*self.empty(), Segment(said, tone="muted"), "", self.advice()]

    def empty(self) -> Lines:
        """Return that the list is empty."""
        return super().notice()

    def advice(self) -> str:
        """Return what to do where the list is empty."""
        return _("Ask again: r.")

    def age(self) -> Sequence[Segment]:
        state, page = self.state, self.state.page
        if page is None or state.failure is None or state.is_slow:
            return state.age()
        if self._all_failed and self._loaded is not None:
            return states.as_of(page.as_of)  # the failure stands beside how much was loaded
        if not self._all_failed and self.wanted_page == page.page_number:
            return state.age()
        failed = page_failed(1 if self._all_failed else self.wanted_page, state.failure)
        return [*states.as_of(page.as_of), warning(failed), Segment(_("r try again"), 7)]

    def summary(self) -> Sequence[Segment]:
        if (progress := self._loading_all) is not None:
            text = _("loading all: {n} of {total} · page {page} · esc stops")
            n, total = format_count(progress.loaded), format_count(progress.total)
            return [Segment(text.format(n=n, total=total, page=progress.calls))]
        page = self.state.page
        if page is None or (not page.rows and not page.total_count):
            return ()
        size = self._shown_size
        if self.view.changes_rows and self.can_filter:
            return self._changed_summary(page.total_count)
        first = (self._shown_page - 1) * size + 1
        rows = _("rows {first}–{last} of {total}").format(
            first=format_count(first),
            last=format_count(first + len(page.rows) - 1),
            total=_("an unknown total") if page.total_count is None else format_count(page.total_count),
        )
        pages = format_count(self._page_count(size))
        if self._loaded is None:
            is_whole = not self.scope.skill_group_ids and not self.scope.search
            reach = [reachable(page.total_count, size, in_parts=self.resource.parts is not None and is_whole)]
        else:
            reach = completeness(self._loaded, self.state.failure)
        return [
            Segment(_("page {n} of {pages}").format(n=page.page_number, pages=pages), 3),
            Segment(rows if page.rows else "", 5),
            *reach,
            Segment(_("{n} per page").format(n=size), 10),
        ]

    def _changed_summary(self, total: int | None) -> Sequence[Segment]:
        """Return how much a filter leaves, or which rows are sorted, and of how many that are loaded."""
        rows = self.filter_scope() if self._is_part else format_count(len(self.current_rows()))
        segments = [Segment(self.matched(rows) if self.filter_text else "")]
        if self._is_part and self.sort is not None:
            segments.append(Segment(f"{self.view.sort_words} {self._scope_words}", 2))
        if self._loaded is not None:
            return [*segments, *completeness(self._loaded, self.state.failure)]
        if self._is_part:
            of = _("an unknown total") if total is None else format_count(total)
            n = format_count(len(self.current_rows()))
            segments.append(Segment(_("{n} of {total} loaded").format(n=n, total=of), 3))
            page, pages = self._shown_page, format_count(self._page_count(self._shown_size))
            return [*segments, Segment(_("page {n} of {pages}").format(n=page, pages=pages), 4)]
        return segments if self.filter_text else [Segment(_("all {n} loaded").format(n=rows), 2)]
