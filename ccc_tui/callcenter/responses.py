"""The shapes that responses of both API versions have in common."""

from typing import Generic

from ccc_tui.callcenter.page import Page, Row
from ccc_tui.cloud.api_model import ApiModel, Count, listed
from ccc_tui.cloud.response import Response


class PageData(ApiModel, Generic[Row]):
    """``Data`` of a paged list of 2020-07-01."""

    rows: tuple[Row, ...] = listed("List")
    page_number: Count | None = None
    page_size: Count | None = None
    total_count: Count | None = None


class PagedResponse(Response):
    """One page of a list. Counters stand beside the list, and in older gateways at the top as well."""

    page_number: Count | None = None
    page_size: Count | None = None
    total_count: Count | None = None

    def page_of(self, rows: tuple[Row, ...], inner: PageData[Row] | None = None) -> Page[Row]:
        """Return the page that these rows are, with the counters of ``Data`` where it has them."""
        places = (self,) if inner is None else (inner, self)
        return Page(
            rows=rows,
            page_number=_first(*(place.page_number for place in places)),
            page_size=_first(*(place.page_size for place in places)),
            total_count=_first(*(place.total_count for place in places)),
            request_id=self.request_id,
            as_of=self.received_at,
        )


class DataResponse(PagedResponse, Generic[Row]):
    """One page of a list of 2020-07-01: ``Data.List[]``."""

    data: PageData[Row] | None = None

    def page(self) -> Page[Row]:
        """Return the page."""
        return self.page_of(self.data.rows if self.data is not None else (), self.data)


def _first(*counts: int | None) -> int | None:
    """Return the first that counts something."""
    return next((count for count in counts if count is not None and count >= 0), None)
