"""Kinds of values that a person can choose, and how they are written in flags, variables and the file."""

import re
from abc import abstractmethod
from pathlib import Path
from typing import Any, Final

from ccc_tui.i18n import _

_TRUE: Final = {"1", "true", "yes", "on"}
_FALSE: Final = {"0", "false", "no", "off"}
_WHOLE: Final = re.compile(r"[+-]?[0-9]{1,18}", re.ASCII)
_SEPARATORS: Final = re.compile(r"[\s,]+")

# Plain classes: as dataclasses they would double the time that this module and the table take to import.


class Kind:
    """What values a choice may have, and how they are written.

    Attributes:
        metavar: what stands for the value in the help.
    """

    def __init__(self, metavar: str = "TEXT") -> None:
        self.metavar = metavar

    @property
    @abstractmethod
    def expected(self) -> str:
        """What a value must be, in words that continue "is not"."""

    @abstractmethod
    def from_text(self, text: str) -> Any:
        """Return the value that a flag or a variable spells.

        Raises:
            ValueError: it spells none.
        """

    def from_toml(self, value: Any) -> Any:
        """Return the value for one of the configuration file.

        Raises:
            ValueError: it is of another type, or out of range.
        """
        return self.from_text(_of_type(value, str))


class Text(Kind):
    """A text that is not empty."""

    @property
    def expected(self) -> str:
        """What a value must be."""
        return _("a non-empty text")

    def from_text(self, text: str) -> str:
        """Return the text without blanks around it."""
        if not text.strip():
            raise ValueError(text)
        return text.strip()


class Texts(Text):
    """Several texts: a flag that is repeated, a variable with commas or blanks, a list in the file."""

    @property
    def expected(self) -> str:
        """What a value must be."""
        return _("a list of non-empty texts")

    def from_text(self, text: str) -> Any:
        """Return the texts between commas and blanks, at least one."""
        return tuple(part for part in _SEPARATORS.split(super().from_text(text)) if part)

    def from_toml(self, value: Any) -> tuple[str, ...]:
        """Return the texts of a list, or a single one."""
        texts = [value] if isinstance(value, str) else _of_type(value, list)
        return tuple(super(Texts, self).from_text(_of_type(text, str)) for text in texts)


class Switch(Kind):
    """On or off.

    Attributes:
        negated: whether there is a flag ``--no-…`` as well.
    """

    def __init__(self, *, negated: bool = False) -> None:
        super().__init__("")
        self.negated = negated

    @property
    def expected(self) -> str:
        """What a value must be."""
        return _("true or false")

    def from_text(self, text: str) -> bool:
        """Return what ``1``, ``true``, ``yes``, ``on`` and their opposites mean."""
        word = text.strip().lower()
        if word not in _TRUE | _FALSE:
            raise ValueError(text)
        return word in _TRUE

    def from_toml(self, value: Any) -> bool:
        """Return the boolean."""
        return bool(_of_type(value, bool))


class Number(Kind):
    """A number from ``low`` to ``high``, a whole one where ``whole`` is set."""

    def __init__(self, low: float, high: float, *, whole: bool = True, metavar: str = "N") -> None:
        super().__init__(metavar)
        self._low, self._high, self._whole = low, high, whole

    @property
    def expected(self) -> str:
        """What a value must be."""
        words = (
            _("a whole number from {low:g} to {high:g}")
            if self._whole
            else _("a number from {low:g} to {high:g}")
        )
        return words.format(low=self._low, high=self._high)

    def from_text(self, text: str) -> float:
        """Return the number."""
        text = text.strip()
        if _WHOLE.fullmatch(text):
            return self._in_range(int(text))
        if self._whole or "_" in text:
            raise ValueError(text)
        return self._in_range(float(text))

    def from_toml(self, value: Any) -> float:
        """Return the number; true and false are none."""
        wanted = float if isinstance(value, float) and not self._whole else int
        return self._in_range(_of_type(value, wanted))

    def _in_range(self, value: float) -> float:
        if not self._low <= value <= self._high:
            raise ValueError(value)
        return value


class OneOf(Kind):
    """One of a few words, in any case."""

    def __init__(self, *values: str) -> None:
        super().__init__("|".join(values))
        self.values = values

    @property
    def expected(self) -> str:
        """What a value must be."""
        return _("one of: {values}").format(values=", ".join(self.values))

    def from_text(self, text: str) -> str:
        """Return the word as the table has it."""
        words = {value.lower(): value for value in self.values}
        if text.strip().lower() not in words:
            raise ValueError(text)
        return words[text.strip().lower()]


class File(Kind):
    """Path of a file; ``~`` is the home folder."""

    def __init__(self) -> None:
        super().__init__("FILE")

    @property
    def expected(self) -> str:
        """What a value must be."""
        return _("the path of a file")

    def from_text(self, text: str) -> Path:
        """Return the path."""
        if not text or "\0" in text:
            raise ValueError(text)
        try:
            return Path(text).expanduser()
        except RuntimeError as error:  # ~someone, of whom this machine does not know
            raise ValueError(text) from error


def _of_type(value: Any, wanted: type) -> Any:
    if type(value) is not wanted:  # a bool is an int to isinstance
        raise ValueError(value)
    return value
