"""Look up by which ids the service knows a call center or a user that a person has named."""

from ccc_tui.callcenter.client import CallCenterClient
from ccc_tui.callcenter.ids import UserKey, is_known_as, user_keys
from ccc_tui.callcenter.models import Instance, User
from ccc_tui.callcenter.page import Page
from ccc_tui.cloud.errors import NotFound


def find_instance(page: Page[Instance], name: str | None) -> Instance:
    """Return the call center of a list with this id, domain name or name.

    Raises:
        NotFound: no call center of the access key is known as that.
        CloudError: an API version that may list it did not answer.
    """
    for instance in page.rows:
        if is_known_as(instance, name):
            return instance
    for notice in page.notices:
        if notice.may_come and notice.error is not None:
            raise notice.error
    raise NotFound("NotExists.InstanceId", f"no call center of this access key is {name}")


async def resolve_user(client: CallCenterClient, named: UserKey) -> UserKey:
    """Return the first ids of a user that the service knows: the typed ones, the listed ones, then candidates.

    Raises:
        NotFound: it knows none.
        CloudError: a call failed.
    """
    instance = find_instance(await client.instances(), named.instance_id)
    failure: NotFound | None = None
    for key in dict.fromkeys((*_listed(instance, named.user_id), named)):
        try:
            await client.outbound_numbers(key, page_size=1)
        except NotFound as error:
            failure = failure or error
        else:
            return key
    raise failure or NotFound("NotExists.UserId")


def _listed(instance: Instance, name: str) -> tuple[UserKey, ...]:
    """Return the ids by which an admin may be known, or another user with this id or login name."""
    for admin in instance.admins:
        sources = [admin, *filter(None, map(admin.as_in, instance.sources))]
        if any(name in {source.user_id, source.login_name, source.display_name} for source in sources):
            return user_keys(instance, admin)
    return user_keys(instance, User(user_id=name, login_name=name))
