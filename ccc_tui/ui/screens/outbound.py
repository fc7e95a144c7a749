"""The state of tab 4: whose numbers, which page, what came, what failed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ccc_tui.callcenter.identity import instance_ids
from ccc_tui.cloud.errors import CloudError
from ccc_tui.ui.browsing import PAGE_SIZES, Browser, Shown
from ccc_tui.ui.views import outbound, states
from ccc_tui.ui.views.view import View

if TYPE_CHECKING:
    from collections.abc import Callable

    from ccc_tui.callcenter.directory import Directory
    from ccc_tui.callcenter.identity import UserKey
    from ccc_tui.callcenter.models import Instance, User
    from ccc_tui.callcenter.paging import Progress
    from ccc_tui.cloud.journal import Call
    from ccc_tui.ui.parts import Part


class Outbound:
    """Asks for pages, and keeps what is on the screen while it does.

    Each question notes which browser it belongs to; an answer for one that was replaced meanwhile is dropped.

    Attributes:
        key: whose numbers, as the service was asked; None before anybody was chosen.
        name: the person's name, where it is known.
        shown: the page on the screen.
        failure: why the last question failed.
        progress: how far a walk is, while it is under way.
        wanted_page: the page that was asked for last, whether it has come or not.
        is_loading_all: whether all pages are being loaded.
    """

    def __init__(self, directory: Directory, page_size: int) -> None:
        self.key: UserKey | None = None
        self.name: str | None = None
        self.skill_groups: tuple[str, ...] = ()
        self.page_size = page_size
        self.shown: Shown | None = None
        self.failure: CloudError | None = None
        self.progress: Progress | None = None
        self._directory = directory
        self._browser: Browser | None = None
        self.wanted_page = 1
        self._admin: tuple[Instance, User] | None = None
        self.is_loading_all = False
        self._walking = False
        self._stopped = False

    async def open(
        self, key: UserKey, *, name: str | None = None, skill_groups: tuple[str, ...] = (), page: int = 1
    ) -> None:
        """Show the numbers of a user whose ids are known."""
        await self._begin(key, name, skill_groups)
        await self.turn_to(page)

    async def open_admin(self, instance: Instance, user: User) -> None:
        """Show the numbers of an admin, by whichever of the ids the service knows her."""
        await self._begin(None, user.name, ())
        self._admin = (instance, user)
        first: list[tuple[Browser, Shown]] = []

        async def ask(key: UserKey) -> Shown:
            browser = Browser(self._directory, key, page_size=self.page_size)
            shown = await browser.page(1)
            first.append((browser, shown))
            return shown

        try:
            self.key, shown = await self._directory.find_user(instance, user, ask)
        except CloudError as error:
            self.failure = error
            return
        self._browser, self.shown = first[-1][0], shown

    async def turn_to(self, number: int) -> None:
        """Show a page; the one before stays until it has come."""
        browser = self._browser
        if browser is None:
            return
        self.wanted_page, self._stopped, self._walking = number, False, False
        try:
            shown = await browser.page(number)
        except CloudError as error:
            if self._browser is browser:
                self.failure = error
            return
        if self._browser is browser:
            self.shown, self.failure = shown, None

    async def load_all(self, report: Callable[[], None]) -> None:
        """Load every page; what came before a failure stays."""
        browser = self._browser
        if browser is None:
            return
        self.is_loading_all = True

        def arrived(progress: Progress) -> None:
            if self._browser is browser:
                self.progress = progress
                report()

        self.failure, self._stopped, self._walking = None, False, True
        failure: CloudError | None = None
        try:
            await browser.load_all(arrived)
        except CloudError as error:
            failure = error
        finally:
            self.is_loading_all = False
            # Also when it was stopped: what was loaded until then is shown, and said to be a part.
            if self._browser is browser:
                self.progress, self.failure = None, failure
                if (shown := browser.partial()) is not None:
                    self.shown, self.wanted_page = shown, 1

    async def refresh(self, report: Callable[[], None]) -> None:
        """Ask again for what is shown, or continue the walk that failed."""
        browser = self._browser
        if browser is None:
            if self._admin is not None:
                await self.open_admin(*self._admin)
            return
        if browser.walk is not None and not browser.walk.progress.finished:
            await self.load_all(report)
            return
        walked = browser.walk is not None
        await browser.forget()
        await (self.load_all(report) if walked else self.turn_to(self.wanted_page))

    async def change_page_size(self, step: int) -> None:
        """Show more or fewer rows on a page, and stay where the first row is."""
        sizes = sorted({*PAGE_SIZES, self.page_size})
        position = min(max(sizes.index(self.page_size) + step, 0), len(sizes) - 1)
        browser = self._browser
        if sizes[position] == self.page_size or browser is None or self.shown is None:
            return
        first_row = (self.shown.page_number - 1) * self.page_size
        self.page_size = browser.page_size = sizes[position]
        if browser.walk is None:
            await browser.forget()
        # Smaller pages reach fewer rows: the page of the first row may be beyond the last one that is served.
        last_page = self.shown.with_page_size(self.page_size).last_page
        await self.turn_to(min(first_row // self.page_size + 1, last_page))

    def stop(self) -> None:
        """Note that the person does not want to wait any longer: what is shown is what is wanted."""
        self._stopped = True
        self.wanted_page = self.shown.page_number if self.shown is not None else 1

    def is_of(self, instance: Instance | None) -> bool:
        """Whether the numbers are those of somebody in this call center."""
        if instance is None:
            return False
        if self._admin is not None:
            return self._admin[0].identity() == instance.identity()
        return self.key is not None and self.key.instance_id in instance_ids(instance)

    def is_from(self, call: Call) -> bool:
        """Return whether the call is the one that failed, or else the one that brought the page on the screen."""
        if self.failure is not None:
            return call.number == self.failure.call
        return (
            self.shown is not None
            and call.request_id is not None
            and call.request_id == self.shown.request_id
        )

    async def close(self) -> None:
        """Stop what is under way."""
        if self._browser is not None:
            await self._browser.forget()
            self._browser = None

    async def _begin(self, key: UserKey | None, name: str | None, skill_groups: tuple[str, ...]) -> None:
        await self.close()
        self.key, self.name, self.skill_groups, self._admin = key, name, skill_groups, None
        self.shown = self.failure = self.progress = None
        self.wanted_page, self._stopped, self._walking = 1, False, False
        if key is not None:
            self._browser = Browser(
                self._directory, key, skill_group_ids=skill_groups, page_size=self.page_size
            )

    def view(self, loading: list[str] | None, asking: list[Part] | None = None) -> View:
        """Return what the tab shows.

        Args:
            loading: the words for a question under way, or None when there is none.
            asking: the words for the same beside a page that is shown; None while they would only flicker.
        """
        name = self.name
        heading = outbound.heading(self.key, name) if self.key else name or ""
        groups = outbound.groups(self.skill_groups) if heading else ""
        if self.shown is not None and self.key is not None:
            walking = self.progress
            view = outbound.outbound(
                self.shown,
                self.key,
                name=name,
                skill_groups=self.skill_groups,
                as_of=asking or self._as_of(self.shown),
                failure=self.failure,
            )
            return outbound.walking(view, walking) if walking is not None else view
        if loading:
            return View(heading=heading, heading_right=groups, notice=loading)
        if self.failure is not None:
            hint = outbound.id_hint(self.failure)
            return View(heading=heading, heading_right=groups, notice=states.failed(self.failure, hint=hint))
        if self._stopped and heading:
            return View(heading=heading, heading_right=groups, notice=states.stopped())
        return outbound.nobody()

    def _as_of(self, shown: Shown) -> list[Part]:
        """Return how old the page is, and what was asked for since in vain."""
        if self.failure is None or (self._walking and shown.progress is not None):
            return states.as_of(shown.as_of)  # a walk's failure stands beside how far it came
        if not self._walking and self.wanted_page == shown.page_number:
            return states.refresh_failed(shown.as_of, self.failure)
        number = 1 if self._walking else self.wanted_page
        return states.page_failed(shown.as_of, outbound.page_failed(number, self.failure))
