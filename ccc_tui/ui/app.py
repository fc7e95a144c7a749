"""`Dashboard`: settings, theme and screens put together. No logic."""

from __future__ import annotations

import asyncio
import signal
import sys
import traceback
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.binding import Binding

from ccc_tui.cloud.replies import ReplyStore
from ccc_tui.i18n import _
from ccc_tui.styles import style_sheet
from ccc_tui.terminal.driver import FrugalApp
from ccc_tui.terminal.textual_internals import driver_of
from ccc_tui.ui.actions import bindings
from ccc_tui.ui.copying import copy
from ccc_tui.ui.dialogs.commands import Command, CommandDialog, commands_of
from ccc_tui.ui.dialogs.dialog import Dialog
from ccc_tui.ui.screens.dashboard import DashboardScreen

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.binding import BindingType
    from textual.driver import Driver
    from textual.screen import Screen

    from ccc_tui.callcenter.client import CallCenterClient
    from ccc_tui.session import Session
    from ccc_tui.settings import Settings

# What a shell reports for a program that a signal ended.
_ENDED_BY_SIGNAL = 128
# Seconds between two looks whether the first screen is mounted.
_MOUNT_PATIENCE = 0.02


class Dashboard(FrugalApp[None]):
    """The application.

    Args:
        settings: what the person has chosen.
        opener: makes the session, in a thread; tests pass another.
        driver_class: what draws on the terminal, where it is not Textual's own.
    """

    TITLE = "ccc-tui"
    CSS_PATH = style_sheet("app.tcss")
    ENABLE_COMMAND_PALETTE = False  # ours is `CommandDialog`
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+c", "interrupt", show=False, priority=True),
        *bindings("app"),
    ]

    def __init__(
        self,
        settings: Settings,
        opener: Callable[[Settings], Session] | None = None,
        driver_class: type[Driver] | None = None,
    ) -> None:
        super().__init__(driver_class=driver_class)
        self.settings = settings
        self.theme = "ansi-dark"
        self.session: Session | None = None
        self._opener = opener or _open_session
        self._dashboard = DashboardScreen(settings, self.client)

    def get_default_screen(self) -> Screen[None]:
        """Open on the call centers."""
        return self._dashboard

    async def client(self) -> CallCenterClient:
        """Return the client. Its session is made on first use, in a thread: the imports take a while.

        Raises:
            ConfigurationError: it cannot be made.
        """
        if self.session is None:
            self.session = await asyncio.to_thread(self._opener, self.settings)
            self.session.client.call_log.replies = ReplyStore()
            self._dashboard.follow(self.session)
        return self.session.client

    @property
    def return_code(self) -> int | None:
        """The exit status: 1 after a crash, whatever came of keys that were waiting then."""
        return 1 if self._exception is not None else super().return_code

    def on_load(self) -> None:
        """Leave in good order when the system or a lost terminal says so."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            try:
                loop.add_signal_handler(number, self.leave, _ENDED_BY_SIGNAL + number)
            except (ValueError, RuntimeError):  # not in the main thread, as in some tests
                return

    def on_mount(self) -> None:
        """Use the person's own keys."""
        self.set_keymap(dict(self.settings.keys))

    def leave(self, return_code: int = 0) -> None:
        """Close the dashboard, once its first screen is mounted: Textual composes no widgets while it closes."""
        if self.screen_stack and self.screen.is_mounted:
            self.exit(return_code=return_code)
        else:
            asyncio.get_running_loop().call_later(_MOUNT_PATIENCE, self.leave, return_code)

    async def on_unmount(self) -> None:
        """Close the connections."""
        if self.session is not None:
            await self.session.client.aclose()

    # Actions: what each does stands in the table of actions.

    async def action_quit(self) -> None:
        self.leave()

    def action_interrupt(self) -> None:
        self.leave(_ENDED_BY_SIGNAL + signal.SIGINT)

    def action_command_palette(self) -> None:
        below = self.screen
        if isinstance(below, Dialog):
            return

        async def run(command: Command | None) -> None:
            if command is not None and self.screen is below:  # else a key has opened another screen since
                await self.run_action(command.action, command.node)

        self.push_screen(CommandDialog(commands_of(below.active_bindings, self.settings.keys)), run)

    def action_redraw(self) -> None:
        getattr(driver_of(self), "redraw", self.refresh)()

    async def action_copy_cell(self) -> None:
        await copy(self.screen, whole_row=False)

    async def action_copy_row(self) -> None:
        await copy(self.screen, whole_row=True)

    def action_choose_user(self) -> None:
        if self.session is not None:
            self._dashboard.detail.choose_user()

    def action_calls(self) -> None:
        from ccc_tui.ui.screens.calls import CallsScreen

        if self.session is not None:
            self.push_screen(CallsScreen(self.session, self.settings))

    def action_help(self) -> None:
        from ccc_tui.ui.dialogs.help import HelpScreen

        self.push_screen(HelpScreen(self.screen.active_bindings, self.settings.keys))

    def _fatal_error(self) -> None:
        """Report a crash by where it happened: Textual's report would show every variable, secrets among them."""
        from ccc_tui.logfile import log_crash

        if self._exit_renderables:
            return  # Textual would advise a tool of its own developers to see the second error
        error = sys.exc_info()[1] or self._exception
        report = "".join(traceback.format_tb(error.__traceback__)) if error is not None else ""
        note = _(
            "ccc-tui crashed. Please report this; it contains none of your data. --log-file FILE records the message."
        )
        self._exit_renderables.append(Text(f"{report}{type(error).__name__}\n\n{note}\n"))
        if isinstance(error, Exception):
            log_crash(error)
        self._close_messages_no_wait()


def _open_session(settings: Settings) -> Session:
    from ccc_tui.session import open_session

    session = open_session(settings)
    if settings.log_file is not None:
        from ccc_tui.logfile import log_calls

        log_calls(session.client.call_log)
    return session
