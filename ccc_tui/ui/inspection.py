"""What is inspected: a row of a list, or a call; and the lines that show it, with its request and its reply."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Protocol

from rich.cells import cell_len

from ccc_tui.cloud.call_log import CallState
from ccc_tui.cloud.text import clean
from ccc_tui.i18n import _, ngettext
from ccc_tui.resources.calls import state_word
from ccc_tui.resources.table import Sign
from ccc_tui.ui.documents import Span, language_of, pieces, pretty
from ccc_tui.ui.formatting import ABSENT, clock, format_count, truncate
from ccc_tui.ui.glyphs import glyph
from ccc_tui.ui.widgets.text_view import TextLine

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence

    from ccc_tui.cloud.call_log import Call, CallLog

# Fields by which the service knows a row, the best one first.
_IDS: Final = ("number", "user_id", "skill_group_id", "ram_id", "instance_id", "phone_number_id")
_WIDEST_LABEL: Final = 26
_MASKED: Final = ("x", "*")
# Seconds of waiting for the rate limit that are told.
_NOTABLE: Final = 0.001


class Inspected(NamedTuple):
    """What is inspected now.

    Attributes:
        title: where it stands.
        fields: the documented fields of the row by name; None where a call is inspected.
        unknown: further fields, which the model does not know.
        calls: the calls that brought it, the likeliest first.
    """

    title: str
    fields: Mapping[str, Any] | None
    unknown: Mapping[str, Any]
    calls: Sequence[Call]

    @property
    def key(self) -> str:
        """The id by which the row is found in the reply."""
        return next((str(value) for name in _IDS if (value := (self.fields or {}).get(name))), "")


class Subject(Protocol):
    """Something to inspect that has others before and after it."""

    def now(self) -> Inspected:
        """Return what is inspected now."""
        ...

    def move(self, step: int) -> None:
        """Go to the next one, or to the one before."""
        ...


@dataclass
class RowSubject:
    """A row of a list.

    Attributes:
        name: of the list, translated.
        rows: of the page that is shown.
        position: of the row.
        document: a row for JSON.
        calls: the calls that brought these rows, newest first.
        call_log: the calls, with their replies.
        page: the page's number, where there are several.
        follow: called with the new position.
    """

    name: str
    rows: Sequence[Any]
    position: int
    document: Callable[[Any], dict[str, Any]]
    calls: Sequence[Call]
    call_log: CallLog
    page: int | None = None
    follow: Callable[[int], object] = field(default=lambda _position: None)

    def now(self) -> Inspected:
        """Return the row, and the calls that brought it: first those whose reply has its id."""
        if not self.rows:
            return Inspected(self.name, None, {}, self.calls)
        row = self.rows[self.position]
        place = _("row {n} of {count}").format(n=self.position + 1, count=format_count(len(self.rows)))
        page = "" if self.page is None else _("page {n}").format(n=self.page)
        extra = getattr(row, "model_extra", None) or {}
        found = Inspected(" · ".join(filter(None, (self.name, place, page))), self.document(row), extra, self.calls)
        calls = sorted(self.calls, key=lambda call: not self._has(call, found.key))
        return found._replace(calls=calls)

    def _has(self, call: Call, key: str) -> bool:
        reply = self.call_log.replies.get(call.number) if self.call_log.replies is not None else None
        return reply is not None and key.encode("utf-8", "replace") in reply.content

    def move(self, step: int) -> None:
        """Go to the next row, or to the one before."""
        self.position = max(0, min(self.position + step, len(self.rows) - 1))
        self.follow(self.position)


@dataclass
class CallSubject:
    """A call.

    Attributes:
        call_log: the calls.
        number: of the call.
        follow: called with the call's number when it is another one.
    """

    call_log: CallLog
    number: int
    follow: Callable[[Hashable], object] = field(default=lambda _number: None)

    def now(self) -> Inspected:
        """Return the call; nothing once it is no longer kept."""
        call = self.call_log.find(self.number)
        return Inspected(_("call {n}").format(n=self.number), None, {}, () if call is None else (call,))

    def move(self, step: int) -> None:
        """Go to the next older call, or to the next newer one: lists of calls begin with the newest."""
        numbers = [call.number for call in self.call_log]
        later = [number for number in numbers if number > self.number]
        earlier = [number for number in numbers if number < self.number]
        if step > 0 and earlier:
            self.number = earlier[-1]
        elif step < 0 and later:
            self.number = later[0]
        self.follow(self.number)


def calls_of(call_log: CallLog, request_ids: Sequence[str], failed: int | None) -> list[Call]:
    """Return the call that failed, if there is one; else the calls with these RequestIds, newest first."""
    if (call := call_log.find(failed)) is not None:
        return [call]
    wanted = frozenset(request_ids)
    return [call for call in reversed(tuple(call_log)) if call.request_id is not None and call.request_id in wanted]


def lines_of(inspected: Inspected, call_log: CallLog, width: int) -> list[TextLine]:
    """Return what is shown, in lines of at most so many cells."""
    lines = list(_row_lines(inspected, width)) if inspected.fields is not None else []
    if not inspected.calls:
        note = _("The call that brought this is no longer kept.")
        return [*lines, TextLine(note, "muted")]
    call, *others = inspected.calls
    lines += [*_request_lines(call, width), *_reply_lines(call, call_log, width)]
    if others and inspected.fields is not None:
        numbers = ", ".join(f"{other.number} {other.operation}" for other in others[:4])
        also = _("Also brought it: call {numbers}").format(numbers=numbers)
        first = next(
            index for index, line in enumerate(lines) if line.language == "title" and line.text == _("Request")
        )
        lines[first:first] = [*_wrapped(also, width, "muted"), TextLine("")]
    return lines


def document_of(inspected: Inspected, call_log: CallLog) -> str:
    """Return the row as JSON; of a call, its reply as it was kept."""
    if inspected.fields is not None:
        return json.dumps({**inspected.fields, **inspected.unknown}, ensure_ascii=False, default=str)
    reply = (
        call_log.replies.get(inspected.calls[0].number) if inspected.calls and call_log.replies is not None else None
    )
    return reply.text if reply is not None else ""


def _row_lines(inspected: Inspected, width: int) -> Iterator[TextLine]:
    documented = inspected.fields or {}
    yield TextLine(_("Row"), "title")
    label = min(_WIDEST_LABEL, max(map(cell_len, [*documented, *inspected.unknown]), default=0))
    for name, value in documented.items():
        yield from _field_lines(f"  {name}", value, label + 2, width)
    for name, value in inspected.unknown.items():
        yield from _field_lines(f"? {name}", value, label + 2, width)
    if inspected.unknown:
        note = _("? is a field that this program does not know.")
        yield from _wrapped(note, width, "muted")
    yield TextLine("")


def _field_lines(name: str, value: Any, label: int, width: int) -> Iterator[TextLine]:
    """Yield the lines of one field; those of a list, one for each item."""
    before = Span(_fitted(clean(name), label) + "  ", "muted")
    if isinstance(value, list | tuple) and value and isinstance(value[0], dict):
        yield TextLine(str(len(value)), "", (before,))
        for item in value:
            text = clean(json.dumps(item, ensure_ascii=False, default=str))
            yield from _wrapped(text, width - 4, "json", "    ")
        return
    if value is None or value in ("", [], (), {}):
        yield TextLine("", "", (before, Span(ABSENT, "muted")))
        return
    is_text = isinstance(value, str)
    text = clean(value if is_text else json.dumps(value, ensure_ascii=False, default=str))
    is_masked = name.strip() == "number" and any(mark in text.casefold() for mark in _MASKED)
    after = (Span(f"  {_('(masked by the service)')}", "muted"),) if is_masked else ()
    indented = " " * cell_len(before.text)
    for index, (start, end) in enumerate(pieces(text, width - cell_len(indented))):
        yield TextLine(text, "" if is_text else "json", (Span(indented) if index else before,), start, end, after)
        after = ()


def _request_lines(call: Call, width: int) -> Iterator[TextLine]:
    facts = [
        _("call {n}").format(n=call.number),
        clock(call.started_at),
        f"{call.method} {call.endpoint.partition('://')[2]}",
        _("no key, no signature kept"),
    ]
    yield TextLine(_("Request"), "title", after=(Span(_fitting("  ", facts, width - 8), "muted"),))
    version = Span(f" {call.operation.version}")
    yield TextLine(call.operation.action, "title", (Span("  "),), after=(version,))
    for name, value in call.parameters.items():
        before: tuple[Span, ...] = (Span("  "), Span(clean(name), "name"), Span("="))
        indented = sum(cell_len(span.text) for span in before)
        text = clean(value)
        for start, end in pieces(text, width - indented):
            yield TextLine(text, "", before, start, end)
            before = (Span(" " * indented),)
    yield TextLine("")


def _reply_lines(call: Call, call_log: CallLog, width: int) -> Iterator[TextLine]:
    sign = {CallState.DONE: Span(f"{glyph(Sign.OK)} ", "ok"), CallState.FAILED: Span(f"{glyph(Sign.FAILED)} ", "bad")}
    text, style = (str(call.status or state_word(call)), "bad" if call.state is CallState.FAILED else "ok")
    status = (sign.get(call.state, Span("")), Span(text, style))
    facts = _fitting(" · ", call_facts(call), width - 8 - cell_len(text) - 2)
    yield TextLine(_("Reply"), "title", after=(Span("  "), *status, Span(facts)))
    if call.request_id:
        yield TextLine(clean(call.request_id), "", (Span("  RequestId ", "muted"),))
    yield from _failure_lines(call, width)
    reply = call_log.replies.get(call.number) if call_log.replies is not None else None
    if reply is None:
        gone = call.size is not None
        note = _("The reply is no longer kept.") if gone else _("No reply came.") if call.ended else _("No reply yet.")
        yield TextLine(note, "muted", (Span("  "),))
        return
    if not reply.content:
        yield TextLine(_("The reply was empty."), "muted", (Span("  "),))
        return
    text = reply.text
    language = language_of(text)
    shown = pretty(text, language)
    digits = len(str(len(shown)))
    for number, line in enumerate(shown, 1):
        before = Span(f" {number:>{digits}}  ", "muted")
        where = pieces(line, width - digits - 3)
        for start, end in where:
            yield TextLine(line, language, (before,), start, end)
            before = Span(" " * (digits + 3))
        if (rest := len(line) - where[-1][1]) > 0:
            yield TextLine(line, "muted", (before, Span(_("… {n} more characters").format(n=format_count(rest)))), 0, 0)
    if reply.is_cut:
        note = _("… cut: the first {n} bytes are kept").format(n=format_count(len(reply.content)))
        yield TextLine(note, "warning", (Span("  "),))


def _failure_lines(call: Call, width: int) -> Iterator[TextLine]:
    if call.failure is None:
        return
    for index, text in enumerate(failure_words(call)):
        yield from _wrapped(text, width - 2, "bad" if index == 0 else "", "  ")


def failure_words(call: Call) -> list[str]:
    """Return what the error of a call means: its code, what happened, what the service said, what to do."""
    from ccc_tui.callcenter.errors import explain

    if call.failure is None:
        return []
    call.failure.operation = call.operation.action
    explained = explain(call.failure)
    said = _("The service said: {said}").format(said=explained.said) if explained.said else ""
    return [f"{call.failure.code}: {explained.what}", *filter(None, (said, explained.remedy, explained.hint))]


def call_facts(call: Call) -> list[str]:
    """Return how long a call took, its tries, its size."""
    waited = _("waited {n} ms").format(n=format_count(round(call.waited * 1000))) if call.waited >= _NOTABLE else ""
    return [
        "" if call.latency is None else f"{format_count(round(call.latency * 1000))} ms",
        ngettext("{n} try", "{n} tries", call.tries).format(n=call.tries),
        "" if call.size is None else f"{format_count(call.size)} B",
        waited,
    ]


def _wrapped(text: str, width: int, style: str, before: str = "") -> Iterator[TextLine]:
    for start, end in pieces(text, width - cell_len(before)):
        yield TextLine(text, style, (Span(before),), start, end)


def _fitting(separator: str, facts: Sequence[str], width: int) -> str:
    """Return as many facts as fit, the last ones dropped first."""
    kept = [fact for fact in facts if fact]
    while kept and cell_len("".join(f" · {fact}" for fact in kept)) > width:
        kept.pop()
    return separator + " · ".join(kept) if kept else ""


def _fitted(text: str, width: int) -> str:
    shown = truncate(text, width)
    return shown + " " * (width - cell_len(shown))
