"""The call centers, and under each its admins and phone numbers."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar, Final

from rich.cells import cell_len
from rich.text import Text
from textual.message import Message
from textual.widgets import Tree

from ccc_tui.callcenter.health import health_issues, is_running_out
from ccc_tui.i18n import N_, _
from ccc_tui.resources.instances import status_sign, status_word
from ccc_tui.resources.personal import name_masked
from ccc_tui.resources.table import Sign
from ccc_tui.ui.actions import bindings
from ccc_tui.ui.formatting import ABSENT, format_count, truncate, truncate_middle
from ccc_tui.ui.glyphs import CLOSED, OPENED, glyph
from ccc_tui.ui.privacy import is_masked
from ccc_tui.ui.row_documents import rows_as_json

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from rich.style import Style
    from rich.text import TextType
    from textual.binding import BindingType
    from textual.widgets.tree import TreeNode

    from ccc_tui.callcenter.models import Instance, PhoneNumber, User
    from ccc_tui.ui.hits import Hits

_NO_LABEL: Final = Text()
_BRANCHES: Final = {"admins": N_("Admins"), "users": N_("Users"), "groups": N_("Groups"), "numbers": N_("Numbers")}
# Adding a node costs a tenth of a millisecond: a person waits for a screenful, and the rest come between the keys.
_AT_ONCE: Final = 60
# What a branch shows at most; a longer list is read in its tab.
_LONGEST_BRANCH: Final = 300


@dataclass(frozen=True)
class Place:
    """What a node stands for: a call center, its admins or one of them, its numbers or one of them."""

    index: int  # of the call center
    instance: Instance
    kind: str = "instance"  # or admins, admin, numbers, number, more, users, groups
    position: int = 0  # of the admin or the number; of ``more``, how many there are

    @property
    def path(self) -> tuple[str, str, str]:
        """What stays the same over a refresh."""
        position = f"#{self.position}"
        if self.kind == "admin":
            position = self.admin.user_id or position
        elif self.kind == "number":
            position = self.number.phone_number_id or self.number.number or position
        return (self.instance.instance_id or f"#{self.index}", self.kind, position)

    @cached_property
    def urgent(self) -> str | None:
        """What callers or agents will feel soon, in two or three words."""
        return next((issue.brief for issue in health_issues(self.instance) if issue.urgent), None)

    @property
    def admin(self) -> User:
        """The admin it stands for."""
        return self.instance.admins[self.position]

    @property
    def number(self) -> PhoneNumber:
        """The phone number it stands for."""
        return self.instance.phone_numbers[self.position]

    def copied(self, *, whole_row: bool, masked: bool) -> str | None:
        """Return the id or the phone number by which others know it, or all of it as JSON."""
        instance, row = self.instance, self.instance.declared()
        text = instance.instance_id or instance.name
        if self.kind == "admin":
            text, row = self.admin.user_id or name_masked(self.admin), self.admin.declared()
        elif self.kind == "number":
            text, row = self.number.number, self.number.declared()
        return rows_as_json([row], masked=masked) if whole_row else text


class InstanceTree(Tree["Place | None"]):
    """A tree whose branches are built when they are opened."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("rows")]

    @dataclass
    class Highlighted(Message):
        """The cursor is on another place."""

        place: Place

    @dataclass
    class Selected(Message):
        """A place was selected."""

        place: Place

    def __init__(self) -> None:
        super().__init__("", id="tree")
        self.show_root = False
        self.show_guides = False
        self.guide_depth = 2
        self.auto_expand = False
        self.hits: Hits | None = None
        self._only: Collection[int] | None = None

    @property
    def place(self) -> Place | None:
        """What is under the cursor."""
        return self.cursor_node.data if self.cursor_node is not None else None

    def update(self, instances: Sequence[Instance]) -> None:
        """Show these call centers; what was open stays open, and the cursor stays where it was.

        Posts no `Highlighted`: the caller reads `place`.
        """
        opened = {node.data.path for node in self._places() if node.data is not None and node.is_expanded}
        before, line, top = self.place, self.cursor_line, self.scroll_offset.y
        self.clear()
        for index, instance in enumerate(instances):
            if self._only is not None and id(instance) not in self._only:
                continue
            place = Place(index, instance)
            node = self.root.add(ABSENT, place, expand=place.path in opened)
            if place.path in opened:
                self._grow(node, opened)
        self.root.expand()
        _ = self.last_line  # builds the lines now, so that they are painted with what else has changed
        if before is not None:
            self._put_cursor(self._node_like(before), at_line=None if self._is_gone(before) else line - top)

    def _is_gone(self, before: Place) -> bool:
        return all(node.data is None or node.data.path != before.path for node in self._places())

    def show_only(self, instances: Collection[int] | None) -> None:
        """Let `update` leave out all call centers but these, given by their `id()`; None for none."""
        self._only = instances

    def open_instance(self, index: int) -> None:
        """Put the cursor on a call center, if it is shown."""
        nodes = (node for node in self.root.children if node.data is not None and node.data.index == index)
        self._put_cursor(next(nodes, None))

    def _places(self) -> list[TreeNode[Place | None]]:
        nodes = list(self.root.children)
        for node in nodes:
            nodes += node.children
        return nodes

    def _node_like(self, before: Place) -> TreeNode[Place | None] | None:
        """Return the node of a place that was shown before; else of its call center, or of what stands there now."""
        nodes = {node.data.path: node for node in self._places() if node.data is not None}
        call_center = Place(before.index, before.instance).path
        instances = self.root.children
        instead = instances[min(before.index, len(instances) - 1)] if instances else None
        return nodes.get(before.path) or nodes.get(call_center) or instead

    def _put_cursor(self, node: TreeNode[Place | None] | None, *, at_line: int | None = None) -> None:
        """Put the cursor on a node, at a line of the window or where it can be seen."""
        with self.prevent(InstanceTree.Highlighted):
            # Only a look at the lines makes Textual number them, and a node without a number cannot be gone to.
            if self.last_line >= 0 and node is not None:
                self.move_cursor(node)
                if at_line is not None:
                    self.scroll_to(y=self.cursor_line - at_line, animate=False, immediate=True)
                    return
                self.call_after_refresh(self.scroll_to_node, node, animate=False)

    def _grow(self, node: TreeNode[Place | None], opened: set[tuple[str, str, str]] | None = None) -> None:
        """Add what belongs under a node, when it is first opened."""
        place = node.data
        if place is None or node.children:
            return
        if place.kind == "instance":
            for kind in _BRANCHES:
                branch = Place(place.index, place.instance, kind)
                if kind in {"users", "groups"}:  # their rows are loaded in their tabs
                    node.add_leaf(kind, branch)
                    continue
                child = node.add(kind, branch, expand=kind == "admins" or branch.path in (opened or ()))
                if child.is_expanded:
                    self._grow(child)
        elif place.kind in {"admins", "numbers"}:
            self._add_leaves(node, 0, _LONGEST_BRANCH if opened is not None else _AT_ONCE)

    def _add_leaves(self, node: TreeNode[Place | None], start: int, count: int) -> None:
        """Add some leaves under a branch, and the rest when other messages have had their turn."""
        place = node.data
        if place is None or len(node.children) != start:  # it was filled, or cleared away, meanwhile
            return
        entries = place.instance.admins if place.kind == "admins" else place.instance.phone_numbers
        kind = "admin" if place.kind == "admins" else "number"
        end = min(start + count, len(entries), _LONGEST_BRANCH)
        for position in range(start, end):
            node.add_leaf(kind, Place(place.index, place.instance, kind, position))
        if end == len(entries):
            return
        if end == _LONGEST_BRANCH:
            node.add_leaf("more", Place(place.index, place.instance, "more", len(entries) - end))
        else:
            self.call_later(self._add_leaves, node, end, count)

    # Drawing

    def render_label(self, node: TreeNode[Place | None], base_style: Style, style: Style) -> Text:
        """Return the line of a node: its name, and at the right what there is to say about it."""
        del base_style  # the terminal's own colours are the base
        if node.data is None:
            return Text()
        sign, name, remark, remark_style = _line(node.data)
        arrow = f"{OPENED if node.is_expanded else CLOSED} " if node.allow_expand else ""
        head = arrow + sign
        depth = 0 if node.data.kind == "instance" else 1 if node.data.kind in _BRANCHES else 2
        room = self.scrollable_content_region.width - depth * self.guide_depth - cell_len(head)
        if node.data.kind == "instance":
            # The name tells more than the versions and than the status, which the sign says, too.
            account = f"{node.data.instance.account or ''} ".lstrip()
            years = "+".join(version[:4] for version in node.data.instance.api_versions)
            said = [f"{account}{years} {remark}", f"{account}{remark}", account.strip()]
            shorter = [*said[:2], remark] if node.data.urgent else [*said, ""]
            remark = next((each for each in shorter if cell_len(name) + cell_len(each) < room), shorter[-1])
        room_for_name = max(4, room - (cell_len(remark) + 1 if remark else 0))
        text = (truncate_middle if node.data.kind in {"admin", "number"} else truncate)(name, room_for_name)
        gap = room - cell_len(text) - cell_len(remark)
        label = Text(head + text, style=style, no_wrap=True)
        for start, end in self._spans(node.data, text):
            label.stylize("underline", len(head) + start, len(head) + end)
        if remark and gap > 0:
            focused_cursor = node is self.cursor_node and self.has_focus
            label.append(" " * gap)
            label.append(remark, "" if focused_cursor else remark_style)
        return label

    def _spans(self, place: Place, text: str) -> Sequence[tuple[int, int]]:
        """Return what the filter hits in the name of a node."""
        column = {"instance": "name", "admin": "admins", "number": "phone_numbers"}.get(place.kind)
        return self.hits.spans(column, place.instance, text) if self.hits is not None and column else ()

    def process_label(self, label: TextType) -> Text:
        """Labels are made when they are drawn; a node needs none before, and reading markup is half of its cost."""
        del label
        return _NO_LABEL

    def get_label_width(self, node: TreeNode[Place | None]) -> int:
        """Every line is made to fit, so none needs measuring."""
        del node
        return 1

    # Copying

    def text_to_copy(self, *, whole_row: bool) -> str | None:
        """Return the id of the node under the cursor, or the node as JSON; None where there is none."""
        return None if self.place is None else self.place.copied(whole_row=whole_row, masked=is_masked(self))

    # Moving

    def on_tree_node_expanded(self, event: Tree.NodeExpanded[Place | None]) -> None:
        event.stop()
        self._grow(event.node)

    def watch_cursor_line(self, previous_line: int, line: int) -> None:
        """Tell where the cursor is at once: Textual's own message would come after that of a key typed ahead."""
        super().watch_cursor_line(previous_line, line)
        if line != previous_line and self.place is not None:
            self.post_message(self.Highlighted(self.place))

    def on_tree_node_selected(self, event: Tree.NodeSelected[Place | None]) -> None:
        event.stop()
        self._select(event.node)

    def _select(self, node: TreeNode[Place | None]) -> None:
        if node.data is None:
            return
        if node.data.kind == "instance":
            self._grow(node)
            node.toggle()
        else:
            self.post_message(self.Selected(node.data))

    def action_cursor_left(self) -> None:
        """Close the node, or go to the one above it."""
        node = self.cursor_node
        if node is None:
            return
        if node.is_expanded and node.allow_expand:
            node.collapse()
        elif node.parent is not None and not node.parent.is_root:
            self.move_cursor(node.parent)

    def action_cursor_right(self) -> None:
        """Open the node, or go to the first one under it."""
        node = self.cursor_node
        if node is None or not node.allow_expand:
            return
        if node.is_collapsed:
            self._grow(node)  # at once, for keys that were typed ahead
            node.expand()
        elif node.children:
            self.move_cursor(node.children[0])

    def action_top(self) -> None:
        if self.last_line >= 0:
            self.move_cursor_to_line(0)

    def action_bottom(self) -> None:
        if self.last_line >= 0:
            self.move_cursor_to_line(self.last_line)

    def action_open(self) -> None:
        if self.cursor_node is not None:
            self._select(self.cursor_node)


def _line(place: Place) -> tuple[str, str, str, str]:
    """Return a line's sign, name, remark, and the remark's style."""
    instance = place.instance
    match place.kind:
        case "instance":
            urgent = place.urgent
            sign = glyph(Sign.ATTENTION if urgent else status_sign(instance))
            remark = urgent or (status_word(instance) or ABSENT).lower()
            return f"{sign} ", instance.name or _("(no name)"), remark, "yellow" if urgent else "dim"
        case "admins" | "numbers":
            count = len(instance.admins if place.kind == "admins" else instance.phone_numbers)
            return "", _(_BRANCHES[place.kind]), format_count(count), "dim"
        case "users" | "groups":
            return "  ", _(_BRANCHES[place.kind]), "", ""
        case "admin":
            admin = place.admin
            known = admin.display_name or admin.login_name
            return "  ", name_masked(admin) or _("(no id)"), "" if known else _("id only"), "dim"
        case "number":
            low = is_running_out(place.number)
            remark = "" if not low else _("low") if place.number.remaining_time else _("used up")
            return "! " if low else "  ", place.number.number or ABSENT, remark, "yellow"
        case _:
            return "  ", _("{n} more: in tab 3").format(n=format_count(place.position)), "", ""
