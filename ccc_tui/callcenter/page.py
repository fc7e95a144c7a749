"""`Page`: one reply of a list. Imports no models: what only passes pages on need not load them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Generic, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from ccc_tui.cloud.errors import CloudError

Row = TypeVar("Row")

# Error codes of a service that does not have this version of the operation; the last one is this client's own.
NOT_SERVED: Final = frozenset(
    {"InvalidAction.NotFound", "InvalidApi.NotFound", "NoSuchVersion", "InvalidVersion", "Client.Reply.Version"}
)


class Notice(NamedTuple):
    """What is missing of a list that several API versions have, or that is to be told about it.

    Attributes:
        version: the API version that is meant; empty for all of them.
        error: why the version did not answer; None while it has not answered yet.
        may_come: whether it may answer if asked again: without it, the list is a part.
        account: the account that is meant, where there are several; all of it where no version is named.
    """

    version: str
    error: CloudError | None
    may_come: bool
    account: str = ""

    @property
    def label(self) -> str:
        """The account and the version, where there are several."""
        return " ".join(filter(None, (self.account, self.version)))

    @property
    def is_served(self) -> bool:
        """Whether the service has the version at all."""
        return self.error is None or self.error.code not in NOT_SERVED


class Page(NamedTuple, Generic[Row]):
    """One reply that holds rows of a list, or several replies that hold all of it.

    Attributes:
        page_number: which page the service says this is, from 1.
        page_size: how many rows the service says a page has.
        total_count: how many rows the service says there are; None if it does not say.
        request_id: the service's RequestId, of the last reply if there were several.
        as_of: when the last reply arrived, UTC.
        proven: whether these are all rows, where several replies were needed to know; None for a single one.
        notices: which API versions are missing in the list.
        api_version: the API version that answered, where it was a choice.
    """

    rows: Sequence[Row]
    page_number: int | None
    page_size: int | None
    total_count: int | None
    request_id: str | None
    as_of: datetime
    earlier_request_ids: tuple[str, ...] = ()
    proven: bool | None = None
    notices: tuple[Notice, ...] = ()
    api_version: str | None = None

    @property
    def request_ids(self) -> tuple[str, ...]:
        """RequestIds of all replies, in the order of their pages."""
        return (*self.earlier_request_ids, *([self.request_id] if self.request_id else []))

    @property
    def is_waiting(self) -> bool:
        """Whether an API version has not answered yet."""
        return any(notice.error is None for notice in self.notices)

    @property
    def complete(self) -> bool:
        """Whether these are all rows, by the service's own count."""
        if any(notice.may_come for notice in self.notices):
            return False
        if self.proven is not None:
            return self.proven
        first = self.page_number is None or self.page_number == 1
        return first and self.total_count is not None and len(self.rows) >= self.total_count
