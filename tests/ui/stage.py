"""The dashboard on a stage: in process, over a simulator or canned replies, with a wire that can hold replies back."""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Awaitable, Callable, MutableMapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

import httpx
from textual.pilot import Pilot

from ccc_tui.callcenter.client import CallCenterClient
from ccc_tui.cloud.client import RpcClient
from ccc_tui.cloud.rate_limiter import RateLimiter
from ccc_tui.cloud.retry import RetryPolicy
from ccc_tui.demo import demo_credentials
from ccc_tui.resources import operations
from ccc_tui.session import Session
from ccc_tui.settings import Settings
from ccc_tui.simulator import Simulator
from ccc_tui.ui.app import Dashboard
from ccc_tui.ui.screens.dashboard import DashboardScreen
from ccc_tui.ui.widgets.instance_tree import InstanceTree
from ccc_tui.ui.widgets.row_table import RowTable

Application = Callable[[MutableMapping[str, Any], Any, Any], Awaitable[None]]
INSTANCES = "ListInstancesOfUser"
NUMBERS = "ListOutboundNumbersOfUser"
# Longer than anything here takes, on a machine that does much else.
_PATIENCE = 30.0
# What counts is the order of things: a second try need not be waited for.
AT_ONCE = RetryPolicy(retries=3, deadline=30.0, base=0.001)
ONCE = RetryPolicy(retries=0)


@dataclass(frozen=True)
class Asked:
    """A request as it passed the wire."""

    action: str
    parameters: dict[str, str]

    @property
    def page(self) -> int:
        return int(self.parameters.get("PageNumber", 0))

    @property
    def user(self) -> str:
        return self.parameters.get("UserId", "")


class Wire:
    """Carries requests to a server, notes them, and holds those back that it is told to.

    Attributes:
        asked: every request, in order.
        waiting: those that are held back.
    """

    def __init__(self, server: Application) -> None:
        self.server = server
        self.asked: list[Asked] = []
        self.waiting: list[Asked] = []
        self._held: Callable[[Asked], bool] = lambda _asked: False
        self._moved = asyncio.Event()

    async def __call__(self, scope: MutableMapping[str, Any], receive: Any, send: Any) -> None:
        headers = {name.decode(): value.decode() for name, value in scope["headers"]}
        asked = Asked(headers["x-acs-action"], dict(parse_qsl(scope["query_string"].decode())))
        self.asked.append(asked)
        self.waiting.append(asked)
        try:
            while self._held(asked):
                await self._moved.wait()
        finally:
            self.waiting.remove(asked)
        await self.server(scope, receive, send)

    def hold(self, which: Callable[[Asked], bool] = lambda _asked: True) -> None:
        """Hold these back from now on, and let all others go."""
        self._held = which
        self._moved.set()
        self._moved = asyncio.Event()

    def release(self) -> None:
        """Let everything go."""
        self.hold(lambda _asked: False)

    def numbers(self) -> list[Asked]:
        """Return the requests for outbound numbers."""
        return [asked for asked in self.asked if asked.action == NUMBERS]

    def pages(self) -> list[int]:
        """Return the pages of outbound numbers that were asked for."""
        return [asked.page for asked in self.numbers()]


class Canned:
    """A server that answers each action with a document, or with what a function makes of the parameters.

    An action that ends with ``_2017`` or ``_2020`` is that of one API version. Call centers are those of 2017-07-05
    where the version is not named.
    """

    def __init__(self, **answers: Any) -> None:
        self.answers = answers

    async def __call__(self, scope: MutableMapping[str, Any], receive: Any, send: Any) -> None:
        await receive()
        headers = {name.decode(): value.decode() for name, value in scope["headers"]}
        action, version = headers["x-acs-action"], headers["x-acs-version"]
        answer = self.answers.get(f"{action}_{version[:4]}", self.answers.get(action))
        if answer is None or (action == INSTANCES and version == "2020-07-01" and answer is self.answers.get(action)):
            answer = refusal("InvalidAction.NotFound", 404)
        if callable(answer):
            answer = answer(dict(parse_qsl(scope["query_string"].decode())))
        body = (answer if isinstance(answer, str) else json.dumps(answer)).encode()
        is_xml = body.startswith(b"<")
        kind = b"application/xml" if is_xml else b"application/json"
        status = 200 if isinstance(answer, str) else int(answer.get("HttpStatusCode", 200))
        start = {"type": "http.response.start", "status": status, "headers": [(b"content-type", kind)]}
        await send(start)
        await send({"type": "http.response.body", "body": body})


def document(*instances: dict[str, Any], request_id: str = "R-INSTANCES") -> dict[str, Any]:
    """Return a reply of ListInstancesOfUser."""
    return {
        "Code": "OK",
        "RequestId": request_id,
        "HttpStatusCode": 200,
        "Instances": {"CallCenterInstance": list(instances)},
    }


def page_of(rows: list[dict[str, Any]], total: int | None, number: int = 1, size: int = 50) -> dict[str, Any]:
    """Return a reply of ListOutboundNumbersOfUser."""
    data: dict[str, Any] = {"List": rows, "PageNumber": number, "PageSize": size}
    if total is not None:
        data["TotalCount"] = total
    return {"Code": "OK", "RequestId": f"R-PAGE-{number}", "HttpStatusCode": 200, "Data": data}


def refusal(code: str, status: int, message: str = "") -> dict[str, Any]:
    """Return the service's way to say no."""
    return {"Code": code, "Message": message, "RequestId": "R-REFUSED", "HttpStatusCode": status}


class Stage:
    """The running dashboard, as a person meets it: keys in, text out."""

    def __init__(self, pilot: Pilot[None], wire: Wire) -> None:
        self.pilot = pilot
        self.wire = wire

    @property
    def app(self) -> Dashboard:
        app = self.pilot.app
        assert isinstance(app, Dashboard)
        return app

    @property
    def screen(self) -> DashboardScreen:
        screen = self.app.screen_stack[0]
        assert isinstance(screen, DashboardScreen)
        return screen

    @property
    def tree(self) -> InstanceTree:
        return self.screen.query_one(InstanceTree)

    @property
    def table(self) -> RowTable:
        return self.screen.pane.table

    def lines(self) -> list[str]:
        """Return the window, line by line, without trailing blanks; dialogs lie over the screen."""
        update = self.app.screen._compositor.render_update(full=True, screen_stack=self.app._background_screens)
        strips = getattr(update, "strips", [])
        return ["".join(segment.text for segment in strip).rstrip() for strip in strips]

    def text(self) -> str:
        """Return the window as one text."""
        return "\n".join(self.lines())

    def pane(self) -> str:
        """Return what is at the right of the vertical line, line by line, below the tabs."""
        region = self.screen.query_one("#pane").region
        lines = self.lines()[region.y - 1 : region.bottom]
        return "\n".join(line.split("┬")[-1].rpartition("│")[2] for line in lines)

    def words(self) -> str:
        """Return the pane's text with its lines joined, so that wrapping does not matter."""
        return " ".join(self.pane().split())

    def line(self, name: str) -> str:
        """Return one of the lines above or below: top, heading, footer, status, keys."""
        where = self.screen.pane if name in {"heading", "footer"} else self.screen
        region = where.query_one(f".{name}" if where is self.screen.pane else f"#{name}").region
        return self.lines()[region.y] if region.height else ""

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)

    async def until(self, condition: Callable[[], bool]) -> None:
        """Wait until something holds, and fail with the screen where it never does."""
        end = time.monotonic() + _PATIENCE
        while True:
            await self.pilot.pause()
            if condition():
                return
            assert time.monotonic() < end, f"waited in vain; the screen is\n{self.text()}"

    async def until_shown(self, *words: str) -> None:
        """Wait until the window shows all of these."""

        def shown() -> bool:
            text = self.text()
            return all(word in text for word in words)

        await self.until(shown)

    async def until_said(self, *words: str) -> None:
        """Wait until the pane says all of these, however they are wrapped."""

        def said() -> bool:
            text = self.words()
            return all(word in text for word in words)

        await self.until(said)

    async def quiet(self) -> None:
        """Wait until nothing is under way."""
        await self.until(lambda: not self.screen.is_loading and not self.wire.waiting)

    def under_way(self) -> int:
        """Return how many calls have begun and not ended."""
        session = self.app.session
        assert session is not None
        return sum(not call.ended for call in session.client.call_log)

    async def go_to_first(self) -> None:
        """Leave home for the first call center, if there is one."""
        if self.tree.root.children:
            self.tree.move_cursor(self.tree.root.children[0])
            await self.until(lambda: not self.screen.detail.home)
            await self.pilot.pause()

    async def go_to_instance(self, index: int) -> None:
        """Put the tree's cursor on a call center."""
        self.tree.focus()
        self.tree.move_cursor(self.tree.root.children[index])
        await self.pilot.pause()

    async def open_admin(self, index: int, admin: int) -> None:
        """Choose an admin of a call center in the tree."""
        await self.go_to_instance(index)
        await self.press("right")
        await self.until(lambda: bool(self.tree.root.children[index].children))
        await self.pilot.pause()
        self.tree.move_cursor(self.tree.root.children[index].children[0].children[admin])
        await self.pilot.pause()
        await self.press("enter")


def connector(wire: Application, *, retry: RetryPolicy = AT_ONCE) -> Callable[[Settings], Session]:
    """Return what connects a dashboard with a server in process."""

    def connect(settings: Settings) -> Session:
        client = RpcClient(
            "http://simulator.invalid",
            operations=operations(),
            credentials=demo_credentials(),
            signature=settings.signature,
            wire_format=settings.wire_format,
            retry=retry,
            rate_limiter=RateLimiter(0),
            transport=httpx.ASGITransport(wire),
        )
        directory = CallCenterClient(client, api_version=settings.api_version)
        return Session(directory, "profile desk (aliyun CLI)", "cn-shanghai", "https://ccc.example.com")

    return connect


@asynccontextmanager
async def on_stage(
    server: Application | Wire | None = None,
    *,
    settings: Settings | None = None,
    size: tuple[int, int] = (160, 40),
    retry: RetryPolicy = AT_ONCE,
    loaded: bool = True,
    home: bool = False,
) -> AsyncIterator[Stage]:
    """Open the dashboard; wait for its call centers, and go to the first one, unless told not to."""
    wire = server if isinstance(server, Wire) else Wire(server or Simulator())
    app = Dashboard(settings or Settings(), connector(wire, retry=retry))
    async with app.run_test(size=size) as pilot:
        stage = Stage(pilot, wire)
        try:
            if loaded:
                await stage.until(lambda: stage.screen.centers.state.page is not None)
                await stage.pilot.pause()
                if not home and stage.tree.at_home:
                    await stage.go_to_first()
            yield stage
        finally:
            wire.release()
            app.exit()
