"""`View`: what the dashboard shows, as options name it; and the command line that shows it again."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, NamedTuple

from ccc_tui.cloud.text import clean
from ccc_tui.settings import Settings

if TYPE_CHECKING:
    from ccc_tui.session import Session


class View(NamedTuple):
    """What is shown. None, empty and the defaults of `Settings` are left out of a command line."""

    instance: str | None = None
    user: str | None = None
    skill_groups: tuple[str, ...] = ()
    tab: str | None = None
    page: int = Settings.page
    page_size: int = Settings.page_size
    filter: str = ""
    sort: str = ""


def command_line(settings: Settings, session: Session, view: View) -> str:
    """Return the command line that opens a view, quoted for a shell. No option of it takes a secret."""
    options: list[tuple[str, str | None]] = [
        *([] if settings.demo else _of_session(settings, session)),
        ("api-version", _unless(settings.api_version, Settings.api_version)),
        ("instance", view.instance),
        ("user", view.user),
        *(("skill-group", group) for group in view.skill_groups),
        ("tab", None if view.user else view.tab),
        ("page", _unless(view.page, Settings.page)),
        ("page-size", _unless(view.page_size, Settings.page_size)),
        ("filter", view.filter),
        ("sort", view.sort),
    ]
    words = ["ccc-tui", *(["--demo"] if settings.demo else [])]
    for name, value in options:
        words += [f"--{name}", value] if value else []
    return clean(shlex.join(words))


def _of_session(settings: Settings, session: Session) -> list[tuple[str, str | None]]:
    # The region is named even where it is the profile's: that of another machine may have another.
    is_given = settings.endpoint or "," in session.region
    return [
        ("profile", settings.profile or _profile_of(session.credentials)),
        ("region", settings.region if is_given else session.region),
        ("endpoint", settings.endpoint),
    ]


def _unless(value: object, default: object) -> str | None:
    return None if value == default else str(value)


def _profile_of(credentials: str) -> str | None:
    """Return the name of the profile that the key was found in, as `Session.credentials` says it."""
    name, found, _mode = credentials.rpartition(" (aliyun CLI")
    return name.removeprefix("profile ") if found and name.startswith("profile ") else None
