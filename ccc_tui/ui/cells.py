"""Columns of a list → columns of the table on the screen: signs, tones, widths."""

from collections.abc import Callable, Sequence
from typing import Any

from ccc_tui.i18n import _
from ccc_tui.resources.table import Column, Kind, Resource, Surface
from ccc_tui.ui.formatting import ABSENT
from ccc_tui.ui.glyphs import glyph
from ccc_tui.ui.widgets.columns import TableColumn


def table_columns(
    resource: Resource[Any], rows: Sequence[Any], is_masked: Callable[[], bool] = lambda: False
) -> list[TableColumn]:
    """Return the columns of a list that are shown for these rows, personal data masked while `is_masked` says so."""
    return [
        table_column(column, is_masked)
        for column in resource.columns_on(Surface.SCREEN)
        if not column.optional or any(column.value(row) is not None for row in rows)
    ]


def table_column(column: Column[Any], is_masked: Callable[[], bool] = lambda: False) -> TableColumn:
    """Return a column of a table for a column of a list."""

    def words(row: Any) -> str | None:
        return column.text(row, masked=is_masked()) if column.personal is not None else column.text(row)

    def text(row: Any) -> str:
        said, sign = words(row), column.sign(row)
        if said is None:
            return ABSENT
        return said if sign is None else f"{glyph(sign)} {said}"

    def tone(row: Any) -> str:
        value = column.value(row)
        # What was not sent, and what is not the case, stands back; a sign has a tone of its own.
        return "muted" if column.sign(row) is None and (value is None or value == "" or value is False) else ""

    return TableColumn(
        _(column.title),
        text,
        tone,
        right=column.kind is Kind.COUNT,
        max_width=column.max_width,
        middle=column.kind is Kind.ID,
        copy_value=lambda row: words(row) or "",
        id=column.id,
    )
