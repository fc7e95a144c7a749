"""The least Textual application that resembles a dashboard: what starting Textual costs at all.

Its arguments are modules that it imports first, and does not use.
"""

import importlib
import sys

from textual.app import App, ComposeResult
from textual.containers import Horizontal
from textual.widgets import DataTable, Footer, Header, Tree


class MinimalApp(App[None]):
    """Header, tree, table, footer."""

    BINDINGS = [("q", "quit", "Quit")]  # noqa: RUF012 - as in Textual's documentation

    def compose(self) -> ComposeResult:
        """Lay out."""
        yield Header()
        with Horizontal():
            tree: Tree[None] = Tree("Call centers")
            tree.root.expand()
            for number in range(4):
                tree.root.add_leaf(f"call center {number}")
            yield tree
            table: DataTable[str] = DataTable()
            table.add_columns("Number", "City")
            table.add_rows([(f"0215559000{row}", "Shanghai") for row in range(4)])
            yield table
        yield Footer()


if __name__ == "__main__":
    for name in sys.argv[1:]:
        importlib.import_module(name)
    MinimalApp().run()
