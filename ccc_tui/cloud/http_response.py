"""Read the body of an HTTP response up to a size limit, and its headers."""

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Final

import httpx

from ccc_tui.cloud.errors import MalformedReply

# 500 instances of 200 numbers are 30 MB of XML.
LARGEST_REPLY: Final = 40 * 2**20
# Lengths and times in headers have fewer digits.
_DIGITS: Final = 15
# ``Date`` counts whole seconds.
_SECOND: Final = timedelta(seconds=1)


async def body(response: httpx.Response) -> bytearray:
    """Return the body, uncompressed.

    Raises:
        MalformedReply: ``Client.Reply.TooLarge``.
        httpx.HTTPError: the body is incomplete.
    """
    if (_number(response.headers, "content-length") or 0) > LARGEST_REPLY:
        raise _too_large(response)
    content = bytearray()
    async for chunk in response.aiter_bytes():
        content += chunk
        if len(content) > LARGEST_REPLY:
            raise _too_large(response)
    return content


def retry_after(headers: httpx.Headers) -> float | None:
    """Return the seconds to wait: ``x-acs-retry-after`` counts milliseconds, ``Retry-After`` (RFC 9110) seconds."""
    if (milliseconds := _number(headers, "x-acs-retry-after")) is not None:
        return milliseconds / 1000
    return _number(headers, "retry-after")


def clock_offset(headers: httpx.Headers, sent_at: datetime, received_at: datetime) -> timedelta | None:
    """Return how far the service's clock is ahead of ours, by the ``Date`` header; None without one.

    The header was written between the two times and has no fraction of a second: a difference within that is zero.

    Args:
        headers: of the response.
        sent_at: when the request was sent, aware.
        received_at: when the headers had arrived, aware.
    """
    try:
        date = parsedate_to_datetime(headers.get("date", ""))
        least, most = _aware(date) - received_at, _aware(date) + _SECOND - sent_at
    except (ValueError, OverflowError, IndexError, TypeError):
        return None
    return timedelta() if least <= timedelta() <= most else (least + most) / 2


def _aware(date: datetime) -> datetime:
    """Return an aware date: the parser returns a naive one for ``-0000``, which is UTC."""
    return date if date.tzinfo is not None else date.replace(tzinfo=UTC)


def _number(headers: httpx.Headers, name: str) -> int | None:
    value = headers.get(name, "").strip()
    return int(value) if value.isdecimal() and len(value) <= _DIGITS else None


def _too_large(response: httpx.Response) -> MalformedReply:
    words = f"the reply is larger than {LARGEST_REPLY // 2**20} MB"
    return MalformedReply("Client.Reply.TooLarge", words, status=response.status_code)
