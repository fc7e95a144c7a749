"""`Prompt`: one line in which something is typed, in the place of the status line."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual import on
from textual.binding import Binding
from textual.containers import Horizontal
from textual.content import Content
from textual.css.query import NoMatches
from textual.widgets import Input, Static

from ccc_tui.i18n import _
from ccc_tui.ui.dialogs.dialog import Field
from ccc_tui.ui.widgets.line import Line

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from textual import events
    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.screen import Screen
    from textual.widget import Widget

    from ccc_tui.ui.segments import Segment

# More than anyone types; a paste may be longer.
_LONGEST = 500


class Question(NamedTuple):
    """What is asked.

    Attributes:
        label: before the text.
        done: called with the text, or with None after esc.
        changed: called with the text after each key.
        text: what stands there at first.
        restrict: pattern of the texts that can be typed.
        max_length: characters that can be typed.
    """

    label: str
    done: Callable[[str | None], None]
    changed: Callable[[str], None] = lambda _text: None
    text: str = ""
    restrict: str | None = None
    max_length: int = _LONGEST


class PromptInput(Field):
    """The text; esc gives it up."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "give_up", show=False),
        Binding("ctrl+u", "empty", show=False),
        Binding("down", "submit", show=False),
    ]

    def action_give_up(self) -> None:
        """End without a text."""
        if isinstance(self.parent, Prompt):
            self.parent.close(None)

    def action_empty(self) -> None:
        """Drop the whole text, wherever the cursor stands."""
        self.clear()


class Prompt(Horizontal):
    """Asks one thing at a time. It hides the status line meanwhile."""

    def __init__(self) -> None:
        super().__init__(id="prompt")
        self._label, self._remark = Static(markup=False), Line()
        self.input = PromptInput("")
        self._question: Question | None = None
        self._before: Widget | None = None

    def compose(self) -> ComposeResult:
        yield self._label
        yield self.input
        yield self._remark

    @classmethod
    async def of(cls, screen: Screen[Any]) -> Prompt | None:
        """Return the prompt of a screen, mounted when it is first needed; None where there is no place for it."""
        try:
            return screen.query_one(cls)
        except NoMatches:
            pass
        if not screen.is_attached or not (status := screen.query("#status")):  # the program may be ending
            return None
        prompt = cls()
        prompt.display = False
        await screen.mount(prompt, after=status.first())
        return prompt

    @property
    def is_open(self) -> bool:
        """Whether something is being asked."""
        return self._question is not None

    @property
    def key_hints(self) -> list[tuple[str, str]]:
        """The keys that work while something is asked, and what they do."""
        return [(_("enter"), _("keep")), ("esc", _("clear")), ("ctrl+u", _("empty"))]

    def ask(self, question: Question, remark: Sequence[Segment] = ()) -> None:
        """Ask; what was asked before is given up."""
        self.close(None)
        self._label.update(Content(f" {question.label}"))
        with self.input.prevent(Input.Changed):
            self.input.restrict, self.input.max_length = question.restrict, question.max_length
            self.input.value = question.text
        self.input.cursor_position = len(question.text)
        self.update_remark(remark)
        self._question = question
        if self.screen.focused is not self.input:
            self._before = self.screen.focused
        self._show(prompt=True)
        self.screen.set_focus(self.input)

    def update_remark(self, remark: Sequence[Segment]) -> None:
        """Show these words beside the text."""
        self._remark.update(remark)

    def close(self, text: str | None, *, returns: bool = True) -> None:
        """End with a text, or without one; the focus returns to where it was unless it has gone elsewhere."""
        question, self._question = self._question, None
        if question is None:
            return
        if returns:
            before = self._before if self._before is not None and self._before.is_attached else None
            self.screen.set_focus(before)
        self._show(prompt=False)
        if self.screen.focused is None:  # nothing had the focus before, or it is gone
            self.screen.focus_next()
        question.done(text)

    def _show(self, *, prompt: bool) -> None:
        with self.app.batch_update():
            self.display = prompt
            self.screen.query("#status").set(display=not prompt)

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        if self._question is not None:
            self._question.changed(event.value)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.close(event.value)

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        """Keep what was typed where the focus goes elsewhere; not where the whole terminal loses it."""
        event.stop()
        if self.app.app_focus and self.screen.focused is not self.input:
            self.close(self.input.value, returns=False)
