"""Another profile or region: a new session takes the place of the old one once its call centers are loaded."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from ccc_tui.cloud.errors import CloudError
from ccc_tui.i18n import _
from ccc_tui.settings import Settings
from ccc_tui.ui.dialogs.choices import Choice, ChoiceDialog, Choices
from ccc_tui.ui.formatting import ABSENT

if TYPE_CHECKING:
    from collections.abc import Callable

    from ccc_tui.callcenter.models import Instance
    from ccc_tui.callcenter.page import Page
    from ccc_tui.session import Session


class Opened(NamedTuple):
    """A session that works, and its call centers."""

    settings: Settings
    session: Session
    page: Page[Instance]


def session_dialog(
    choices: Callable[[Settings, Session | None], Choices],
    opener: Callable[[Settings], Session],
    settings: Settings,
    session: Session | None,
) -> ChoiceDialog[Opened] | str:
    """Return the dialog that opens another session, or why there is nothing to choose."""
    if settings.demo:
        return _("This is the demo: it has one account and one region. Start without --demo to choose.")
    if choices is region_choices and settings.endpoint:
        return _("--endpoint says where calls go: a region would change nothing.")
    try:
        # At once: what is typed ahead is meant for the dialog. The files are small.
        found = choices(settings, session)
    except CloudError as error:
        from ccc_tui.callcenter.errors import explain

        explanation = explain(error)
        return " ".join(filter(None, (explanation.what, explanation.said)))

    async def attempt(settings: Settings) -> Opened:
        return await open_and_load(opener, settings)

    async def drop(opened: Opened) -> None:
        await opened.session.client.aclose()

    in_use = session.credentials if session is not None else ""
    return ChoiceDialog(found, attempt, drop, in_use)


async def open_and_load(opener: Callable[[Settings], Session], settings: Settings) -> Opened:
    """Open a session and load its call centers; where that fails, nothing stays open.

    Raises:
        CloudError: the session cannot be opened, or the call centers cannot be loaded.
    """
    session = await asyncio.to_thread(opener, settings)
    try:
        page = await session.client.instances()
    except BaseException:
        await session.client.aclose()
        raise
    return Opened(settings, session, page)


def profile_choices(settings: Settings, session: Session | None) -> Choices:
    """Return the profiles to choose from.

    Raises:
        CredentialsError: the file of the aliyun CLI cannot be read.
    """
    from ccc_tui.profiles import profiles

    here = "" if session is None else session.credentials
    region = settings.region or (session.region if session is not None else None)
    used = settings.profile if session is not None else None

    def chosen(name: str | None, own_region: str | None) -> Settings:
        # The row says with which region it is used.
        return begin(settings, profile=name, region=own_region or (None if name and "," in name else region))

    rows = [
        Choice(
            (one.title, one.source, one.region or ABSENT, one.key),
            chosen(one.name, one.region),
            session is not None and one.is_used_by(used, here),
        )
        for one in profiles()
    ]
    columns = (_("Profile"), _("Source"), _("Region"), _("Access key"))
    typed: Callable[[str], Settings | None] = lambda text: chosen(text, None) if "," in text else None  # noqa: E731
    empty = _("There is no access key in the environment, and no profile of the aliyun CLI.")
    return Choices(_("Profiles"), columns, rows, _("Search, or several: a,b"), empty, typed)


def region_choices(settings: Settings, session: Session | None) -> Choices:
    """Return the regions to choose from; any other can be typed."""
    from ccc_tui.cloud.endpoints import DEFAULT_REGION, endpoint_url, known_regions

    current = session.region if session is not None else settings.region or DEFAULT_REGION
    known = known_regions()
    own = [] if current in known or "," in current else [current]
    rows = [
        Choice((region, endpoint_url(region).partition("://")[2]), begin(settings, region=region), region == current)
        for region in [*own, *known]
    ]
    columns = (_("Region"), _("Endpoint"))
    typed: Callable[[str], Settings | None] = lambda text: begin(settings, region=text)  # noqa: E731
    return Choices(_("Regions"), columns, rows, _("Search, or type another region"), "", typed)


def begin(settings: Settings, **changes: str | None) -> Settings:
    """Return the settings of another session: what a link named belongs to the old one."""
    fields = ("instance", "user", "skill_groups", "tab", "page", "filter")
    old: dict[str, Any] = {name: getattr(Settings, name) for name in fields if hasattr(Settings, name)}
    return replace(settings, **old | changes)
