"""The state of the tree and of tabs 1 to 3: which call centers there are, and why asking for them failed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ccc_tui.i18n import _
from ccc_tui.ui.views import states
from ccc_tui.ui.views.tabs import no_instances, tab_view
from ccc_tui.ui.views.view import View
from ccc_tui.ui.widgets.top_line import summarize

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ccc_tui.callcenter.client import CallCenterClient
    from ccc_tui.callcenter.models import Instance, Instances
    from ccc_tui.cloud.errors import CloudError
    from ccc_tui.settings import Settings
    from ccc_tui.ui.parts import Part
    from ccc_tui.ui.screens.questions import Questions
    from ccc_tui.ui.widgets.instance_tree import Place


class CallCenters:
    """Keeps what came last, also when asking again fails.

    Args:
        questions: knows what is being asked.

    Attributes:
        found: what the service named last; None before it did.
        summary: how much that is.
        failure: why asking failed since then.
    """

    def __init__(self, questions: Questions) -> None:
        self.found: Instances | None = None
        self.summary: Sequence[Part] = ()
        self.failure: CloudError | None = None
        self._questions = questions

    async def load(self, directory: CallCenterClient) -> None:
        """Ask for them.

        Raises:
            CloudError: they cannot be had.
        """
        found = await directory.instances()
        self.found, self.summary, self.failure = found, summarize(found), None

    def position_of(self, settings: Settings) -> int:
        """Return where the call center stands that the command line names; the first without one."""
        wanted = settings.instance
        for position, instance in enumerate(self.found.instances if self.found else ()):
            if wanted and wanted in _names(instance):
                return position
        return 0

    def view(self, tab: str, place: Place | None, width: int) -> View:
        """Return what the pane shows in tabs 1 to 3: of a place in the tree, in so many cells."""
        questions = self._questions
        if self.found is None:
            if self.failure is not None and not questions.is_waiting("instances"):
                return View(notice=states.failed(self.failure))
            nothing = states.stopped() if questions.stopped else ["", _("Loading…")]
            return View(notice=questions.loading("instances") or nothing)
        if asking := questions.asking("instances"):
            as_of = asking
        elif self.failure is not None:
            as_of = states.refresh_failed(self.found.as_of, self.failure)
        else:
            as_of = states.as_of(self.found.as_of)
        if place is None:
            return View(notice=no_instances(), as_of=as_of)
        view = tab_view(tab, place.instance, width, as_of)
        return view if self.failure is None else view._replace(warning=True)


def _names(instance: Instance) -> set[str | None]:
    return {instance.instance_id, instance.domain_name, instance.instance_name}
