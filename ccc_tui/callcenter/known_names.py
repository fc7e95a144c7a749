"""The names of the fields that a model knows, as the service spells them."""

from collections.abc import Iterator
from typing import Any, Final, get_args

from pydantic import AliasChoices, AliasPath, BaseModel
from pydantic.alias_generators import to_pascal

# Read where replies are arranged, not declared as fields.
_ARRANGED: Final = frozenset({"detail", "recommend", "error", "hostid"})


def known_names(model: type[BaseModel]) -> frozenset[str]:
    """Return the names that a model and those inside it read, in lower case."""
    names, seen, waiting = set(_ARRANGED), set[type[BaseModel]](), [model]
    while waiting:
        current = waiting.pop()
        if current in seen:
            continue
        seen.add(current)
        for name, field in current.model_fields.items():
            names |= {to_pascal(name).lower(), *(alias.lower() for alias in _aliases(field.validation_alias))}
            waiting += _models_in(field.annotation)
    return frozenset(names)


def _aliases(alias: str | AliasPath | AliasChoices | None) -> Iterator[str]:
    match alias:
        case str():
            yield alias
        case AliasPath():
            yield from (part for part in alias.path if isinstance(part, str))
        case AliasChoices():
            for choice in alias.choices:
                yield from _aliases(choice)


def _models_in(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for argument in get_args(annotation) for model in _models_in(argument)]
