"""The dashboard: the only rooms that know Textual."""

from __future__ import annotations

import gc
import os
from typing import TYPE_CHECKING

from ccc_tui.i18n import _
from ccc_tui.settings import SettingsError
from ccc_tui.terminal.link import low_bandwidth

if TYPE_CHECKING:
    from ccc_tui.settings import Settings


def run_dashboard(settings: Settings) -> int:
    """Open the dashboard, and return the exit status when it is left."""
    # Two hundred modules are about to be made, none of it garbage: looking for some would take a tenth of the start.
    # The screen turns the collector on again when it has shown its first data.
    gc.disable()
    _prepare_textual(spare_the_link=low_bandwidth(settings.low_bandwidth, os.environ))
    from ccc_tui.terminal.driver import FrugalDriver
    from ccc_tui.terminal.keyboard import QuietInput
    from ccc_tui.ui.actions import ACTIONS, binding_id
    from ccc_tui.ui.app import Dashboard

    known = {binding_id(action) for action in ACTIONS}
    if unknown := ", ".join(sorted(set(settings.keys) - known)):
        raise SettingsError(_("[keys]: unknown action {names}").format(names=unknown))
    # Sending only what changed costs a near terminal nothing, so that only "off" does without.
    driver = QuietInput if settings.low_bandwidth == "off" else FrugalDriver
    app = Dashboard(settings, driver_class=driver)
    app.run(mouse=settings.mouse)
    return app.return_code or 0


def _prepare_textual(*, spare_the_link: bool) -> None:
    """Set what Textual reads when it is first imported; what the person has set stays."""
    os.environ.setdefault("TEXTUAL_ANIMATIONS", "none")
    os.environ.setdefault("TEXTUAL_THEME", "ansi-dark")  # with it NO_COLOR means none, and no grey instead
    if spare_the_link:
        os.environ.setdefault("TEXTUAL_FPS", "15")
        os.environ.setdefault("TEXTUAL_COLOR_SYSTEM", "256")
