"""Opening the dashboard, where there is a terminal for it. Nothing here needs click."""

import os
import sys

from ccc_tui.cli.beginning import prepare_streams, settings_for, speak
from ccc_tui.cli.errors import USAGE, echo_err, run_safely, wrong_python_message
from ccc_tui.i18n import _
from ccc_tui.settings import Settings, locale_language


def open_dashboard(*, demo: bool) -> int:
    """Open the dashboard with nothing chosen on the command line but the demo; return the exit status."""
    prepare_streams()
    speak(locale_language(os.environ))
    return run_safely(lambda: dashboard(settings_for({"demo": True} if demo else {})))


def dashboard(settings: Settings) -> int:
    """Open the dashboard where there is a terminal for it."""
    problem = _no_terminal()
    if problem:
        commands = _("Without a terminal, `ccc-tui instances` and `ccc-tui numbers` print the same data.")
        echo_err(problem, commands)
        return USAGE
    if words := wrong_python_message():  # a thread imports pydantic-core, behind the first paint
        echo_err(words)
        return USAGE
    from ccc_tui.ui import run_dashboard

    return run_dashboard(settings)


def _no_terminal() -> str | None:
    """Return why the dashboard cannot be drawn here, or None. Textual draws on stderr."""
    if not all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr)):
        return _("The dashboard needs a terminal for its input and its output.")
    if os.environ.get("TERM", "").lower() in {"", "dumb", "unknown"}:
        return _("The terminal (TERM={term}) cannot draw the dashboard.").format(
            term=os.environ.get("TERM", "")
        )
    return None
