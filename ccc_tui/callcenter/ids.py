"""By which ids each API version knows a user, for ListOutboundNumbersOfUser (2020-07-01) and its older sibling.

The versions have different ids for the same user. Ids that a version has listed are exact. Where there are none, ids
can be guessed from domain and login names: such candidates are asked one at a time, and only with consent.
"""

from collections.abc import Iterator
from typing import NamedTuple

from ccc_tui.callcenter.merging import is_uuid, workbench_name
from ccc_tui.callcenter.models import VERSION_2017, VERSION_2020, Instance, MergedUser, User


class UserKey(NamedTuple):
    """The ids of a user.

    Attributes:
        instance_id: such as ``ccc-test`` (2020-07-01), or a UUID (2017-07-05).
        user_id: such as ``user-test@ccc-test`` (2020-07-01).
        version: the API version that has these ids; None where the form of the ids decides.
        origin: the names of the fields that they come from, where they are guessed.
    """

    instance_id: str
    user_id: str
    version: str | None = None
    origin: str = ""

    @property
    def api_version(self) -> str:
        """The API version to ask first."""
        of_2017 = is_uuid(self.instance_id) and is_uuid(self.user_id)
        return self.version or (VERSION_2017 if of_2017 else VERSION_2020)


def user_keys(instance: Instance, user: User) -> tuple[UserKey, ...]:
    """Return the ids by which a user may be known: the exact ones first, then the candidates, the likeliest first."""
    keys = [key for key in (_exact_2020(instance, user), _exact_2017(instance, user)) if key is not None]
    seen = {(key.instance_id, key.user_id) for key in keys}
    for key in _candidates(instance, user):
        if (key.instance_id, key.user_id) not in seen:
            seen.add((key.instance_id, key.user_id))
            keys.append(key)
    return tuple(keys)


def instance_ids(instance: Instance) -> tuple[str, ...]:
    """Return candidate 2020-07-01 ids of a call center, the likeliest first."""
    return tuple(name for name, _origin in _instance_candidates(instance))


def is_known_as(instance: Instance, name: str | None) -> bool:
    """Return whether this is an id of the call center in any API version, its domain name or its name."""
    known = {*instance.ids.values(), instance.instance_id, *_names(instance), instance.instance_name}
    return bool(name) and name in known


def _exact_2020(instance: Instance, user: User) -> UserKey | None:
    """Return the ids of 2020-07-01 that were listed, or that ids of 2017-07-05 are by their form."""
    source = instance.sources.get(VERSION_2020)
    own_id = instance.instance_id if instance.instance_id in _names(instance) else None
    instance_id = source.instance_id if source is not None else own_id
    if not instance_id:
        return None
    listed = _as_in(instance, user, VERSION_2020)
    if listed is not None and listed.user_id:
        return UserKey(instance_id, listed.user_id, VERSION_2020)
    if user.user_id and user.user_id.casefold().endswith(f"@{instance_id}".casefold()):
        return UserKey(instance_id, user.user_id, VERSION_2020)
    return None


def _exact_2017(instance: Instance, user: User) -> UserKey | None:
    source, listed = instance.sources.get(VERSION_2017), _as_in(instance, user, VERSION_2017)
    if source is None or listed is None or not source.instance_id or not listed.user_id:
        return None
    return UserKey(source.instance_id, listed.user_id, VERSION_2017)


def _as_in(instance: Instance, user: User, version: str) -> User | None:
    """Return the user as a version lists the user."""
    if isinstance(user, MergedUser):
        return user.as_in(version)
    source = instance.sources.get(version)
    return user if source is not None and any(each is user for each in source.admins) else None


def _candidates(instance: Instance, user: User) -> Iterator[UserKey]:
    for instance_id, origin in _instance_candidates(instance):
        for user_id, field in _user_candidates(user, instance_id):
            version = VERSION_2017 if is_uuid(instance_id) and is_uuid(user_id) else VERSION_2020
            yield UserKey(instance_id, user_id, version, f"{origin}, {field}")


def _names(instance: Instance) -> list[str]:
    return [name for name in (workbench_name(instance.console_url), instance.domain_name) if name]


def _instance_candidates(instance: Instance) -> list[tuple[str, str]]:
    found: dict[str, str] = {}
    for name, origin in (
        (workbench_name(instance.console_url), "ConsoleUrl"),
        (instance.domain_name, "DomainName"),
        (instance.instance_id, "InstanceId"),
    ):
        if name:
            found.setdefault(name, origin)
    return sorted(found.items(), key=lambda item: is_uuid(item[0]))


def _user_candidates(user: User, instance_id: str) -> Iterator[tuple[str, str]]:
    if user.user_id:
        yield user.user_id, "UserId"
    login = user.login_name
    if login and "@" not in login:
        yield f"{login}@{instance_id}", "LoginName"
    elif login:
        yield f"{login.partition('@')[0]}@{instance_id}", "LoginName"
