"""Every option that several commands share, each declared once. Apply the lists below as decorators."""

import os
from collections.abc import Callable
from functools import partial
from typing import Any, Final, Protocol, TypeVar

import click

from ccc_tui.cli.parameters import FilePath, Number, Option, ReportFormat, Text, WholeNumber
from ccc_tui.i18n import N_
from ccc_tui.settings import Settings, locale_language

Function = TypeVar("Function", bound=Callable[..., Any])


class Decorator(Protocol):
    """Gives a function more options, and returns it."""

    def __call__(self, function: Function, /) -> Function:
        """Decorate the function."""


SUBJECT: Final = N_("What to show")
PROGRAM: Final = N_("This program")


def option(*declarations: str, **details: Any) -> partial[Any]:
    """Return an option for `options`; the arguments are those of `click.option`."""
    return partial(click.option, *declarations, cls=Option, **details)


def options(section: str, *declared: partial[Any]) -> Decorator:
    """Return a decorator that gives a command these options, under one title of its help."""

    def decorate(function: Function) -> Function:
        for declare in reversed(declared):
            function = declare(section=section)(function)
        return function

    return decorate


def _one_of(*values: str) -> click.Choice[str]:
    return click.Choice(values, case_sensitive=False)


instance_option = options(SUBJECT, option("--instance", type=Text(), metavar="ID", help=N_("Id of the call center.")))
user_options = options(
    SUBJECT,
    option(
        "--user",
        type=Text(),
        metavar="ID",
        help=N_("Id of the user whose outbound numbers to show, such as agent@center."),
    ),
    option(
        "--skill-group",
        type=Text(),
        metavar="ID",
        multiple=True,
        help=N_("Only the numbers of this skill group; may be repeated."),
    ),
)
page_options = options(
    SUBJECT,
    option("--page", type=WholeNumber(1, 100), metavar="N", default=Settings.page, help=N_("Page to show.")),
    option("--page-size", type=WholeNumber(1, 100), metavar="N", default=Settings.page_size, help=N_("Rows per page.")),
)


def subject_options(function: Function) -> Function:
    """Give a function the options of every scope, and the page."""
    return instance_option(user_options(page_options(function)))


all_pages_option = options(
    SUBJECT,
    option(
        "--all",
        is_flag=True,
        default=Settings.all_pages,
        help=N_("Load all pages instead of one, 100 rows per page unless --page-size is given."),
    ),
)
output_options = options(
    N_("The output"),
    option(
        "-o",
        "--output",
        type=_one_of("table", "json", "jsonl", "csv", "md"),
        show_default=N_("table on a terminal, else json"),
        help=N_("Format of the output."),
    ),
    option(
        "--csv-safe/--no-csv-safe",
        default=Settings.csv_safe,
        show_default=N_("on for a terminal or a file, off for a pipe"),
        help=N_("Put an apostrophe before CSV cells that a spreadsheet would run as a formula or shorten as a number."),
    ),
    option(
        "--bom",
        is_flag=True,
        default=Settings.bom,
        help=N_("Begin CSV with a byte order mark, by which spreadsheets on Windows recognize UTF-8."),
    ),
)
report_options = options(
    N_("The output"),
    option(
        "-o",
        "--output",
        type=ReportFormat(("table", "json"), case_sensitive=False),
        default="table",
        help=N_("Format of the output."),
    ),
)
dashboard_options = options(
    N_("The terminal"),
    option("--mouse/--no-mouse", default=Settings.mouse, help=N_("Whether the dashboard uses the mouse.")),
    option(
        "--low-bandwidth",
        type=_one_of("auto", "on", "off"),
        default=Settings.low_bandwidth,
        help=N_("Whether to send less to the terminal; auto does so over SSH."),
    ),
)
service_options = options(
    N_("The service"),
    option(
        "--demo", is_flag=True, default=Settings.demo, help=N_("Use the built-in call center: no account, no network.")
    ),
    option(
        "-p", "--profile", type=Text(), metavar="NAME", help=N_("Profile of the aliyun CLI whose access key is used.")
    ),
    option(
        "-r",
        "--region",
        type=Text(),
        metavar="ID",
        envvar=["CCC_TUI_REGION", "ALIBABA_CLOUD_REGION_ID"],
        show_default=N_("the profile's, else cn-shanghai"),
        help=N_("Region, such as cn-shanghai."),
    ),
    option(
        "--endpoint",
        type=Text(),
        metavar="URL",
        show_default=N_("that of the region"),
        help=N_("Host name or URL of the service; http:// is allowed for loopback only."),
    ),
    option(
        "--api-version",
        type=_one_of("auto", "2017-07-05", "2020-07-01"),
        default=Settings.api_version,
        help=N_("API version; auto uses the documented version of each operation."),
    ),
    option(
        "--signature",
        type=_one_of("v3", "v1"),
        default=Settings.signature,
        help=N_("v3 signs with ACS3-HMAC-SHA256, v1 with the older RPC signature."),
    ),
    option(
        "--format",
        type=_one_of("json", "xml"),
        default=Settings.wire_format,
        help=N_("Format of the service's replies."),
    ),
    option(
        "--timeout",
        type=Number(0.1, 3600),
        metavar="S",
        default=Settings.timeout,
        help=N_("Seconds that a call may take, including retries."),
    ),
    option(
        "--rate",
        type=Number(0, 1000),
        metavar="N",
        default=Settings.rate,
        help=N_("Calls per second; 0 means no limit."),
    ),
    option(
        "--retries",
        type=WholeNumber(0, 20),
        metavar="N",
        default=Settings.retries,
        help=N_("Retries of a call that failed and may succeed later."),
    ),
)
_language = option(
    "--language",
    type=_one_of("en", "zh"),
    default=lambda: locale_language(os.environ),
    show_default=N_("the locale's"),
    help=N_("Language of this program."),
)
_config = option("--config", type=FilePath(), metavar="FILE", help=N_("Configuration file to read."))
first_options = options(PROGRAM, _language, _config)
"""Options that are read before all others: they decide in which words the others are explained."""
program_options = options(
    PROGRAM,
    _language,
    _config,
    option(
        "--log-file", type=FilePath(), metavar="FILE", show_default=N_("no log"), help=N_("Log the calls to this file.")
    ),
    option(
        "--log-level",
        type=_one_of("DEBUG", "INFO", "WARNING", "ERROR"),
        default=Settings.log_level,
        help=N_("Lowest level that is logged."),
    ),
)


@click.command
@subject_options
@all_pages_option
@output_options
@dashboard_options
@service_options
@program_options
def every_option() -> None:
    """Hold every option: those that the configuration file may set and the documentation lists."""


EVERY_OPTION: Final = [parameter for parameter in every_option.params if isinstance(parameter, Option)]
