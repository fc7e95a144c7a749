"""Which ids of API version 2020-07-01 a call center and a person of 2017-07-05 may have.

The two versions name the same things differently. Nothing is guessed in silence: the candidates are tried in this
order, and what is shown says which one the service knew.
"""

from typing import NamedTuple

from ccc_tui.callcenter.models import Instance, User


class UserKey(NamedTuple):
    """Names one user of one call center, as ListOutboundNumbersOfUser takes them.

    Attributes:
        instance_id: such as ``ccc-test``.
        user_id: such as ``user-test@ccc-test``.
    """

    instance_id: str
    user_id: str


def instance_ids(instance: Instance) -> tuple[str, ...]:
    """Return the ids that the instance may have in 2020-07-01, the likeliest first."""
    from_url = (instance.console_url or "").rstrip("/").rpartition("/")[2] if instance.console_url else None
    return _distinct(instance.instance_id, instance.domain_name, from_url)


def user_ids(instance: Instance, user: User) -> tuple[str, ...]:
    """Return the ids that the user may have in 2020-07-01, the likeliest first."""
    login = user.login_name
    named = (
        f"{login}@{instance.domain_name}" if login and instance.domain_name and "@" not in login else login
    )
    return _distinct(user.user_id, named)


def _distinct(*candidates: str | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(candidate for candidate in candidates if candidate))
