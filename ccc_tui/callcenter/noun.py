"""`Noun`: what every model is, how its fields are declared, and how it is read from what the service sends.

pydantic's engine, pydantic-core, does the reading. The rest of pydantic finds out from annotations what the engine
shall do, and takes a sixth of the time until the first data is shown; here each field says it itself.
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime, timedelta
from functools import cache
from types import MappingProxyType
from typing import Any, Final, Self

from pydantic_core import CoreSchema, SchemaValidator, core_schema, to_jsonable_python

from ccc_tui.cloud.text import clean, clean_all

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_NUMERIC: Final = re.compile(r"\s*[+-]?[0-9]{1,19}(?:\.0*)?\s*")
_LARGEST_COUNT: Final = 2**63
_NOTHING: Final[Mapping[str, Any]] = MappingProxyType({})
# What a field keeps in its metadata: how its value is read, and what the service may call it.
_SCHEMA: Final = "schema"
_SENT_AS: Final = "sent_as"


@dataclass(frozen=True, slots=True, kw_only=True)
class Noun:
    """A thing of which the service tells. Every field may be absent: None says that it was not sent.

    Attributes:
        extra: the fields that the documentation does not know, cleaned like all others: whoever shows them need not
            know that they are strangers' words.
    """

    extra: Mapping[str, Any] = field(default_factory=lambda: _NOTHING, hash=False)

    @classmethod
    def read(cls, sent: Mapping[str, Any]) -> Self:
        """Return what the service tells of a thing; no content of a field is refused."""
        found: Self = _validator(cls).validate_python(sent)  # type: ignore[arg-type]  # a class is hashable
        return found

    @classmethod
    def names(cls) -> tuple[str, ...]:
        """Return the names of the documented fields, in their order."""
        return tuple(declared.name for declared in fields(cls) if declared.name != "extra")

    @staticmethod
    def unwrapped(sent: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return what was sent with every field in the place where it is looked for."""
        return sent

    def declared(self) -> dict[str, Any]:
        """Return the documented fields, those of nested nouns included, ready for JSON."""
        return {name: _for_json(getattr(self, name)) for name in self.names()}


def text(*sent_as: str) -> Any:
    """Declare a field of text, by the names that the service has for it."""
    return _plain(_text, sent_as)


def counter(*sent_as: str) -> Any:
    """Declare a field that counts something."""
    return _plain(count, sent_as)


def flag(*sent_as: str) -> Any:
    """Declare a field that is true or false."""
    return _plain(_flag, sent_as)


def moment(*sent_as: str) -> Any:
    """Declare a field that holds a time."""
    return _plain(_moment, sent_as)


def several(noun: type[Noun], *sent_as: str) -> Any:
    """Declare a field of nested nouns."""
    return _declared(core_schema.tuple_schema([_schema(noun)], variadic_item_index=0), sent_as, ())


def count(value: Any) -> int | None:
    """Read a counter: a number or numeric text; anything else counts as not sent."""
    if isinstance(value, str) and _NUMERIC.fullmatch(value):
        value = int(value.partition(".")[0])
    if isinstance(value, bool) or not isinstance(value, int):
        return None
    return value if abs(value) < _LARGEST_COUNT else None


def items(value: Any, *wrappers: str) -> list[Any]:
    """Return the objects of a list that may be wrapped, be a single object, or be absent.

    Args:
        value: what stands where the documentation declares a list.
        wrappers: names that 2017-07-05 puts around a list (``PhoneNumbers.PhoneNumber``), outermost first.
    """
    for wrapper in wrappers:
        if isinstance(value, Mapping) and wrapper in value:
            value = value[wrapper]
    if isinstance(value, Mapping):
        value = [value] if value else []
    return [item for item in value if isinstance(item, Mapping)] if isinstance(value, list) else []


def _text(value: Any) -> str | None:
    """Ids and phone numbers are text, whatever they arrived as; no digit is added to one that came as a number."""
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


def _flag(value: Any) -> bool | None:
    """Booleans come as such and as text."""
    if isinstance(value, bool):
        return value
    return {"true": True, "1": True, "false": False, "0": False}.get(str(value).strip().lower())


def _moment(value: Any) -> datetime | None:
    """Times are milliseconds since 1970; one that no calendar holds counts as not sent."""
    milliseconds = count(value)
    try:
        return None if milliseconds is None else _EPOCH + timedelta(milliseconds=milliseconds)
    except OverflowError:
        return None


def _plain(read: Callable[[Any], Any], sent_as: tuple[str, ...]) -> Any:
    return _declared(core_schema.no_info_plain_validator_function(read), sent_as, None)


def _declared(schema: CoreSchema, sent_as: tuple[str, ...], default: Any) -> Any:
    return field(default=default, metadata={_SCHEMA: schema, _SENT_AS: sent_as})


def _schema(noun: type[Noun]) -> CoreSchema:
    """Return how the engine reads a noun: its fields by their names, what is left as its extra."""

    def made(read: tuple[dict[str, Any], dict[str, Any], set[str]]) -> Noun:
        known, unknown, _ = read
        return noun(**known, extra=clean_all(unknown)) if unknown else noun(**known)

    known = {
        declared.name: core_schema.model_field(
            core_schema.with_default_schema(declared.metadata[_SCHEMA], default=declared.default),
            validation_alias=[[name] for name in declared.metadata[_SENT_AS]],
        )
        for declared in fields(noun)
        if declared.metadata
    }
    sent = core_schema.model_fields_schema(known, extra_behavior="allow")
    after = core_schema.no_info_after_validator_function(made, sent)
    return core_schema.no_info_before_validator_function(noun.unwrapped, after)


@cache
def _validator(noun: type[Noun]) -> SchemaValidator:
    return SchemaValidator(_schema(noun))


def _for_json(value: Any) -> Any:
    match value:
        case datetime():
            return to_jsonable_python(value)
        case tuple():
            return [noun.declared() for noun in value]
        case _:
            return value
