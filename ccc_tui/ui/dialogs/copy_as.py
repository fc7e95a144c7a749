"""Copies a call in another form: as a command, a program, a link, or evidence for a support ticket."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textual.containers import Vertical

from ccc_tui.i18n import _
from ccc_tui.ui.dialogs.dialog import Dialog, Hint
from ccc_tui.ui.widgets.columns import TableColumn
from ccc_tui.ui.widgets.row_table import RowTable

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from ccc_tui.cloud.call_log import Call


class Form(NamedTuple):
    """A call in another form, and its name."""

    name: str
    text: str


def forms_of(call: Call, region: str) -> list[Form]:
    """Return the forms of a call; the diagnosis page where the service reported an error."""
    from ccc_tui.callcenter import reproduction

    diagnosis = reproduction.troubleshoot_url(call)
    return [
        Form(_("Command of the aliyun CLI"), reproduction.aliyun_command(call, region)),
        Form(_("Python with the official SDK"), reproduction.python_program(call)),
        Form(_("Shell script with curl and openssl"), reproduction.curl_script(call)),
        Form(_("Evidence for a support ticket, masked"), reproduction.evidence(call, region)),
        Form(_("Link to OpenAPI Explorer"), reproduction.explorer_url(call, region)),
        *([Form(_("Link to the diagnosis of the error"), diagnosis)] if diagnosis else []),
    ]


class CopyAsDialog(Dialog["Form | None"]):
    """Offers the forms of a call; its result is the one to copy."""

    def __init__(self, call: Call, region: str) -> None:
        super().__init__()
        self._call = call
        self._forms = forms_of(call, region)
        self._table = RowTable()

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog copy-as") as dialog:
            dialog.border_title = _("Copy call {n} as").format(n=self._call.number)
            yield self._table
            yield Hint(_("No form holds an access key."))
            yield Hint(_("enter copy · esc cancel"))

    def on_mount(self) -> None:
        """Offer them."""
        self._table.update([TableColumn(_("Form"), lambda form: form.name)], self._forms)
        self._table.focus()

    def on_row_table_selected(self) -> None:
        """Copy the one under the cursor."""
        self.dismiss(self._table.row)
