"""The parameters of an operation, and how the service refuses the ones that it cannot use."""

import json
from collections.abc import Mapping
from typing import Final

from ccc_tui.simulator.refusal import Refusal, missing

MINIMUM: Final = 1
MAXIMUM: Final = 100


class Parameters:
    """What the caller asks for."""

    def __init__(self, values: Mapping[str, str]) -> None:
        self._values = values

    def text(self, name: str) -> str:
        """Return a mandatory text."""
        value = self._values.get(name)
        if value is None:
            raise missing(name)
        if not value.strip():
            raise Refusal(400, "Parameter.Blank", f"The parameter {name} must not be blank.")
        return value

    def integer(self, name: str, default: int | None = None) -> int:
        """Return a number from 1 to 100; mandatory where there is no default."""
        if default is not None and name not in self._values:
            return default
        text = self.text(name).strip()
        if not text.isascii() or not text.removeprefix("-").isdecimal() or len(text) > len("-2147483648"):
            raise Refusal(400, "InvalidParameter", f"The specified parameter {name} is not valid.")
        if int(text) < MINIMUM:
            words = f"The parameter {name} must be greater than or equal to {MINIMUM}."
            raise Refusal(400, "Parameter.Minimum", words)
        if int(text) > MAXIMUM:
            words = f"The parameter {name} must be less than or equal to {MAXIMUM}."
            raise Refusal(400, "Parameter.Maximum", words)
        return int(text)

    def texts(self, name: str) -> tuple[str, ...]:
        """Return an optional list, which travels as one string that holds a JSON array."""
        text = self._values.get(name, "")
        if not text.strip():
            return ()
        try:
            values = json.loads(text)
        except (ValueError, RecursionError):
            values = None
        if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
            raise Refusal(400, "InvalidParameter", f"The specified parameter {name} is not a JSON array of strings.")
        return tuple(values)
