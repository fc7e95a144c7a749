"""Read documents that do not fit their model as they are.

They have ids as numbers, counters as text, one object instead of a list, control characters; XML has no types at all. A
value that cannot be converted counts as absent.
"""

import json
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Final, NamedTuple, TypeVar, Union, get_args, get_origin

from pydantic import AliasChoices, AliasPath

from ccc_tui.cloud.api_model import ApiModel, from_milliseconds
from ccc_tui.cloud.text import clean, clean_all

Model = TypeVar("Model", bound=ApiModel)

_NUMERIC: Final = re.compile(r"\s*[+-]?[0-9]{1,19}(?:\.0*)?\s*")
_LARGEST_COUNT: Final = 2**63
_FLAGS: Final = {"true": True, "1": True, "false": False, "0": False}


def read(model: type[Model], document: Mapping[str, Any]) -> Model:
    """Return the model that a document holds, whatever the types of its values are."""
    return model.model_validate(_fitted(model, document), by_alias=True, by_name=False)


def to_text(value: Any) -> str | None:
    """Return a value as text. Ids and phone numbers regain no zero that they have lost as numbers."""
    match value:
        case str():
            return clean(value)
        case None:
            return None
        case bool():
            return "true" if value else "false"
        case int() | float():
            return str(value)
        case _:
            return json.dumps(clean_all(value), ensure_ascii=False)


def to_count(value: Any) -> int | None:
    """Return a number, or the one that a text holds; None for anything else."""
    if isinstance(value, str) and _NUMERIC.fullmatch(value):
        value = int(value.partition(".")[0])
    return value if type(value) is int and abs(value) < _LARGEST_COUNT else None


def to_flag(value: Any) -> bool | None:
    """Return a boolean, or the one that a text or a number stands for; None for anything else."""
    return value if isinstance(value, bool) else _FLAGS.get(str(value).strip().lower())


def to_milliseconds(value: Any) -> int | None:
    """Return the milliseconds of a time that a calendar holds; None for anything else."""
    milliseconds = to_count(value)
    with suppress(ValueError):
        from_milliseconds(milliseconds)
        return milliseconds
    return None


_CONVERTERS: Final[Mapping[type, Callable[[Any], Any]]] = {
    str: to_text,
    int: to_count,
    bool: to_flag,
    datetime: to_milliseconds,
}


class _Field(NamedTuple):
    """A field of a model. `kind` is the type of the value, or of the items of a list.

    Each of the service's names has the names of the objects around a list after it.
    """

    names: tuple[tuple[str, ...], ...]
    kind: type
    is_list: bool


def _fitted(model: type[ApiModel], sent: Mapping[str, Any]) -> dict[str, Any]:
    rest = dict(model.arranged({clean(name): value for name, value in sent.items()}))
    fitted = {}
    for field in _fields(model):
        for name, *wrappers in field.names:
            if name in rest:
                value = rest.pop(name)
                fitted[name] = _items(field.kind, value, wrappers) if field.is_list else _value(field.kind, value)
                break
    return clean_all(rest) | fitted if rest else fitted


def _value(kind: type, value: Any) -> Any:
    if issubclass(kind, ApiModel):
        return _fitted(kind, value) if isinstance(value, Mapping) else None
    return _CONVERTERS[kind](value)


def _items(kind: type, value: Any, wrappers: list[str]) -> list[Any]:
    """Return the items of a list that may be wrapped, be a single item, or be absent."""
    for wrapper in wrappers:
        if isinstance(value, Mapping) and wrapper in value:
            value = value[wrapper]
    if not isinstance(value, list):
        value = [value] if value else []
    fits = str | int | float if kind is str else Mapping
    return [_value(kind, item) for item in value if isinstance(item, fits)]


@cache
def _fields(model: type[ApiModel]) -> tuple[_Field, ...]:
    fields = []
    for field in model.model_fields.values():
        kind = _kind(field.annotation)
        is_list = get_origin(kind) is tuple
        fields.append(_Field(_names(field.validation_alias), _kind(get_args(kind)[0]) if is_list else kind, is_list))
    return tuple(fields)


def _names(alias: str | AliasPath | AliasChoices | None) -> tuple[tuple[str, ...], ...]:
    match alias:
        case AliasChoices():
            return tuple(names for choice in alias.choices for names in _names(choice))
        case AliasPath():
            return (tuple(map(str, alias.path)),)
        case _:
            return ((str(alias),),)


def _kind(annotation: Any) -> Any:
    """Return the type inside of ``Annotated`` and ``| None``."""
    while get_origin(annotation) in {Annotated, Union, UnionType}:
        annotation = next(inner for inner in get_args(annotation) if inner is not NoneType)
    return annotation
