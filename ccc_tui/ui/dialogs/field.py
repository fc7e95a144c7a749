"""`Field`: an input of a dialog."""

from __future__ import annotations

from textual.widgets import Input


class Field(Input):
    """An input without a blinking cursor: over SSH each blink would be sent."""

    def __init__(self, value: str, *, id: str, placeholder: str = "") -> None:  # noqa: A002 - Textual's name for it
        super().__init__(value, placeholder=placeholder, id=id, compact=True, select_on_focus=False)
        self.cursor_blink = False
