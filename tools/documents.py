"""The tables of the documentation, written from what the program itself reads.

``python -m tools.documents update`` writes each again between its marks; ``check`` fails where one is stale.
"""

import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Final

import click

from ccc_tui.choices import SECTIONS, Choice
from ccc_tui.cli.application import APPLICATION
from ccc_tui.cli.options import ChoiceOption
from ccc_tui.i18n import _, use_language
from ccc_tui.kinds import OneOf, Switch
from ccc_tui.resources import RESOURCES
from ccc_tui.settings import Settings
from ccc_tui.ui.actions import ACTIONS, Action

ROOT: Final = Path(__file__).resolve().parent.parent
_BEGIN: Final = "<!-- {name}: written by make documents -->\n"
_END: Final = "<!-- end of {name} -->\n"

_KEY_NAMES: Final = {
    "escape": "Esc",
    "enter": "Enter",
    "tab": "Tab",
    "space": "Space",
    "home": "Home",
    "end": "End",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
}
_WHERE: Final = {
    "app": "Everywhere",
    "screen": "Everywhere",
    "rows": "In the tree and in tables",
    "pages": "In a list of several pages",
}
# What holds where nobody chose, and no value says it.
_WITHOUT: Final = {
    "profile": "see Access keys",
    "region": "the profile's, else `cn-shanghai`",
    "endpoint": "that of the region",
    "language": "the locale's",
    "config_file": "see The file",
    "log_file": "no log",
    "output": "`table` on a terminal, else `json`",
    "page_size": "`50`; `100` with `--all`",
}
_ASKING: Final = ("instances", "numbers", "doctor")


def all_keys() -> str:
    """Return a table for each place where keys work."""
    parts = []
    for title in dict.fromkeys(_WHERE.values()):
        rows = [
            (_keys(action), _(action.help), f"`{action.id}`")
            for action in ACTIONS
            if _WHERE[action.place] == title
        ]
        parts.append(f"## {title}\n\n" + _table(("Key", "What it does", "Name"), rows))
    return "\n" + "\n".join(parts) + "\n"


def main_keys() -> str:
    """Return the keys that the key bar shows."""
    return _table(
        ("Key", "What it does"), [(_keys(action), _(action.help)) for action in ACTIONS if action.bar]
    )


def main_keys_in_chinese() -> str:
    """Return the keys that the key bar shows, in Chinese."""
    use_language("zh")
    try:
        rows = [(_keys(action), _(action.help)) for action in ACTIONS if action.bar]
    finally:
        use_language("en")
    return _table(("按键", "作用"), rows)


def operations() -> str:
    """Return every operation that may be called, and the lists that need it."""
    rows: dict[tuple[str, str], list[str]] = {}
    for resource in RESOURCES:
        for operation in resource.operations():
            rows.setdefault((operation.action, operation.version), []).append(_(resource.title))
    heads = ("Operation", "API version", "For", "RAM action")
    return _table(
        heads,
        [
            (f"`{action}`", version, ", ".join(titles), f"`ccc:{action}`")
            for (action, version), titles in sorted(rows.items())
        ],
    )


def options() -> str:
    """Return every choice, by the sections of the help."""
    by_title: dict[str, list[Choice]] = {}
    for section in SECTIONS:
        known = by_title.setdefault(section.title, [])
        known += [choice for choice in section.choices if choice not in known]
    heads = ("Option", "Variable", "In the file", "Values", "Without it", "What it does")
    return "\n" + "\n".join(
        f"### {title}\n\n{_table(heads, [_option(choice) for choice in choices])}"
        for title, choices in by_title.items()
    )


def simulator_options() -> str:
    """Return the options that only the simulator has."""
    command = APPLICATION.get_command(click.Context(APPLICATION), "simulator")
    assert command is not None  # noqa: S101 - the program has one
    rows = [
        (f"`{parameter.opts[0]}`", f"`{parameter.envvar}`", f"`{parameter.default}`", parameter.help or "")
        for parameter in command.params
        if isinstance(parameter, click.Option) and parameter.envvar
    ]
    return _table(("Option", "Variable", "Without it", "What it does"), rows)


BLOCKS: Final[dict[str, Callable[[], str]]] = {
    "all keys": all_keys,
    "main keys": main_keys,
    "main keys in Chinese": main_keys_in_chinese,
    "operations": operations,
    "options": options,
    "options of the simulator": simulator_options,
}


def _option(choice: Choice) -> Sequence[str]:
    flag = f"--{choice.name}"
    names = [f"`{name}`" for name in (choice.short, flag) if name]
    if isinstance(choice.kind, Switch) and choice.kind.negated:
        names.append(f"`--no-{choice.name}`")
    variables = [f"`{name}`" for name in (choice.variable, *choice.also)]
    where = _commands(choice)
    words = f"{choice.help} {where}".strip()
    in_file = f"`{choice.name}`" if choice.in_file else "—"
    return ", ".join(names), ", ".join(variables), in_file, _values(choice), _default(choice), words


def _values(choice: Choice) -> str:
    if isinstance(choice.kind, Switch):
        return "`true`, `false`"
    if isinstance(choice.kind, OneOf):
        return ", ".join(f"`{value}`" for value in choice.kind.values)
    return choice.kind.expected


def _default(choice: Choice) -> str:
    default = getattr(Settings(), choice.attribute)
    if choice.attribute in _WITHOUT:
        return _WITHOUT[choice.attribute]
    if default in (None, ()):
        return "—"
    if isinstance(default, float):
        return f"`{default:g}`"
    return f"`{str(default).lower()}`" if isinstance(default, bool) else f"`{default}`"


def _commands(choice: Choice) -> str:
    """Return which commands have the option; nothing where it is all that ask the service."""
    context = click.Context(APPLICATION)
    having = ["the dashboard"] if _has(APPLICATION, choice) else []
    having += [
        f"`{name}`"
        for name in _ASKING
        if (command := APPLICATION.get_command(context, name)) and _has(command, choice)
    ]
    return "" if len(having) > len(_ASKING) else f"For {' and '.join(having)} only."


def _has(command: click.Command, choice: Choice) -> bool:
    return any(
        isinstance(parameter, ChoiceOption) and parameter.choice == choice for parameter in command.params
    )


def _keys(action: Action) -> str:
    return " ".join(f"`{_key_name(key)}`" for key in action.keys)


def _key_name(key: str) -> str:
    """Return a key as keyboards have it: ``shift+tab`` is Shift+Tab."""
    *held, last = key.split("+") if len(key) > 1 else [key]
    return "+".join([*(part.capitalize() for part in held), _KEY_NAMES.get(last, last)])


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |\n" for line in lines)


def filled(text: str) -> str:
    """Return a page with its tables as they should be."""
    for name, block in BLOCKS.items():
        begin, end = _BEGIN.format(name=name), _END.format(name=name)
        if begin in text:
            before, _mark, rest = text.partition(begin)
            _old, _mark, after = rest.partition(end)
            text = f"{before}{begin}{block()}{end}{after}"
    return text


def pages() -> list[Path]:
    """Return every page of the documentation."""
    return [*sorted(ROOT.glob("*.md")), *sorted(ROOT.glob("docs/*.md"))]


def main(arguments: list[str]) -> int:
    """Update or check; return the exit status."""
    if arguments not in (["update"], ["check"]):
        print("usage: python -m tools.documents update|check", file=sys.stderr)
        return 2
    stale = {page: new for page in pages() if (new := filled(old := page.read_text("utf-8"))) != old}
    for page, text in stale.items():
        if arguments == ["update"]:
            page.write_text(text, "utf-8")
        else:
            print(f"{page.relative_to(ROOT)} is out of date: run `make documents`")
    return 1 if stale and arguments == ["check"] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
