"""What can be chosen: one table for flags, variables, the configuration file, and the help."""

from typing import Final, NamedTuple

from ccc_tui.i18n import N_
from ccc_tui.kinds import File, Kind, Number, OneOf, Switch, Text, Texts


class Choice(NamedTuple):
    """One thing that a person can choose.

    Attributes:
        name: of the option, without dashes.
        kind: what it may be.
        help: what it does, to be translated when it is shown.
        field: its attribute of `Settings`, where that is called otherwise.
        short: its one-letter option.
        also: variables of others that choose the same, after our own.
        in_file: whether the configuration file may hold it.
    """

    name: str
    kind: Kind
    help: str
    field: str = ""
    short: str = ""
    also: tuple[str, ...] = ()
    in_file: bool = True

    @property
    def attribute(self) -> str:
        """Its attribute of `Settings`."""
        return self.field or self.name.replace("-", "_")

    @property
    def variable(self) -> str:
        """Its environment variable."""
        return "CCC_TUI_" + self.name.replace("-", "_").upper()


class Section(NamedTuple):
    """Choices that belong together, under a title of the help."""

    title: str
    choices: tuple[Choice, ...]


SUBJECT: Final = Section(
    N_("What to show"),
    (
        Choice("instance", Text("ID"), N_("Id of the call center.")),
        Choice(
            "user", Text("ID"), N_("Id of the user whose outbound numbers to show, such as agent@center.")
        ),
        Choice(
            "skill-group",
            Texts("ID"),
            N_("Only the numbers of this skill group; may be repeated."),
            field="skill_groups",
        ),
        Choice("page", Number(1, 100), N_("Page, from 1 to 100.")),
        Choice("page-size", Number(1, 100), N_("Rows per page, from 1 to 100.")),
    ),
)
ALL: Final = Section(
    SUBJECT.title, (Choice("all", Switch(), N_("Load all pages instead of one."), field="all_pages"),)
)
DASHBOARD: Final = Section(
    N_("The terminal"),
    (
        Choice("mouse", Switch(negated=True), N_("Whether the dashboard uses the mouse.")),
        Choice(
            "low-bandwidth",
            OneOf("auto", "on", "off"),
            N_("Whether to send less to the terminal; auto does so over SSH."),
        ),
    ),
)
OUTPUT: Final = Section(
    SUBJECT.title,
    (
        Choice(
            "output",
            OneOf("table", "json", "jsonl", "csv", "md"),
            N_("Output format; by default table on a terminal, json elsewhere."),
            short="-o",
        ),
    ),
)
# Reports that are one document, not rows.
REPORT: Final = Section(
    SUBJECT.title,
    (Choice("output", OneOf("table", "json"), N_("Output format: table or json."), short="-o"),),
)
SERVICE: Final = Section(
    N_("The service"),
    (
        Choice("demo", Switch(), N_("Use the built-in call center: no account, no network.")),
        Choice(
            "profile", Text("NAME"), N_("Profile of the aliyun CLI whose access key is used."), short="-p"
        ),
        Choice(
            "region",
            Text("ID"),
            N_("Region, such as cn-shanghai."),
            short="-r",
            also=("ALIBABA_CLOUD_REGION_ID",),
        ),
        Choice(
            "endpoint",
            Text("URL"),
            N_("Host name or URL of the service; http:// is allowed for loopback only."),
        ),
        Choice(
            "api-version",
            OneOf("auto", "2017-07-05", "2020-07-01"),
            N_("API version; auto uses the documented version of each operation."),
        ),
        Choice(
            "signature",
            OneOf("v3", "v1"),
            N_("v3 signs with ACS3-HMAC-SHA256, v1 with the older RPC signature."),
        ),
        Choice(
            "format",
            OneOf("json", "xml"),
            N_("Format of the service's replies."),
            field="wire_format",
        ),
        Choice(
            "timeout",
            Number(0.1, 3600, whole=False, metavar="S"),
            N_("Seconds that a call may take, including retries."),
        ),
        Choice("rate", Number(0, 1000, whole=False), N_("Calls per second; 0 means no limit.")),
        Choice("retries", Number(0, 20), N_("Retries of a call that failed and may succeed later.")),
    ),
)
PROGRAM: Final = Section(
    N_("This program"),
    (
        Choice("language", OneOf("en", "zh"), N_("Language of this program.")),
        Choice("config", File(), N_("Configuration file to read."), field="config_file", in_file=False),
        Choice("log-file", File(), N_("Log the calls to this file.")),
        Choice(
            "log-level",
            OneOf("DEBUG", "INFO", "WARNING", "ERROR"),
            N_("Lowest level that is logged."),
        ),
    ),
)
SECTIONS: Final = (SUBJECT, ALL, DASHBOARD, OUTPUT, SERVICE, PROGRAM)
CHOICES: Final = tuple(choice for section in SECTIONS for choice in section.choices)
