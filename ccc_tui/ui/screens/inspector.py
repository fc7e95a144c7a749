"""The inspector: every field of a row, the request that brought it, and the raw reply; or a call and its reply."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Final

from ccc_tui.i18n import _
from ccc_tui.resources.masking import Masked
from ccc_tui.ui.actions import bindings
from ccc_tui.ui.copying import say
from ccc_tui.ui.formatting import clock, format_count
from ccc_tui.ui.inspection import document_of, lines_of, reply_of
from ccc_tui.ui.privacy import is_masked
from ccc_tui.ui.screens.call_screen import CallScreen
from ccc_tui.ui.segments import Segment
from ccc_tui.ui.subjects import CallSubject, Inspected, Subject, subject_of
from ccc_tui.ui.widgets.key_bar import KeyBar
from ccc_tui.ui.widgets.line import Line
from ccc_tui.ui.widgets.text_view import TextView

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.screen import Screen

    from ccc_tui.cloud.call_log import Call
    from ccc_tui.session import Session
    from ccc_tui.settings import Settings
    from ccc_tui.ui.panes.base import ResourcePane
    from ccc_tui.ui.panes.centers import CallCenters

_KEYS: Final = ("next_row", "find", "copy_cell", "copy_row", "copy_as", "run_again", "its_call", "close", "help")


class InspectorScreen(CallScreen):
    """Shows a subject, and those before and after it.

    Args:
        session: where calls are made again.
        settings: the person's keys.
        subject: what is inspected.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("inspector")]

    def __init__(self, session: Session, settings: Settings, subject: Subject) -> None:
        super().__init__(session)
        self._settings = settings
        self._subject = subject
        self._inspected: Inspected = subject.now()
        self._wanted = ""
        self._top, self._footer = Line(classes="heading"), Line(classes="footer")
        self.view = TextView()

    def compose(self) -> ComposeResult:
        yield self._top
        yield self.view
        yield self._footer
        yield self.status
        yield KeyBar(self._settings.keys, only=_KEYS, id="keys")

    def on_mount(self) -> None:
        """Show it."""
        self.view.focus()

    @property
    def call(self) -> Call | None:
        return self._inspected.calls[0] if self._inspected.calls else None

    def show_call(self, number: int) -> None:
        self._subject = CallSubject(self.call_log, number)
        self._show()

    def _show(self, *, cursor: int = 0) -> None:
        self._inspected = inspected = self._subject.now()
        masked = is_masked(self)
        lines = lines_of(inspected, self.call_log, self.view.room, is_masked=masked)
        document = document_of(inspected, self.call_log, is_masked=masked)
        self.view.update(lines, document, cursor=cursor)
        hidden = any(isinstance(line.text, Masked) for line in lines)
        remark = _("personal data is masked, v shows it") if hidden else ""
        self._top.update((Segment(inspected.title),), (Segment(remark, 1, tone="muted"),))

    def on_text_view_resized(self) -> None:
        """Wrap for the new width."""
        self._show(cursor=self.view.cursor)

    def on_text_view_moved(self, event: TextView.Moved) -> None:
        """Say where the cursor is."""
        count, call = len(self.view.lines), self.call
        place = _("line {n} of {count}").format(n=format_count(event.line + 1), count=format_count(count))
        wanted = self._wanted or self._inspected.key
        cut = _("n finds {text}").format(text=wanted) if wanted else ""
        self._footer.update(
            (Segment(place), Segment(cut, 1, tone="muted")),
            (Segment(clock(call.started_at), 2, tone="muted"),) if call else (),
        )

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Drop keys for other rows where there are none."""
        del parameters
        return action not in {"next_row", "previous_row"} or self._subject.has_others

    def action_previous_row(self) -> None:
        self._move(-1)

    def action_next_row(self) -> None:
        self._move(1)

    def _move(self, step: int) -> None:
        """Inspect another one, and stay on the line where the cursor is: fields can be compared."""
        self._subject.move(step)
        self._show(cursor=self.view.cursor)

    async def action_find(self) -> None:
        """Ask for a text; the cursor goes to it as it is typed."""
        from ccc_tui.ui.widgets.prompt import Prompt, Question

        if (prompt := await Prompt.of(self)) is None:
            return
        start = self.view.cursor

        def changed(text: str) -> None:
            self._wanted = text.strip()
            self.view.cursor = start
            if self._wanted and not self.view.find(self._wanted, 1, here=True):
                prompt.update_remark((Segment(_("not found"), tone="muted"),))
            else:
                prompt.update_remark(())

        def done(text: str | None) -> None:
            changed(text or "")

        prompt.ask(Question("/", done, changed, self._wanted))

    def action_find_next(self) -> None:
        self._find(1)

    def action_find_previous(self) -> None:
        self._find(-1)

    def _find(self, step: int) -> None:
        """Find the text, or the id of the row."""
        wanted = self._wanted or self._inspected.key
        # The row's id stands among its fields, too: it is looked for where one would not find it by eye.
        first = 0 if self._wanted else reply_of(self.view.lines)
        if not self.view.find(wanted, step, first=first):
            self.notify_key(_("not found: {text}").format(text=wanted) if wanted else _("nothing to find"))

    def action_its_call(self) -> None:
        """Show the call among all of them."""
        from ccc_tui.ui.screens.calls import CallsScreen

        if self.call is None:
            self.notify_key(_("no call here"))
            return
        below = self.app.screen_stack[-2]
        if isinstance(below, CallsScreen):
            below.show_call(self.call.number)
            self.dismiss()
        else:
            self.app.push_screen(CallsScreen(self.session, self._settings, self.call.number))


def inspect(
    screen: Screen[Any],
    pane: ResourcePane[Any],
    session: Session,
    settings: Settings,
    centers: CallCenters | None = None,
) -> None:
    """Inspect what is under the cursor of a pane; say on the screen where that is nothing. See `subject_of`."""
    subject = subject_of(pane, session.client.call_log, centers)
    found = subject.now()
    if found.fields is None and not found.calls:
        say(screen, _("nothing to inspect here"))
    else:
        screen.app.push_screen(InspectorScreen(session, settings, subject))
