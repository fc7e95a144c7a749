"""The private names of Textual that the program depends on are there, and no others are used."""

import ast
import inspect
import re
from functools import cache
from pathlib import Path

import pytest
from textual.app import App
from textual.drivers.linux_driver import LinuxDriver

import ccc_tui.terminal
from ccc_tui.terminal.driver import FrugalApp, FrugalDriver, FullFramesDriver
from ccc_tui.terminal.keyboard import QuietInput
from ccc_tui.terminal.textual_internals import PRIVATE, CompositorUpdate

SOURCES = sorted(Path(ccc_tui.terminal.__path__[0]).glob("*.py"))
INTERNALS = "textual_internals.py"
NAMES = [(owner, name) for owner, names in PRIVATE.items() for name in names]
LISTED = {name for names in PRIVATE.values() for name in names}


@cache
def sources(owner: type) -> str:
    """Return what Textual has written of a class and its bases."""
    return "".join(inspect.getsource(base) for base in owner.__mro__ if base.__module__.startswith("textual"))


@pytest.mark.parametrize(("owner", "name"), NAMES, ids=[f"{owner.__name__}.{name}" for owner, name in NAMES])
def test_textual_has_the_name(owner: type, name: str) -> None:
    assert hasattr(owner, name) or re.search(rf"self\.{name}\b.* =", sources(owner))


def test_frames_come_to_display_as_updates_of_the_compositor() -> None:
    assert [*inspect.signature(App._display).parameters] == ["self", "screen", "renderable"]
    assert callable(CompositorUpdate.render_segments)


def test_the_drivers_signal_handlers_are_methods_that_are_looked_up_on_the_driver() -> None:
    source = inspect.getsource(LinuxDriver.__init__)
    assert "signal.SIGTSTP, self._sigtstp_application" in source
    assert "signal.SIGCONT, self._sigcont_application" in source


@pytest.mark.parametrize("module", SOURCES, ids=lambda module: module.stem)
def test_private_modules_are_imported_in_one_place(module: Path) -> None:
    imported = re.findall(r"(?:from|import) (textual(?:\.\w+)*\._\w+)", module.read_text())
    assert imported == [] or module.name == INTERNALS


@pytest.mark.parametrize("kind", [FrugalApp, QuietInput, FrugalDriver, FullFramesDriver])
def test_every_private_name_that_is_overridden_or_read_is_listed(kind: type) -> None:
    base = App if issubclass(kind, App) else LinuxDriver
    used: set[str] = set()
    for node in ast.walk(ast.parse(inspect.getsource(kind))):
        match node:
            case ast.FunctionDef(name=name) | ast.Attribute(attr=name):
                used.add(name)
    private = {name for name in used if re.fullmatch(r"_[a-z]\w*", name)}
    assert {name for name in private if re.search(rf"(?:def |self\.){name}\b", sources(base))} <= LISTED
