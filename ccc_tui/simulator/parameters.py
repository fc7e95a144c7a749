"""The parameters of an operation, validated as the service does."""

import json
from collections.abc import Mapping
from typing import Final

from ccc_tui.simulator.errors import ApiError, invalid_parameter, missing_parameter

MINIMUM: Final = 1
MAXIMUM: Final = 100


class Parameters:
    """Typed access to the parameters of a request; each method raises ApiError for a value it cannot use."""

    def __init__(self, action: str, values: Mapping[str, str]) -> None:
        self.action = action
        self._values = values

    @property
    def list_id(self) -> tuple[tuple[str, str], ...]:
        """What is asked for, whichever page: two pages of one list have the same."""
        filters = ((name, value) for name, value in self._values.items() if name not in {"PageNumber", "PageSize"})
        return (("Action", self.action), *sorted(filters))

    def text(self, name: str) -> str:
        """Return a required text."""
        value = self._values.get(name)
        if value is None:
            raise missing_parameter(name)
        if not value.strip():
            raise ApiError(400, "Parameter.Blank", f"The parameter {name} must not be blank.")
        return value

    def integer(self, name: str, default: int | None = None) -> int:
        """Return a number from 1 to 100; required where there is no default."""
        if default is not None and name not in self._values:
            return default
        text = self.text(name).strip()
        if not text.isascii() or not text.removeprefix("-").isdecimal() or len(text) > len("-2147483648"):
            raise invalid_parameter(name)
        if int(text) < MINIMUM:
            message = f"The parameter {name} must be greater than or equal to {MINIMUM}."
            raise ApiError(400, "Parameter.Minimum", message)
        if int(text) > MAXIMUM:
            raise ApiError(400, "Parameter.Maximum", f"The parameter {name} must be less than or equal to {MAXIMUM}.")
        return int(text)

    def texts(self, name: str) -> tuple[str, ...]:
        """Return an optional list, sent as one string that holds a JSON array."""
        text = self._values.get(name, "")
        if not text.strip():
            return ()
        try:
            values = json.loads(text)
        except (ValueError, RecursionError):
            values = None
        if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
            raise ApiError(400, "InvalidParameter", f"The specified parameter {name} is not a JSON array of strings.")
        return tuple(values)

    def optional(self, name: str) -> str:
        """Return an optional text; absent and blank are the same."""
        return self._values.get(name, "").strip()

    def flag(self, name: str) -> bool | None:
        """Return an optional boolean, written in any case: the SDKs send ``True``."""
        text = self.optional(name).lower()
        if text not in {"", "true", "false"}:
            raise invalid_parameter(name)
        return text == "true" if text else None

    def choice(self, name: str, choices: tuple[str, ...]) -> str:
        """Return an optional text that must be one of the choices."""
        text = self.optional(name)
        if text and text not in choices:
            message = f"The parameter {name} must be one of {', '.join(choices)}."
            raise ApiError(400, "Parameter.Enumeration", message)
        return text
