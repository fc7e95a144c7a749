"""`Changes`: which cells of a list another reply has changed, which rows are new, and how many are gone."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

from ccc_tui.i18n import _

if TYPE_CHECKING:
    from ccc_tui.ui.widgets.columns import TableColumn

Key: TypeAlias = Callable[[Any], Hashable]


class Changes:
    """What has changed since a person looked: a row is seen when the cursor comes to it."""

    def __init__(self) -> None:
        self._cells: dict[Hashable, set[str]] = {}  # titles of columns, by the row's key
        self._new: set[Hashable] = set()
        self._gone: set[Hashable] = set()

    def __bool__(self) -> bool:
        return bool(self._cells or self._new or self._gone)

    def add(
        self, before: Mapping[Hashable, Any], rows: Sequence[Any], key: Key, columns: Sequence[TableColumn]
    ) -> None:
        """Note what is different from the rows before."""
        now = {key(row): row for row in rows}
        self._new = (self._new | (now.keys() - before.keys())) & now.keys()
        self._gone = (self._gone | (before.keys() - now.keys())) - now.keys()
        self._cells = {row_key: titles for row_key, titles in self._cells.items() if row_key in now}
        for row_key, row in now.items():
            old = before.get(row_key)
            if old is None or old is row or old == row:
                continue
            if titles := {column.title for column in columns if column.value(old) != column.value(row)}:
                self._cells.setdefault(row_key, set()).update(titles)

    def see(self, row_key: Hashable) -> bool:
        """Note that a row is looked at; return whether that shows."""
        marked = self._cells.pop(row_key, None) is not None
        is_news = bool(self._new or self._gone)
        self._new, self._gone = set(), set()
        return marked or is_news

    def clear(self) -> None:
        """Forget all: the list was left."""
        self._cells, self._new, self._gone = {}, set(), set()

    def summary(self) -> str:
        """Return how many rows came and went; empty where none did."""
        said = [_("{n} new").format(n=len(self._new))] if self._new else []
        return ", ".join([*said, *([_("{n} gone").format(n=len(self._gone))] if self._gone else [])])

    def marked(self, columns: Sequence[TableColumn], key: Key) -> Sequence[TableColumn]:
        """Return columns that draw changed cells in a style of their own."""

        def style_of(column: TableColumn) -> Callable[[Any], str]:
            def style(row: Any) -> str:
                if self._cells and column.title in self._cells.get(key(row), ()):
                    return "changed"
                return column.style(row)

            return style

        return [column._replace(style=style_of(column)) for column in columns]
