"""`ApiModel`: base class of everything that the service sends."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any, Final

from pydantic import AliasChoices, AliasGenerator, AliasPath, BaseModel, BeforeValidator, ConfigDict, Field, Strict
from pydantic.alias_generators import to_pascal

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


def from_milliseconds(value: Any) -> datetime:
    """Convert milliseconds since 1970.

    Raises:
        ValueError: the value is not an int, or is out of range.
    """
    if type(value) is not int:
        raise ValueError("not a number of milliseconds")
    try:
        return _EPOCH + timedelta(milliseconds=value)
    except OverflowError as error:
        raise ValueError("not a time") from error


# Strict: pydantic's lax mode takes True for 1, "yes" for True and "1_000" for 1000.
Count = Annotated[int, Strict(), Field(gt=-(2**63), lt=2**63)]
Flag = Annotated[bool, Strict()]
# Pydantic would take a small number of milliseconds for seconds.
Moment = Annotated[datetime, BeforeValidator(from_milliseconds)]


class ApiModel(BaseModel):
    """Base class of API models. Fields have the service's names, in snake_case.

    Every field is optional; None means that it was absent. `model_extra` holds unknown fields, sanitized.
    """

    model_config = ConfigDict(
        frozen=True,
        extra="allow",
        defer_build=True,  # a session uses few of the models, and building all took 60 ms of its start
        alias_generator=AliasGenerator(validation_alias=to_pascal),
        validate_by_alias=True,
        validate_by_name=True,
    )

    @classmethod
    def arranged(cls, sent: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return the fields of a document, moved to where the model looks for them."""
        return sent

    @classmethod
    def names(cls) -> tuple[str, ...]:
        """Return the names of the documented fields, in their order."""
        return tuple(cls.model_fields)

    def declared(self) -> dict[str, Any]:
        """Return the documented fields, nested models included, ready for JSON."""
        return {name: _for_json(getattr(self, name)) for name in self.names()}


def listed(name: str, *wrappers: str, also: tuple[str, ...] = ()) -> Any:
    """Declare a field that holds a list, empty when absent.

    Args:
        name: the service's name of the field.
        wrappers: names of objects around the list (2017-07-05: ``PhoneNumbers.PhoneNumber``), outermost first.
        also: other names of the field.
    """
    path = (AliasPath(name, *wrappers),) if wrappers else ()
    return Field(default=(), validation_alias=AliasChoices(*path, name, *also))


def _for_json(value: Any) -> Any:
    match value:
        case datetime():
            return value.isoformat().replace("+00:00", "Z")
        case ApiModel():
            return value.declared()
        case tuple():
            return [_for_json(item) for item in value]
        case dict():
            return {name: _for_json(item) for name, item in value.items()}
        case _:
            return value
