"""Read the configuration file of the ``aliyun`` command line; it is never written.

Source: Alibaba Cloud's documentation, "Configuration and credentials" of Alibaba Cloud CLI. Most values are secrets:
no repr shows them, and no error quotes the file.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from pydantic import SecretStr

from ccc_tui.cloud.auth.credential import Credential
from ccc_tui.cloud.errors import CredentialsError
from ccc_tui.cloud.text import clean
from ccc_tui.files import read_regular_file

# The modes that can sign a call, and the fields that each requires.
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
# The modes whose key is written in the profile.
STATIC_MODES: Final = {"AK", "StsToken"}
_MODES: Final = {mode.casefold(): mode for mode in REQUIRED_FIELDS}
# Longer than any time or duration; int() refuses thousands of digits.
_MOST_DIGITS: Final = 18


class Fields:
    """Names and values, such as the fields of one JSON object or the environment. The repr hides both.

    Not a dict: rich, which prints crash reports, shows the items of dicts whatever their repr says. `text` and `number`
    raise ``Client.Credentials.FileUnreadable`` for a value of another type.
    """

    def __init__(self, values: Mapping[str, Any]) -> None:
        self._values = values

    def __repr__(self) -> str:
        return f"{type(self).__name__}({len(self._values)} hidden)"

    def __iter__(self) -> Iterator[tuple[str, Any]]:
        return iter(self._values.items())

    def get(self, name: str) -> Any:
        """Return a value of any type; None if it is absent."""
        return self._values.get(name)

    def text(self, name: str) -> str:
        """Return a string, stripped; empty if it is absent or null."""
        # No value in a variable: crash reports print variables.
        if isinstance(self.get(name), str):
            return str(self.get(name)).strip()
        if self.get(name) is None:
            return ""
        raise _unreadable(f"{name} is not a text")

    def number(self, name: str) -> int:
        """Return an integer, also from a string of digits; 0 if it is absent or empty."""
        if type(self.get(name)) is int:
            return int(self.get(name))
        if not self.text(name):
            return 0
        if self.text(name).isdecimal() and len(self.text(name)) <= _MOST_DIGITS:
            return int(self.text(name))
        raise _unreadable(f"{name} is not a number")


@dataclass(frozen=True, slots=True)
class Entry:
    """A profile with all its fields.

    Attributes:
        mode: spelled as in `REQUIRED_FIELDS` if it is a known one; empty if the profile is not configured yet.
    """

    name: str
    mode: str
    region_id: str | None
    fields: Fields

    @property
    def title(self) -> str:
        """The name for messages."""
        return f"profile {clean(self.name)}"

    def check(self) -> None:
        """Check that the mode is known and the fields that it requires are there.

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
        """Check that fields are not empty.

        Raises:
            CredentialsError: ``Client.Credentials.Incomplete``; the message names the empty ones.
        """
        missing = [name for name in names if not self.fields.text(name)]
        if missing:
            raise CredentialsError("Client.Credentials.Incomplete", f"{self.title} lacks {' and '.join(missing)}")

    def key(self, expires_at: datetime | None = None) -> Credential:
        """Return the key written in the profile, with its token.

        Raises:
            CredentialsError: a part is missing or malformed.
        """
        self.require("access_key_id", "access_key_secret")
        text = self.fields.text
        # A profile changed to mode AK may still hold the token of its previous mode.
        token = SecretStr(text("sts_token") if self.mode != "AK" else "")
        try:
            return Credential(text("access_key_id"), SecretStr(text("access_key_secret")), token or None, expires_at)
        except CredentialsError as problem:
            error = problem.with_traceback(None)  # the frame of the constructor holds the id
        raise error

    def no_key(self, problem: str, request_id: str | None = None) -> CredentialsError:
        """Return the error of a source that gave no key; an empty problem means no usable answer."""
        message = f"{self.title} got no key ({self.mode}): {problem or 'no answer, or none that could be used'}"
        return CredentialsError("Client.Credentials.Unavailable", message, request_id=request_id)


@dataclass(frozen=True, slots=True)
class AliyunConfig:
    """The file's profiles; `current` is the name of the current one."""

    path: Path
    current: str = "default"
    entries: tuple[Entry, ...] = ()
    is_absent: bool = False

    def find(self, name: str) -> Entry:
        """Return the profile of this name; the first of several, as the ``aliyun`` command does.

        Raises:
            CredentialsError: ``Client.Credentials.ProfileNotFound``.
        """
        for entry in self.entries:
            if entry.name == name:
                return entry
        names = ", ".join(clean(entry.name) for entry in self.entries) or "none"
        where = f": there is no file {self.path}" if self.is_absent else f" in {self.path}; there are: {names}"
        raise CredentialsError("Client.Credentials.ProfileNotFound", f"no profile {clean(name)}{where}")


def read_config(path: Path) -> AliyunConfig:
    """Read the file; it need not exist.

    Raises:
        CredentialsError: ``Client.Credentials.FileUnreadable``; the file is unreadable or malformed.
    """
    # Raise outside of the handlers and keep nothing of the file in variables: errors of json and codecs hold the text
    # that they could not read, and crash reports print variables.
    try:
        return _config(path, parse(read_regular_file(path)))
    except (FileNotFoundError, NotADirectoryError):
        return AliyunConfig(path, is_absent=True)
    except OSError as problem:
        reason = problem.strerror or type(problem).__name__
    except CredentialsError as error:
        reason = error.message
    raise _unreadable(f"{path}: {reason}")


def parse(content: bytes) -> Fields | None:
    """Parse a JSON object in UTF-8, UTF-16 or UTF-32, with or without byte order mark; None if it is not one."""
    try:
        document = json.loads(content, object_hook=Fields)
    except (ValueError, RecursionError):
        return None
    return document if isinstance(document, Fields) else None


def _config(path: Path, document: Fields | None) -> AliyunConfig:
    if document is None:
        raise _unreadable("not a JSON object")
    if not isinstance(document.get("profiles"), list):
        raise _unreadable("it has no list of profiles")
    if not all(isinstance(profile, Fields) for profile in document.get("profiles")):
        raise _unreadable("profiles contains something that is not an object")
    return AliyunConfig(path, document.text("current") or "default", tuple(map(_entry, document.get("profiles"))))


def _entry(fields: Fields) -> Entry:
    name = fields.text("name")
    if not name:
        raise _unreadable("one of its profiles has no name")
    mode = fields.text("mode")
    if not mode and fields.text("access_key_id") and fields.text("access_key_secret"):
        # Older files have no mode; the aliyun command infers it in the same way.
        mode = "StsToken" if fields.text("sts_token") else "AK"
    return Entry(name, _MODES.get(mode.casefold(), mode), fields.text("region_id") or None, fields)


def _unreadable(message: str) -> CredentialsError:
    return CredentialsError("Client.Credentials.FileUnreadable", message)
