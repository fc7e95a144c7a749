"""A list served page by page, with whatever can be wrong with that."""

import asyncio
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from ccc_tui.callcenter.models import Page
from ccc_tui.callcenter.paginator import Paginator, Progress
from ccc_tui.cloud.errors import ServiceUnavailable

NOW = datetime(2026, 1, 2, tzinfo=UTC)
# What a server says the total is: of a page's number.
Total = Callable[[int], int | None]


@dataclass
class Server:
    """Serves what it is told to, and keeps what it was asked.

    Attributes:
        pages: the rows of page 1, 2, …; all further ones are empty.
        total: the total that it names on each page.
        says_size: the page size that it names.
        failures: how often each page fails before it is served.
        delays: how many turns of the event loop each reply takes, in order, over and over.
        asked: the pages that were asked for, in order.
        most_in_flight: how many requests were under way at once, at most.
    """

    pages: Sequence[Sequence[int]]
    total: Total
    says_size: int | None = None
    failures: Counter[int] = field(default_factory=Counter)
    delays: Sequence[int] = (0,)
    asked: list[int] = field(default_factory=list)
    most_in_flight: int = 0
    _in_flight: int = 0

    async def fetch(self, number: int, size: int) -> Page[int]:
        assert size > 0
        delay = self.delays[len(self.asked) % len(self.delays)]
        self.asked.append(number)
        self._in_flight += 1
        self.most_in_flight = max(self.most_in_flight, self._in_flight)
        try:
            for _ in range(delay):
                await asyncio.sleep(0)
        finally:
            self._in_flight -= 1
        if self.failures[number]:
            self.failures[number] -= 1
            raise ServiceUnavailable("InternalError", str(number))
        rows = tuple(self.pages[number - 1]) if number <= len(self.pages) else ()
        return Page(rows, number, self.says_size, self.total(number), f"R-{number}", NOW)

    def walk(self, page_size: int, in_flight: int = 3) -> Paginator[int]:
        return Paginator(self.fetch, key=int, page_size=page_size, in_flight=in_flight)


@dataclass(frozen=True)
class Walked:
    """How a walk went, failures included."""

    walk: Paginator[int]
    steps: list[Progress]
    failures: list[int]


def walked(server: Server, page_size: int, in_flight: int = 3) -> Walked:
    """Walk to the end, continuing after each failure, and look that no task is left."""

    async def go() -> Walked:
        walk = server.walk(page_size, in_flight)
        steps: list[Progress] = []
        failures: list[int] = []
        while not walk.progress.finished:
            already = len(server.asked)
            try:
                async for progress in walk:
                    if failures and len(server.asked) > already and len(steps) == failures[-1] - 1:
                        assert server.asked[already] == failures[-1]
                    steps.append(progress)
            except ServiceUnavailable as error:
                failures.append(int(error.message))
            assert asyncio.all_tasks() == {asyncio.current_task()}
        return Walked(walk, steps, failures)

    return asyncio.run(go())


def distinct(pages: Sequence[Sequence[int]]) -> list[int]:
    """Return each row once, in the order of its first appearance."""
    return list(dict.fromkeys(row for page in pages for row in page))


def quiet_run(pages: Sequence[Sequence[int]]) -> int:
    """Return how many pages in a row, at most, bring nothing new before the last new row."""
    longest = run = 0
    seen: set[int] = set()
    for page in pages:
        if set(page) - seen:
            longest, run = max(longest, run), 0
        else:
            run += 1
        seen |= set(page)
    return longest
