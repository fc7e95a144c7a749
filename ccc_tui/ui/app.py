"""`Dashboard`: settings, theme and screens put together. No logic."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import traceback
from collections import Counter
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import events
from textual.binding import Binding

from ccc_tui.cloud.replies import ReplyStore
from ccc_tui.i18n import _
from ccc_tui.settings import default_config_file
from ccc_tui.styles import style_sheet
from ccc_tui.terminal.answers import ASK_BACKGROUND, ASK_WIDTH
from ccc_tui.terminal.driver import FrugalApp
from ccc_tui.terminal.textual_internals import driver_of, make_replaceable
from ccc_tui.ui.actions import bindings
from ccc_tui.ui.copying import CanNotify, copy, copy_text
from ccc_tui.ui.dialogs.dialog import Dialog
from ccc_tui.ui.glyphs import AsciiFilter, needs_ascii
from ccc_tui.ui.languages import language_commands, speak
from ccc_tui.ui.opening import open_session, open_with_memory
from ccc_tui.ui.privacy import Privacy
from ccc_tui.ui.screens.dashboard import DashboardScreen
from ccc_tui.ui.themes import AUTO, THEMES, can_be_asked, first_theme, theme_on, tokens_of
from ccc_tui.ui.view import View, command_line
from ccc_tui.ui.widgets.scroll_bar import use_thin_bars

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.binding import BindingType
    from textual.driver import Driver
    from textual.filter import LineFilter
    from textual.screen import Screen

    from ccc_tui.callcenter.client import CallCenterClient
    from ccc_tui.memory import Memory
    from ccc_tui.session import Session
    from ccc_tui.settings import Settings
    from ccc_tui.terminal.answers import Background, SignWidth
    from ccc_tui.ui.commands import Command
    from ccc_tui.ui.dialogs.choices import Choices
    from ccc_tui.ui.switching import Opened

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
        self._ascii = [AsciiFilter()] if needs_ascii() else []
        # A person's own style sheet stands beside the configuration file, and wins.
        own = (settings.config_file or default_config_file(os.environ)).with_name("style.tcss")
        super().__init__(
            driver_class=driver_class, css_path=[style_sheet("app.tcss"), *([own] if own.is_file() else [])]
        )
        self.settings = settings
        use_thin_bars()
        for theme in THEMES:
            self.register_theme(theme)
        # Textual takes NO_COLOR out of the environment.
        environ = {**os.environ, **({"NO_COLOR": "1"} if self.no_color else {})}
        colors = self.console.color_system
        self._asks_background = settings.theme == AUTO and can_be_asked(environ, colors=colors)
        self.theme = first_theme(environ, colors=colors) if settings.theme == AUTO else settings.theme
        self.session: Session | None = None
        self.privacy = Privacy(self, mask=settings.mask)
        self.memory: Memory | None = None
        self._is_leaving = False
        self._left_at: View | None = None
        self._uses: Counter[str] = Counter()  # of commands
        self._opener = opener or open_session
        self._opening = asyncio.Lock()
        self._dashboard = DashboardScreen(settings, self.client)

    def get_default_screen(self) -> Screen[None]:
        """Open on the call centers."""
        make_replaceable(self._dashboard)
        return self._dashboard

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Return the tokens for themes that are not ours."""
        return tokens_of(self.current_theme)

    async def on_event(self, event: events.Event) -> None:
        """Take back what the key before did, when the next one comes; drop keys and clicks while the program ends."""
        if self._is_leaving and isinstance(event, events.InputEvent):
            return
        if isinstance(event, events.Key) and not event.is_forwarded:
            for screen in (each for each in self.screen_stack if isinstance(each, CanNotify)):
                screen.clear_message()
        await super().on_event(event)

    def terminal_queries(self) -> str:
        """Ask how wide signs are, and what the background is."""
        return ASK_WIDTH + (ASK_BACKGROUND if self._asks_background else "")

    def on_background(self, event: Background) -> None:
        """Choose the theme for the terminal's background."""
        if self._asks_background:
            self.theme = theme_on(event.red, event.green, event.blue)

    def on_sign_width(self, event: SignWidth) -> None:
        """Draw in ASCII where signs would move what stands behind them."""
        if event.cells > 1:
            self.draw_in_ascii()

    def draw_in_ascii(self) -> None:
        """Replace each sign by one of ASCII."""
        self._ascii = [AsciiFilter()]
        self.refresh_css(animate=False)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Return what changes each line before it is drawn."""
        return [*super().get_line_filters(), *self._ascii]

    async def client(self) -> CallCenterClient:
        """Return the client. Its session is made on first use, in a thread: the imports take a while.

        Raises:
            ConfigurationError: it cannot be made.
        """
        async with self._opening:
            if self.session is None:
                session, memory = await asyncio.to_thread(open_with_memory, self._opener, self.settings)
                session.client.call_log.replies = ReplyStore()
                self.session, self.memory = session, memory
                self.settings = memory.applied_to(self.settings, session)
                self._dashboard.follow(session, self.settings)
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
        self._is_leaving = True
        if self.screen_stack and self.screen.is_mounted:
            self._left_at = self._dashboard.view
            self.exit(return_code=return_code)
        else:
            asyncio.get_running_loop().call_later(_MOUNT_PATIENCE, self.leave, return_code)

    async def on_unmount(self) -> None:
        """Remember the place, and close the connections."""
        if self.session is not None:
            await self._remember()
            await self.session.client.aclose()

    async def _remember(self) -> None:
        """Write where the session is left."""
        if self.memory is not None and self.session is not None and self._left_at is not None:
            await asyncio.to_thread(self.memory.save, self.session, self._left_at._asdict())

    # Actions: what each does stands in the table of actions.

    async def action_quit(self) -> None:
        self.leave()

    def action_interrupt(self) -> None:
        self.leave(_ENDED_BY_SIGNAL + signal.SIGINT)

    def action_command_palette(self) -> None:
        from ccc_tui.ui.commands import PlaceIndex, commands_of, theme_commands
        from ccc_tui.ui.dialogs.commands import CommandDialog

        below = self.screen
        if isinstance(below, Dialog):
            return

        async def run(command: Command | None) -> None:
            if command is None or self.screen is not below:  # a key has opened another screen since
                return
            self._uses[command.id] += 1
            if command.place is not None:
                await self._dashboard.open_found(command.place)
            else:
                await self.run_action(command.action, command.node)

        commands = [
            *commands_of(below.active_bindings, self.settings.keys),
            *theme_commands(self),
            *language_commands(self),
        ]
        commands.sort(key=lambda command: -self._uses[command.id])
        page = self._dashboard.centers.state.page
        places = PlaceIndex(page.rows if page is not None and below is self._dashboard else ())
        self.push_screen(CommandDialog(commands, places), run)

    def action_language(self, language: str) -> None:
        self.settings = speak(self, language)

    def action_set_theme(self, name: str) -> None:
        """Use another theme."""
        if name in self.available_themes:
            self.theme = name

    def action_redraw(self) -> None:
        getattr(driver_of(self), "redraw", self.refresh)()

    async def action_copy_cell(self) -> None:
        await copy(self.screen, whole_row=False)

    async def action_copy_row(self) -> None:
        await copy(self.screen, whole_row=True)

    def action_choose_user(self) -> None:
        if self.session is not None and self.memory is not None:
            self._dashboard.detail.choose_user(self.memory)

    async def action_copy_command_line(self) -> None:
        if self.session is not None:
            view = self._dashboard.view or View()
            await copy_text(self.screen, command_line(self.settings, self.session, view))

    def action_choose_profile(self) -> None:
        from ccc_tui.ui.switching import profile_choices

        self._choose_session(profile_choices)

    def action_choose_region(self) -> None:
        from ccc_tui.ui.switching import region_choices

        self._choose_session(region_choices)

    def _choose_session(self, choices: Callable[[Settings, Session | None], Choices]) -> None:
        from ccc_tui.ui.switching import session_dialog

        def chosen(opened: Opened | None) -> None:
            if opened is not None:
                self.run_worker(self._switch(opened))

        dialog = session_dialog(choices, self._opener, self.settings, self.session)
        if isinstance(dialog, str):
            self._dashboard.notify_key(dialog)
        else:
            self.push_screen(dialog, chosen)

    async def _switch(self, opened: Opened) -> None:
        """Let another session, which has loaded its call centers, take the place of this one."""
        async with self._opening:  # a request of the old screen may be opening one
            old, session = self._dashboard, self.session
            self._left_at = old.view
            await self._remember()
            if self.memory is None:
                from ccc_tui.memory import open_memory

                self.memory = await asyncio.to_thread(open_memory, opened.settings)
            self.session = opened.session
            self.settings = self.memory.applied_to(opened.settings, opened.session)
            new = self._dashboard = DashboardScreen(self.settings, self.client, opened.page)
            new.follow(opened.session, self.settings)
            while self.screen is not old:  # a key has opened another screen since
                await self.pop_screen()
            await self.switch_screen(new)
        await old.aclose()
        if session is not None:
            await session.client.aclose()

    def action_export(self) -> None:
        from ccc_tui.ui.exporting import export

        export(self._dashboard, self.settings)

    def action_show_personal(self) -> None:
        self.privacy.toggle()

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
