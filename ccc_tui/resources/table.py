"""What a list is made of: its columns, its scope, and how a page of it is loaded.

Panes, printing commands and documentation read these declarations, so that all that is known about a list stands in one
place. How to add one: docs/resources.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, Flag, auto
from operator import attrgetter, methodcaller
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, Protocol, TypeAlias, TypeVar

from ccc_tui.cloud.operation import Priority
from ccc_tui.i18n import _

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Hashable, Sequence
    from datetime import datetime

    from ccc_tui.callcenter.client import CallCenterClient
    from ccc_tui.callcenter.ids import UserKey
    from ccc_tui.callcenter.models import Instance
    from ccc_tui.callcenter.page import Page
    from ccc_tui.cloud.operation import Operation
    from ccc_tui.resources.masking import Masked

Row = TypeVar("Row")
# Returns a text with the personal part of it masked.
Mask: TypeAlias = "Callable[[str], Masked]"


class Kind(Enum):
    """What a column holds. Alignment, shortening, wording and CSV safety follow from it."""

    TEXT = auto()
    ID = auto()
    NUMBER = auto()  # a phone number
    PLACE = auto()
    PERSON = auto()
    COUNT = auto()
    TIME = auto()
    FLAG = auto()


class Sign(Enum):
    """A sign before a word; the terminal's character set decides how it looks."""

    RUNNING = auto()
    CHANGING = auto()
    STOPPED = auto()
    RELEASED = auto()
    UNKNOWN = auto()
    ATTENTION = auto()
    NOTICE = auto()
    OK = auto()
    FAILED = auto()
    BOTH = auto()
    OUTBOUND = auto()
    INBOUND = auto()


class Surface(Flag):
    """Where a column is shown."""

    SCREEN = auto()
    TABLE = auto()  # printed tables, Markdown
    DATA = auto()  # CSV
    ALL = SCREEN | TABLE | DATA


class ScopeKind(Enum):
    """What must be chosen before a list can be loaded."""

    ACCOUNT = auto()
    INSTANCE = auto()
    USER = auto()
    SESSION = auto()


class Scope(NamedTuple):
    """Whose list it is: as much of this as the list's `ScopeKind` asks for.

    Attributes:
        instance: the call center, where it has been loaded; lists that came with it need no call.
        as_of: when the call center was loaded, UTC.
        instance_id: its id, as typed or loaded.
        user: ids of the user.
        user_name: the user's name, where it is known.
        skill_group_ids: only the rows of these skill groups; all when empty.
        search: only the rows in which the service finds this; all when empty.
    """

    instance: Instance | None = None
    as_of: datetime | None = None
    instance_id: str | None = None
    user: UserKey | None = None
    user_name: str | None = None
    skill_group_ids: tuple[str, ...] = ()
    search: str = ""

    def key(self) -> tuple[Hashable, ...]:
        """Return what stays the same while the same list is loaded again."""
        instance = self.instance.key() if self.instance is not None else self.instance_id
        return (instance, self.user, self.skill_group_ids, self.search)


class PageRequest(NamedTuple):
    """Which page is wanted, and how urgently.

    Attributes:
        number: from 1.
        size: rows, 1–100.
        priority: whether a person waits for it.
    """

    number: int = 1
    size: int = 100
    priority: Priority = Priority.PERSON

    def parameters(self) -> dict[str, str | int | None]:
        """Return the parameters by which operations page."""
        return {"PageNumber": self.number, "PageSize": self.size}


class Loader(Protocol[Row]):
    """Loads one page. Raises CloudError where it cannot be loaded."""

    def __call__(self, client: CallCenterClient, scope: Scope, request: PageRequest, /) -> Awaitable[Page[Row]]:
        """Load it."""
        ...


def _of_that_name(_row: Any) -> Any:
    """Stand for the row's field that has the column's id."""


@dataclass(frozen=True, kw_only=True)
class Column(Generic[Row]):
    """One column of a list.

    Attributes:
        id: name in CSV headers.
        title: heading, to be translated.
        value: the typed value of a row, None where the service did not send it; the field named `id` if left out.
        kind: what the value is.
        words: the value as people read it, where the kind does not say how.
        personal: what masks it, where it is personal data.
        sign: the sign before the words.
        max_width: cells that the column takes at most on the screen.
        surfaces: where it is shown.
        optional: hide it on the screen where no row has a value.
        aliases: further names of the column in filters.
    """

    id: str
    title: str
    value: Callable[[Row], Any] = _of_that_name
    kind: Kind = Kind.TEXT
    words: Callable[[Row], str | None] | None = None
    personal: Mask | None = None
    sign: Callable[[Row], Sign | None] = lambda _row: None
    max_width: int = 40
    surfaces: Surface = Surface.ALL
    optional: bool = False
    aliases: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.value is _of_that_name:
            object.__setattr__(self, "value", attrgetter(self.id))

    def shown(self, row: Row, *, masked: bool) -> Any:
        """Return the typed value of a row; masked if it is personal data and that is wanted."""
        value = self.value(row)
        return self.personal(str(value)) if masked and self.personal is not None and value else value

    def text(self, row: Row, *, masked: bool = False) -> str | None:
        """Return the value as people read it, in their language; None where there is none."""
        if self.words is not None:
            return self.words(row)
        value = self.shown(row, masked=masked)
        if value is None or value == "":
            return None
        match self.kind:
            case Kind.COUNT:
                return f"{value:,}"
            case Kind.FLAG:
                return _("yes") if value else _("no")
            case Kind.TIME:
                local: str = value.astimezone().strftime("%Y-%m-%d %H:%M:%S")
                return local
            case _:
                return value if isinstance(value, str) else str(value)


@dataclass(frozen=True)
class Tab:
    """A list's tab in the dashboard.

    Attributes:
        id: name of the action that shows it: ``tab_<id>``.
        title: one word, to be translated.
        help: what the action does, one sentence, to be translated.
    """

    id: str
    title: str
    help: str


@dataclass(frozen=True, kw_only=True)
class Resource(Generic[Row]):
    """One list that the program can show and print.

    Attributes:
        id: name in JSON documents.
        title: what the rows are, to be translated.
        columns: in the order of the screen.
        key: what two rows have in common when they are the same; the cursor, marks and completeness depend on it.
        scope: what must be chosen before it can be loaded.
        load: loads one page.
        row_name: name of one row; of several rows: for counts, to be translated.
        empty: sentence shown where the service says that there are no rows, to be translated; `{name}` is the user.
        operations: what it may call (the client refuses all other operations), returned by a function because
            their models take long to import.
        document: a row for JSON.
        command: name of its printing command; None if there is none.
        help: what the command prints, to be translated.
        tab: its tab in the dashboard; None if there is none.
        paged: whether the service serves it in pages.
        held: the rows that the scope already holds, without a call; None where they must be loaded.
        searchable: whether the service searches it, by `Scope.search`.
        by_group: whether the rows of some skill groups can be asked for, by `Scope.skill_group_ids`.
        parts: scopes of lists that may hold what no page of a list of more than 10,000 rows does; None for none.
        served: the list that the service pages and searches, where `load` returns what came with another list.
        optional: show a denied permission as a quiet note, not as an error.
        footer: a remark on the rows that deserve attention, for the footer.
    """

    id: str
    title: str
    columns: tuple[Column[Row], ...]
    key: Callable[[Row], Hashable]
    scope: ScopeKind
    load: Loader[Row]
    row_name: tuple[str, str]
    empty: str
    operations: Callable[[], frozenset[Operation[Any]]] = frozenset
    document: Callable[[Row], dict[str, Any]] = methodcaller("declared")
    command: str | None = None
    help: str = ""
    tab: Tab | None = None
    paged: bool = False
    held: Callable[[Scope], Sequence[Row] | None] | None = None
    searchable: bool = False
    by_group: bool = False
    parts: Callable[[CallCenterClient, Scope], Awaitable[Sequence[Scope]]] | None = None
    served: Resource[Any] | None = None
    optional: bool = False
    footer: Callable[[Sequence[Row]], str] = lambda _rows: ""

    def columns_on(self, surface: Surface) -> tuple[Column[Row], ...]:
        """Return the columns that are shown there."""
        return tuple(column for column in self.columns if surface in column.surfaces)
