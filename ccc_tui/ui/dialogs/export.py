"""Asks which rows to export, how and where to; loads what is missing, and writes."""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING, Any, ClassVar, Final

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Input, Static

from ccc_tui.cloud.errors import CloudError
from ccc_tui.cloud.text import clean
from ccc_tui.i18n import _, ngettext
from ccc_tui.output.listing import Listing, loaded_page
from ccc_tui.output.saving import destination, problem_with, save
from ccc_tui.resources.all_pages import all_pages
from ccc_tui.resources.personal import has_personal_data
from ccc_tui.resources.table import Sign
from ccc_tui.terminal.clipboard import LONGEST, Way
from ccc_tui.ui.copying import send, sent_by
from ccc_tui.ui.dialogs.confirm import ConfirmDialog
from ccc_tui.ui.dialogs.dialog import Dialog, Field, Hint
from ccc_tui.ui.dialogs.option_line import OptionLine
from ccc_tui.ui.exporting import Part, Selection
from ccc_tui.ui.formatting import format_count
from ccc_tui.ui.glyphs import glyph

if TYPE_CHECKING:
    from pathlib import Path

    from textual.app import ComposeResult
    from textual.worker import Worker

    from ccc_tui.callcenter.page import Page
    from ccc_tui.callcenter.union import UnionPaginator
    from ccc_tui.settings import Settings
    from ccc_tui.ui.exporting import Export

_FORMATS: Final = {"csv": "CSV", "json": "JSON", "jsonl": "JSONL", "md": "Markdown"}


class FileField(Field):
    """Shows the beginning of a long name; typing begins at its end."""

    def on_focus(self) -> None:
        """Go to the end."""
        self.cursor_position = len(self.value)


class ExportDialog(Dialog["str | None"]):
    """Exports a part of a list; its result is what to say about that."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "stop", show=False),
        Binding("enter", "export", show=False),
        Binding("up", "app.focus_previous", show=False),
        Binding("down", "app.focus_next", show=False),
    ]

    def __init__(self, found: Export, settings: Settings) -> None:
        super().__init__()
        self._found = found
        self._settings = settings
        self._parts = [*found.parts]
        self._paginator: UnionPaginator[Any] | None = None
        self._suggested = ""
        self._worker: Worker[None] | None = None
        self._is_writing = False
        self._turn = asyncio.Lock()
        self._replaced: Path | None = None  # the file that may be replaced

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog -small") as dialog:
            dialog.border_title = _("Export: {list}").format(list=_(self._found.resource.title))
            yield OptionLine(_("Rows"), self._row_options(), id="rows")
            yield OptionLine(_("Format"), [*_FORMATS.items()], id="format")
            if has_personal_data(self._found.resource):
                yield OptionLine(_("Personal data"), [(True, _("masked")), (False, _("shown"))], id="personal")
            limit = "" if os.environ.get("TMUX") else " " + _("({n} kB at most)").format(n=LONGEST // 1000)
            yield OptionLine(_("To"), [(True, _("file")), (False, _("clipboard") + limit)], id="to")
            with Horizontal(id="file-row"):
                yield Static(_("File"), classes="label", markup=False)
                yield FileField("", id="file")
            yield Hint(_("enter export · ↑ ↓ field · ← → change · esc cancel"))
            yield Static("", id="problem", markup=False)

    def on_mount(self) -> None:
        """Suggest a file."""
        for personal in self.query("#personal").results(OptionLine):
            personal.choose(self._settings.mask is not False)
        self._choices_changed()

    # What is chosen

    @property
    def _part(self) -> Part:
        chosen: int = self.query_one("#rows", OptionLine).value
        return self._parts[chosen]

    @property
    def _file(self) -> str:
        return clean(self.query_one("#file", Field).value).strip()

    @property
    def _to_file(self) -> bool:
        return bool(self.query_one("#to", OptionLine).value)

    @property
    def _is_masked(self) -> bool:
        return any(personal.value for personal in self.query("#personal").results(OptionLine))

    def _row_options(self) -> list[tuple[int, str]]:
        return [(place, _name_of(part)) for place, part in enumerate(self._parts)]

    @on(OptionLine.Changed)
    def _choices_changed(self) -> None:
        """Keep the suggested name true; give a name that was typed the format's extension."""
        field, extension = self.query_one("#file", Field), self.query_one("#format", OptionLine).value
        stem, _dot, before = field.value.rpartition(".")
        is_suggested = field.value == self._suggested
        self._suggested = self._found.file_name(self._part.suffix, extension)
        if is_suggested:
            field.value = self._suggested
        elif stem and before in _FORMATS:
            field.value = f"{stem}.{extension}"
        field.cursor_position = 0
        self.query_one("#file-row").display = self._to_file
        page = self._part.page if self._part.is_incomplete else None
        self._say("" if page is None else _("incomplete result: {rows}").format(rows=self._how_much(page)))

    def _say(self, text: str, sign: Sign = Sign.ATTENTION) -> None:
        problem = self.query_one("#problem", Static)
        problem.update(f"{glyph(sign)} {text}" if text else "")
        if text:
            problem.scroll_visible(animate=False)  # in a window too low for the dialog

    def _how_much(self, page: Page[Any]) -> str:
        """Return how many rows these are, and of how many."""
        singular, plural = self._found.resource.row_name
        count, total = len(page.rows), page.total_count
        if page.complete or total is None:
            words = ngettext(singular, plural, count).format(n=format_count(count))
            return words if page.complete else f"{words} · {_('incomplete result')}"
        all_rows = ngettext(singular, plural, total).format(n=format_count(total))
        return _("{n} of {rows}").format(n=format_count(count), rows=all_rows)

    # What the keys do

    def action_stop(self) -> None:
        """Stop loading; else close."""
        if self._is_writing:
            return
        if self._worker is None:
            self.dismiss(None)
            return
        self._worker.cancel()
        self._worker = None
        self._stopped(_("stopped"))

    @on(Input.Submitted)
    def action_export(self) -> None:
        """Export what is chosen."""
        if self._worker is None:
            # Python 3.12 runs the beginning of a worker before run_worker returns.
            self._worker = self.run_worker(self._run, exclusive=True, exit_on_error=True)

    async def _run(self) -> None:
        await asyncio.sleep(0)
        worker = self._worker
        try:
            # Loading that was stopped needs a moment to end: it shares the paginator with the next one.
            async with self._turn:
                await self._export()
        except OSError as error:
            self._say(problem_with(error, self._file), Sign.FAILED)
        except CloudError as error:
            self._stopped(_("page {n} failed: {code}").format(n=self._calls + 1, code=error.code))
        finally:
            self._is_writing = False
            if self._worker is worker:
                self._worker = None

    async def _export(self) -> None:
        part, name = self._part, self._file
        if self._to_file and not await self._may_write(name):
            return
        page = part.page or await self._load()
        is_partial = part.page is None and not page.complete
        self._is_writing = True
        text = await asyncio.to_thread(self._listing(part).text, page)
        if not self._to_file:
            await self._copy(text, part._replace(page=page))
            return
        if is_partial and "partial" not in name:
            stem, dot, extension = name.rpartition(".")
            name = f"{stem}-partial{dot}{extension}" if stem else f"{name}-partial"
            if not await self._may_write(name):
                return
        path = destination(name)
        await asyncio.to_thread(save, path, text, replace=path == self._replaced)
        self._finish(_("{text} written to {file}"), part._replace(page=page), name)

    async def _may_write(self, name: str) -> bool:
        """Return whether the file can be written; ask where there is one already."""
        if not name:
            self._say(_("A file name is required."))
            return False
        path = destination(name)
        if not path.exists() or path == self._replaced:
            return True
        question = _("{file} exists already. Replace it?").format(file=name)
        if not await self.app.push_screen_wait(ConfirmDialog(question)):
            self._say(_("{file} exists already").format(file=name))
            return False
        self._replaced = path
        return True

    def _listing(self, part: Part) -> Listing:
        return Listing(
            self._found.resource,
            self._found.scope,
            self.query_one("#format", OptionLine).value,
            csv_safe=self._settings.csv_safe is not False,
            bom=self._settings.bom,
            masked=self._is_masked,
            about={
                "selection": part.selection.value,
                **({"filter": self._found.filtered_by} if part.selection is Selection.FILTERED else {}),
            },
        )

    async def _copy(self, text: str, part: Part) -> None:
        size = len(text.encode("utf-8", "replace"))
        way = await send(self, text)
        if way is not Way.NONE:
            self._finish(sent_by(way), part)
        elif size > LONGEST:
            words = _("{n} bytes, and the clipboard takes {limit} at most: export to a file")
            self._say(words.format(n=format_count(size), limit=format_count(LONGEST)))
        else:
            self._say(_("The clipboard is not available here: export to a file."))

    def _finish(self, words: str, part: Part, name: str = "") -> None:
        """Close, and say what was exported."""
        said = words.format(text=self._how_much(part.page) if part.page is not None else "", file=name)
        masked = {True: _("personal data masked"), False: _("personal data shown")}
        notes = [masked[self._is_masked]] if has_personal_data(self._found.resource) else []
        self.dismiss(f"{glyph(Sign.ATTENTION if part.is_incomplete else Sign.OK)} {' · '.join([said, *notes])}")

    # Loading

    @property
    def _calls(self) -> int:
        return self._paginator.progress.calls if self._paginator is not None else 0

    async def _load(self) -> Page[Any]:
        """Load all rows, or those that are still missing; they are kept when that fails.

        Raises:
            CloudError: a page could not be loaded.
        """
        found = self._found
        if self._paginator is None:
            self._paginator = all_pages(found.resource, await found.client(), found.scope)
        words = _("loading all: {n} of {total} · page {page} · esc stops")
        self._say(words.format(n=0, total="?", page=1), Sign.CHANGING)
        async for progress in self._paginator:
            n, total = format_count(progress.loaded), format_count(progress.total)
            self._say(words.format(n=n, total=total, page=progress.calls), Sign.CHANGING)
        return loaded_page(self._paginator.rows, self._paginator.progress)

    def _stopped(self, why: str) -> None:
        """Say why loading ended, and offer what was loaded."""
        if self._paginator is None or not self._calls:
            self._say(f"{why} · {_('enter tries again')}", Sign.FAILED)
            return
        chosen = self._part
        page = loaded_page([*self._paginator.rows], self._paginator.progress)
        loaded = Part(Selection.LOADED, page, page.total_count)
        self._parts = [part for part in self._parts if part.selection is not Selection.LOADED]
        self._parts.insert(len(self._parts) - 1, loaded)
        self.query_one("#rows", OptionLine).update(self._row_options(), self._parts.index(chosen))
        n, total = format_count(len(page.rows)), format_count(page.total_count)
        words = _("{n} of {total} loaded · enter continues").format(n=n, total=total)
        self._say(f"{why} · {words}", Sign.FAILED)


def _name_of(part: Part) -> str:
    count = format_count(part.total if part.page is None else len(part.page.rows))
    match part.selection:
        case Selection.MARKED:
            return _("marked: {n}").format(n=count)
        case Selection.FILTERED:
            return _("filtered: {n}").format(n=count)
        case Selection.PAGE:
            return _("page {page}: {n}").format(page=part.page and part.page.page_number, n=count)
        case Selection.LOADED:
            return _("loaded: {n}").format(n=count)
        case Selection.ALL:
            return _("all: {n}").format(n=count)
