"""All call centers at a glance: how many there are of each state."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from ccc_tui.i18n import N_, NN_, _
from ccc_tui.resources.instances import INSTANCES, status_sign, status_word
from ccc_tui.resources.table import Column, Kind, Resource, ScopeKind, Sign
from ccc_tui.ui.actions import OVERVIEW
from ccc_tui.ui.panes.base import ResourcePane

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ccc_tui.ui.panes.base import GetClient
    from ccc_tui.ui.states import ListState


class StateCount(NamedTuple):
    """How many call centers are in a state."""

    sign: Sign
    state: str
    centers: int


HOME: Final[Resource[Any]] = Resource(
    id="home",
    title=N_("All centers"),
    tab=OVERVIEW,
    scope=ScopeKind.ACCOUNT,
    key=lambda row: row.state,
    load=INSTANCES.load,  # not called: the call centers come with the tree
    held=lambda _scope: None,
    row_name=NN_("{n} state", "{n} states"),
    empty=N_("This access key has no call centers."),
    document=lambda row: {"state": row.state, "centers": row.centers},
    columns=(
        Column(id="state", title=N_("State"), sign=lambda row: row.sign),
        Column(id="centers", title=N_("Centers"), kind=Kind.COUNT),
    ),
)


class HomePane(ResourcePane[Any]):
    """Shows what all call centers have together.

    Args:
        client: returns the client.
        state: the state of the list of call centers.
    """

    def __init__(self, client: GetClient, state: ListState) -> None:
        super().__init__(HOME, client, state)

    @property
    def count(self) -> None:
        return None

    def current_rows(self) -> Sequence[StateCount]:
        found = self.state.page.rows if self.state.page is not None else ()
        counted = Counter((status_sign(each), (status_word(each) or _("no state")).lower()) for each in found)
        return [StateCount(sign, state, count) for (sign, state), count in counted.most_common()]
