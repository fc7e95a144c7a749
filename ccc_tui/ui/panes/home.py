"""All call centers at a glance: is anything wrong, and where? Every line opens what it is about."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from rich.cells import cell_len

from ccc_tui.callcenter.notices import sentences
from ccc_tui.callcenter.summary import summarize_instances
from ccc_tui.i18n import N_, NN_, _, ngettext
from ccc_tui.resources.instances import INSTANCES, status_sign, status_word
from ccc_tui.resources.table import Resource, ScopeKind, Sign
from ccc_tui.ui.actions import OVERVIEW
from ccc_tui.ui.bars import Bar, bar_cells, bar_entries
from ccc_tui.ui.blocks import SIGN_TONES, columns, second_column, tests_block, usage_block
from ccc_tui.ui.formatting import ABSENT, format_count, truncate
from ccc_tui.ui.glyphs import glyph
from ccc_tui.ui.lines import GAP, Entry, Span, single, stacked, title, words
from ccc_tui.ui.panes.lines_pane import LinesPane
from ccc_tui.ui.places import Place
from ccc_tui.ui.segments import Lines, Segment

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ccc_tui.callcenter.models import Instance
    from ccc_tui.callcenter.page import Notice, Page
    from ccc_tui.callcenter.summary import CenterIssue, Summary
    from ccc_tui.ui.lines import TextLine
    from ccc_tui.ui.panes.base import GetClient
    from ccc_tui.ui.states import ListState

# More signs than this would not be counted by the eye.
_MOST_SIGNS: Final = 40
_SHORTEST_NAME: Final = 10
_LONGEST_NAME: Final = 28
_FEWEST_ISSUES: Final = 3
_MOST_ISSUES: Final = 1_000
# Bars of a block, the most that there is room for; more than the last in a tall pane only.
_BARS: Final = (6, 4, 2)
_TALL: Final = 28


HOME: Final[Resource[Any]] = Resource(
    id="home",
    title=N_("All centers"),
    tab=OVERVIEW,
    scope=ScopeKind.ACCOUNT,
    key=lambda line: line.key,
    load=INSTANCES.load,  # not called: the rows come with the tree
    held=lambda _scope: None,
    row_name=NN_("{n} center", "{n} centers"),
    empty=N_("This access key has no call centers."),
    columns=(),
)


class HomePane(LinesPane):
    """Shows what all call centers have together.

    Args:
        client: returns the client.
        state: the state of the list of call centers.
    """

    def __init__(self, client: GetClient, state: ListState) -> None:
        super().__init__(HOME, client, state)
        self._summary: tuple[Page[Instance], Summary] | None = None

    def source(self) -> Sequence[object]:
        page = self.state.page
        return (page,) if page is not None and page.rows else ()

    def title(self) -> tuple[Span, ...]:
        count = len(self._instances)
        said = Span(f" {format_count(count)}", "muted")
        accounts = len(self._summed().accounts)
        more = f" · {ngettext('{n} account', '{n} accounts', accounts).format(n=accounts)}" if accounts > 1 else ""
        return Span(_("Call centers"), "strong"), said, Span(more, "muted")

    def notice(self) -> Lines:
        return self.prompt() if self.state.page is not None else super().notice()

    def summary(self) -> Sequence[Segment]:
        count = len(self._instances)
        said = ngettext("{n} center", "{n} centers", count).format(n=format_count(count))
        page = self.state.page
        return [Segment(said, 3), Segment("" if page is None or page.complete else _("incomplete list"))]

    def is_warning(self) -> bool:
        return self.state.failure is not None

    @property
    def _instances(self) -> Sequence[Instance]:
        return self.state.page.rows if self.state.page is not None else ()

    def _summed(self) -> Summary:
        """Return the summary of what is loaded; it is made once."""
        page = self.state.page
        if page is None:
            return summarize_instances(())
        if self._summary is None or self._summary[0] is not page:
            self._summary = (page, summarize_instances(page.rows))
        return self._summary[1]

    def make_lines(self, width: int, height: int) -> Sequence[TextLine]:
        found = self._summed()
        states, missing, problems = single(self._states(width)), list(self._missing()), self._problems(found)
        count, room = len(missing) + len(problems), 0
        below: list[list[TextLine]] = []
        # The problems come first: the bars are fewer where there are many.
        for most in _BARS if height >= _TALL else _BARS[-1:]:
            below = self._bars(found, width, most)
            # Two blank lines and a title stand around the problems.
            room = max(_FEWEST_ISSUES, height - len(states) - len(stacked(below)) - 3)
            if count <= room:
                break
        if count:
            # Thousands of lines would take long to make.
            wanted = problems[: _MOST_ISSUES if self.shows_all else room]
            groups = [*([entry] for entry in missing), *self._groups(wanted, width)]
            attention = [title(_("Needs attention")), *self.shortened(groups, room, count)]
        else:
            attention = [Entry((Span(f"{glyph(Sign.OK)} ", "ok"), Span(_("Nothing needs attention."))))]
        return stacked([states, single(attention), *below])

    def _bars(self, found: Summary, width: int, most: int) -> list[list[TextLine]]:
        """Return numbers by usage, test numbers, and the call centers with the most seats and trunks."""
        second, cells, is_short = second_column(width), bar_cells(width), most == _BARS[-1]
        left_room, right_room = (second - GAP, width - second) if second else (width, width)
        left = [
            usage_block(found.usage, left_room, cells, found.dial_out)[: 4 if is_short else None],
            tests_block(found.tests, left_room, max(cells // 2, 4), most + 1, _("minutes")),
        ]
        right = [
            self._largest(_("Seats"), _("{n} at most"), found.seats, right_room, cells, most),
            self._largest(_("Trunks"), "{n}", found.trunks, right_room, cells, most),
        ]
        return [*columns(left, right, second), single(self._accounts(found, width, cells))]

    # Blocks

    def _states(self, width: int) -> list[Entry]:
        """Return a sign for each call center, and how many there are of each state."""
        states: Counter[tuple[Sign, str]] = Counter()
        one_of = {each.status: each for each in self._instances}
        for status, count in Counter(each.status for each in self._instances).items():
            one = one_of[status]
            states[status_sign(one), (status_word(one) or _("no state")).lower()] += count
        order = list(Sign)
        counted = sorted(states.items(), key=lambda pair: (order.index(pair[0][0]), -pair[1]))
        each = max(1, -(-len(self._instances) // min(_MOST_SIGNS, max(8, width - 20))))
        signs = [Span(glyph(sign) * -(-count // each), SIGN_TONES.get(sign, "")) for (sign, _word), count in counted]
        spans = [span for sign in signs for span in (sign, Span(" "))]
        if each > 1:
            spans.append(Span(_("one sign per {n}").format(n=each), "muted"))
        said = "  ".join(f"{format_count(count)} {truncate(word, 12)}" for (_sign, word), count in counted)
        return [Entry(tuple(spans)), words(said)]

    def _problems(self, found: Summary) -> list[tuple[CenterIssue, int]]:
        """Return the problems, urgent ones first; admins without a phone number once, with how many they are."""
        without_phone = Counter(each.center for each in found.issues if each.issue.kind == "admin")
        once = {each.center: each for each in reversed(found.issues) if each.issue.kind == "admin"}
        others = [(each, 1) for each in found.issues if each.issue.kind != "admin"]
        return [*others, *((each, without_phone[center]) for center, each in reversed(once.items()))]

    def _groups(self, problems: Sequence[tuple[CenterIssue, int]], width: int) -> list[list[Entry]]:
        """Return a line for each of these problems: the name of the call center, and what is wrong."""
        said = [(each, self._center_name(each.center), *_said(each, count)) for each, count in problems]
        longest_name = max((cell_len(name) for _each, name, _sign, _text in said), default=0)
        longest_text = max((cell_len(text) for _each, _name, _sign, text in said), default=0)
        widest = min(longest_name, _LONGEST_NAME, max(_SHORTEST_NAME, width - 2 - GAP - longest_text))
        groups = []
        for each, name, sign, text in said:
            shown = truncate(name, widest)
            blanks = " " * (widest - cell_len(shown) + GAP)
            spans = (Span(f"{glyph(sign)} ", SIGN_TONES.get(sign, "")), Span(shown), Span(blanks), Span(text))
            place = Place(each.center, each.instance, each.issue.kind, each.issue.position)
            key = ("issue", each.center, each.issue.kind, each.issue.position)
            groups.append([Entry(spans, name, each.issue.text, place, 1, key)])
        return groups

    def _missing(self) -> Iterator[Entry]:
        """Yield accounts and API versions that did not answer, though they may."""
        notices: Sequence[Notice] = self.state.page.notices if self.state.page is not None else ()
        for number, notice in enumerate(notices):
            if notice.may_come and notice.error is not None:
                said = " · ".join(sentences(notice))
                spans = (
                    Span(f"{glyph(Sign.ATTENTION)} ", "warn"),
                    Span(notice.label or _("All centers")),
                    Span(f"  {said}"),
                )
                yield Entry(spans, notice.label, said, None, 1, ("missing", number))

    def _largest(
        self, name: str, total: str, pairs: Sequence[tuple[int, int]], room: int, cells: int, most: int
    ) -> list[Entry]:
        """Return the call centers with the most of something, and the others in one line."""
        if not pairs:
            return []
        instances = self._instances
        bars = [
            Bar(self._center_name(index), count, opens=Place(index, instances[index])) for index, count in pairs[:most]
        ]
        if rest := pairs[most:]:
            said = ngettext("{n} other", "{n} others", len(rest)).format(n=format_count(len(rest)))
            bars.append(Bar(said, sum(count for _index, count in rest), others=True))
        all_of_it = format_count(sum(count for _index, count in pairs))
        return [title(name, total.format(n=all_of_it)), *bar_entries(bars, room, cells, name)]

    def _accounts(self, found: Summary, width: int, cells: int) -> list[Entry]:
        """Return how many call centers each account lists, where there are several accounts."""
        if len(found.accounts) < 2:  # noqa: PLR2004 - several
            return []
        bars = [Bar(account, count) for account, count in found.accounts.most_common()]
        return [title(_("Accounts")), *bar_entries(bars, width, cells, "accounts")]

    def _center_name(self, index: int) -> str:
        """Return the name of a call center, and its account, where there are several."""
        instance = self._instances[index]
        account = instance.account if len(self._summed().accounts) > 1 else None
        return f"{instance.name or _('(no name)')}{f' · {account}' if account else ''}"


def _said(found: CenterIssue, without_phone: int) -> tuple[Sign, str]:
    """Return the sign and the words of a problem, without the name of the call center."""
    issue, instance = found.issue, found.instance
    if issue.kind == "number":
        number = instance.phone_numbers[issue.position]
        shown, minutes = number.number or number.phone_number_id or ABSENT, number.remaining_time or 0
        if minutes <= 0:
            return Sign.ATTENTION, _("test number {number} used up").format(number=shown)
        return Sign.ATTENTION, _("test number {number} {n} min left").format(number=shown, n=minutes)
    if issue.kind == "instance":
        return status_sign(instance), issue.brief
    words = ngettext("{n} admin has no phone", "{n} admins have no phone", without_phone)
    return Sign.NOTICE, words.format(n=format_count(without_phone))
