"""What the command palette offers: actions that work here, themes, call centers and admins; and the search for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from textual.fuzzy import Matcher

from ccc_tui.i18n import N_, _
from ccc_tui.ui.actions import action_of, keys_of
from ccc_tui.ui.places import Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from textual.app import App
    from textual.binding import ActiveBinding
    from textual.dom import DOMNode

    from ccc_tui.callcenter.models import Instance

_LEFT_OUT: Final = {"command_palette", "back"}
# Themes that are offered before anything is typed, and their words.
_OWN_THEMES: Final = {"dark": N_("dark"), "light": N_("light"), "terminal": N_("terminal colors")}
_MOST_PLACES: Final = 100
_SHORTEST_ID: Final = 3


class Command(NamedTuple):
    """Something that the palette runs or opens.

    Attributes:
        id: what its uses are counted by; the action's name in the configuration file.
        text: what it does, or the name of a place.
        key: the first of its keys; of a place, what it is.
        action: what Textual runs.
        node: the widget or screen that has the action.
        place: the call center or admin that is opened instead.
        is_searched: whether it is offered only once something is typed.
    """

    id: str
    text: str
    key: str = ""
    action: str = ""
    node: DOMNode | None = None
    place: Place | None = None
    is_searched: bool = False


def commands_of(active: Mapping[str, ActiveBinding], keys: Mapping[str, str]) -> list[Command]:
    """Return the actions that these bindings offer, each once. Moving the cursor is no command."""
    found: dict[str, Command] = {}
    for bound in active.values():
        action = action_of(bound.binding)
        if action is None or action.place == "rows" or action.id in _LEFT_OUT or not bound.enabled:
            continue
        text = _(action.help).rstrip(".。")
        command = Command(action.id, text, keys_of(action, keys)[0], bound.binding.action, bound.node)
        found.setdefault(action.id, command)
    return [*found.values()]


def theme_commands(app: App[None]) -> list[Command]:
    """Return a command for each theme, our own first."""
    names = sorted(app.available_themes, key=lambda name: (name not in _OWN_THEMES, name))
    return [
        Command(
            f"theme_{name}",
            _("Theme: {name}").format(name=_(_OWN_THEMES[name]) if name in _OWN_THEMES else name),
            action=f"app.set_theme({name!r})",
            node=app,
            is_searched=name not in _OWN_THEMES,
        )
        for name in names
        if name != app.theme
    ]


class PlaceIndex:
    """Finds call centers and admins by their names and ids. It is made when it is first asked.

    Args:
        instances: in the order of the tree.
    """

    def __init__(self, instances: Sequence[Instance]) -> None:
        self._instances = instances
        self._entries: list[tuple[str, Place]] | None = None

    def find(self, folded: str) -> Iterator[Command]:
        """Yield what holds a text: first where a name begins with it, then in the order of the tree."""
        if self._entries is None:
            self._entries = list(self._places())
        found = [pair for pair in self._entries if folded in pair[0]]
        first = [place for text, place in found if text.startswith(folded)]
        rest = (place for text, place in found if not text.startswith(folded))
        for place in (*first[:_MOST_PLACES], *rest)[:_MOST_PLACES]:
            yield _place_command(place)

    def _places(self) -> Iterator[tuple[str, Place]]:
        for index, instance in enumerate(self._instances):
            names = (instance.name, instance.domain_name, instance.instance_id)
            yield _folded(names), Place(index, instance)
            for position, admin in enumerate(instance.admins):
                names = (admin.name, admin.login_name, admin.user_id)
                yield _folded(names), Place(index, instance, "admin", position)


def find(typed: str, commands: Iterable[Command], places: PlaceIndex) -> list[Command]:
    """Return what matches a text, the best first: commands that hold it, places, commands that hold its letters."""
    folded = typed.strip().casefold()
    if not folded:
        return [command for command in commands if not command.is_searched]
    matcher = Matcher(typed)
    direct: list[tuple[tuple[bool, bool], Command]] = []
    similar: list[tuple[float, Command]] = []
    for command in commands:
        text = command.text.casefold()
        # A letter or two are part of most ids, which are not shown.
        if folded in text or (len(folded) >= _SHORTEST_ID and folded in command.id):
            direct.append(((command.id != folded, not text.startswith(folded)), command))
        elif score := matcher.match(command.text):
            similar.append((-score, command))
    direct.sort(key=lambda pair: pair[0])
    similar.sort(key=lambda pair: pair[0])
    return [*(pair[1] for pair in direct), *places.find(folded), *(pair[1] for pair in similar)]


def _folded(names: Iterable[str | None]) -> str:
    return "\n".join(filter(None, names)).casefold()


def _place_command(place: Place) -> Command:
    center = place.instance.name or _("(no name)")
    if place.kind == "admin":
        return Command("", place.admin.name or _("(no id)"), center, place=place)
    return Command("", center, _("call center"), place=place)
