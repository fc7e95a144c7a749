"""Which view belongs to which tab."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ccc_tui.i18n import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ccc_tui.callcenter.models import Instance
    from ccc_tui.ui.parts import Part
    from ccc_tui.ui.views.view import View


def tab_view(tab: str, instance: Instance, width: int, as_of: Sequence[Part]) -> View:
    """Return a tab's view of a call center; each is imported when it is first shown."""
    if tab == "admins":
        from ccc_tui.ui.views.admins import admins

        return admins(instance, as_of)
    if tab == "numbers":
        from ccc_tui.ui.views.numbers import numbers

        return numbers(instance, as_of)
    from ccc_tui.ui.views.overview import overview

    return overview(instance, width, as_of)


def no_instances() -> list[str]:
    """Return that the service lists no call centers."""
    return [
        "",
        _("The service lists no call centers for this access key."),
        _("The list belongs to the user of the access key; `ccc-tui doctor` shows which key is used."),
        _("r refresh"),
    ]
