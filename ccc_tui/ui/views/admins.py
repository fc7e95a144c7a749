"""Tab 2: who administers the call center."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ccc_tui.i18n import _, ngettext
from ccc_tui.ui import words
from ccc_tui.ui.parts import Part
from ccc_tui.ui.views.view import View
from ccc_tui.ui.widgets.row_table import Column

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ccc_tui.callcenter.models import Instance, User


def admins(instance: Instance, as_of: Sequence[Part] = ()) -> View:
    """Show a call center's admins, every field of them."""
    columns = (
        _column(_("Name"), lambda user: user.display_name, longest=24),
        _column(_("Login"), lambda user: user.login_name, longest=24),
        _column(_("Phone"), lambda user: user.phone),
        _column(_("Email"), lambda user: user.email, longest=32, middle=True),
        _column(_("Department"), lambda user: user.department, longest=20),
        _column(_("User id"), lambda user: user.user_id, longest=40, middle=True),
        _column(_("RAM id"), lambda user: user.ram_id, longest=24, middle=True),
        _column(_("Instance id"), lambda user: user.instance_id, longest=40, middle=True),
    )
    count = len(instance.admins)
    return View(
        columns=columns,
        rows=instance.admins,
        notice=["", _("The service lists no admins for this call center.")],
        footer=[Part(ngettext("{n} admin", "{n} admins", count).format(n=words.number(count)), 3)],
        as_of=as_of,
    )


def _column(
    title: str, field: Callable[[User], str | None], *, longest: int = 20, middle: bool = False
) -> Column:
    return Column(
        title,
        lambda user: field(user) or words.ABSENT,
        lambda user: "" if field(user) else "dim",
        longest=longest,
        middle=middle,
    )
