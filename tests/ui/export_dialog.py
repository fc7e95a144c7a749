"""What tests of the export share: a server, the keys of its dialog, and its files."""

import stat
from datetime import datetime
from pathlib import Path

from textual.widgets import Static

from ccc_tui.ui.dialogs.dialog import Field
from ccc_tui.ui.dialogs.export import ExportDialog
from ccc_tui.ui.dialogs.option_line import OptionLine
from tests.ui.stage import INSTANCES, NUMBERS, Canned, Stage, document, page_of, refusal

TODAY = f"{datetime.now().astimezone():%Y%m%d}"
HOSTILE = '=cmd|"/c calc"!A1'


def server(total: int = 120, failing: dict[int, int] | None = None) -> Canned:
    """Return a server with so many numbers; some pages of 100 fail so many times."""
    left = dict(failing or {})

    def answer(parameters: dict[str, str]) -> dict[str, object]:
        number, size = int(parameters["PageNumber"]), int(parameters["PageSize"])
        if size == 100 and left.get(number, 0):
            left[number] -= 1
            return refusal("Throttling.User", 429)
        rows = range((number - 1) * size, min(number * size, total))
        return page_of([{"Number": f"021{n:08}", "City": HOSTILE} for n in rows], total, number, size)

    person = {
        "UserId": "../wang ming@a",
        "RamId": "201234567890123456",
        "Detail": {
            "DisplayName": "王|小明",
            "Phone": "13812345678",
            "Email": "wang@example.com",
            "Department": HOSTILE,
        },
    }
    return Canned(**{INSTANCES: document({"InstanceId": "a", "Admin": {"User": person}}), NUMBERS: answer})


def read(file: str) -> str:
    return Path(file).read_text("utf-8")


def write(file: str, text: str) -> None:
    Path(file).write_text(text, "utf-8")


def mode(file: str) -> int:
    return stat.S_IMODE(Path(file).stat().st_mode)


def files(folder: Path | None = None) -> list[str]:
    return [file.name for file in (folder or Path()).iterdir()]


async def opened(stage: Stage) -> None:
    """Open the numbers of the first admin."""
    await stage.open_admin(0, 0)
    await stage.until_shown("page 1 of")
    await stage.quiet()


async def dialog(stage: Stage) -> ExportDialog:
    """Open the dialog."""
    await stage.press("e")
    await stage.until(lambda: isinstance(stage.app.screen, ExportDialog))
    found = stage.app.screen
    assert isinstance(found, ExportDialog)
    return found


async def choose(stage: Stage, name: str, value: object) -> None:
    """Choose an option with the keys."""
    choice = stage.app.screen.query_one(f"#{name}", OptionLine)
    choice.focus()
    for _option in choice._options:
        if choice.value == value:
            return
        await stage.press("right")
    assert choice.value == value


def name(stage: Stage) -> str:
    return stage.app.screen.query_one(Field).value


def type_name(stage: Stage, text: str) -> None:
    stage.app.screen.query_one(Field).value = text


async def until_said(stage: Stage, words: str) -> None:
    """Wait until the dialog's last line says something, however it is wrapped."""
    await stage.until(lambda: words in str(stage.app.screen.query_one("#problem", Static).content))


async def closed(stage: Stage, *said: str) -> None:
    """Wait until the dialog is closed and the status line says something."""
    await stage.until(lambda: not isinstance(stage.app.screen, ExportDialog))
    await stage.until(lambda: all(words in stage.line("status") for words in said))
