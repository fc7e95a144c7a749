"""Every action of the dashboard. Bindings, key bar, palette and help are made from this table."""

from collections.abc import Mapping
from typing import Final, Literal, NamedTuple

from textual.binding import Binding

from ccc_tui.i18n import N_
from ccc_tui.resources import RESOURCES
from ccc_tui.resources.table import Tab

Place = Literal["app", "screen", "rows", "list", "order", "pages", "inspector", "calls", "call"]
Group = Literal["", "move", "look", "copy", "pages", "program"]
# Of other screens than the dashboard: help lists these actions there only.
ELSEWHERE: Final = frozenset({"inspector", "calls", "call"})


class Action(NamedTuple):
    """One action. Its title and its help are translated where they are shown."""

    id: str  # in [keys] of the configuration file
    keys: tuple[str, ...]  # the key bar shows the first
    title: str
    help: str
    place: Place = "screen"  # which widgets it is bound to
    bar: bool = False  # whether the key bar shows it
    run: str = ""  # Textual's action, where it is not the id
    priority: bool = False  # whether it works in text fields, too
    group: Group = ""  # of the help, where it is not that of the place


OVERVIEW: Final = Tab("overview", N_("Overview"), N_("Show every field of the call center."))
_TABS: Final = [OVERVIEW, *(resource.tab for resource in RESOURCES if resource.tab is not None)]

TAB: Final = "tab_"  # before the name of a tab

ACTIONS: Final = (
    Action("cursor_up", ("up", "k"), N_("up"), N_("Move up one row."), "rows"),
    Action("cursor_down", ("down", "j"), N_("down"), N_("Move down one row."), "rows"),
    Action("cursor_left", ("left", "h"), N_("left"), N_("One column left; in the tree, close the node."), "rows"),
    Action("cursor_right", ("right", "l"), N_("right"), N_("One column right; in the tree, open the node."), "rows"),
    Action("page_up", ("pageup",), N_("screen up"), N_("Move up one screen."), "rows"),
    Action("page_down", ("pagedown",), N_("screen down"), N_("Move down one screen."), "rows"),
    Action("top", ("g", "home"), N_("top"), N_("Move to the first row."), "rows"),
    Action("bottom", ("G", "end"), N_("bottom"), N_("Move to the last row."), "rows"),
    Action("open", ("enter",), N_("open"), N_("Open the item under the cursor."), "rows", bar=True, group="look"),
    Action("next_pane", ("tab", "shift+tab"), N_("pane"), N_("Go to the other pane."), bar=True, group="move"),
    Action("back", ("escape",), N_("back"), N_("Stop loading, clear the filter or the marks, or go one step back."),
           group="move"),
    Action("home", ("0",), N_("all centers"), N_("Go to all call centers."), group="move"),
    Action("zoom", ("z",), N_("zoom"), N_("Show the pane alone, or both sides again."), group="move"),
    *(
        Action(f"{TAB}{tab.id}", (str(number),), tab.title, tab.help, run=f"show_tab({number})", group="move")
        for number, tab in enumerate(_TABS, 1)
    ),
    Action("previous_page", ("[",), N_("page"), N_("Turn to the page before."), "pages"),
    Action("next_page", ("]",), N_("page"), N_("Turn to the next page."), "pages", bar=True),
    Action("first_page", ("{",), N_("first"), N_("Turn to the first page."), "pages"),
    Action("last_page", ("}",), N_("last"), N_("Turn to the last page that can be reached."), "pages"),
    Action("go_to_page", ("#",), N_("go to"), N_("Go to a page by its number."), "pages", bar=True),
    Action("larger_pages", ("+",), N_("larger"), N_("More rows per page: 10, 20, 50, 100."), "pages"),
    Action("smaller_pages", ("-",), N_("smaller"), N_("Fewer rows per page: 100, 50, 20, 10."), "pages"),
    Action("load_all", ("A",), N_("all"), N_("Load all pages, and say whether they are all."), "pages", bar=True),
    Action("filter", ("/",), N_("filter"), N_("Show only the rows that match; in the tree, the call centers."),
           bar=True),
    Action("sort", ("s",), N_("sort"), N_("Sort by the column under the cursor, then by the next one."), "order",
           bar=True),
    Action("sort_backwards", ("S",), N_("reverse"), N_("Sort the other way round."), "order"),
    Action("search", ("ctrl+f",), N_("search"), N_("Let the service search the list."), "pages"),
    Action("choose_groups", ("t",), N_("groups"), N_("Choose among the user's skill groups."), "pages"),
    Action("by_province", ("o",), N_("provinces"), N_("Count the loaded rows by province."), "pages"),
    Action("choose_user", ("u",), N_("user"), N_("Enter a user id and skill group ids."), bar=True,
           run="app.choose_user"),
    Action("refresh", ("r", "ctrl+r"), N_("refresh"), N_("Refresh, or continue a load that failed."), bar=True),
    Action("copy_cell", ("y",), N_("copy"), N_("Copy the cell, or the id of the node."), "app", bar=True,
           group="copy"),
    Action("copy_row", ("Y",), N_("copy row"), N_("Copy the row or the marked rows, or the node, as JSON."), "app",
           group="copy"),
    Action("mark", ("space", "m"), N_("mark"), N_("Mark or unmark the row."), "list", group="copy"),
    Action("unmark", ("U",), N_("unmark"), N_("Clear all marks."), "list", group="copy"),
    Action("export", ("e",), N_("export"), N_("Export rows to a file or to the clipboard."), run="app.export",
           group="copy"),
    Action("show_personal", ("v",), N_("show"), N_("Show personal data for five minutes, or mask it."),
           run="app.show_personal", group="look"),
    Action("inspect", ("i",), N_("inspect"), N_("Show every field of the row, its request and the raw reply.")),
    Action("calls", ("!",), N_("calls"), N_("Show the calls of this session."), run="app.calls",
           bar=True),
    Action("previous_row", ("[",), N_("row"), N_("Inspect the row before, or the call before."), "inspector"),
    Action("next_row", ("]",), N_("row"), N_("Inspect the next row, or the next call."), "inspector"),
    Action("find", ("/",), N_("find"), N_("Find a text."), "inspector"),
    Action("find_next", ("n",), N_("next"), N_("Go to the next line that has it, or the row's id."), "inspector"),
    Action("find_previous", ("N",), N_("previous"), N_("Go to the line before that has it."), "inspector"),
    Action("its_call", ("c",), N_("call"), N_("Show the call among the calls of this session."), "inspector"),
    Action("failed_only", ("f",), N_("failed"), N_("Show failed calls only, or all calls."), "calls"),
    Action("run_again", ("x", "E"), N_("again"), N_("Make the call again, with changed parameters."), "call"),
    Action("copy_as", ("C",), N_("copy as"), N_("Copy the call as a command, a program, a link or evidence."), "call",
           group="copy"),
    Action("close", ("escape", "q"), N_("back"), N_("Go back."), "call", group="move"),
    Action("redraw", ("ctrl+l",), N_("redraw"), N_("Redraw the whole screen."), "app"),
    Action("command_palette", (":", "ctrl+p"), N_("commands"), N_("Search the commands."), "app"),
    Action("suspend", ("ctrl+z",), N_("suspend"), N_("Suspend; fg in the shell resumes."), "app",
           run="suspend_process", priority=True),
    Action("help", ("?",), N_("help"), N_("Show the keys that work here."), bar=True, run="app.help", group="program"),
    Action("copy_command_line", ("L",), N_("command line"), N_("Copy the command line that shows this."),
           run="app.copy_command_line", group="copy"),
    Action("choose_profile", ("P",), N_("profile"), N_("Choose the profile whose access key is used."),
           run="app.choose_profile", group="program"),
    Action("choose_region", ("R",), N_("region"), N_("Choose the region."), run="app.choose_region", group="program"),
    Action("quit", ("q",), N_("quit"), N_("Quit."), "app", bar=True),
)  # fmt: skip
_BY_ID: Final = {action.id: action for action in ACTIONS}


def bindings(*places: Place) -> list[Binding]:
    """Return the key bindings of the actions of these places."""
    return [
        Binding(
            ",".join(action.keys),
            action.run or action.id,
            action.title,
            show=action.bar,
            id=action.id,
            tooltip=action.help,
            priority=action.priority,
        )
        for action in ACTIONS
        if action.place in places
    ]


def group_of(action: Action) -> Group:
    """Return the group of the help that an action belongs to."""
    by_place: dict[Place, Group] = {"rows": "move", "pages": "pages", "app": "program"}
    return action.group or by_place.get(action.place, "look")


def action_of(binding: Binding) -> Action | None:
    """Return the action of a binding; None where it is one of Textual's own."""
    return _BY_ID.get(binding.id or "")


def keys_of(action: Action, chosen: Mapping[str, str]) -> tuple[str, ...]:
    """Return an action's keys: those that the configuration file gives it, else its own."""
    own = chosen.get(action.id)
    return tuple(key.strip() for key in own.split(",")) if own else action.keys
