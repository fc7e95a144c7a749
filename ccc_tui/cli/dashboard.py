"""Opening the dashboard, where there is a terminal for it."""

import os
import sys

from ccc_tui.cli.errors import USAGE, echo_err, wrong_python_message
from ccc_tui.i18n import _
from ccc_tui.settings import Settings


def open_dashboard(settings: Settings) -> int:
    """Open the dashboard if there is a terminal that can draw it; return the exit status."""
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
        return _("The terminal (TERM={term}) cannot draw the dashboard.").format(term=os.environ.get("TERM", ""))
    return None
