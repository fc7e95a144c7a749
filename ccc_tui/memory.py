"""What outlives a session of the dashboard: where it was left, by profile, and the users that were typed.

One file in the state folder. One that is missing, broken or not ours counts as empty; writing it is never an error.
"""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any, Final

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, ValidationError

from ccc_tui.cloud.text import clean
from ccc_tui.files import read_regular_file, write_atomically
from ccc_tui.settings import Settings, state_folder

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from ccc_tui.session import Session

_NAME: Final = "state.json"
_LARGEST: Final = 64 * 1024
_MOST_USERS: Final = 20
# Of a file that another program wrote, more would be read than is kept.
_MOST_PROFILES: Final = 50


def _cleaned(value: Any) -> Any:
    return clean(value).strip() if isinstance(value, str) else value


_Text = Annotated[str, BeforeValidator(_cleaned), StringConstraints(min_length=1, max_length=200)]


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", defer_build=True)  # the demo needs none of them


class Place(_Model):
    """Where the dashboard was left."""

    instance: _Text | None = None
    user: _Text | None = None
    skill_groups: tuple[_Text, ...] = Field(default=(), max_length=100)
    tab: _Text | None = None
    page_size: int = Field(default=Settings.page_size, ge=1, le=100)


class TypedUser(_Model):
    """A user that was typed, newest first in the file."""

    instance: _Text
    user: _Text


class State(_Model):
    """The whole file."""

    places: dict[_Text, Place] = Field(default_factory=dict, max_length=_MOST_PROFILES)
    users: tuple[TypedUser, ...] = Field(default=(), max_length=_MOST_USERS)


class Memory:
    """The file, as it was when it was read, and what has been added.

    Args:
        path: the file; None where nothing is to be read or written.
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._state = self._read()
        self._typed: list[TypedUser] = []

    @property
    def users(self) -> list[TypedUser]:
        """The users that were typed, newest first."""
        return _newest(self._typed, self._state.users)

    def add_user(self, instance: str, user: str) -> None:
        """Remember a user that was typed."""
        with suppress(ValidationError):
            self._typed.insert(0, TypedUser(instance=instance, user=user))

    def applied_to(self, settings: Settings, session: Session) -> Settings:
        """Return the settings with the place where a session was left; what was chosen for this start wins."""
        place = self._state.places.get(_key(session))
        if place is None:
            return settings
        if settings.page_size == Settings.page_size and settings.sources.get("page_size", "default") == "default":
            settings = replace(settings, page_size=place.page_size)
        if settings.instance or settings.user or settings.tab:
            return settings
        return replace(
            settings, instance=place.instance, user=place.user, skill_groups=place.skill_groups, tab=place.tab
        )

    def save(self, session: Session, place: Mapping[str, object]) -> None:
        """Write where a session is left. Blocks; what another process wrote meanwhile stays."""
        if self._path is None:
            return
        self._state = self._read()
        with suppress(ValidationError, OSError):
            latest = Place.model_validate(place)
            places = {_key(session): latest, **{k: v for k, v in self._state.places.items() if k != _key(session)}}
            kept = dict(list(places.items())[:_MOST_PROFILES])
            self._state = State(places=kept, users=tuple(self.users))
            self._typed = []
            write_atomically(self._path, self._state.model_dump_json(indent=1).encode())

    def _read(self) -> State:
        if self._path is not None:
            with suppress(OSError, ValidationError):
                return State.model_validate_json(read_regular_file(self._path, _LARGEST))
        return State.model_construct()


def open_memory(settings: Settings) -> Memory:
    """Return what is remembered; nothing in the demo, or where it is not wanted."""
    if settings.demo or not settings.remember:
        return Memory(None)
    return Memory(state_folder(os.environ) / _NAME)


def _key(session: Session) -> str:
    return f"{session.credentials} · {session.host}"[:200]


def _newest(first: list[TypedUser], then: tuple[TypedUser, ...]) -> list[TypedUser]:
    return list(dict.fromkeys([*first, *then]))[:_MOST_USERS]
