"""The private names of Textual that the program depends on are there, and no others are used."""

import ast
import inspect
import re
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest
from textual.app import App
from textual.drivers.linux_driver import LinuxDriver

import ccc_tui
from ccc_tui.terminal.textual_internals import PRIVATE, CompositorUpdate

ROOT = Path(ccc_tui.__path__[0]).parent
SOURCES = sorted([*ROOT.glob("ccc_tui/terminal/*.py"), *ROOT.glob("ccc_tui/ui/**/*.py")])
INTERNALS = "textual_internals.py"
NAMES = [(owner, name) for owner, names in PRIVATE.items() for name in names]


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


@pytest.mark.parametrize("module", SOURCES, ids=lambda module: module.stem)
def test_every_private_name_that_is_overridden_or_read_is_listed(module: Path) -> None:
    tree = ast.parse(module.read_text())
    kinds = import_module(".".join(module.relative_to(ROOT).with_suffix("").parts))
    for part in tree.body:
        if not isinstance(part, ast.ClassDef):
            continue
        theirs = [base for base in getattr(kinds, part.name).__mro__ if base.__module__.startswith("textual.")]
        listed = {name for base in theirs for name in PRIVATE.get(base, ())}
        assert {name for name in private_names(part) if any(has(base, name) for base in theirs)} <= listed, part.name


def private_names(part: ast.ClassDef) -> set[str]:
    """Return the private methods and attributes of `self` that a class has or uses."""
    names = set()
    for node in ast.walk(part):
        match node:
            case (
                ast.FunctionDef(name=name)
                | ast.AsyncFunctionDef(name=name)
                | ast.Attribute(value=ast.Name(id="self"), attr=name)
                | ast.Attribute(value=ast.Call(func=ast.Name(id="super")), attr=name)
            ):
                names.add(name)
    return {name for name in names if re.fullmatch(r"_[a-z]\w*", name)}


def has(owner: type, name: str) -> bool:
    """Return whether a class of Textual has an attribute of this name."""
    return name in vars(owner) or re.search(rf"self\.{name}\b.* =", source(owner)) is not None


@cache
def source(owner: type) -> str:
    return inspect.getsource(owner)


def test_private_names_of_other_objects_are_read_in_one_place() -> None:
    assert [module.name for module in SOURCES if "noqa: SLF001" in module.read_text()] == []
