"""`SearchedPane`: a list in pages in which the service itself can search."""

from collections.abc import Sequence

from ccc_tui.callcenter.page import Row
from ccc_tui.i18n import _
from ccc_tui.ui import states
from ccc_tui.ui.panes.paged import PagedPane
from ccc_tui.ui.segments import Lines, Segment


class SearchedPane(PagedPane[Row]):
    """Shows what the service finds, or the rows of a skill group."""

    def action_search(self) -> None:
        """Ask for a text, and show the rows in which the service finds it."""
        from ccc_tui.ui.dialogs.search import SearchDialog

        def search(text: str | None) -> None:
            if text is not None:
                # A search is one of all rows.
                self.set_scope(self.scope._replace(search=text, skill_group_ids=()))
                self.show()

        if self._is_chosen:
            self.app.push_screen(SearchDialog(_(self.resource.title), self.scope.search), search)

    def heading(self) -> tuple[str, str]:
        if self.scope.search:
            return _("The service finds: {text}").format(text=self.scope.search), _("ctrl+f searches again")
        if self.scope.skill_group_ids:
            groups = ", ".join(self.scope.skill_group_ids)
            return _("Of skill group {groups}").format(groups=groups), _("ctrl+f searches all")
        return super().heading()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Search in a call center only."""
        return self._is_chosen if action == "search" else super().check_action(action, parameters)

    def filter_hints(self) -> Sequence[Segment]:
        return [*super().filter_hints(), Segment(_("ctrl+f: the service's search"), 6)]

    def empty(self) -> Lines:
        return [states.empty(_("The service finds none."))] if self.scope.search else super().empty()

    def advice(self) -> str:
        return _("ctrl+f searches again") if self.scope.search else super().advice()
