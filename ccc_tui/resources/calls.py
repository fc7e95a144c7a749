"""The calls of this session: what was asked, how it ended, and the RequestId that support asks for."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from ccc_tui.callcenter.page import Page
from ccc_tui.cloud.call_log import Call, CallState
from ccc_tui.cloud.operation import Priority
from ccc_tui.i18n import N_, NN_, _
from ccc_tui.resources.table import Column, Kind, PageRequest, Resource, Scope, ScopeKind, Sign, Surface

if TYPE_CHECKING:
    from ccc_tui.callcenter.client import CallCenterClient
    from ccc_tui.cloud.call_log import CallLog

# Shown with the call under the cursor.
_HIDDEN = Surface.TABLE | Surface.DATA


async def _load(client: CallCenterClient, _scope: Scope, _request: PageRequest) -> Page[Call]:
    return calls_page(client.call_log)


def calls_page(call_log: CallLog) -> Page[Call]:
    """Return the calls, the newest first."""
    calls = tuple(reversed(tuple(call_log)))
    return Page(calls, 1, None, len(calls), None, datetime.now(UTC))


def state_word(call: Call) -> str:
    """Return the state of a call; of one that failed, its code."""
    words = {
        CallState.WAITING: _("waiting"),
        CallState.SENT: _("sent"),
        CallState.RETRYING: _("retrying"),
        CallState.DONE: _("ok"),
        CallState.CANCELLED: _("cancelled"),
    }
    return words.get(call.state) or call.code or _("failed")


def _sign(call: Call) -> Sign | None:
    return {CallState.DONE: Sign.OK, CallState.FAILED: Sign.FAILED}.get(call.state)


def _clock(call: Call) -> str:
    return call.started_at.astimezone().strftime("%H:%M:%S")


def _page(call: Call) -> str | None:
    number = call.parameters.get("PageNumber")
    if number is None:
        return None
    return _("{n} ahead").format(n=number) if call.priority is Priority.SCAN else number


def _status(call: Call) -> str:
    return str(call.status) if call.status is not None else "—" if call.ended else "…"


def _document(call: Call) -> dict[str, Any]:
    return {column.id: _for_json(column.value(call)) for column in CALLS.columns}


def _for_json(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


CALLS: Resource[Call] = Resource(
    id="calls",
    title=N_("Calls"),
    scope=ScopeKind.SESSION,
    key=lambda call: call.number,
    load=_load,
    document=_document,
    row_name=NN_("{n} call", "{n} calls"),
    empty=N_("No call was made in this session."),
    columns=(
        Column(id="call", title="#", value=lambda row: row.number, kind=Kind.COUNT),
        Column(id="time", title=N_("Time"), value=lambda row: row.started_at, words=_clock, kind=Kind.TIME),
        Column(id="operation", title=N_("Operation"), value=lambda row: row.operation.action),
        Column(id="page", title=N_("Page"), value=lambda row: row.parameters.get("PageNumber"), words=_page),
        Column(id="status", title=N_("HTTP"), words=_status, sign=_sign),
        Column(id="tries", title=N_("Try"), kind=Kind.COUNT),
        Column(
            id="milliseconds",
            title=N_("ms"),
            value=lambda row: None if row.latency is None else round(row.latency * 1000),
            kind=Kind.COUNT,
        ),
        Column(id="state", title=N_("State"), value=lambda row: row.state.value, words=state_word, surfaces=_HIDDEN),
        Column(id="code", title=N_("Code"), surfaces=_HIDDEN),
        Column(id="request_id", title=N_("RequestId"), kind=Kind.ID, surfaces=_HIDDEN),
        Column(id="version", title=N_("API version"), value=lambda row: row.operation.version, surfaces=_HIDDEN),
        Column(
            id="parameters",
            title=N_("Parameters"),
            value=lambda row: " ".join(f"{name}={value}" for name, value in row.parameters.items()),
            surfaces=_HIDDEN,
        ),
        Column(id="endpoint", title=N_("Endpoint"), surfaces=_HIDDEN),
        Column(id="waited", title=N_("Waited"), value=lambda row: round(row.waited * 1000), surfaces=_HIDDEN),
    ),
)
