"""The dashboard: the only rooms that know Textual."""

from __future__ import annotations

import gc
import os
from typing import TYPE_CHECKING

from ccc_tui.i18n import _
from ccc_tui.settings import SettingsError

if TYPE_CHECKING:
    from ccc_tui.settings import Settings


def run_dashboard(settings: Settings) -> int:
    """Open the dashboard, and return the exit status when it is left."""
    # Two hundred modules are about to be made, none of it garbage: looking for some would take a tenth of the start.
    # The screen turns the collector on again when it has shown its first data.
    gc.disable()
    # Textual reads these when it is first imported.
    os.environ.setdefault("TEXTUAL_ANIMATIONS", "none")
    from ccc_tui.terminal.keyboard import QuietInput
    from ccc_tui.ui.actions import ACTIONS, binding_id
    from ccc_tui.ui.app import Dashboard

    known = {binding_id(action) for action in ACTIONS}
    if unknown := ", ".join(sorted(set(settings.keys) - known)):
        raise SettingsError(_("[keys]: there is no action {names}").format(names=unknown))
    app = Dashboard(settings, driver_class=QuietInput)
    app.run(mouse=settings.mouse)
    return app.return_code or 0
