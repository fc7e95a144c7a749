"""Personal data in documents. Which fields are personal is declared once, on the columns of the lists."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from ccc_tui.resources import RESOURCES

if TYPE_CHECKING:
    from ccc_tui.resources.table import Mask, Resource

# Names that the service has for fields of ours.
_ALIASES = {"mobile": "phone"}


def has_personal_data(resource: Resource[Any]) -> bool:
    """Return whether rows of a list hold personal data: their own, or that of the admins they contain."""
    return any(column.personal is not None or column.id == "admins" for column in resource.columns)


def mask_of(name: str) -> Mask | None:
    """Return what masks a field, by its name of ours or the service's (`ram_id`, `RamId`); None if not personal."""
    plain = _plain(name)
    return _masks().get(_ALIASES.get(plain, plain))


def masked(document: Any) -> Any:
    """Return a document with its personal data masked, however deep it lies."""
    match document:
        case Mapping():
            # A conflict names the field that its values are of.
            of_field = mask_of(str(document.get("field", ""))) if "values" in document else None
            return {
                name: _all_masked(value, mask)
                if (mask := of_field if of_field is not None and name == "values" else mask_of(str(name))) is not None
                else masked(value)
                for name, value in document.items()
            }
        case list() | tuple():
            return [masked(item) for item in document]
        case _:
            return document


def name_masked(user: Any) -> str | None:
    """Return the name of a user; the RAM id is masked where it is all that is known."""
    name: str | None = user.name
    mask = mask_of("ram_id")
    return mask(name) if name and mask is not None and name == user.ram_id != user.user_id else name


def _all_masked(value: Any, mask: Mask) -> Any:
    match value:
        case str():
            return mask(value) if value else value
        case Mapping():
            return {name: _all_masked(item, mask) for name, item in value.items()}
        case list() | tuple():
            return [_all_masked(item, mask) for item in value]
        case int():
            return mask(str(value))
        case _:
            return value


@cache
def _masks() -> Mapping[str, Mask]:
    columns = (column for resource in RESOURCES for column in resource.columns)
    return {_plain(column.id): column.personal for column in columns if column.personal is not None}


def _plain(name: str) -> str:
    return name.replace("_", "").lower()
