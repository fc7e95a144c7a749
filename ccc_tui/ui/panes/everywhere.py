"""The admins and the numbers of all call centers: the lists of one center, with a first column that names it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from ccc_tui.i18n import N_
from ccc_tui.resources import ADMINS, PHONE_NUMBERS
from ccc_tui.resources.instances import INSTANCES
from ccc_tui.resources.table import Column, Resource, Scope, ScopeKind
from ccc_tui.ui.panes.base import ResourcePane

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ccc_tui.callcenter.models import Instance
    from ccc_tui.callcenter.page import Page
    from ccc_tui.ui.panes.base import GetClient
    from ccc_tui.ui.states import ListState


class Located(NamedTuple):
    """A row of a call center's list, and the call center."""

    instance: Instance
    row: Any


def _everywhere(resource: Resource[Any]) -> Resource[Located]:
    """Return a list of one call center as a list of all."""

    def of_row(column: Column[Any]) -> Column[Located]:
        value, sign = column.value, column.sign
        text = column.text
        return replace(
            column,
            value=lambda located: value(located.row),
            words=lambda located: text(located.row),
            sign=lambda located: sign(located.row),
        )

    center: Column[Located] = Column(
        id="center", title=N_("Center"), value=lambda located: located.instance.name, max_width=16
    )
    return replace(
        resource,
        id=f"all-{resource.id}",
        scope=ScopeKind.ACCOUNT,
        load=INSTANCES.load,  # not called: the rows come with the tree
        held=lambda _scope: None,
        key=lambda located: (located.instance.key(), resource.key(located.row)),
        document=lambda located: {"center": located.instance.name, **resource.document(located.row)},
        footer=lambda rows: resource.footer([located.row for located in rows]),
        columns=(center, *map(of_row, resource.columns)),
    )


ALL_ADMINS: Final = _everywhere(ADMINS)
ALL_NUMBERS: Final = _everywhere(PHONE_NUMBERS)


class EverywherePane(ResourcePane[Located]):
    """Shows a list of all call centers.

    Args:
        resource: the list.
        rows_of: returns the rows of one call center.
        client: returns the client.
        state: the state of the list of call centers.
    """

    def __init__(
        self,
        resource: Resource[Located],
        rows_of: Callable[[Scope], Sequence[Any] | None],
        client: GetClient,
        state: ListState,
    ) -> None:
        super().__init__(resource, client, state)
        self._rows_of = rows_of
        self._located: tuple[Page[Any] | None, Sequence[Located]] = (None, ())

    @property
    def count(self) -> int | None:
        page = self.state.page  # the rows are made when the pane is shown: there may be 100,000
        return None if page is None else sum(len(self._rows_of(Scope(instance=each)) or ()) for each in page.rows)

    def current_rows(self) -> Sequence[Located]:
        page = self.state.page
        if page is not self._located[0]:
            found: Sequence[Instance] = page.rows if page is not None else ()
            rows = [Located(each, row) for each in found for row in self._rows_of(Scope(instance=each)) or ()]
            self._located = (page, rows)
        return self._located[1]
