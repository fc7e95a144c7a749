"""The manual page ``docs/ccc-tui.1``, written from commands, options and actions by `tools.documents`."""

from collections.abc import Iterator, Sequence

import click

import ccc_tui
from ccc_tui.cli.application import application
from ccc_tui.cli.command import STATUSES, Command
from ccc_tui.cli.options import EVERY_OPTION
from ccc_tui.cli.parameters import Option
from ccc_tui.i18n import _
from ccc_tui.ui.actions import ACTIONS

_FILES = (
    ("~/.config/ccc-tui/config.toml", "Configuration file; XDG_CONFIG_HOME is honored. ccc-tui info prints its path."),
    ("~/.aliyun/config.json", "Profiles of the aliyun command line: read, never written."),
)
_ABOUT = (
    "shows the call centers of an Alibaba Cloud account (Cloud Call Center, CCC): who administers them, their phone "
    "numbers, and every outbound number that a user may dial with. Without a command it opens a dashboard in the "
    "terminal; commands print the same data. It only reads."
)


def manual_page() -> str:
    """Return the page in the language of man(7)."""
    return "".join(f"{line}\n" for line in _lines())


def _lines() -> Iterator[str]:
    yield f'.TH CCC\\-TUI 1 "" "ccc\\-tui {_escaped(ccc_tui.__version__)}" "User Commands"'
    yield from (".SH NAME", "ccc\\-tui \\- Alibaba Cloud Call Center in the terminal")
    yield ".SH SYNOPSIS"
    yield from (".B ccc\\-tui", "[\\fIoptions\\fR]", ".br", ".B ccc\\-tui", "\\fIcommand\\fR [\\fIoptions\\fR]")
    yield from (".SH DESCRIPTION", ".B ccc\\-tui", _escaped(_ABOUT))
    yield ".SH COMMANDS"
    context = click.Context(application)
    for name in application.list_commands(context):
        command = application.get_command(context, name)
        assert command is not None  # noqa: S101 - it is in the list
        yield from _entry(f"\\fB{_escaped(name)}\\fR", command.get_short_help_str())
    yield ".SH OPTIONS"
    yield _escaped(_("Each option has an environment variable: --page-size is CCC_TUI_PAGE_SIZE."))
    yield "Flags win over variables, variables over the configuration file."
    title = ""
    for option in EVERY_OPTION:
        if option.section != title:
            title = option.section
            yield f".SS {_escaped(_(title))}"
        yield from _entry(_flags(option), option.help or "")
    yield from (".SH KEYS", "Each can be changed in the configuration file, by the name in parentheses.")
    for action in ACTIONS:
        keys = ", ".join(f"\\fB{_escaped(key)}\\fR" for key in action.keys)
        yield from _entry(f"{keys} ({_escaped(action.id)})", _(action.help))
    yield ".SH EXIT STATUS"
    for status, words in STATUSES.items():
        yield from _entry(str(status), _(words))
    yield ".SH FILES"
    for path, words in _FILES:
        yield from _entry(f"\\fI{_escaped(path)}\\fR", words)
    yield from (".SH EXAMPLES", ".nf")
    yield from map(_escaped, _examples(context))
    yield from (".fi", ".SH SEE ALSO", ".BR aliyun (1)")


def _entry(head: str, words: str) -> Sequence[str]:
    return (".TP", head, _escaped(" ".join(words.split())))


def _flags(option: Option) -> str:
    names = ", ".join(f"\\fB{_escaped(name)}\\fR" for name in (*option.opts, *option.secondary_opts))
    if option.is_flag:
        return names
    choices = option.type.choices if isinstance(option.type, click.Choice) else ()
    value = "|".join(map(str, choices)) or option.metavar or option.type.name.upper()
    return f"{names} \\fI{_escaped(value)}\\fR"


def _examples(context: click.Context) -> Iterator[str]:
    commands = [application, *(application.get_command(context, name) for name in application.list_commands(context))]
    for command in commands:
        if isinstance(command, Command):
            yield from command.examples


def _escaped(text: str) -> str:
    """Return a text as man(7) takes it: no line begins with a request, and a minus is one that can be copied."""
    text = text.replace("\\", "\\e").replace("-", "\\-").replace("'", "\\(aq").replace("`", "\\(ga")
    return f"\\&{text}" if text.startswith(".") else text
