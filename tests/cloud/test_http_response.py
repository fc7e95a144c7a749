"""What the headers of a response say, and how far they are believed."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import httpx
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ccc_tui.cloud.transport import read_offset, retry_after

NOW = datetime(2026, 1, 2, 3, 4, 5, 600_000, tzinfo=UTC)


def measured(written_at: datetime, sent_at: datetime, received_at: datetime) -> timedelta | None:
    return read_offset(httpx.Headers({"date": format_datetime(written_at)}), sent_at, received_at)


@given(st.timedeltas(timedelta(days=-3_000), timedelta(days=3_000)), st.floats(0, 20), st.floats(0, 20))
def test_the_offset_is_right_within_what_the_way_can_hide(ahead: timedelta, there: float, back: float) -> None:
    sent_at, received_at = NOW, NOW + timedelta(seconds=there + back)
    offset = measured(NOW + timedelta(seconds=there) + ahead, sent_at, received_at)
    assert offset is not None
    assert abs(offset - ahead) <= timedelta(seconds=there + back + 1)
    if not ahead:
        assert offset == timedelta()


def test_a_clock_that_is_right_is_right_however_long_the_reply_took() -> None:
    assert measured(NOW, NOW, NOW + timedelta(seconds=25)) == timedelta()
    assert measured(NOW + timedelta(seconds=25), NOW, NOW + timedelta(seconds=25)) == timedelta()


def test_an_unknown_zone_is_utc() -> None:
    headers = httpx.Headers({"date": "Fri, 02 Jan 2026 05:04:05 -0000"})
    offset = read_offset(headers, NOW, NOW)
    assert offset is not None
    assert abs(offset - timedelta(hours=2)) <= timedelta(seconds=1)


@given(st.text("0123456789 :,+-JanGMTFri", max_size=40))
@example("Mon, 01 Jan 0001 00:00:00 +1400")
@example("Fri, 31 Dec 9999 23:59:59 -1200")
def test_no_date_is_so_strange_that_it_breaks_the_call(text: str) -> None:
    offset = read_offset(httpx.Headers({"date": text}), NOW, NOW)
    assert offset is None or isinstance(offset, timedelta)


def test_without_a_date_nothing_is_known() -> None:
    assert read_offset(httpx.Headers(), NOW, NOW) is None


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"x-acs-retry-after": "300"}, 0.3),
        ({"X-Acs-Retry-After": " 1500 ", "retry-after": "9"}, 1.5),
        ({"retry-after": "2"}, 2.0),
        ({"retry-after": "Fri, 02 Jan 2026 05:04:05 GMT"}, None),
        ({"x-acs-retry-after": "-5"}, None),
        ({"x-acs-retry-after": "9" * 5_000}, None),
    ],
)
def test_the_service_s_own_header_counts_milliseconds(headers: dict[str, str], seconds: float | None) -> None:
    assert retry_after(httpx.Headers(headers)) == seconds
