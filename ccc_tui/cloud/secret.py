"""`Secret`: a text that shows itself to nobody who does not ask for it by name."""

from typing import Final, Never

_HIDDEN: Final = "**********"


class Secret:
    """The secret part of an access key, or a token.

    Neither `str`, `repr`, formatting nor pickling tells more than whether there is one.

    Args:
        value: what is to be kept.
    """

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        """Return the text itself: to sign with it, or to hide it elsewhere."""
        return self._value

    def __bool__(self) -> bool:
        return bool(self._value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and self._value == other._value

    def __hash__(self) -> int:
        return hash(self._value)

    def __repr__(self) -> str:
        return f"Secret({_HIDDEN if self._value else ''!r})"

    def __str__(self) -> str:
        return _HIDDEN if self._value else ""

    def __reduce__(self) -> Never:
        raise TypeError("a secret is not written anywhere")
