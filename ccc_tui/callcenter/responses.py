"""The shapes that responses of both API versions have in common."""

from typing import Generic

from ccc_tui.callcenter.page import Page, Row
from ccc_tui.cloud.api_model import ApiModel, Count, listed
from ccc_tui.cloud.response import Response


class _Counters(ApiModel):
    page_number: Count | None = None
    page_size: Count | None = None
    total_count: Count | None = None


class PageData(_Counters, Generic[Row]):
    """``Data`` of a paged list of 2020-07-01."""

    rows: tuple[Row, ...] = listed("List")


class PagedResponse(_Counters, Response):
    """One page of a list. Counters are beside the list, and in older gateways at the top as well."""

    def page_of(self, rows: tuple[Row, ...], inner: PageData[Row] | None = None) -> Page[Row]:
        """Return the page of these rows, with the counters of ``Data`` where it has them."""
        places: tuple[_Counters, ...] = (self,) if inner is None else (inner, self)

        def count(name: str) -> int | None:
            counts = (getattr(place, name) for place in places)
            return next((count for count in counts if count is not None and count >= 0), None)

        page_number, page_size, total_count = map(count, _Counters.model_fields)
        return Page(rows, page_number, page_size, total_count, self.request_id, self.received_at)


class DataResponse(PagedResponse, Generic[Row]):
    """One page of a list of 2020-07-01: ``Data.List[]``."""

    data: PageData[Row] | None = None

    def page(self) -> Page[Row]:
        """Return the page."""
        return self.page_of(self.data.rows if self.data is not None else (), self.data)
