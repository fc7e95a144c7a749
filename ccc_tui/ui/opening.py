"""What the dashboard opens before its first request, in a thread behind the first paint: the imports take a while.

Raises:
    ConfigurationError: there is no session with these settings.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from ccc_tui.memory import Memory
    from ccc_tui.session import Session
    from ccc_tui.settings import Settings


def open_with_memory(opener: Callable[[Settings], Session], settings: Settings) -> tuple[Session, Memory]:
    """Return a session, and what is remembered of earlier ones."""
    from ccc_tui.memory import open_memory

    return opener(settings), open_memory(settings)


def open_session(settings: Settings) -> Session:
    """Return a session of the dashboard; its calls are logged where that is wanted."""
    from ccc_tui.session import open_session as open_any

    session = open_any(settings)
    if settings.log_file is not None:
        from ccc_tui.logfile import log_calls

        log_calls(session.client.call_log)
    return session
