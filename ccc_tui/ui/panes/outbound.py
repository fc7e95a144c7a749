"""Outbound numbers: whose they are, and the ids that the service knows the user by."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ccc_tui.cloud.text import clean
from ccc_tui.i18n import _
from ccc_tui.resources.table import Scope
from ccc_tui.ui.page_cache import PageCache
from ccc_tui.ui.panes.paged import PagedPane

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ccc_tui.callcenter.ids import UserKey
    from ccc_tui.callcenter.models import Instance, OutboundNumber, User
    from ccc_tui.callcenter.page import Page


class Ids(NamedTuple):
    """Whose numbers, and of which skill groups; of all when there are none."""

    instance_id: str
    user_id: str
    skill_groups: tuple[str, ...] = ()


class OutboundPane(PagedPane["OutboundNumber"]):
    """Shows the outbound numbers of a user. They are loaded when the pane is shown."""

    # An admin of the tree, until it is known by which ids the service knows the user.
    _admin: tuple[Instance, User] | None = None

    def open_admin(self, instance: Instance, user: User) -> None:
        """Show the numbers of an admin; the service may know the user by other ids than the tree does."""
        self._begin(Scope(instance=instance, user_name=user.name))
        self._admin = (instance, user)

    def open_user(self, ids: Ids, page: int = 1) -> None:
        """Show the numbers of a user, from a page on."""
        from ccc_tui.callcenter.ids import UserKey

        # They may have been pasted, here or on the command line.
        user = UserKey(clean(ids.instance_id), clean(ids.user_id))
        groups = tuple(map(clean, ids.skill_groups))
        self._begin(Scope(user=user, user_name=user.user_id, skill_group_ids=groups))
        self.wanted_page = page

    def suggested_ids(self, instance: Instance | None) -> Ids:
        """Return the ids of the user that is shown; where there is none, those of the call center."""
        user, groups = self.scope.user, self.scope.skill_group_ids
        if user is not None:
            return Ids(user.instance_id, user.user_id, groups)
        return Ids((instance and (instance.instance_id or instance.domain_name)) or "", "", groups)

    def _begin(self, scope: Scope) -> None:
        super()._begin(scope)
        self._admin = None

    @property
    def _is_chosen(self) -> bool:
        return self.scope.user is not None or self._admin is not None

    async def _load_page(self) -> Page[OutboundNumber]:
        if self.scope.user is not None or self._admin is None:
            return await super()._load_page()
        client = await self.client()

        async def ask(key: UserKey) -> tuple[PageCache[OutboundNumber], Page[OutboundNumber]]:
            cache = PageCache(self.resource, client, self.scope._replace(user=key), self.page_size)
            return cache, await cache.page(1)

        key, (self._cache, page) = await client.find_user(*self._admin, ask)
        self.scope = self.scope._replace(user=key)
        return page

    def count_in(self, instance: Instance | None) -> int | None:
        # Beside the name of a call center stand numbers of that one only.
        return self.count if instance is not None and self._is_of(instance) else None

    def _is_of(self, instance: Instance) -> bool:
        """Whether the numbers are those of a user of this call center."""
        if self.scope.instance is not None:
            return self.scope.instance.key() == instance.key()
        if self.scope.user is None:
            return False
        from ccc_tui.callcenter.ids import instance_ids

        return self.scope.user.instance_id in instance_ids(instance)

    def heading(self) -> tuple[str, str]:
        key, name = self.scope.user, self.scope.user_name
        ids = f"{key.user_id} · {key.instance_id}" if key is not None else ""
        said = "  ".join(filter(None, (name if key is None or name != key.user_id else "", ids)))
        groups = ", ".join(self.scope.skill_group_ids) or _("all skill groups")
        return said, groups if said else ""

    def prompt(self) -> Sequence[str]:
        return [
            "",
            _("Whose outbound numbers?"),
            "",
            _("Select an admin in the tree or in tab 2 with enter, or type a user id with u."),
        ]

    def hint(self) -> str:
        failure = self.state.failure
        unknown = failure is not None and failure.code.startswith(("NotExists", "Client.NoId"))
        return _("u type another id") if unknown else ""

    def advice(self) -> str:
        return _("Outbound numbers belong to skill groups or to a user. Another user: u. Refresh: r.")
