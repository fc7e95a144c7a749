"""What each error code means, and what to do about it: English, marked for translation.

Codes: the documentation pages of the two operations, Alibaba Cloud's common error codes, ours (``Client.``), and
``HTTP.`` with a status that came without a code.
"""

from typing import Final

from ccc_tui.i18n import N_

_LATER: Final = N_("Try again in a moment; other programs and the agents' own phones share this quota.")
_CHECK_KEY: Final = N_(
    "Check the access key in the environment or in the profile; `ccc-tui doctor` tells which one is used."
)
_CHECK_IDS: Final = N_(
    "This operation belongs to API version 2020-07-01: the instance id is what stands after "
    "workbench/ in the console's address, and user ids look like login@instance."
)
_OLDER: Final = N_("Try the other API version with --api-version, or another endpoint with --endpoint.")
_NETWORK: Final = N_("Check the network and --endpoint; `ccc-tui doctor` tests them one by one.")

# How the code begins, what happened, what to do now. The first that fits, so the longer codes stand first.
REMEDIES: Final[tuple[tuple[str, str, str], ...]] = (
    ("Throttling", N_("The service is throttling: too many calls for this account."), _LATER),
    (
        "InternalError",
        N_("The service had an internal error."),
        N_("Try again; if it stays, report the RequestId."),
    ),
    (
        "InternalService",
        N_("A part of the service failed."),
        N_("Try again; if it stays, report the RequestId."),
    ),
    ("ServiceUnavailable", N_("The service is not available now."), N_("Try again in a moment.")),
    (
        "SignatureNonceUsed",
        N_("The service has seen this call's nonce before."),
        N_("Try again: every try has a new one."),
    ),
    (
        "InvalidTimeStamp",
        N_("This machine's clock is too far from the service's."),
        N_("Set the clock (for example with NTP); correcting it for this session did not help."),
    ),
    (
        "InvalidAccessKeyId.Inactive",
        N_("The access key is disabled."),
        N_("Enable it in the RAM console, or use another."),
    ),
    ("InvalidAccessKeyId", N_("The service does not know this access key."), _CHECK_KEY),
    ("SignatureDoesNotMatch", N_("The access key's secret is wrong."), _CHECK_KEY),
    (
        "IncompleteSignature",
        N_("The call's signature is incomplete."),
        N_("Try --signature v1, or the other way round."),
    ),
    (
        "InvalidSecurityToken",
        N_("The temporary access key has ended, or its token is wrong."),
        N_("Get a new one, for example by logging in with the aliyun CLI again."),
    ),
    (
        "MissingSecurityToken",
        N_("This temporary access key needs its token."),
        N_("Set ALIBABA_CLOUD_SECURITY_TOKEN."),
    ),
    (
        "Permission.SkillGroup",
        N_("The access key may not see this skill group."),
        N_("Ask the call center's administrator for the role."),
    ),
    (
        "Permission.",
        N_("The access key's user has no such right in this call center."),
        N_("Ask the call center's administrator for a role in it."),
    ),
    (
        "Forbidden",
        N_("The access key may not make this call."),
        N_("Ask for the RAM policy AliyunCCCReadonlyAccess, or for the action named ccc: and the operation."),
    ),
    (
        "NoPermission",
        N_("The access key may not make this call."),
        N_("Ask for the RAM policy AliyunCCCReadonlyAccess, or for the action named ccc: and the operation."),
    ),
    ("NotExists.InstanceId", N_("There is no such call center."), _CHECK_IDS),
    ("NotExists.UserId", N_("There is no such user in this call center."), _CHECK_IDS),
    (
        "NotExists.SkillGroupId",
        N_("There is no such skill group."),
        N_("Skill group ids look like group@instance."),
    ),
    ("NotExists", N_("What was asked about does not exist."), N_("Check the ids.")),
    ("Parameter.Minimum", N_("A parameter is too small."), N_("Pages and page sizes begin at 1.")),
    ("Parameter.Maximum", N_("A parameter is too large."), N_("Pages and page sizes end at 100.")),
    ("Parameter.", N_("The service does not accept a parameter."), N_("Check the ids and what was typed.")),
    ("Missing", N_("The service misses a parameter."), N_("Check that the ids are not empty.")),
    (
        "InvalidParameter",
        N_("The service does not accept a parameter."),
        N_("Check the ids and what was typed."),
    ),
    ("InvalidAction.NotFound", N_("This endpoint does not have this operation."), _OLDER),
    (
        "InvalidProduct.NotFound",
        N_("This endpoint does not serve Cloud Call Center."),
        N_("Check --region and --endpoint."),
    ),
    ("NoSuchVersion", N_("This endpoint does not have this API version."), _OLDER),
    ("InvalidVersion", N_("This endpoint does not have this API version."), _OLDER),
    ("InvalidProtocol.NeedSsl", N_("The service wants HTTPS."), N_("Use an https:// endpoint.")),
    ("HTTP.407", N_("The proxy wants to know who you are."), N_("Check HTTPS_PROXY and NO_PROXY.")),
    ("HTTP.404", N_("There is no such service at this address."), N_("Check --endpoint and --region.")),
    ("HTTP.429", N_("The service is throttling: too many calls for this account."), _LATER),
    ("HTTP.5", N_("A gateway in front of the service failed."), N_("Try again in a moment.")),
    (
        "HTTP.",
        N_("A gateway in front of the service refused the call."),
        N_("Check --endpoint and the proxy settings."),
    ),
    (
        "Client.Credentials.Missing",
        N_("No access key was found."),
        N_(
            "Set ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET, or run `aliyun "
            "configure`. `ccc-tui --demo` needs none."
        ),
    ),
    ("Client.Credentials.Incomplete", N_("Half of an access key was found."), N_("Set what is missing.")),
    (
        "Client.Credentials.ProfileNotFound",
        N_("There is no such profile."),
        N_("`aliyun configure list` shows the profiles there are."),
    ),
    (
        "Client.Credentials.FileUnreadable",
        N_("The aliyun CLI's configuration cannot be read."),
        N_("Check the file, or set the access key in the environment."),
    ),
    (
        "Client.Credentials.ModeUnknown",
        N_("The profile's mode is not known."),
        N_("Choose another profile with --profile."),
    ),
    (
        "Client.Credentials.LibraryMissing",
        N_("This profile's mode needs the official credentials library."),
        N_("Install it: pip install 'ccc-tui[credentials]'"),
    ),
    (
        "Client.Credentials.Malformed",
        N_("The access key has a character that no access key has."),
        N_("Check for blanks and line breaks where it is set."),
    ),
    (
        "Client.Credentials",
        N_("The temporary access key could not be had."),
        N_("Check the profile, and the network to where its keys come from."),
    ),
    (
        "Client.Endpoint",
        N_("This endpoint cannot be used."),
        N_("Give a host name or an https:// address; http:// works on loopback only."),
    ),
    (
        "Client.Parameter",
        N_("What was given as an id is not valid text."),
        N_("Type it again; the terminal and the shell should use UTF-8."),
    ),
    (
        "Client.SkillGroups",
        N_("API version 2017-07-05 cannot choose by skill group."),
        N_("Leave out --api-version, or the skill groups."),
    ),
    ("Client.NoId", N_("There is no id to ask by."), N_("Type the user id, and the instance id if needed.")),
    (
        "Client.Request",
        N_("The request cannot be written with these settings."),
        N_("Check the endpoint, proxy and access key for stray characters."),
    ),
    (
        "Client.Timeout",
        N_("The service did not answer in time."),
        N_("Try again, or allow more with --timeout."),
    ),
    ("Client.Name", N_("The service's host name was not found."), _NETWORK),
    ("Client.Connect", N_("The service cannot be reached."), _NETWORK),
    (
        "Client.TLS",
        N_("The service's certificate is not trusted, or no secure connection came about."),
        N_("Behind a proxy that opens TLS, point SSL_CERT_FILE to its certificate."),
    ),
    ("Client.Proxy", N_("The proxy refused the connection."), N_("Check HTTPS_PROXY and NO_PROXY.")),
    ("Client.Disconnected", N_("The connection broke off."), N_("Try again.")),
    ("Client.Reply.Empty", N_("The reply was empty."), N_("Try again.")),
    ("Client.Reply.Truncated", N_("Half of the reply is missing."), N_("Try again.")),
    (
        "Client.Reply.HTML",
        N_("A web page came instead of a reply."),
        N_("A proxy or a login page is in between: check --endpoint and HTTPS_PROXY."),
    ),
    (
        "Client.Reply.Redirect",
        N_("The endpoint sends us elsewhere; access keys are not sent there."),
        N_("Check --endpoint."),
    ),
    ("Client.Reply.TooLarge", N_("The reply is too large to be one."), N_("Check --endpoint.")),
    (
        "Client.Reply.Charset",
        N_("The reply's text cannot be read."),
        N_("Try the other wire format with --format."),
    ),
    (
        "Client.Reply",
        N_("The reply is not one of this service."),
        N_("Check --endpoint, or try the other wire format with --format."),
    ),
)
TRANSIENT: Final = (N_("The call failed."), N_("Try again."))
OTHER: Final = (N_("The service refused the call."), N_("The code and the RequestId tell support more."))
