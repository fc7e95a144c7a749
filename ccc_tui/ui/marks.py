"""`Marks`: rows that a person has marked, by their keys; they stay while pages are turned and rows reloaded."""

from collections.abc import Callable, Hashable, Iterable
from typing import Any

from ccc_tui.resources.table import Scope


class Marks:
    """The marked rows of each scope of a list, in the order in which they were marked.

    Args:
        key: returns what identifies a row.
    """

    def __init__(self, key: Callable[[Any], Hashable]) -> None:
        self._key = key
        self._by_scope: dict[Hashable, dict[Hashable, Any]] = {}
        self._marked: dict[Hashable, Any] = {}

    def show(self, scope: Scope) -> None:
        """Go to the marks of a scope."""
        self._marked = self._by_scope.get(scope.key(), {})

    def toggle(self, scope: Scope, row: Any) -> None:
        """Mark or unmark a row."""
        self._marked = self._by_scope.setdefault(scope.key(), {})
        key = self._key(row)
        if self._marked.pop(key, None) is None:
            self._marked[key] = row

    def clear(self) -> bool:
        """Clear the marks of the scope; return whether there were any."""
        had_some = bool(self._marked)
        self._marked.clear()
        return had_some

    def renew(self, rows: Iterable[Any]) -> None:
        """Keep the newest state of marked rows."""
        if self._marked:
            self._marked |= {key: row for row in rows if (key := self._key(row)) in self._marked}

    def __contains__(self, row: Any) -> bool:
        return bool(self._marked) and self._key(row) in self._marked

    def __len__(self) -> int:
        return len(self._marked)

    @property
    def rows(self) -> list[Any]:
        """The marked rows."""
        return [*self._marked.values()]
