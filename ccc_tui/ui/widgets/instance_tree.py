"""The call centers, and under each its admins and phone numbers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar, Final

from rich.cells import cell_len
from rich.segment import Segment
from rich.text import Text
from textual.message import Message
from textual.strip import Strip
from textual.widgets import Tree

from ccc_tui.ui.actions import bindings
from ccc_tui.ui.formatting import truncate, truncate_middle
from ccc_tui.ui.glyphs import CLOSED, CURSOR, OPENED, tone_of
from ccc_tui.ui.places import BRANCHES, HOME, Place, place_line
from ccc_tui.ui.privacy import is_masked
from ccc_tui.ui.tones import Toned, with_hits

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from rich.text import TextType
    from textual.binding import BindingType
    from textual.widgets.tree import TreeNode

    from ccc_tui.callcenter.models import Instance
    from ccc_tui.ui.hits import Hits

_NO_LABEL: Final = Text()
# Adding a node costs a tenth of a millisecond: a person waits for a screenful, and the rest come between the keys.
_AT_ONCE: Final = 60
# What a branch shows at most; a longer list is read in its tab.
_LONGEST_BRANCH: Final = 300


class InstanceTree(Toned, Tree["Place | None"], can_focus=True):
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
        super().__init__("", HOME, id="tree")
        self.auto_expand = False
        self.hits: Hits | None = None
        self._only: Collection[int] | None = None
        self.root.expand()

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
        self.root.data = replace(HOME, position=len(instances))
        for index, instance in enumerate(instances):
            if self._only is not None and id(instance) not in self._only:
                continue
            place = Place(index, instance)
            node = self.root.add("", place, expand=place.path in opened)
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

    @property
    def shown(self) -> list[Instance]:
        """The call centers that are shown, in their order."""
        return [node.data.instance for node in self.root.children if node.data is not None]

    def go_to_instance(self, instance: Instance) -> None:
        """Put the cursor on a call center that is shown, as a key does."""
        for node in self.root.children:
            if node.data is not None and node.data.found is instance:
                self.move_cursor(node)

    @property
    def at_home(self) -> bool:
        """Whether the cursor is on all call centers."""
        return self.place is None or self.place.kind == "home"

    def go_home(self) -> None:
        """Put the cursor on all call centers."""
        if self.last_line >= 0:
            self.move_cursor(self.root)

    def go_to(self, path: tuple[str, str, str]) -> None:
        """Put the cursor on a place that is shown."""
        node = next((node for node in self._places() if node.data is not None and node.data.path == path), None)
        if node is not None and self.last_line >= 0:
            self.move_cursor(node)

    def _places(self) -> list[TreeNode[Place | None]]:
        nodes = [self.root]
        for node in nodes:
            nodes += node.children
        return nodes

    def _node_like(self, before: Place) -> TreeNode[Place | None] | None:
        """Return the node of a place that was shown before; else of its call center, or of what stands there now."""
        nodes = {node.data.path: node for node in self._places() if node.data is not None}
        call_center = Place(before.index, before.found).path
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
            for kind in BRANCHES:
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

    def render_line(self, y: int) -> Strip:
        """Draw the line of a node: cursor, arrow, sign, name, and at the right what there is to say about it."""
        base = self.rich_style
        width = self.scrollable_content_region.width
        number = y + self.scroll_offset.y
        node = self.get_node_at_line(number)
        if node is None or node.data is None:
            return Strip.blank(self.size.width, base)
        place, is_cursor = node.data, node is self.cursor_node
        line = place_line(place)
        arrow = " " if place.kind == "home" or not node.allow_expand else OPENED if node.is_expanded else CLOSED
        # A leaf stands one cell nearer: it has no arrow to be told from.
        head = " " * (2 * place.depth - (place.depth > 1))
        sign = f"{line.sign} " if line.sign else ""
        room = width - cell_len(head) - cell_len(sign) - (2 if place.depth > 1 and not sign else 3)
        said = next((each for each in line.remarks if self._fits(line.name, each, room)), line.remarks[-1])
        room_for_name = max(4, room - (cell_len(said) + 1 if said else 0))
        name = (truncate_middle if place.kind in {"admin", "number"} else truncate)(line.name, room_for_name)
        gap = room - cell_len(name) - cell_len(said)
        marked = base + self.tone("cursor" if self.has_focus else "strong") if is_cursor else base
        segments = [Segment(f"{head}{CURSOR if is_cursor else ' '}", base)]
        if place.depth <= 1 or sign:
            segments.append(Segment(arrow, base + self.tone("frame")))
        segments.append(Segment(" ", base))
        if sign:
            segments += [Segment(sign[0], base + self.tone(tone_of(sign))), Segment(sign[1:], base)]
        segments += with_hits(name, marked, self._spans(place, name))
        if said and gap > 0:
            segments += [Segment(" " * gap, base), Segment(said, base + self.tone(line.tone))]
        strip = Strip(segments).adjust_cell_length(self.size.width, base)
        return strip.apply_meta({"node": node.id, "line": number, "toggle": False})

    @staticmethod
    def _fits(name: str, remark: str, room: int) -> bool:
        return cell_len(name) + cell_len(remark) < room

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
        if node.is_expanded and node.allow_expand and not node.is_root:
            node.collapse()
        elif node.parent is not None:
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
