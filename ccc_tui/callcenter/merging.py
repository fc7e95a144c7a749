"""One call center, admin or number, described by both API versions.

Rows are joined by ids, logins, domain names and dialed numbers that both versions send, never by names or the
personal data of users. Where the versions contradict each other, the value of 2020-07-01 is shown, and the conflict is
kept.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple, TypeVar

from ccc_tui.callcenter.models import (
    VERSION_2017,
    VERSION_2020,
    Conflict,
    Instance,
    LocatedNumber,
    MergedInstance,
    MergedNumber,
    MergedUser,
    PhoneNumber,
    User,
)

_UUID: Final = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_WORKBENCH: Final = re.compile(r"(?:^|/)workbench/([^/?#]+)", re.IGNORECASE)
_MASKS: Final = "xX*"
# These differ by nature: each version has its own ids and its own console.
_NOT_COMPARED: Final = {"instance_id", "user_id", "phone_number_id", "console_url", "admins", "phone_numbers"}
# More pairs of numbers are not compared digit by digit: they stay two rows.
_MOST_COMPARED: Final = 1_000_000
_SAME_IN_ANY_CASE: Final = {"status", "usage"}

Row = TypeVar("Row", Instance, User, PhoneNumber)
Merged = TypeVar("Merged", MergedInstance, MergedUser, MergedNumber)
Pairs = list[tuple[int, int]]


class MergedList(NamedTuple):
    """Call centers of both versions.

    Attributes:
        instances: those of 2017-07-05 in its order, then those that only 2020-07-01 lists.
        doubtful: rows that share a key and are not joined, because something contradicts it.
    """

    instances: tuple[Instance, ...]
    doubtful: tuple[tuple[Instance, Instance], ...]


def is_uuid(text: str | None) -> bool:
    """Return whether an id has the form of 2017-07-05."""
    return text is not None and _UUID.fullmatch(text) is not None


def workbench_name(console_url: str | None) -> str | None:
    """Return what follows ``workbench/`` in the address of a console: the 2020-07-01 id of the call center."""
    found = _WORKBENCH.search(console_url or "")
    return found[1] if found else None


def merge_instances(older: Sequence[Instance], newer: Sequence[Instance]) -> MergedList:
    """Join the call centers that 2017-07-05 (`older`) and 2020-07-01 (`newer`) list; rows of one version stay apart."""
    keys_older = [_keys(row.domain_name, workbench_name(row.console_url), row.instance_id) for row in older]
    keys_newer = [_keys(row.domain_name, row.instance_id, row.instance_id) for row in newer]
    candidates = [
        (position, other)
        for position, keys in enumerate(keys_older)
        for other, others in enumerate(keys_newer)
        if any(keys[kind] == others[kind] for kind in keys.keys() & others.keys())
    ]
    pairs = [
        (position, other)
        for position, other in _one_to_one(candidates)
        if all(
            keys_older[position][kind] == keys_newer[other][kind]
            for kind in keys_older[position].keys() & keys_newer[other].keys()
        )
        and _same_or_absent(older[position].owner, newer[other].owner)
    ]
    doubtful = [(older[position], newer[other]) for position, other in candidates if (position, other) not in pairs]
    return MergedList(_united(older, newer, pairs, _merge_instance), tuple(doubtful))


def _keys(domain_name: str | None, workbench: str | None, instance_id: str | None) -> dict[str, str]:
    """Return the keys of a call center. A UUID is an id of 2017-07-05 only, and no key."""
    found = {"domain": domain_name, "workbench": workbench, "id": None if is_uuid(instance_id) else instance_id}
    return {kind: value.casefold() for kind, value in found.items() if value}


def _merge_instance(older: Instance, newer: Instance) -> Instance:
    values, conflicts = _merge_fields(older, newer)
    values |= {
        "instance_id": older.instance_id or newer.instance_id,
        "admins": _merge_users(older.admins, newer.admins),
        "phone_numbers": _merge_numbers(older.phone_numbers, newer.phone_numbers),
    }
    return _constructed(MergedInstance, values, _without_numbers(older), _without_numbers(newer), conflicts)


def _without_numbers(instance: Instance) -> Instance:
    """Return what is kept of one version's call center: its numbers are in the merged one, and would be held twice."""
    return instance.model_copy(update={"phone_numbers": ()}) if instance.phone_numbers else instance


def _merge_users(older: Sequence[User], newer: Sequence[User]) -> tuple[User, ...]:
    """Join users by id, then by login name; another RAM id forbids it."""
    pairs: Pairs = []
    for key in (lambda user: user.user_id, lambda user: user.login_name):  # type: Callable[[User], str | None]
        pairs += [
            (position, other)
            for position, other in _equal(older, newer, key, pairs)
            if _same_or_absent(older[position].ram_id, newer[other].ram_id)
        ]
    return _united(older, newer, pairs, _merge_user)


def _merge_user(older: User, newer: User) -> User:
    values, conflicts = _merge_fields(older, newer)
    values["user_id"] = older.user_id or newer.user_id
    return _constructed(MergedUser, values, older, newer, conflicts)


def _merge_numbers(older: Sequence[PhoneNumber], newer: Sequence[PhoneNumber]) -> tuple[PhoneNumber, ...]:
    """Join equal numbers; then those that differ by a leading zero or by masked digits, where only one fits."""
    pairs = _equal(older, newer, lambda row: row.number, [])
    pairs += _equal(older, newer, lambda row: row.number.removeprefix("0") if row.number else None, pairs)
    pairs += _masked(older, newer, pairs)
    return _united(older, newer, pairs, _merge_number)


def _merge_number(older: PhoneNumber, newer: PhoneNumber) -> PhoneNumber:
    values, conflicts = _merge_fields(older, newer)
    if not conflicts and older.number == newer.number and isinstance(newer, LocatedNumber):
        return newer.model_copy(update=values)  # a tenth of the time; there may be 100,000
    return _constructed(MergedNumber, values, older, newer, conflicts)


def _equal(older: Sequence[Row], newer: Sequence[Row], key: Callable[[Row], str | None], taken: Pairs) -> Pairs:
    """Return the pairs of rows with equal keys, unique on both sides, that are not taken yet."""
    left, right = _left(older, newer, taken)
    by_key: dict[str, list[int]] = {}
    for other in right:
        if value := key(newer[other]):
            by_key.setdefault(value.casefold(), []).append(other)
    values = {position: (key(older[position]) or "").casefold() for position in left}
    return _one_to_one([(position, other) for position, value in values.items() for other in by_key.get(value, ())])


def _masked(older: Sequence[PhoneNumber], newer: Sequence[PhoneNumber], taken: Pairs) -> Pairs:
    """Return the pairs of numbers that may be the same with some digits masked, unique on both sides."""
    left, right = _left(older, newer, taken)
    if len(left) * len(right) > _MOST_COMPARED:
        return []
    candidates = [
        (position, other)
        for position in left
        for other in right
        if _are_compatible(older[position].number or "", newer[other].number or "")
    ]
    return _one_to_one(candidates)


def _are_compatible(one: str, other: str) -> bool:
    if len(one) != len(other) or not any(mask in one + other for mask in _MASKS):
        return False
    return all(a == b or a in _MASKS or b in _MASKS for a, b in zip(one, other, strict=True))


def _left(older: Sequence[Any], newer: Sequence[Any], taken: Pairs) -> tuple[list[int], list[int]]:
    """Return the positions of the rows that are in no pair."""
    before, after = {position for position, _ in taken}, {other for _, other in taken}
    return [n for n in range(len(older)) if n not in before], [n for n in range(len(newer)) if n not in after]


def _one_to_one(pairs: Pairs) -> Pairs:
    """Return the pairs whose two rows are in no other pair."""
    left, right = Counter(left for left, _ in pairs), Counter(right for _, right in pairs)
    return [pair for pair in pairs if left[pair[0]] == right[pair[1]] == 1]


def _united(
    older: Sequence[Row], newer: Sequence[Row], pairs: Pairs, merge: Callable[[Row, Row], Row]
) -> tuple[Row, ...]:
    """Return every row once, in the order of the older version, then of the newer."""
    partner = dict(pairs)
    joined = set(partner.values())

    def rows() -> Iterator[Row]:
        for position, row in enumerate(older):
            yield merge(row, newer[partner[position]]) if position in partner else row
        yield from (row for position, row in enumerate(newer) if position not in joined)

    return tuple(rows())


def _same_or_absent(before: str | None, after: str | None) -> bool:
    return not before or not after or before == after


def _merge_fields(older: Row, newer: Row) -> tuple[dict[str, Any], tuple[Conflict, ...]]:
    """Return the fields of both rows, those of 2020-07-01 first, and where they differ."""
    values: dict[str, Any] = {**(older.model_extra or {}), **(newer.model_extra or {}), **dict(older.__dict__)}
    conflicts = []
    for name, after in newer.__dict__.items():
        before = values.get(name)
        if after is None or after == ():
            values.setdefault(name, after)
        elif before is None or before == () or name in _NOT_COMPARED:
            values[name] = after
        elif not _agree(name, before, after):
            values[name] = after
            conflicts.append(Conflict.model_construct(field=name, values={VERSION_2017: before, VERSION_2020: after}))
    return values, tuple(conflicts)


def _agree(name: str, before: Any, after: Any) -> bool:
    if name in _SAME_IN_ANY_CASE:
        return str(before).casefold() == str(after).casefold()
    return bool(before == after)


def _constructed(
    model: type[Merged], values: Mapping[str, Any], older: Any, newer: Any, conflicts: tuple[Conflict, ...]
) -> Merged:
    merged = model.model_construct(**values)
    merged._sources = {VERSION_2017: older, VERSION_2020: newer}  # noqa: SLF001 - models of this package
    merged._conflicts = conflicts  # noqa: SLF001 - likewise
    return merged
