"""`CallScreen`: what the inspector and the list of calls have in common: a call, to be copied or made again."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.screen import Screen

from ccc_tui.cloud.call_log import CAUSE, CallState
from ccc_tui.cloud.errors import CloudError
from ccc_tui.i18n import _
from ccc_tui.ui.actions import bindings
from ccc_tui.ui.copying import copy_text
from ccc_tui.ui.tones import TONE_CLASSES
from ccc_tui.ui.widgets.status_line import StatusLine

if TYPE_CHECKING:
    from textual.binding import BindingType

    from ccc_tui.cloud.call_log import Call
    from ccc_tui.session import Session
    from ccc_tui.ui.dialogs.copy_as import Form

# Of the dashboard, those that work here, too.
_GENERAL = frozenset({"help", "show_personal"})


class CallScreen(Screen[None]):
    """A screen about calls.

    Args:
        session: where the calls go.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = TONE_CLASSES
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("call"),
        *(binding for binding in bindings("screen") if binding.id in _GENERAL),
    ]

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.call_log = session.client.call_log
        self.status = StatusLine(id="status")

    @property
    def call(self) -> Call | None:
        """The call that is meant."""
        raise NotImplementedError

    def show_call(self, number: int) -> None:
        """Show a call that was made here."""
        raise NotImplementedError

    def notify_key(self, text: str) -> None:
        """Say what a key did."""
        self.status.notify_key(text)

    def clear_message(self) -> None:
        """Take back what the key before did."""
        self.status.notify_key("")

    def action_close(self) -> None:
        """Stop a call that is under way, or go back."""
        running = [worker for worker in self.workers if worker.group == "again" and not worker.is_finished]
        for worker in running:
            worker.cancel()
        if not running and self.app.screen is self:
            self.dismiss()

    def action_copy_as(self) -> None:
        """Offer the forms of the call, and copy one."""
        from ccc_tui.ui.dialogs.copy_as import CopyAsDialog

        async def chosen(form: Form | None) -> None:
            if form is not None:
                await copy_text(self, form.text, form.name)

        if self.call is None:
            self.notify_key(_("no call here"))
        else:
            self.app.push_screen(CopyAsDialog(self.call, self.session.region), chosen)

    def action_run_again(self) -> None:
        """Ask for parameters, and make the call again."""
        from ccc_tui.ui.dialogs.parameters import ParametersDialog

        call = self.call
        if call is None:
            self.notify_key(_("no call here"))
            return

        def chosen(parameters: dict[str, str] | None) -> None:
            if parameters is not None:
                self.run_worker(self._make(call, parameters), group="again", exclusive=True)

        self.app.push_screen(ParametersDialog(call.operation, call.parameters), chosen)

    async def _make(self, call: Call, parameters: dict[str, str]) -> None:
        """Make the call, and show it, however it ends."""
        cause = object()
        CAUSE.set(cause)
        self.notify_key(_("{operation} · esc stops").format(operation=call.operation))
        try:
            await self.session.client.call(call.operation, parameters)
        except CloudError as error:
            said = error.code
        else:
            said = _("ok")
        made = [each for each in self.call_log if each.cause is cause and each.operation == call.operation]
        self.notify_key(f"{call.operation} · {said}")
        if made and made[-1].state in {CallState.DONE, CallState.FAILED}:
            self.show_call(made[-1].number)
