"""The lines that show a row of a list, or a call, with its request and its reply."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final

from rich.cells import cell_len

from ccc_tui.cloud.call_log import CallState
from ccc_tui.cloud.text import clean
from ccc_tui.i18n import _, ngettext
from ccc_tui.resources.calls import state_word
from ccc_tui.resources.masked_text import masked_text
from ccc_tui.resources.masking import Masked
from ccc_tui.resources.personal import mask_of, masked
from ccc_tui.resources.table import Sign
from ccc_tui.ui.documents import language_of, pieces, pretty
from ccc_tui.ui.formatting import ABSENT, clock, format_count, truncate
from ccc_tui.ui.glyphs import glyph
from ccc_tui.ui.lines import Span
from ccc_tui.ui.row_documents import rows_as_json
from ccc_tui.ui.widgets.text_view import TextLine

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ccc_tui.cloud.call_log import Call, CallLog
    from ccc_tui.cloud.replies import Reply
    from ccc_tui.ui.subjects import Inspected

_WIDEST_LABEL: Final = 26
_MASKED: Final = ("x", "*")
# The field at the beginning of a line of JSON or XML.
_FIELD: Final = re.compile(r'\s*(?:"([^"\\]+)":|<([\w.-]+))')
# Lines of a reply: one of brackets only would have a line for each byte.
_MOST_LINES: Final = 20_000
# Seconds of waiting for the rate limit that are told.
_NOTABLE: Final = 0.001


def lines_of(inspected: Inspected, call_log: CallLog, width: int, *, is_masked: bool) -> list[TextLine]:
    """Return what is shown, in lines of at most so many cells; personal data masked if that is wanted."""
    lines = list(_row_lines(inspected, width, is_masked=is_masked)) if inspected.fields is not None else []
    if not inspected.calls:
        note = _("The call that brought this is no longer kept.")
        return [*lines, TextLine(note, "muted")]
    call, *others = inspected.calls
    lines += _request_lines(call, width, is_masked=is_masked)
    lines += _reply_lines(call, call_log, width, is_masked=is_masked)
    if others and inspected.fields is not None:
        numbers = ", ".join(f"{other.number} {other.operation}" for other in others[:4])
        also = _("Also brought it: call {numbers}").format(numbers=numbers)
        first = next(
            index for index, line in enumerate(lines) if line.language == "strong" and line.text == _("Request")
        )
        lines[first:first] = [*_wrapped(also, width, "muted"), TextLine("")]
    return lines


def reply_of(lines: Sequence[TextLine]) -> int:
    """Return the line at which the reply begins."""
    title = _("Reply")
    return next((index for index, line in enumerate(lines) if line.text == title and line.language == "strong"), 0)


def document_of(inspected: Inspected, call_log: CallLog, *, is_masked: bool) -> str:
    """Return the row as JSON; of a call, its reply as it was kept."""
    if inspected.fields is not None:
        return rows_as_json([{**inspected.fields, **inspected.unknown}], masked=is_masked)
    reply = _reply_of(inspected.calls[0], call_log) if inspected.calls else None
    if reply is None:
        return ""
    return masked_text(reply.text) if is_masked else reply.text


def _reply_of(call: Call, call_log: CallLog) -> Reply | None:
    return call_log.replies.get(call.number) if call_log.replies is not None else None


def _row_lines(inspected: Inspected, width: int, *, is_masked: bool) -> Iterator[TextLine]:
    shown = masked if is_masked else dict
    documented, unknown = shown(inspected.fields or {}), shown(inspected.unknown)
    yield TextLine(_("Row"), "strong")
    label = min(_WIDEST_LABEL, max(map(cell_len, [*documented, *unknown]), default=0))
    for name, value in documented.items():
        yield from _field_lines(f"  {name}", value, label + 2, width)
    for name, value in unknown.items():
        yield from _field_lines(f"? {name}", value, label + 2, width)
    if unknown:
        yield from _wrapped(_unknown_note(), width, "muted")
    yield TextLine("")


def _unknown_note() -> str:
    return _("? is a field that this program does not know.")


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
    by_service = name.strip() == "number" and any(mark in text.casefold() for mark in _MASKED)
    after = (Span(f"  {_('(masked by the service)')}", "muted"),) if by_service else ()
    text = Masked(text) if isinstance(value, Masked) else text
    indented = " " * cell_len(before.text)
    for index, (start, end) in enumerate(pieces(text, width - cell_len(indented))):
        yield TextLine(text, "" if is_text else "json", (Span(indented) if index else before,), start, end, after)
        after = ()


def _request_lines(call: Call, width: int, *, is_masked: bool) -> Iterator[TextLine]:
    facts = [
        _("call {n}").format(n=call.number),
        clock(call.started_at),
        f"{call.method} {call.endpoint.partition('://')[2]}",
        _("no key, no signature kept"),
    ]
    yield TextLine(_("Request"), "strong", after=(Span(_fitting("  ", facts, width - 8), "muted"),))
    version = Span(f" {call.operation.version}")
    yield TextLine(call.operation.action, "strong", (Span("  "),), after=(version,))
    for name, value in shown_parameters(call, is_masked=is_masked).items():
        before: tuple[Span, ...] = (Span("  "), Span(clean(name), "accent"), Span("="))
        indented = sum(cell_len(span.text) for span in before)
        text = Masked(clean(value)) if isinstance(value, Masked) else clean(value)
        for start, end in pieces(text, width - indented):
            yield TextLine(text, "", before, start, end)
            before = (Span(" " * indented),)
    yield TextLine("")


def shown_parameters(call: Call, *, is_masked: bool) -> Mapping[str, str]:
    """Return the parameters of a call; personal data masked if that is wanted."""
    shown: Mapping[str, str] = masked(call.parameters) if is_masked else call.parameters
    return shown


def _reply_lines(call: Call, call_log: CallLog, width: int, *, is_masked: bool) -> Iterator[TextLine]:
    sign = {CallState.DONE: Span(f"{glyph(Sign.OK)} ", "ok"), CallState.FAILED: Span(f"{glyph(Sign.FAILED)} ", "bad")}
    text, style = (str(call.status or state_word(call)), "bad" if call.state is CallState.FAILED else "ok")
    status = (sign.get(call.state, Span("")), Span(text, style))
    facts = _fitting(" · ", call_facts(call), width - 8 - cell_len(text) - 2)
    yield TextLine(_("Reply"), "strong", after=(Span("  "), *status, Span(facts)))
    if call.request_id:
        yield TextLine(clean(call.request_id), "", (Span("  RequestId ", "muted"),))
    yield from _failure_lines(call, width)
    reply = _reply_of(call, call_log)
    if reply is None:
        gone = call.size is not None
        note = _("The reply is no longer kept.") if gone else _("No reply came.") if call.ended else _("No reply yet.")
        yield TextLine(note, "muted", (Span("  "),))
        return
    if not reply.content:
        yield TextLine(_("The reply was empty."), "muted", (Span("  "),))
        return
    yield from _document_lines(call, masked_text(reply.text) if is_masked else reply.text, width)
    if reply.is_cut:
        note = _("… cut: the first {n} bytes are kept").format(n=format_count(len(reply.content)))
        yield TextLine(note, "warn", (Span("  "),))


def _document_lines(call: Call, text: str, width: int) -> Iterator[TextLine]:
    """Yield the lines of a reply with their numbers; a field that the operation's model does not know has a mark."""
    from ccc_tui.callcenter.known_names import known_names  # not before the first paint: it imports pydantic

    language = language_of(text)
    known = known_names(call.operation.response_model)
    shown = pretty(text, language)
    digits = len(str(len(shown)))
    has_unknown = False
    for number, line in enumerate(shown[:_MOST_LINES], 1):
        match = _FIELD.match(line)
        name = (match[1] or match[2]) if match is not None else ""
        is_unknown = bool(name) and name.lower() not in known
        has_unknown = has_unknown or is_unknown
        before: tuple[Span, ...] = (Span(f" {number:>{digits}}", "muted"), Span("? " if is_unknown else "  ", "hold"))
        copied = Masked(line) if isinstance(text, Masked) and mask_of(name) is not None else line
        where = pieces(line, width - digits - 3)
        for start, end in where:
            yield TextLine(copied, language, before, start, end)
            before = (Span(" " * (digits + 3)),)
        if (rest := len(line) - where[-1][1]) > 0:
            more = Span(_("… {n} more characters").format(n=format_count(rest)), "muted")
            yield TextLine(copied, "muted", (*before, more), 0, 0)
    if (rest := len(shown) - _MOST_LINES) > 0:
        yield TextLine(_("… {n} more lines: Y copies all").format(n=format_count(rest)), "muted", (Span("  "),))
    if has_unknown:
        yield from _wrapped(_unknown_note(), width, "muted", "  ")


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
