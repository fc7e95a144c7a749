"""What can be chosen, and how it is written: one table for flags, variables and the configuration file."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Protocol

from ccc_tui.i18n import N_, _

_TRUE: Final = {"1", "true", "yes", "on"}
_FALSE: Final = {"0", "false", "no", "off"}
_WHOLE: Final = re.compile(r"[+-]?[0-9]{1,18}", re.ASCII)
_SEPARATORS: Final = re.compile(r"[\s,]+")


class Kind(Protocol):
    """What values a choice may have, and how they are written."""

    @property
    def metavar(self) -> str:
        """What stands for the value in the help, such as ``N``."""

    @property
    def expected(self) -> str:
        """What a value must be, in words that continue "is not"."""

    def from_text(self, text: str) -> Any:
        """Return the value that a flag or a variable spells.

        Raises:
            ValueError: it spells none.
        """

    def from_toml(self, value: Any) -> Any:
        """Return the value for one of the configuration file.

        Raises:
            ValueError: it is of another type, or out of range.
        """


@dataclass(frozen=True, slots=True)
class Text:
    """A text that is not empty."""

    metavar: str = "TEXT"

    @property
    def expected(self) -> str:
        """What a value must be."""
        return _("a text that is not empty")

    def from_text(self, text: str) -> str:
        """Return the text without blanks around it."""
        if not text.strip():
            raise ValueError(text)
        return text.strip()

    def from_toml(self, value: Any) -> str:
        """Return the text."""
        return self.from_text(_of_type(value, str))


@dataclass(frozen=True, slots=True)
class Texts:
    """Several texts: a flag that is repeated, a variable with commas or blanks, a list in the file."""

    metavar: str = "TEXT"

    @property
    def expected(self) -> str:
        """What a value must be."""
        return _("a list of texts that are not empty")

    def from_text(self, text: str) -> tuple[str, ...]:
        """Return the texts between commas and blanks."""
        return self._filled(part for part in _SEPARATORS.split(text) if part)

    def from_toml(self, value: Any) -> tuple[str, ...]:
        """Return the texts of a list, or a single one."""
        if isinstance(value, str):
            return self._filled([value])
        return self._filled(_of_type(text, str) for text in _of_type(value, list))

    @staticmethod
    def _filled(texts: Iterable[str]) -> tuple[str, ...]:
        return tuple(Text().from_text(text) for text in texts)


@dataclass(frozen=True, slots=True)
class Switch:
    """On or off.

    Attributes:
        negated: whether there is a flag ``--no-…`` as well.
    """

    negated: bool = False
    metavar: str = ""

    @property
    def expected(self) -> str:
        """What a value must be."""
        return _("true or false")

    def from_text(self, text: str) -> bool:
        """Return what ``1``, ``true``, ``yes``, ``on`` and their opposites mean."""
        word = text.strip().lower()
        if word not in _TRUE | _FALSE:
            raise ValueError(text)
        return word in _TRUE

    def from_toml(self, value: Any) -> bool:
        """Return the boolean."""
        return bool(_of_type(value, bool))


@dataclass(frozen=True, slots=True)
class Number:
    """A number from ``low`` to ``high``, or a whole one."""

    low: float
    high: float
    whole: bool = True
    metavar: str = "N"

    @property
    def expected(self) -> str:
        """What a value must be."""
        words = (
            _("a whole number from {low:g} to {high:g}")
            if self.whole
            else _("a number from {low:g} to {high:g}")
        )
        return words.format(low=self.low, high=self.high)

    def from_text(self, text: str) -> float:
        """Return the number."""
        text = text.strip()
        if _WHOLE.fullmatch(text):
            return self._in_range(int(text))
        if self.whole or "_" in text:
            raise ValueError(text)
        return self._in_range(float(text))

    def from_toml(self, value: Any) -> float:
        """Return the number; true and false are none."""
        return self._in_range(_of_type(value, int if self.whole or not isinstance(value, float) else float))

    def _in_range(self, value: float) -> float:
        if not self.low <= value <= self.high:
            raise ValueError(value)
        return value


@dataclass(frozen=True, slots=True)
class OneOf:
    """One of a few words, in any case."""

    values: tuple[str, ...]

    @property
    def metavar(self) -> str:
        """The words themselves."""
        return "|".join(self.values)

    @property
    def expected(self) -> str:
        """What a value must be."""
        return _("one of: {values}").format(values=", ".join(self.values))

    def from_text(self, text: str) -> str:
        """Return the word as the table has it."""
        words = {value.lower(): value for value in self.values}
        if text.strip().lower() not in words:
            raise ValueError(text)
        return words[text.strip().lower()]

    def from_toml(self, value: Any) -> str:
        """Return the word as the table has it."""
        return self.from_text(_of_type(value, str))


@dataclass(frozen=True, slots=True)
class File:
    """Path of a file; ``~`` is the home folder."""

    metavar: str = "FILE"

    @property
    def expected(self) -> str:
        """What a value must be."""
        return _("the path of a file")

    def from_text(self, text: str) -> Path:
        """Return the path."""
        if not text or "\0" in text:
            raise ValueError(text)
        try:
            return Path(text).expanduser()
        except RuntimeError as error:  # ~someone, of whom this machine does not know
            raise ValueError(text) from error

    def from_toml(self, value: Any) -> Path:
        """Return the path."""
        return self.from_text(_of_type(value, str))


def _of_type(value: Any, wanted: type) -> Any:
    if type(value) is not wanted:  # a bool is an int to isinstance
        raise ValueError(value)
    return value


@dataclass(frozen=True, slots=True)
class Choice:
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


@dataclass(frozen=True, slots=True)
class Section:
    """Choices that belong together, under a title of the help."""

    title: str
    choices: tuple[Choice, ...]


SUBJECT: Final = Section(
    N_("What to show"),
    (
        Choice("instance", Text("ID"), N_("Id of the call center.")),
        Choice(
            "user", Text("ID"), N_("Id of the user whose outbound numbers are wanted, such as agent@center.")
        ),
        Choice(
            "skill-group",
            Texts("ID"),
            N_("Only the numbers of this skill group; may be repeated."),
            field="skill_groups",
        ),
        Choice("page", Number(1, 100), N_("Page, from 1 to 100.")),
        Choice("page-size", Number(1, 100), N_("Rows of a page, from 1 to 100.")),
    ),
)
ALL: Final = Section(
    SUBJECT.title, (Choice("all", Switch(), N_("All pages instead of one."), field="all_pages"),)
)
DASHBOARD: Final = Section(
    SUBJECT.title, (Choice("mouse", Switch(negated=True), N_("Whether the dashboard uses the mouse.")),)
)
OUTPUT: Final = Section(
    SUBJECT.title,
    (
        Choice(
            "output",
            OneOf(("table", "json", "jsonl", "csv", "md")),
            N_("How to print: a table on a terminal, else json, unless chosen."),
            short="-o",
        ),
    ),
)
SERVICE: Final = Section(
    N_("The service"),
    (
        Choice("demo", Switch(), N_("Use the built-in call center: no account, no network.")),
        Choice("profile", Text("NAME"), N_("Profile of the aliyun CLI whose access key signs."), short="-p"),
        Choice(
            "region",
            Text("ID"),
            N_("Region, such as cn-shanghai."),
            short="-r",
            also=("ALIBABA_CLOUD_REGION_ID",),
        ),
        Choice("endpoint", Text("URL"), N_("Host or URL of the service; http:// for this machine only.")),
        Choice(
            "api-version",
            OneOf(("auto", "2017-07-05", "2020-07-01")),
            N_("API version to ask; auto takes the documented one of each operation."),
        ),
        Choice(
            "signature",
            OneOf(("v3", "v1")),
            N_("v3 signs with ACS3-HMAC-SHA256, v1 with the older RPC signature."),
        ),
        Choice(
            "format",
            OneOf(("json", "xml")),
            N_("Wire format that the service answers in."),
            field="wire_format",
        ),
        Choice(
            "timeout",
            Number(0.1, 3600, whole=False, metavar="S"),
            N_("Seconds that a call may take, its retries included."),
        ),
        Choice("rate", Number(0, 1000, whole=False), N_("Calls a second; 0 for no limit.")),
        Choice("retries", Number(0, 20), N_("Further tries of a call that failed and may yet succeed.")),
    ),
)
PROGRAM: Final = Section(
    N_("This program"),
    (
        Choice("language", OneOf(("en", "zh")), N_("Language of this program.")),
        Choice("config", File(), N_("Configuration file to read."), field="config_file", in_file=False),
        Choice("log-file", File(), N_("Log the calls to this file.")),
        Choice(
            "log-level",
            OneOf(("DEBUG", "INFO", "WARNING", "ERROR")),
            N_("Least severe level that is logged."),
        ),
    ),
)
SECTIONS: Final = (SUBJECT, ALL, DASHBOARD, OUTPUT, SERVICE, PROGRAM)
CHOICES: Final = tuple(choice for section in SECTIONS for choice in section.choices)
