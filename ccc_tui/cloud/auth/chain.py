"""Where access keys come from.

The order is that of the default chain of Alibaba Cloud's credential libraries ("Manage access credentials" in
the SDK documentation), without its guessing:

1. the profile that was asked for (``--profile``), from the file of the ``aliyun`` command line;
2. an access key in the environment: ``ALIBABA_CLOUD_ACCESS_KEY_ID``, ``…_ACCESS_KEY_SECRET`` and, for a
   temporary one, ``…_SECURITY_TOKEN``;
3. a role by OIDC in the environment: ``ALIBABA_CLOUD_OIDC_PROVIDER_ARN``, ``…_OIDC_TOKEN_FILE``,
   ``…_ROLE_ARN``;
4. the profile that ``ALIBABA_CLOUD_PROFILE`` names, else the file's current one;
5. ``ALIBABA_CLOUD_ECS_METADATA`` (the role of this machine), then ``ALIBABA_CLOUD_CREDENTIALS_URI``.

Keys in the environment come before ``ALIBABA_CLOUD_PROFILE``, as in the libraries (the ``aliyun`` command has
it the other way round); the description of the source says so where both are set. Half a key is an error,
never passed over.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from pydantic import SecretStr

from ccc_tui.cloud.auth.aliyun_config import AliyunConfig, Entry, Fields, Profile, is_absent, profiles, read_config
from ccc_tui.cloud.auth.credential import Credential, CredentialSource, StaticCredentials, stored_key
from ccc_tui.cloud.errors import CredentialsError
from ccc_tui.cloud.text import clean

__all__ = ["Credential", "CredentialSource", "Profile", "StaticCredentials", "find_credentials", "profiles"]

_ID: Final = "ALIBABA_CLOUD_ACCESS_KEY_ID"
_SECRET: Final = "ALIBABA_CLOUD_ACCESS_KEY_SECRET"  # noqa: S105 - the name of a variable
_TOKEN: Final = "ALIBABA_CLOUD_SECURITY_TOKEN"  # noqa: S105 - the name of a variable
_PROFILE: Final = "ALIBABA_CLOUD_PROFILE"
_OIDC_FIELDS: Final = {
    "ALIBABA_CLOUD_OIDC_PROVIDER_ARN": "oidc_provider_arn",
    "ALIBABA_CLOUD_OIDC_TOKEN_FILE": "oidc_token_file",
    "ALIBABA_CLOUD_ROLE_ARN": "ram_role_arn",
}
_STATIC_MODES: Final = {"AK", "StsToken"}


class _Variables(Mapping[str, str]):
    """The environment, with a repr that hides it: crash reports print variables."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = environ

    def __repr__(self) -> str:
        return f"{type(self).__name__}({len(self)} hidden)"

    def __getitem__(self, name: str) -> str:
        return self._environ[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._environ)

    def __len__(self) -> int:
        return len(self._environ)

    def text(self, name: str) -> str:
        """Return the value without blanks around it; an empty variable is as good as none."""
        return self.get(name, "").strip()


def find_credentials(*, profile: str | None, environ: Mapping[str, str], aliyun_config: Path) -> CredentialSource:
    """Return the first source in the order above. Nothing is asked of the network yet.

    Args:
        profile: name of the profile that was asked for, or None.
        environ: the environment.
        aliyun_config: path of the ``aliyun`` command's file; it need not exist.

    Raises:
        CredentialsError: there is no source, or the first one cannot work as it is configured.
    """
    # Both names at once: no frame of ours holds the environment as it is.
    environ = variables = _Variables(environ)
    if profile:
        return _of_profile(profile, variables, aliyun_config)
    named = variables.text(_PROFILE)
    source = _keys_of_environment(variables, f"environment (not profile {clean(named)})" if named else "environment")
    source = source or _oidc_of_environment(variables)
    if source is not None:
        return source
    if named:
        return _of_profile(named, variables, aliyun_config)
    source = _of_current_profile(variables, aliyun_config) or _network_of_environment(variables)
    if source is not None:
        return source
    raise CredentialsError(
        "Client.Credentials.Missing", "no access key in the environment, and no profile of the aliyun CLI"
    )


def _keys_of_environment(variables: _Variables, description: str) -> CredentialSource | None:
    if not any(map(variables.text, (_ID, _SECRET, _TOKEN))):
        return None
    missing = [name for name in (_ID, _SECRET) if not variables.text(name)]
    if missing:
        raise _half(variables, (_ID, _SECRET, _TOKEN), missing)
    token = SecretStr(variables.text(_TOKEN))
    key = Credential(variables.text(_ID), SecretStr(variables.text(_SECRET)), token or None)
    return StaticCredentials(description, None, key)


def _oidc_of_environment(variables: _Variables) -> CredentialSource | None:
    # A role alone says nothing: other tools use it together with a profile.
    if not any(variables.text(name) for name in list(_OIDC_FIELDS)[:2]):
        return None
    missing = [name for name in _OIDC_FIELDS if not variables.text(name)]
    if missing:
        raise _half(variables, tuple(_OIDC_FIELDS), missing)
    fields = {field: variables.text(name) for name, field in _OIDC_FIELDS.items()}
    fields["ram_session_name"] = variables.text("ALIBABA_CLOUD_ROLE_SESSION_NAME")
    return _renewed(Entry("environment", "OIDC", None, Fields(fields)), variables, "environment (OIDC)")


def _network_of_environment(variables: _Variables) -> CredentialSource | None:
    role, uri = variables.text("ALIBABA_CLOUD_ECS_METADATA"), variables.text("ALIBABA_CLOUD_CREDENTIALS_URI")
    if role and variables.text("ALIBABA_CLOUD_ECS_METADATA_DISABLED").lower() != "true":
        entry = Entry("environment", "EcsRamRole", None, Fields({"ram_role_name": role}))
        return _renewed(entry, variables, "environment (EcsRamRole)")
    if uri:
        entry = Entry("environment", "CredentialsURI", None, Fields({"credentials_uri": uri}))
        return _renewed(entry, variables, "environment (CredentialsURI)")
    return None


def _of_current_profile(variables: _Variables, path: Path) -> CredentialSource | None:
    """Return the current profile's source; None where nothing was ever configured."""
    if is_absent(path):
        return None
    config = read_config(path)
    if not config.entries:
        return None
    entry = config.find(config.current)
    if not entry.mode and not entry.fields.text("access_key_id"):
        return None  # the empty profile that the aliyun command writes before anybody configured it
    return _of_entry(entry, config, variables)


def _of_profile(name: str, variables: _Variables, path: Path) -> CredentialSource:
    if is_absent(path):
        raise CredentialsError(
            "Client.Credentials.ProfileNotFound", f"no profile {clean(name)}: there is no file {path}"
        )
    config = read_config(path)
    return _of_entry(config.find(name), config, variables)


def _of_entry(entry: Entry, config: AliyunConfig, variables: _Variables) -> CredentialSource:
    entry.check()
    if entry.mode in _STATIC_MODES:
        return StaticCredentials(f"{entry.title} (aliyun CLI)", entry.region_id, stored_key(entry))
    return _renewed(entry, variables, f"{entry.title} (aliyun CLI, {entry.mode})", config.path)


def _renewed(entry: Entry, variables: _Variables, description: str, path: Path | None = None) -> CredentialSource:
    from ccc_tui.cloud.auth.renewed import RenewedCredentials
    from ccc_tui.cloud.auth.temporary import obtain

    return RenewedCredentials(
        description, entry.region_id, lambda: obtain(entry, environ=variables, aliyun_config=path)
    )


def _half(variables: _Variables, names: tuple[str, ...], missing: list[str]) -> CredentialsError:
    present = [name for name in names if variables.text(name)]
    verb = "is" if len(missing) == 1 else "are"
    return CredentialsError(
        "Client.Credentials.Incomplete",
        f"{' and '.join(missing)} {verb} missing from the environment, where {' and '.join(present)} is set",
    )
