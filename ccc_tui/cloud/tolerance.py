"""Documents that do not fit a model as they are: the slow way from a reply to a response.

Replies come with ids as numbers, counters as text, one object where a list is declared, control characters and more.
XML has no types at all. What fits no declared type counts as absent; no content is an error.
"""

import json
import re
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Final, NamedTuple, TypeVar, Union, get_args, get_origin

from pydantic import AliasChoices, AliasPath

from ccc_tui.cloud.api_model import ApiModel, from_milliseconds
from ccc_tui.cloud.text import clean, clean_all

Model = TypeVar("Model", bound=ApiModel)
Names = tuple[str, ...]

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
    if isinstance(value, bool) or not isinstance(value, int):
        return None
    return value if abs(value) < _LARGEST_COUNT else None


def to_flag(value: Any) -> bool | None:
    """Return a boolean, or the one that a text or a number stands for; None for anything else."""
    return value if isinstance(value, bool) else _FLAGS.get(str(value).strip().lower())


def to_milliseconds(value: Any) -> int | None:
    """Return the milliseconds of a time that a calendar holds; None for anything else."""
    milliseconds = to_count(value)
    if milliseconds is None:
        return None
    try:
        from_milliseconds(milliseconds)
    except ValueError:
        return None
    return milliseconds


class _Fit(NamedTuple):
    """How a field is found, and made to fit.

    Attributes:
        names: what the service calls it; each with the names of the objects around a list.
        convert: makes the value fit, given those names.
    """

    names: tuple[Names, ...]
    convert: Callable[[Any, Names], Any]


def _fitted(model: type[ApiModel], sent: Mapping[str, Any]) -> dict[str, Any]:
    rest = dict(model.arranged({clean(name): value for name, value in sent.items()}))
    fitted = {}
    for names, convert in _fits(model):
        for name, *wrappers in names:
            if name in rest:
                fitted[name] = convert(rest.pop(name), tuple(wrappers))
                break
    return clean_all(rest) | fitted if rest else fitted


@cache
def _fits(model: type[ApiModel]) -> tuple[_Fit, ...]:
    return tuple(
        _Fit(_names(field.validation_alias), _converter(field.annotation)) for field in model.model_fields.values()
    )


def _names(alias: str | AliasPath | AliasChoices | None) -> tuple[Names, ...]:
    match alias:
        case AliasChoices():
            return tuple(names for choice in alias.choices for names in _names(choice))
        case AliasPath():
            return (tuple(map(str, alias.path)),)
        case _:
            return ((str(alias),),)


def _converter(annotation: Any) -> Callable[[Any, Names], Any]:
    """Return what makes a value fit an annotation of one of the kinds that API models have."""
    kind = _kind(annotation)
    if get_origin(kind) is tuple:
        return _list_converter(_kind(get_args(kind)[0]))
    if issubclass(kind, ApiModel):
        return lambda value, _: _fitted(kind, value) if isinstance(value, Mapping) else None
    convert = {str: to_text, int: to_count, bool: to_flag, datetime: to_milliseconds}[kind]
    return lambda value, _: convert(value)


def _list_converter(kind: Any) -> Callable[[Any, Names], Any]:
    if kind is str:
        return lambda value, wrappers: [
            text for item in _items(value, wrappers, str | int | float) if (text := to_text(item)) is not None
        ]
    return lambda value, wrappers: [_fitted(kind, item) for item in _items(value, wrappers, Mapping)]


def _items(value: Any, wrappers: Names, kind: Any) -> list[Any]:
    """Return the items of a list that may be wrapped, be a single item, or be absent."""
    for wrapper in wrappers:
        if isinstance(value, Mapping) and wrapper in value:
            value = value[wrapper]
    if not isinstance(value, list):
        value = [value] if value else []
    return [item for item in value if isinstance(item, kind)]


def _kind(annotation: Any) -> Any:
    """Return the type inside of ``Annotated`` and ``| None``."""
    while get_origin(annotation) in {Annotated, Union, UnionType}:
        annotation = next(inner for inner in get_args(annotation) if inner is not NoneType)
    return annotation
