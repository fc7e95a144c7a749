"""What each error code means and what to do about it, in the person's language."""

from typing import Final, NamedTuple

from ccc_tui.cloud.errors import CloudError, ServiceError
from ccc_tui.i18n import N_, _
from ccc_tui.installation import install_command


class Message(NamedTuple):
    """Words for an error code, in English and marked for translation.

    Attributes:
        remedy: what to do; `{action}` stands for the RAM action of the call, `{install}` for a command.
        doctor: whether `ccc-tui doctor` helps to find the cause.
    """

    what: str
    remedy: str
    doctor: bool = False


class Explanation(NamedTuple):
    """An error in words.

    Attributes:
        said: the message of the service or the system; empty where it repeats `what` or `remedy`.
        hint: which command helps to find the cause, or empty.
    """

    what: str
    remedy: str
    said: str
    hint: str


TRY_AGAIN: Final = N_("Try again.")
_AGAIN_OR_REPORT: Final = N_("Try again; if it persists, report the RequestId.")
_ID_FORMATS: Final = N_(
    "In API version 2020-07-01 the instance id is the part of the console's address after workbench/, "
    "and user ids look like login@instance."
)
_OTHER_VERSION: Final = N_("Try the other API version with --api-version, or another endpoint with --endpoint.")
_CHECK_NETWORK: Final = N_("Check the network and --endpoint.")
_CHECK_KEY: Final = N_("Check the access key in the environment or in the profile.")
_CHECK_PROXY: Final = N_("Check HTTPS_PROXY and NO_PROXY.")

# By prefixes of the codes; the longest one decides.
_TABLE: Final[dict[str, Message]] = {
    "Throttling HTTP.429": Message(
        N_("The service is throttling this account: too many calls."),
        N_("Try again in a moment; other programs and the agents' softphones share this quota."),
    ),
    "InternalError": Message(N_("The service had an internal error."), _AGAIN_OR_REPORT),
    "InternalService": Message(N_("A part of the service failed."), _AGAIN_OR_REPORT),
    "ServiceUnavailable": Message(N_("The service is not available now."), N_("Try again in a moment.")),
    "HTTP.5": Message(N_("A gateway in front of the service failed."), N_("Try again in a moment.")),
    "SignatureNonceUsed": Message(
        N_("The nonce of this call was used before."), N_("Try again: each try signs a new nonce.")
    ),
    "InvalidTimeStamp.Expired": Message(
        N_("The clock of this machine differs too much from the service's."),
        N_("Set the clock, for example with NTP; correcting it for this session did not help."),
    ),
    "InvalidTimeStamp": Message(
        N_("The service does not accept the time of the signature."),
        N_("Try the other signature version with --signature."),
    ),
    "InvalidAccessKeyId": Message(N_("The access key does not exist."), _CHECK_KEY, doctor=True),
    "InvalidAccessKeyId.Inactive": Message(
        N_("The access key is disabled."), N_("Enable it in the RAM console, or use another access key.")
    ),
    "SignatureDoesNotMatch": Message(N_("The access key's secret is wrong."), _CHECK_KEY, doctor=True),
    "IncompleteSignature": Message(
        N_("The signature of the call is incomplete."), N_("Try the other signature version with --signature.")
    ),
    "InvalidSecurityToken": Message(
        N_("The security token has expired or is wrong."),
        N_("Get new temporary credentials, for example by logging in with the aliyun CLI again."),
    ),
    "MissingSecurityToken": Message(
        N_("A temporary access key needs its security token."), N_("Set ALIBABA_CLOUD_SECURITY_TOKEN.")
    ),
    "Forbidden NoPermission": Message(
        N_("The access key is not allowed to make this call."),
        N_("Ask for the RAM policy AliyunCCCReadonlyAccess, or for the RAM action {action}."),
    ),
    "Permission.": Message(
        N_("The user of this access key has no permission for this in the call center."),
        N_("Ask the call center's administrator for a role that has it."),
    ),
    "Permission.SkillGroup": Message(
        N_("The user of this access key has no permission for this skill group."),
        N_("Ask the call center's administrator for a role that has it."),
    ),
    "NotExists": Message(N_("The requested object does not exist."), N_("Check the ids.")),
    "NotExists.InstanceId": Message(N_("There is no such call center."), _ID_FORMATS),
    "NotExists.UserId": Message(N_("There is no such user in this call center."), _ID_FORMATS),
    "NotExists.SkillGroupId": Message(
        N_("There is no such skill group."), N_("Skill group ids look like group@instance.")
    ),
    "Client.NoId": Message(
        N_("The user id or the instance id is missing."), N_("Type the user id, and the instance id if needed.")
    ),
    "Parameter. InvalidParameter": Message(
        N_("The service does not accept a parameter."), N_("Check the ids and the other values.")
    ),
    "Parameter.Minimum": Message(N_("A parameter is too small."), N_("Page numbers and page sizes start at 1.")),
    "Parameter.Maximum": Message(N_("A parameter is too large."), N_("Page numbers and page sizes end at 100.")),
    "Missing": Message(N_("A required parameter is missing."), N_("Check that the ids are not empty.")),
    "InvalidAction.NotFound InvalidApi.NotFound": Message(
        N_("This endpoint does not have this operation."), _OTHER_VERSION
    ),
    "InvalidProduct.NotFound": Message(
        N_("This endpoint does not serve Cloud Call Center."), N_("Check --region and --endpoint.")
    ),
    "NoSuchVersion InvalidVersion": Message(N_("This endpoint does not have this API version."), _OTHER_VERSION),
    "InvalidProtocol.NeedSsl": Message(N_("The service requires HTTPS."), N_("Use an https:// endpoint.")),
    "HTTP. HTTP.501 HTTP.505": Message(
        N_("A gateway in front of the service refused the call."), N_("Check --endpoint and the proxy settings.")
    ),
    "HTTP.404": Message(N_("There is no such service at this address."), N_("Check --region and --endpoint.")),
    "HTTP.407": Message(N_("The proxy requires authentication."), N_("Set the user name and password in HTTPS_PROXY.")),
    "Client.Credentials.Missing": Message(
        N_("No access key was found."),
        N_(
            "Set ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET, or run `aliyun "
            "configure`. `ccc-tui --demo` needs none."
        ),
    ),
    "Client.Credentials.Incomplete": Message(N_("The access key is incomplete."), N_("Set the part that is missing.")),
    "Client.Credentials.Malformed": Message(
        N_("The access key contains an invalid character."), N_("Check for spaces and line breaks where it is set.")
    ),
    "Client.Credentials.ProfileNotFound": Message(
        N_("There is no such profile."), N_("`aliyun configure list` lists the profiles.")
    ),
    "Client.Credentials.FileUnreadable": Message(
        N_("The aliyun CLI's configuration cannot be read."),
        N_("Check the file, or set the access key in the environment."),
    ),
    "Client.Credentials.ModeUnknown": Message(
        N_("The profile's mode is not supported."), N_("Choose another profile with --profile.")
    ),
    "Client.Credentials.LibraryMissing": Message(
        N_("This profile's mode needs the official credentials library."), N_("Install it: {install}")
    ),
    "Client.Credentials.Unavailable": Message(
        N_("The temporary credentials could not be obtained."),
        N_("Check the profile, and the network to the source of its credentials."),
    ),
    "Client.Endpoint": Message(
        N_("This endpoint cannot be used."),
        N_("Give a host name or an https:// address; http:// is allowed for loopback only."),
    ),
    "Client.Parameter": Message(
        N_("An id is not valid text."), N_("Type it again; terminal and shell should use UTF-8.")
    ),
    "Client.SkillGroups": Message(
        N_("API version 2017-07-05 cannot filter by skill group."), N_("Leave out --api-version, or the skill groups.")
    ),
    "Client.OneSkillGroup": Message(
        N_("The users of one skill group at a time can be listed."), N_("Give one --skill-group.")
    ),
    "Client.Request": Message(
        N_("The request cannot be written with these settings."),
        N_("Check the endpoint, proxy and access key for invalid characters."),
    ),
    "Client.Setting.Proxy": Message(N_("The proxy setting of the environment is not valid."), _CHECK_PROXY),
    "Client.Setting.TLS": Message(
        N_("The certificates that the environment names cannot be read."), N_("Check SSL_CERT_FILE and SSL_CERT_DIR.")
    ),
    "Client.Timeout": Message(
        N_("The service did not answer in time."), N_("Try again, or allow more time with --timeout.")
    ),
    "Client.Name": Message(N_("The service's host name was not found."), _CHECK_NETWORK, doctor=True),
    "Client.Connect": Message(N_("The service cannot be reached."), _CHECK_NETWORK, doctor=True),
    "Client.TLS": Message(
        N_("The service's certificate is not trusted, or the TLS handshake failed."),
        N_("Behind a proxy that inspects TLS, set SSL_CERT_FILE to its certificate."),
    ),
    "Client.Proxy": Message(N_("The proxy refused the connection."), _CHECK_PROXY),
    "Client.Disconnected": Message(N_("The connection was closed unexpectedly."), TRY_AGAIN),
    "Client.Reply.Empty": Message(N_("The reply was empty."), TRY_AGAIN),
    "Client.Reply.Truncated": Message(N_("The reply is incomplete."), TRY_AGAIN),
    "Client.Reply.HTML": Message(
        N_("The reply is a web page."),
        N_("A proxy or a login page answered in place of the service: check --endpoint and HTTPS_PROXY."),
    ),
    "Client.Reply.Redirect": Message(
        N_("The endpoint redirects to another address; access keys are not sent there."), N_("Check --endpoint.")
    ),
    "Client.Reply.Version": Message(N_("The reply is one of another API version."), _OTHER_VERSION),
    "Client.Reply.TooLarge": Message(N_("The reply is too large."), N_("Check --endpoint.")),
    "Client.Reply.Charset": Message(
        N_("The reply's text encoding is not valid."), N_("Try the other wire format with --format.")
    ),
    "Client.Reply.Malformed Client.Reply.Forbidden": Message(
        N_("The reply is not a valid reply of this service."),
        N_("Check --endpoint, or try the other wire format with --format."),
    ),
}
MESSAGES: Final = {prefix: message for prefixes, message in _TABLE.items() for prefix in prefixes.split()}
_UNKNOWN_RETRYABLE: Final = Message(N_("The call failed."), TRY_AGAIN)
_UNKNOWN: Final = Message(
    N_("The service refused the call."), N_("Give the code and the RequestId to Alibaba Cloud's support.")
)


def explain(error: CloudError) -> Explanation:
    """Return an error in words; an unknown code is explained by whether a retry may help."""
    message = _message(error)
    what = _(message.what)
    remedy = _(message.remedy)
    if "{action}" in remedy:
        # The wildcard covers every reading operation where the error does not know its own.
        remedy = remedy.format(action=f"ccc:{error.operation or 'List*'}")
    if "{install}" in remedy:
        remedy = remedy.format(install=install_command("credentials"))
    # This client's own messages are English; the words may be translated.
    repeated = {text.rstrip(".").casefold() for text in message[:2]}
    said = "" if error.message.rstrip(".").casefold() in repeated else error.message
    hint = _("`ccc-tui doctor` checks credentials and network step by step.") if message.doctor else ""
    return Explanation(what, remedy, said, hint)


def _message(error: CloudError) -> Message:
    prefix = max(filter(error.code.startswith, MESSAGES), key=len, default="")
    # A service may send any code; the words of this client's own failures are not its to choose.
    sent_by_service = isinstance(error, ServiceError) and error.status is not None
    if prefix and not (sent_by_service and prefix.startswith("Client.")):
        return MESSAGES[prefix]
    return _UNKNOWN_RETRYABLE if error.retryable else _UNKNOWN


def facts(error: CloudError) -> str:
    """Return what a support ticket asks for: the code, the HTTP status, the RequestId, the tries."""
    status = None if error.status is None else f"HTTP {error.status}"
    request_id = f"RequestId {error.request_id}" if error.request_id else None
    tries = _("after {tries} tries").format(tries=error.tries) if error.tries > 1 else None
    return " · ".join(filter(None, (error.code, status, request_id, tries)))
