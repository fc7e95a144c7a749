"""Candidate 2020-07-01 ids of call centers and users that were listed by 2017-07-05.

The two versions have different ids for the same object. Candidates are tried in the order given here; the screen shows
which one exists.
"""

from typing import NamedTuple

from ccc_tui.callcenter.models import Instance, User


class UserKey(NamedTuple):
    """The ids of a user as ListOutboundNumbersOfUser takes them, such as ``ccc-test`` and ``user-test@ccc-test``."""

    instance_id: str
    user_id: str


def instance_ids(instance: Instance) -> tuple[str, ...]:
    """Return candidate 2020-07-01 ids of an instance, the likeliest first."""
    from_url = (instance.console_url or "").rstrip("/").rpartition("/")[2]
    return _distinct(instance.instance_id, instance.domain_name, from_url)


def user_ids(instance: Instance, user: User) -> tuple[str, ...]:
    """Return candidate 2020-07-01 ids of a user, the likeliest first."""
    login = user.login_name
    named = f"{login}@{instance.domain_name}" if login and instance.domain_name and "@" not in login else login
    return _distinct(user.user_id, named)


def _distinct(*candidates: str | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(candidate for candidate in candidates if candidate))
