"""Every option that several commands share, each declared once; a command's `params` are some of these lists."""

import os
from functools import partial
from typing import Final

import click

from ccc_tui.cli.parameters import FilePath, Option, ReportFormat, Text
from ccc_tui.i18n import N_
from ccc_tui.settings import locale_language

PROGRAM: Final = N_("This program")
_subject: Final = partial(Option, section=N_("What to show"))
_output: Final = partial(Option, section=N_("The output"))
_terminal: Final = partial(Option, section=N_("The terminal"))
_service: Final = partial(Option, section=N_("The service"))
_program: Final = partial(Option, section=PROGRAM)

INSTANCE: Final = [_subject(["--instance"], type=Text("id"), help=N_("Id of the call center."))]
USER: Final = [
    _subject(
        ["--user"], type=Text("id"), help=N_("Id of the user whose outbound numbers to show, such as agent@center.")
    )
]
SKILL_GROUPS: Final = [
    _subject(
        ["--skill-group", "skill_groups"],
        type=Text("id"),
        multiple=True,
        help=N_("Only the rows of this skill group; `numbers` takes several."),
    )
]
SEARCH: Final = [
    _subject(["--search"], type=Text("text"), help=N_("Only the rows in which the service finds this text."))
]
FILTER: Final = [
    _subject(
        ["--filter"],
        type=Text("text"),
        help=N_("Of the loaded rows only those that match, such as 'sichuan trunks>10' (docs/filtering.md)."),
    )
]
SORT: Final = [
    _subject(["--sort"], type=Text("column"), help=N_("Sort the loaded rows by this column; -COLUMN reverses."))
]
RESOLVE: Final = [
    _subject(
        ["--resolve"],
        is_flag=True,
        help=N_("List the call centers first, and try every id by which the service may know what --instance names."),
    )
]
PAGE: Final = [
    _subject(["--page"], type=click.IntRange(1, 100), metavar="N", help=N_("Page to show.")),
    _subject(["--page-size"], type=click.IntRange(1, 100), metavar="N", help=N_("Rows per page.")),
]
ALL_PAGES: Final = [
    _subject(
        ["--all", "all_pages"],
        is_flag=True,
        help=N_("Load all pages instead of one, 100 rows per page unless --page-size is given."),
    )
]
OUTPUT: Final = [
    _output(["-o", "--output"], show_default=N_("table on a terminal, else json"), help=N_("Format of the output.")),
    _output(
        ["--csv-safe/--no-csv-safe"],
        show_default=N_("on for a terminal or a file, off for a pipe"),
        help=N_("Put an apostrophe before CSV cells that a spreadsheet would run as a formula or shorten as a number."),
    ),
    _output(
        ["--bom"],
        is_flag=True,
        help=N_("Begin CSV with a byte order mark, by which spreadsheets on Windows recognize UTF-8."),
    ),
]
REPORT: Final = [
    _output(
        ["-o", "--output"],
        type=ReportFormat(("table", "json"), case_sensitive=False),
        default="table",
        help=N_("Format of the output."),
    )
]
MASK: Final = [
    _output(
        ["--mask/--no-mask"],
        show_default=N_("on in the dashboard, off in printed lists"),
        help=N_("Mask phone numbers, email addresses and RAM ids of persons."),
    )
]
DASHBOARD: Final = [
    *MASK,
    _subject(
        ["--tab"],
        type=Text("name"),
        help=N_("Tab to open, by its key's name without tab_: overview, admins, numbers, outbound, users, groups."),
    ),
    _terminal(
        ["--refresh"],
        type=click.IntRange(0, 86_400),
        metavar="SECONDS",
        help=N_("Seconds after which what is shown is loaded again; 0 means never, 1 to 4 count as 5."),
    ),
    _terminal(
        ["--remember/--no-remember"],
        help=N_("Whether to open where the dashboard was left, and to suggest the users that were typed."),
    ),
    _terminal(["--mouse/--no-mouse"], help=N_("Whether the dashboard uses the mouse.")),
    _terminal(
        ["--theme"],
        type=Text("name"),
        help=N_("Colors of the dashboard: auto, dark, light, terminal (its own 16 colors), or a theme of Textual."),
    ),
    _terminal(["--low-bandwidth"], help=N_("Whether to send less to the terminal; auto does so over SSH.")),
]
SERVICE: Final = [
    _service(["--demo"], is_flag=True, help=N_("Use the built-in call center: no account, no network.")),
    _service(
        ["-p", "--profile"],
        type=Text("name"),
        help=N_("Profile of the aliyun CLI whose access key is used; several are asked at once: a,b."),
    ),
    _service(
        ["-r", "--region"],
        type=Text("id"),
        variables=["ALIBABA_CLOUD_REGION_ID"],
        show_default=N_("the profile's, else cn-shanghai"),
        help=N_("Region, such as cn-shanghai."),
    ),
    _service(
        ["--endpoint"],
        type=Text("url"),
        show_default=N_("that of the region"),
        help=N_("Host name or URL of the service; http:// is allowed for loopback only."),
    ),
    _service(
        ["--api-version"],
        help=N_("API version; auto asks both for the call centers, and for the rest the one that fits the ids."),
    ),
    _service(["--signature"], help=N_("v3 signs with ACS3-HMAC-SHA256, v1 with the older RPC signature.")),
    _service(["--format", "wire_format"], help=N_("Format of the service's replies.")),
    _service(
        ["--timeout"],
        type=click.FloatRange(0.1, 3600),
        metavar="S",
        help=N_("Seconds that a call may take, including retries."),
    ),
    _service(["--rate"], type=click.FloatRange(0, 1000), metavar="N", help=N_("Calls per second; 0 means no limit.")),
    _service(
        ["--retries"],
        type=click.IntRange(0, 20),
        metavar="N",
        help=N_("Retries of a call that failed and may succeed later."),
    ),
]
FIRST: Final = [
    _program(
        ["--language"],
        default=lambda: locale_language(os.environ),
        show_default=N_("the locale's"),
        help=N_("Language of this program."),
    ),
    _program(["--config", "config_file"], type=FilePath(), metavar="FILE", help=N_("Configuration file to read.")),
]
"""Options that are read before all others: they decide in which words the others are explained."""
PROGRAM_OPTIONS: Final = [
    *FIRST,
    _program(
        ["--log-file"],
        type=FilePath(),
        metavar="FILE",
        show_default=N_("no log"),
        help=N_("Log the calls to this file."),
    ),
    _program(["--log-level"], help=N_("Lowest level that is logged.")),
]
EVERY_OPTION: Final = [
    *(*INSTANCE, *USER, *SKILL_GROUPS, *SEARCH, *FILTER, *SORT, *RESOLVE, *PAGE, *ALL_PAGES, *OUTPUT),
    *(*DASHBOARD, *SERVICE, *PROGRAM_OPTIONS),
]
"""Those that the configuration file may set and the documentation lists."""
