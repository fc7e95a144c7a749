"""`Dialog`: a screen above others that closes once."""

from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen, ScreenResultType


class Dialog(ModalScreen[ScreenResultType]):
    """Ignore what would close it while it closes: a second key or click would close the screen below as well."""

    def dismiss(self, result: ScreenResultType | None = None) -> AwaitComplete:
        """Close with a result."""
        return super().dismiss(result) if self.app.screen is self else AwaitComplete()
