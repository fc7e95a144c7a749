"""Replies → models, tolerant of what real replies look like.

JSON and XML documents differ only in how they wrap lists and write scalars; both are read here, by one way.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeVar

from ccc_tui.callcenter.models import Instance, OutboundNumber
from ccc_tui.callcenter.noun import count, items
from ccc_tui.callcenter.page import Page
from ccc_tui.cloud.errors import MalformedReply
from ccc_tui.cloud.large import beside, dismantle
from ccc_tui.cloud.reply import Reply
from ccc_tui.cloud.wire import Document

T = TypeVar("T")


async def decoded(decode: Callable[[Reply], T], reply: Reply) -> T:
    """Return what a decoder makes of a reply, without keeping the event loop waiting. Uses the document up."""

    def work() -> T:
        result = decode(reply)
        dismantle(reply.document)
        return result

    return await beside(len(reply.content), work)


def instances_2017(reply: Reply) -> tuple[Instance, ...]:
    """Read ListInstancesOfUser of 2017-07-05: ``Instances.CallCenterInstance[]``."""
    _expect(reply.document, "Instances")
    return _instances(reply, items(reply.document.get("Instances"), "CallCenterInstance"))


def instances_2020(reply: Reply) -> Page[Instance]:
    """Read one page of ListInstancesOfUser of 2020-07-01: ``Data.List[]``."""
    data = _data(reply.document)
    return _page(reply, _instances(reply, items(data.get("List"))), data)


def outbound_numbers_2020(reply: Reply) -> Page[OutboundNumber]:
    """Read one page of ListOutboundNumbersOfUser of 2020-07-01: ``Data.List[]``."""
    data = _data(reply.document)
    return _page(reply, _numbers(items(data.get("List"))), data)


def outbound_numbers_2017(reply: Reply) -> Page[OutboundNumber]:
    """Read one page of ListOutboundPhoneNumberOfUser of 2017-07-05.

    Older replies hold the bare numbers only: ``NumberList.Number[]``.
    """
    document = reply.document
    _expect(document, "NumberList", "OutboundPhoneNumbers")
    rows = items(document.get("OutboundPhoneNumbers"), "PhoneNumber")
    if not rows:
        wrapped = document.get("NumberList")
        bare = wrapped.get("Number") if isinstance(wrapped, dict) else None
        rows = [{"Number": number} for number in (bare if isinstance(bare, list) else [bare] if bare else [])]
    return _page(reply, _numbers(rows), document)


def _data(document: Document) -> Document:
    _expect(document, "Data")
    data = document.get("Data")
    return data if isinstance(data, dict) else {}


def _expect(document: Document, *lists: str) -> None:
    """Tell an empty list, which may be left out, from a document that is none of the service's.

    Raises:
        MalformedReply: there is neither the list nor anything that every reply says about itself.
    """
    if not document.keys() & {*lists, "Code", "RequestId", "HttpStatusCode", "Success"}:
        raise MalformedReply("Client.Reply.Malformed", "the reply is not one of this service")


def _instances(reply: Reply, found: list[Any]) -> tuple[Instance, ...]:
    version = reply.operation.version
    return tuple(replace(Instance.read(item), api_version=version) for item in found)


def _numbers(found: list[Any]) -> tuple[OutboundNumber, ...]:
    return tuple(OutboundNumber.read(item) for item in found)


def _page(reply: Reply, rows: tuple[T, ...], data: Document) -> Page[T]:
    """Totals stand beside the list, and in the older gateways at the top of the reply as well."""

    def counter(name: str) -> int | None:
        counts = (count(data.get(name)), count(reply.document.get(name)))
        return next((number for number in counts if number is not None and number >= 0), None)

    return Page(
        rows=rows,
        page_number=counter("PageNumber"),
        page_size=counter("PageSize"),
        total_count=counter("TotalCount"),
        request_id=reply.request_id,
        as_of=reply.received_at,
    )
