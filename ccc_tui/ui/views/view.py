"""`View`: everything that the detail pane shows at one moment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ccc_tui.ui.parts import Part
    from ccc_tui.ui.widgets.row_table import Column


class View(NamedTuple):
    """What the detail pane shows.

    Attributes:
        columns: the table's columns.
        rows: the table's rows.
        notice: what is said where there are no rows, one sentence a line.
        heading: a line above the table, or empty.
        footer: left part of the line below it: how much of what.
        as_of: right part of that line: how old it is, and whether it could be renewed.
        warning: whether the footer says something that one should not overlook.
    """

    columns: Sequence[Column] = ()
    rows: Sequence[Any] = ()
    notice: Sequence[str] = ()
    heading: str = ""
    heading_right: str = ""
    footer: Sequence[Part] = ()
    as_of: Sequence[Part] = ()
    warning: bool = False
