"""The tables of the documentation, written from what the program itself reads.

``python -m tools.documents update`` writes each again between its marks, and the manual page; ``check`` fails where
one is stale.
"""

import json
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Final

import click

from ccc_tui.cli.application import application
from ccc_tui.cli.options import EVERY_OPTION
from ccc_tui.cli.parameters import Option
from ccc_tui.i18n import _, use_language
from ccc_tui.resources import RESOURCES
from ccc_tui.resources import operations as every_operation
from ccc_tui.ui.actions import ACTIONS, Action
from tools.manual import manual_page

ROOT: Final = Path(__file__).resolve().parent.parent
_MANUAL: Final = ROOT / "docs" / "ccc-tui.1"
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
    "list": "In a list",
    "order": "In a list",
    "pages": "In a list of several pages",
    "inspector": "In the inspector of a row or a call",
    "calls": "Among the calls of the session",
    "call": "On a call, in both",
}
# Where the value comes from that an option has no default for.
_WITHOUT: Final = {"profile": "see Access keys", "config_file": "see The file"}
_ASKING: Final = [*(resource.command for resource in RESOURCES if resource.command), "doctor"]


def all_keys() -> str:
    """Return a table for each place where keys work."""
    parts = []
    for title in dict.fromkeys(_WHERE.values()):
        rows = [
            (_keys(action), _(action.help), f"`{action.id}`") for action in ACTIONS if _WHERE[action.place] == title
        ]
        parts.append(f"## {title}\n\n" + _table(("Key", "What it does", "Name"), rows))
    return "\n" + "\n".join(parts) + "\n"


def main_keys() -> str:
    """Return the keys that the key bar shows."""
    return _table(("Key", "What it does"), [(_keys(action), _(action.help)) for action in ACTIONS if action.bar])


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


def policy() -> str:
    """Return the RAM policy that allows every operation, and no more."""
    actions = sorted({f"ccc:{operation.action}" for operation in every_operation()})
    statement = {"Effect": "Allow", "Action": actions, "Resource": "*"}
    return f"```json\n{json.dumps({'Version': '1', 'Statement': [statement]}, indent=2)}\n```\n"


def options() -> str:
    """Return every option, by the sections of the help."""
    by_title: dict[str, list[Option]] = {}
    for option in EVERY_OPTION:
        by_title.setdefault(option.section, []).append(option)
    heads = ("Option", "Variable", "In the file", "Values", "Without it", "What it does")
    return "\n" + "\n".join(
        f"### {title}\n\n{_table(heads, [_option(option) for option in listed])}" for title, listed in by_title.items()
    )


def simulator_options() -> str:
    """Return the options that only the simulator has."""
    shared = {option.name for option in EVERY_OPTION}
    rows = [
        (f"`{option.opts[0]}`", f"`{option.variables[0]}`", f"`{option.default}`", option.help or "")
        for option in _command("simulator").params
        if isinstance(option, Option) and option.name not in shared
    ]
    return _table(("Option", "Variable", "Without it", "What it does"), rows)


BLOCKS: Final[dict[str, Callable[[], str]]] = {
    "all keys": all_keys,
    "main keys": main_keys,
    "main keys in Chinese": main_keys_in_chinese,
    "operations": operations,
    "policy": policy,
    "options": options,
    "options of the simulator": simulator_options,
}


def _option(option: Option) -> Sequence[str]:
    names = [f"`{name}`" for name in (*option.opts, *option.secondary_opts)]
    variables = [f"`{name}`" for name in option.variables]
    words = f"{option.help} {_commands(option)}".strip()
    in_file = "—" if option.key == "config" else f"`{option.key}`"
    return ", ".join(names), ", ".join(variables), in_file, _values(option), _default(option), words


def _values(option: Option) -> str:
    if option.is_flag:
        return "`true`, `false`"
    if isinstance(option.type, click.Choice):
        return ", ".join(f"`{value}`" for value in option.type.choices)
    return option.expected


def _default(option: Option) -> str:
    if isinstance(option.show_default, str):
        return option.show_default
    default = option.get_default(click.Context(application))
    if option.name in _WITHOUT or default in (None, ()) or not isinstance(default, str | int | float):
        return _WITHOUT.get(option.name, "—")
    return f"`{str(default).lower()}`" if isinstance(default, bool) else f"`{default}`"


def _commands(option: Option) -> str:
    """Return which commands have the option; nothing where it is all that ask the service."""
    having = ["the dashboard"] if _has(application, option) else []
    having += [f"`{name}`" for name in _ASKING if _has(_command(name), option)]
    *others, last = having
    names = f"{', '.join(others)} and {last}" if others else last
    return "" if len(having) > len(_ASKING) else f"For {names} only."


def _has(command: click.Command, option: Option) -> bool:
    return any(
        parameter.name == option.name and type(parameter.type) is type(option.type) for parameter in command.params
    )


def _command(name: str) -> click.Command:
    command = application.get_command(click.Context(application), name)
    assert command is not None  # noqa: S101 - the program has it
    return command


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
    if not _MANUAL.exists() or _MANUAL.read_text("utf-8") != manual_page():
        stale[_MANUAL] = manual_page()
    for page, text in stale.items():
        if arguments == ["update"]:
            page.write_text(text, "utf-8")
        else:
            print(f"{page.relative_to(ROOT)} is out of date: run `make documents`")
    return 1 if stale and arguments == ["check"] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
