"""What the keys of tab 4 do: turn to a page, show more or fewer rows, load everything."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

    from ccc_tui.ui.screens.dashboard import DashboardScreen
    from ccc_tui.ui.screens.outbound import Outbound

# The page that a command leads to, from the page that is shown and the last one that can be turned to.
_TURNS: Final[dict[str, Callable[[int, int], int]]] = {
    "previous_page": lambda page, _last: page - 1,
    "next_page": lambda page, _last: page + 1,
    "first_page": lambda _page, _last: 1,
    "last_page": lambda _page, last: last,
}
_STEPS: Final = {"larger_pages": 1, "smaller_pages": -1}


def turn_pages(screen: DashboardScreen, outbound: Outbound, command: str) -> None:
    """Do what a key of tab 4 says."""
    if command == "load_all":
        if not outbound.is_loading_all:
            screen.ask("outbound", lambda: outbound.load_all(screen.render_pane))
    elif command in _STEPS:
        screen.ask("outbound", lambda: outbound.change_page_size(_STEPS[command]))
    elif command == "go_to_page":
        _ask_for_page(screen, outbound)
    elif outbound.shown is not None:
        _turn(screen, outbound, _TURNS[command](outbound.wanted_page, outbound.shown.last_page))


def _turn(screen: DashboardScreen, outbound: Outbound, wanted: int) -> None:
    """Turn to a page, or to the nearest one there is."""
    if outbound.shown is None:
        return
    number = min(max(wanted, 1), outbound.shown.last_page)
    if number != outbound.wanted_page:
        # Noted at once, so that two quick keys turn two pages.
        outbound.wanted_page = number
        screen.ask("outbound", lambda: outbound.turn_to(number))


def _ask_for_page(screen: DashboardScreen, outbound: Outbound) -> None:
    from ccc_tui.ui.screens.ask import AskPage

    if outbound.shown is None:
        return

    def answered(number: int | None) -> None:
        if number is not None:
            _turn(screen, outbound, number)

    screen.app.push_screen(AskPage(outbound.wanted_page, outbound.shown.last_page), answered)
