"""Outbound numbers: whose they are, and the ids that the service knows the user by."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from textual import on
from textual.containers import Horizontal

from ccc_tui.cloud.text import clean
from ccc_tui.i18n import N_, _, ngettext
from ccc_tui.resources.personal import name_masked
from ccc_tui.resources.table import Column, Kind, Scope
from ccc_tui.ui.cells import table_column
from ccc_tui.ui.counts import Coverage, coverage
from ccc_tui.ui.panes.paged import PagedPane
from ccc_tui.ui.segments import Lines, Segment, warning
from ccc_tui.ui.widgets.province_bars import ProvinceBars

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from textual.app import ComposeResult
    from textual.geometry import Region

    from ccc_tui.callcenter.ids import UserKey
    from ccc_tui.callcenter.models import Instance, OutboundNumber, User
    from ccc_tui.resources.table import Resource
    from ccc_tui.ui.panes.base import GetClient
    from ccc_tui.ui.screens.provinces import ProvincesScreen
    from ccc_tui.ui.widgets.columns import TableColumn


class Ids(NamedTuple):
    """Whose numbers, and of which skill groups; of all when there are none."""

    instance_id: str
    user_id: str
    skill_groups: tuple[str, ...] = ()


_CANDIDATES: Final[tuple[Column[UserKey], ...]] = (
    Column(id="user_id", title=N_("User id"), kind=Kind.ID),
    Column(id="instance_id", title=N_("Instance id"), kind=Kind.ID),
    Column(id="api_version", title=N_("API version")),
    Column(id="origin", title=N_("Made of"), words=lambda key: key.origin or _("listed")),
)


class OutboundPane(PagedPane["OutboundNumber"]):
    """Shows the outbound numbers of a user. They are loaded when the pane is shown.

    Where the service does not know the user by the ids that were asked with, the pane offers other ids.
    """

    # Further ids by which the user may be known.
    _others: tuple[UserKey, ...] = ()
    _has_no_id = False
    _provinces: ProvincesScreen | None = None  # while it is shown

    def __init__(self, resource: Resource[OutboundNumber], client: GetClient, page_size: int) -> None:
        super().__init__(resource, client, page_size)
        self._beside, self._bars = Horizontal(), ProvinceBars()

    def body(self) -> ComposeResult:
        with self._beside:
            yield self.table
            yield self._bars

    @property
    def body_region(self) -> Region:
        """Where the list is, with the bars beside it."""
        return self._beside.region

    def open_admin(self, instance: Instance, user: User) -> None:
        """Show the numbers of an admin of the tree."""
        from ccc_tui.callcenter.ids import user_keys

        first, *others = user_keys(instance, user) or (None,)
        self._begin(Scope(instance=instance, user=first, user_name=name_masked(user)))
        self._others, self._has_no_id = tuple(filter(None, others)), first is None

    def open_listed(self, scope: Scope, user: User) -> None:
        """Show the numbers of a user whom 2020-07-01 lists in the call center of this scope."""
        from ccc_tui.callcenter.ids import UserKey
        from ccc_tui.callcenter.models import VERSION_2020
        from ccc_tui.resources.served import instance_id_2020

        key = UserKey(instance_id_2020(scope), user.user_id or "", VERSION_2020)
        self._begin(Scope(instance=scope.instance, user=key, user_name=user.name))

    def try_ids(self, key: UserKey) -> None:
        """Ask with other ids of the same user."""
        others = tuple(other for other in self._others if other != key)
        self._begin(self.scope._replace(user=key))
        self._others = others
        self.show()

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

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "by_province":
            return bool(self.loaded_rows())
        return self.scope.user is not None if action == "choose_groups" else super().check_action(action, parameters)

    def action_choose_groups(self) -> None:
        """Choose among the user's skill groups, and show the numbers of these."""
        from ccc_tui.ui.dialogs.groups import GroupsDialog

        def chosen(groups: tuple[str, ...] | None) -> None:
            if groups is not None:
                self._begin(self.scope._replace(skill_group_ids=groups))
                self.show()

        if self.scope.user is not None:
            scope = self.scope._replace(skill_group_ids=())
            self.app.push_screen(GroupsDialog(self.client, scope), chosen)

    def action_by_province(self) -> None:
        """Show the loaded rows by province; filter them by the one that is chosen."""
        from ccc_tui.ui.screens.provinces import ProvincesScreen

        def chosen(text: str | None) -> None:
            self._provinces = None
            if text is not None and (set_filter := getattr(self, "set_filter", None)) is not None:
                set_filter(text)

        if self._provinces is None and self.loaded_rows():
            self._provinces = ProvincesScreen(self)
            self.app.push_screen(self._provinces, chosen)

    def loaded_rows(self) -> Sequence[OutboundNumber]:
        """Return the rows that are loaded: those of the page that is shown, or those of all pages."""
        if self.offered or self.state.page is None:
            return ()
        paginator = self._cache.paginator if self._cache is not None else None
        return self.state.page.rows if paginator is None or self.loaded_page_number is not None else paginator.rows

    def coverage(self) -> Coverage:
        """Return how much of the list is loaded."""
        return coverage(len(self.loaded_rows()), self.count, self.loaded_page_number)

    @property
    def loaded_page_number(self) -> int | None:
        """The number of the page, where that is all that is loaded; None where loading all pages has begun."""
        progress = self._loading_all or self._loaded
        return self._shown_page if progress is None else None

    def update_rows(self) -> None:
        super().update_rows()
        if self._provinces is not None:
            self._provinces.show_counts()
        if self.is_mounted and not self._is_loading_all:  # meanwhile the list shows what it showed before
            rows = self.loaded_rows()
            self._bars.set_class(bool(rows), "-filled")
            self._bars.update(rows, self.coverage(), self.filter_text)

    @on(ProvinceBars.Clicked)
    def _bar_clicked(self, event: ProvinceBars.Clicked) -> None:
        """Filter by the province; a second click shows all rows again."""
        event.stop()
        self.set_filter("" if event.filter_text == self.filter_text else event.filter_text)

    def _begin(self, scope: Scope) -> None:
        super()._begin(scope)
        self._others, self._has_no_id = (), False

    @property
    def _is_chosen(self) -> bool:
        return self.scope.user is not None or self._has_no_id

    # Other ids

    @property
    def offered(self) -> Sequence[UserKey]:
        """Other ids, where the service does not know the user by those it was asked with."""
        failure = self.state.failure
        is_unknown = failure is not None and failure.code.startswith("NotExists.") and self.state.page is None
        return self._others if is_unknown and not self.state.is_running else ()

    @property
    def is_loaded(self) -> bool:
        return bool(self.offered) or super().is_loaded

    def current_rows(self) -> Sequence[Any]:
        return self.offered or super().current_rows()

    @property
    def can_filter(self) -> bool:
        return not self.offered

    def columns(self, rows: Sequence[Any]) -> Sequence[TableColumn]:
        return [table_column(column) for column in _CANDIDATES] if self.offered else super().columns(rows)

    def key(self, row: Any) -> Hashable:
        return row if row in self._others else super().key(row)

    def document(self, row: Any) -> dict[str, Any]:
        return row._asdict() if row in self._others else super().document(row)

    def summary(self) -> Sequence[Segment]:
        failure = self.state.failure
        if failure is None or not self.offered:
            return super().summary()
        words = ngettext("enter tries {n} other id", "enter tries one of {n} other ids", len(self.offered))
        return [
            warning(failure.code),
            Segment(words.format(n=len(self.offered))),
            Segment(f"RequestId {failure.request_id}" if failure.request_id else "", 1),
        ]

    def count_in(self, instance: Instance | None) -> int | None:
        # Beside the name of a call center stand numbers of that one only.
        return self.count if instance is not None and self._is_of(instance) else None

    def _is_of(self, instance: Instance) -> bool:
        """Whether the numbers are those of a user of this call center."""
        if self.scope.instance is not None:
            return self.scope.instance.key() == instance.key()
        if self.scope.user is None:
            return False
        from ccc_tui.callcenter.ids import is_known_as

        return is_known_as(instance, self.scope.user.instance_id)

    def heading(self) -> tuple[str, str]:
        key, name = self.scope.user, self.scope.user_name
        version = (self.state.page and self.state.page.api_version) or (key and key.api_version) or ""
        ids = f"{key.user_id} · {key.instance_id}" if key is not None else ""
        said = "  ".join(filter(None, (name if key is None or name != key.user_id else "", ids)))
        groups = ", ".join(self.scope.skill_group_ids) or _("all skill groups")
        return said, f"{version[:4]} · {groups}" if version else groups if said else ""

    def prompt(self) -> Lines:
        return [
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
