"""`Page`: one reply of a list. Imports no models: what only passes pages on need not load them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

Row = TypeVar("Row")


class Page(NamedTuple, Generic[Row]):
    """One reply that holds rows of a list, or several replies that hold all of it.

    Attributes:
        page_number: which page the service says this is, from 1.
        page_size: how many rows the service says a page has.
        total_count: how many rows the service says there are; None if it does not say.
        request_id: the service's RequestId, of the last reply if there were several.
        as_of: when the last reply arrived, UTC.
        proven: whether these are all rows, where several replies were needed to know; None for a single one.
    """

    rows: Sequence[Row]
    page_number: int | None
    page_size: int | None
    total_count: int | None
    request_id: str | None
    as_of: datetime
    earlier_request_ids: tuple[str, ...] = ()
    proven: bool | None = None

    @property
    def request_ids(self) -> tuple[str, ...]:
        """RequestIds of all replies, in the order of their pages."""
        return (*self.earlier_request_ids, *([self.request_id] if self.request_id else []))

    @property
    def complete(self) -> bool:
        """Whether these are all rows, by the service's own count."""
        if self.proven is not None:
            return self.proven
        first = self.page_number is None or self.page_number == 1
        return first and self.total_count is not None and len(self.rows) >= self.total_count
