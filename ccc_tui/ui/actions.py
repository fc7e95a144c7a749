"""Every action, once: what it is called, its keys, where it works. Bindings, key bar, palette and help read this."""

from collections.abc import Iterable, Mapping
from typing import Final, Literal, NamedTuple

from textual.binding import Binding

from ccc_tui.i18n import N_, _

Where = Literal["screen", "rows", "tree", "outbound"]


class Action(NamedTuple):
    """Something that a person can do.

    Attributes:
        id: its name in the configuration file's ``[keys]``, and of its handler.
        keys: what does it, the one to show first.
        title: two words for the key bar.
        help: one sentence.
        where: where it works.
        bar: whether the key bar shows it.
    """

    id: str
    keys: tuple[str, ...]
    title: str
    help: str
    where: Where = "screen"
    bar: bool = False


ACTIONS: Final = (
    Action("cursor_up", ("up", "k"), N_("up"), N_("Move up one row."), "rows"),
    Action("cursor_down", ("down", "j"), N_("down"), N_("Move down one row."), "rows"),
    Action("cursor_left", ("left", "h"), N_("left"), N_("One column left; in the tree, close the node."), "rows"),
    Action("cursor_right", ("right", "l"), N_("right"), N_("One column right; in the tree, open the node."), "rows"),
    Action("page_up", ("pageup",), N_("screen up"), N_("Move up one screen."), "rows"),
    Action("page_down", ("pagedown",), N_("screen down"), N_("Move down one screen."), "rows"),
    Action("top", ("g", "home"), N_("top"), N_("Move to the first row."), "rows"),
    Action("bottom", ("G", "end"), N_("bottom"), N_("Move to the last row."), "rows"),
    Action("open", ("enter",), N_("open"), N_("Open the item under the cursor."), "rows", bar=True),
    Action("next_pane", ("tab", "shift+tab"), N_("pane"), N_("Go to the other pane."), bar=True),
    Action("back", ("escape",), N_("back"), N_("Stop loading, or go back to the tree.")),
    Action("tab('overview')", ("1",), N_("overview"), N_("Show every field of the call center.")),
    Action("tab('admins')", ("2",), N_("admins"), N_("Show the admins of the call center.")),
    Action("tab('numbers')", ("3",), N_("numbers"), N_("Show the call center's phone numbers.")),
    Action("tab('outbound')", ("4",), N_("outbound"), N_("Show the outbound numbers of a user.")),
    Action("pages('previous_page')", ("[",), N_("page"), N_("Previous page of outbound numbers."), "outbound"),
    Action("pages('next_page')", ("]",), N_("page"), N_("Next page of outbound numbers."), "outbound", bar=True),
    Action("pages('first_page')", ("{",), N_("first"), N_("First page of outbound numbers."), "outbound"),
    Action("pages('last_page')", ("}",), N_("last"), N_("Last page of outbound numbers."), "outbound"),
    Action("pages('go_to_page')", ("#",), N_("go to"), N_("Go to a page by its number."), "outbound", bar=True),
    Action("pages('larger_pages')", ("+",), N_("larger"), N_("More rows per page: 10, 20, 50, 100."), "outbound"),
    Action("pages('smaller_pages')", ("-",), N_("smaller"), N_("Fewer rows per page: 100, 50, 20, 10."), "outbound"),
    Action("pages('load_all')", ("A",), N_("all"), N_("Load all pages and check for gaps."), "outbound", bar=True),
    Action("choose_user", ("u",), N_("user"), N_("Enter a user id and skill group ids."), bar=True),
    Action("refresh", ("r", "ctrl+r"), N_("refresh"), N_("Refresh, or continue a load that failed."), bar=True),
    Action("copy_cell", ("y",), N_("copy"), N_("Copy the cell, or the id of the node."), bar=True),
    Action("copy_row", ("Y",), N_("copy row"), N_("Copy the row, or the node, as JSON.")),
    Action("redraw", ("ctrl+l",), N_("redraw"), N_("Redraw the whole screen.")),
    Action("command_palette", (":", "ctrl+p"), N_("commands"), N_("Search the commands.")),
    Action("help", ("?",), N_("help"), N_("Show the keys that work here."), bar=True),
    Action("quit", ("q",), N_("quit"), N_("Quit."), bar=True),
)  # fmt: skip


def bindings(*where: Where) -> list[Binding]:
    """Return the key bindings of the actions that work in these places."""
    return [
        Binding(",".join(action.keys), handler(action), action.title, show=False, id=binding_id(action))
        for action in ACTIONS
        if action.where in where
    ]


def handler(action: Action) -> str:
    """Return what Textual runs for an action: leaving and the palette belong to the application."""
    return f"app.{action.id}" if action.id in {"quit", "command_palette", "redraw"} else action.id


def binding_id(action: Action) -> str:
    """Return the name of an action in the configuration file: ``tab_overview``, ``next_page``."""
    return action.id.replace("pages('", "").replace("('", "_").removesuffix("')")


def keys_of(action: Action, chosen: Mapping[str, str]) -> tuple[str, ...]:
    """Return an action's keys: those that the configuration file chose for it, else its own."""
    own = chosen.get(binding_id(action))
    return tuple(key.strip() for key in own.split(",")) if own else action.keys


def key_bar(where: Iterable[Where], chosen: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return what the key bar shows where these places are active: key and title."""
    places = set(where)
    return [
        (_("enter") if (key := keys_of(action, chosen)[0]) == "enter" else key, _(action.title))
        for action in ACTIONS
        if action.bar and action.where in places
    ]
