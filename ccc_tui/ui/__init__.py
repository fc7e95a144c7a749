"""The dashboard: the only rooms that know Textual."""

from __future__ import annotations

import gc
import os
import re
import signal
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ccc_tui.i18n import _
from ccc_tui.settings import SettingsError
from ccc_tui.terminal.environment import low_bandwidth

if TYPE_CHECKING:
    from ccc_tui.settings import Settings

# The values that Textual and rich understand. Others end in a traceback, or in Textual's defaults instead of ours.
_KNOWN: Final = {
    "TEXTUAL_ANIMATIONS": re.compile("none|basic|full", re.IGNORECASE),
    "TEXTUAL_COLOR_SYSTEM": re.compile("auto|standard|256|truecolor|windows"),
    "TEXTUAL_FPS": re.compile(r"[1-9]\d{0,2}", re.ASCII),
}


def run_dashboard(settings: Settings) -> int:
    """Open the dashboard, and return the exit status when it is left."""
    _prepare_textual(settings, spare_the_link=low_bandwidth(settings.low_bandwidth, os.environ))
    from ccc_tui.terminal.driver import FrugalDriver, FullFramesDriver
    from ccc_tui.ui.actions import ACTIONS, TAB
    from ccc_tui.ui.app import Dashboard
    from ccc_tui.ui.themes import check

    gc.freeze()  # imported modules are never garbage: collections need not traverse them
    known = {action.id for action in ACTIONS}
    if unknown := ", ".join(sorted(set(settings.keys) - known)):
        raise SettingsError(_("[keys]: unknown action {names}").format(names=unknown))
    tabs = [action.id.removeprefix(TAB) for action in ACTIONS if action.id.startswith(TAB)]
    if settings.tab is not None and settings.tab not in tabs:
        raise SettingsError(
            _("unknown tab {name}; tabs: {names}").format(name=ascii(settings.tab), names=", ".join(tabs))
        )
    check(settings.theme)
    # Sending only what changed costs a near terminal nothing, so that only "off" does without.
    driver = FullFramesDriver if settings.low_bandwidth == "off" else FrugalDriver
    app = Dashboard(settings, driver_class=driver)
    with suppress(KeyboardInterrupt):  # a signal that came while the event loop was closed
        app.run(mouse=settings.mouse)
    status = app.return_code or 0
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: os._exit(status))  # the program ends already, and its status is decided
    return status


def _prepare_textual(settings: Settings, *, spare_the_link: bool) -> None:
    """Set what Textual reads when it is first imported; what the person has set stays, unless it means nothing."""
    for name, known in _KNOWN.items():
        if name in os.environ and not known.fullmatch(os.environ[name]):
            del os.environ[name]
    if log := os.environ.get("TEXTUAL_LOG"):
        try:
            Path(log).open("a").close()
        except OSError:
            del os.environ["TEXTUAL_LOG"]
    os.environ.setdefault("TEXTUAL_ANIMATIONS", "none")
    os.environ.setdefault("TEXTUAL_THEME", "ansi-dark")  # with it NO_COLOR means none, and no grey instead
    if spare_the_link:
        os.environ.setdefault("TEXTUAL_FPS", "15")
    # Our own themes have no colors beyond the 256, which take 8 bytes less each.
    own = settings.theme in {"auto", "dark", "light", "terminal"}
    if (spare_the_link or own) and os.environ.get("COLORTERM", "").strip().lower() in {"truecolor", "24bit"}:
        os.environ.setdefault("TEXTUAL_COLOR_SYSTEM", "256")
