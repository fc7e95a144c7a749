"""Times on the wire, without the modules that would take longer to import than the demo takes to answer."""

import re
from calendar import timegm
from time import gmtime
from typing import Final

_TIMESTAMP: Final = re.compile(r"(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)Z", re.ASCII)
_DAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def seconds(timestamp: str) -> int | None:
    """Return the seconds since the epoch of ``yyyy-MM-ddTHH:mm:ssZ``, or None if it is something else."""
    match = _TIMESTAMP.fullmatch(timestamp)
    if match is None:
        return None
    year, month, day, hour, minute, second = map(int, match.groups())
    if not (1 <= month <= len(_MONTHS) and 1 <= day <= 31 and year > 0):  # noqa: PLR2004 - days of a month
        return None
    return timegm((year, month, day, hour, minute, second))


def http_date(now: float) -> str:
    """Return the value of a ``Date`` header (RFC 9110), in English whatever the locale is."""
    at = gmtime(now)
    return (
        f"{_DAYS[at.tm_wday]}, {at.tm_mday:02} {_MONTHS[at.tm_mon - 1]} {at.tm_year}"
        f" {at.tm_hour:02}:{at.tm_min:02}:{at.tm_sec:02} GMT"
    )
