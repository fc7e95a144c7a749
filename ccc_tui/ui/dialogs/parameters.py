"""Asks for the parameters with which a call is made again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Input, Static

from ccc_tui.cloud.text import clean
from ccc_tui.i18n import _
from ccc_tui.ui.dialogs.dialog import Dialog, Field, Hint

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.app import ComposeResult

    from ccc_tui.cloud.operation import Operation


class ParametersDialog(Dialog["dict[str, str] | None"]):
    """Has a field for each parameter of an operation; those that stay empty are not sent."""

    def __init__(self, operation: Operation[Any], parameters: Mapping[str, str]) -> None:
        super().__init__()
        self._operation = operation
        names = dict.fromkeys([*operation.parameters, *parameters])
        self._fields = {name: Field(parameters.get(name, "")) for name in names}

    def compose(self) -> ComposeResult:
        with VerticalScroll(classes="dialog", can_focus=False) as dialog:
            dialog.border_title = _("Call again: {operation}").format(operation=self._operation)
            if not self._fields:
                yield Static(_("This operation takes no parameters."), markup=False)
                yield Field("", placeholder=_("enter calls it"))
            for name, field in self._fields.items():
                with Horizontal(classes="parameter"):
                    yield Static(clean(name), markup=False)
                    yield field
            yield Hint(_("enter call · tab next field · empty ones are not sent · esc cancel"))

    def on_mount(self) -> None:
        """Begin at the first field."""
        self.query(Input).first().focus()

    def on_input_submitted(self) -> None:
        """Call with what is there now."""
        values = {name: clean(field.value).strip() for name, field in self._fields.items()}
        self.dismiss({name: value for name, value in values.items() if value})
