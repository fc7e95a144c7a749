"""The configuration file of the ``aliyun`` command line: read, never written.

Source: Alibaba Cloud's documentation, "Configuration and credentials" of Alibaba Cloud CLI. Its values are
secrets for the larger part, so no object here shows them in its repr, and no error quotes the file.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from ccc_tui.cloud.errors import CredentialsError
from ccc_tui.cloud.text import clean
from ccc_tui.files import read_regular_file

# The modes that can sign a call, and the fields without which they cannot work.
REQUIRED_FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    "AK": ("access_key_id", "access_key_secret"),
    "StsToken": ("access_key_id", "access_key_secret", "sts_token"),
    "RamRoleArn": ("access_key_id", "access_key_secret", "ram_role_arn"),
    "ChainableRamRoleArn": ("source_profile", "ram_role_arn"),
    "RamRoleArnWithRoleName": ("ram_role_arn",),
    "EcsRamRole": (),
    "RsaKeyPair": ("private_key", "key_pair_name"),
    "CredentialsURI": ("credentials_uri",),
    "OIDC": ("oidc_provider_arn", "oidc_token_file", "ram_role_arn"),
    "External": ("process_command",),
    "CloudSSO": ("cloud_sso_sign_in_url", "cloud_sso_account_id", "cloud_sso_access_config"),
    "OAuth": (),
}
_MODES: Final = {mode.casefold(): mode for mode in REQUIRED_FIELDS}
_CURRENT_WHERE_NONE_IS_NAMED: Final = "default"
_MOST_DIGITS: Final = 18


class Fields:
    """The fields of one JSON object. Its repr gives neither names nor values."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        self._values = values

    def __repr__(self) -> str:
        return f"{type(self).__name__}({len(self._values)} hidden)"

    def __contains__(self, name: str) -> bool:
        return name in self._values

    def text(self, name: str) -> str:
        """Return the text of a field without blanks around it; empty where there is none.

        Raises:
            CredentialsError: ``Client.Credentials.FileUnreadable``; the field holds something else.
        """
        if isinstance(self._values.get(name), str):
            return str(self._values[name]).strip()
        if self._values.get(name) is None:
            return ""
        raise _unreadable(f"{name} is not a text")

    def number(self, name: str) -> int:
        """Return the whole number of a field, also from text; 0 where there is none.

        Raises:
            CredentialsError: ``Client.Credentials.FileUnreadable``; the field holds something else.
        """
        if isinstance(self._values.get(name), int) and not isinstance(self._values[name], bool):
            return int(self._values[name])
        if not self.text(name):
            return 0
        # Longer than any time or duration; int() refuses thousands of digits.
        if self.text(name).isdecimal() and len(self.text(name)) <= _MOST_DIGITS:
            return int(self.text(name))
        raise _unreadable(f"{name} is not a number")

    def flag(self, name: str) -> bool:
        """Return whether a field is true."""
        return self._values.get(name) is True

    def objects(self, name: str) -> "list[Fields] | None":
        """Return the objects of a list; None where there is no list.

        Raises:
            CredentialsError: ``Client.Credentials.FileUnreadable``; the list holds something else.
        """
        if not isinstance(self._values.get(name), list):
            return None
        if not all(isinstance(item, Fields) for item in self._values[name]):
            raise _unreadable(f"{name} contains something that is not an object")
        return list(self._values[name])


@dataclass(frozen=True, slots=True)
class Profile:
    """A profile as a person chooses among them.

    Attributes:
        name: its name, as written in the file.
        mode: how it gets its key (``AK``, ``RamRoleArn``, …); empty where it is not configured yet.
        region_id: the region it names, or None.
        is_current: whether the file names it as the current one.
    """

    name: str
    mode: str
    region_id: str | None
    is_current: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """A profile with the fields its mode works with.

    Attributes:
        name: its name, as written in the file.
        mode: in the spelling of `REQUIRED_FIELDS` where it is known there.
        region_id: the region it names, or None.
        fields: everything that stands in it.
    """

    name: str
    mode: str
    region_id: str | None
    fields: Fields

    @property
    def title(self) -> str:
        """What messages call it."""
        return f"profile {clean(self.name)}"

    def check(self) -> None:
        """Make sure that the profile can work, as far as that can be told from the file.

        Raises:
            CredentialsError: ``Client.Credentials.ModeUnknown`` or ``.Incomplete``.
        """
        if not self.mode:
            raise CredentialsError(
                "Client.Credentials.Incomplete",
                f"{self.title} is not configured yet: run `aliyun configure --profile {clean(self.name)}`",
            )
        if self.mode not in REQUIRED_FIELDS:
            raise CredentialsError(
                "Client.Credentials.ModeUnknown",
                f"{self.title} has mode {clean(self.mode)}, which gives no access key; those that do: "
                + ", ".join(REQUIRED_FIELDS),
            )
        self.require(*REQUIRED_FIELDS[self.mode])

    def require(self, *names: str) -> None:
        """Make sure that fields hold something.

        Raises:
            CredentialsError: ``Client.Credentials.Incomplete``; the message names those that do not.
        """
        missing = [name for name in names if not self.fields.text(name)]
        if missing:
            raise CredentialsError("Client.Credentials.Incomplete", f"{self.title} lacks {' and '.join(missing)}")


@dataclass(frozen=True, slots=True)
class AliyunConfig:
    """The file's profiles, and which of them is the current one."""

    path: Path
    current: str
    entries: tuple[Entry, ...]

    def find(self, name: str) -> Entry:
        """Return the profile of that name; of several, the first, as the ``aliyun`` command does.

        Raises:
            CredentialsError: ``Client.Credentials.ProfileNotFound``.
        """
        for entry in self.entries:
            if entry.name == name:
                return entry
        names = ", ".join(clean(entry.name) for entry in self.entries) or "none"
        raise CredentialsError(
            "Client.Credentials.ProfileNotFound", f"no profile {clean(name)} in {self.path}; there are: {names}"
        )


def read_config(path: Path) -> AliyunConfig:
    """Read the file.

    Raises:
        CredentialsError: ``Client.Credentials.FileUnreadable``; it is not there, or is not what it should be.
    """
    try:
        return _config(path, _load(path))
    except CredentialsError as error:
        message = f"{path}: {error.message}"
    raise _unreadable(message)


def profiles(aliyun_config: Path) -> tuple[Profile, ...]:
    """Return the profiles in the order of the file; none where there is no file.

    Raises:
        CredentialsError: ``Client.Credentials.FileUnreadable``; the file is not what it should be.
    """
    if is_absent(aliyun_config):
        return ()
    config = read_config(aliyun_config)
    return tuple(
        Profile(entry.name, entry.mode, entry.region_id, entry.name == config.current) for entry in config.entries
    )


def is_absent(path: Path) -> bool:
    """Return whether there is no file; one that may not be looked at is there."""
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False
    return False


def parse(content: bytes) -> Fields | None:
    """Read a JSON object, in any encoding of JSON and with a byte order mark or not; None if it is none."""
    try:
        document = json.loads(content, object_hook=Fields)
    except (ValueError, RecursionError):
        return None
    return document if isinstance(document, Fields) else None


def _load(path: Path) -> Fields:
    # Raised after the handlers, and nothing of the file held in a variable: the errors of json and of codecs
    # carry what they could not read, and crash reports print variables.
    try:
        document = parse(read_regular_file(path))
    except OSError as problem:
        reason = problem.strerror or type(problem).__name__
    else:
        if document is not None:
            return document
        reason = "not a JSON object"
    raise _unreadable(reason)


def _config(path: Path, document: Fields) -> AliyunConfig:
    found = document.objects("profiles")
    if found is None:
        raise _unreadable("it has no list of profiles")
    current = document.text("current") or _CURRENT_WHERE_NONE_IS_NAMED
    return AliyunConfig(path, current, tuple(_entry(fields) for fields in found))


def _entry(fields: Fields) -> Entry:
    name = fields.text("name")
    if not name:
        raise _unreadable("one of its profiles has no name")
    mode = fields.text("mode")
    if not mode and fields.text("access_key_id") and fields.text("access_key_secret"):
        # Older files name no mode; the aliyun command guesses it likewise.
        mode = "StsToken" if fields.text("sts_token") else "AK"
    return Entry(name, _MODES.get(mode.casefold(), mode), fields.text("region_id") or None, fields)


def _unreadable(message: str) -> CredentialsError:
    return CredentialsError("Client.Credentials.FileUnreadable", message)
