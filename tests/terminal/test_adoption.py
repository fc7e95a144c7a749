"""Any Textual program adopts the driver with the five lines of docs/terminal.md: they are run as they stand there."""

import re
import sys
from pathlib import Path

from tests.end_to_end.terminal import Terminal

DOCUMENT = Path(__file__).parents[2] / "docs" / "terminal.md"
PROGRAM = """
from textual.app import App
from textual.widgets import Static

class Program(App):
    BINDINGS = [("q", "quit", "Quit"), ("r", "repaint", "Repaint")]

    def compose(self):
        yield Static("line of text " * 300, id="text")
        yield Static("before", id="state")

    def action_repaint(self):
        self.refresh(layout=True)
        self.query_one("#text").refresh()
        self.query_one("#state").update("after")
"""


def test_the_five_lines_of_the_document_send_only_what_changes(tmp_path: Path) -> None:
    (lines,) = re.findall(r"```python\n(.*?)```", DOCUMENT.read_text(encoding="utf-8"), re.DOTALL)
    assert len([line for line in lines.splitlines() if line]) == 5
    (tmp_path / "program.py").write_text(PROGRAM)
    (tmp_path / "adopted.py").write_text(lines)
    with Terminal(program=(sys.executable, str(tmp_path / "adopted.py"))) as terminal:
        terminal.until_shown("line of text", "before")
        # The questions that Textual asks the terminal at its start come first.
        terminal.until(lambda: b"\x1b[?7l" in terminal.received)
        terminal.received = b""
        terminal.press("r")
        terminal.until_shown("after")
        assert len(terminal.received) < 200, "the text was sent again"
        terminal.press("q")
        assert terminal.ended() == 0
        assert terminal.differences_left() == []
