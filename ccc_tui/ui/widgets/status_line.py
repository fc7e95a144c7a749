"""`StatusLine`: what a key did, until the next one; empty otherwise."""

from ccc_tui.ui.widgets.line import Line


class StatusLine(Line):
    """Shows one message."""

    def notify_key(self, text: str) -> None:
        """Say what a key did."""
        self.update(text)
