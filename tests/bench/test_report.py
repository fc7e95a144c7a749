"""The table and the JSON, on figures that were not measured."""

import io
import json
import sys
from pathlib import Path
from types import ModuleType

import pytest
from rich.console import Console

from bench.__main__ import main
from bench.report import Effort, Figure, in_turns, print_table

FIGURES = [
    Figure("first paint", "ms", [110, 100, 300], "minimal", [100, 100, 200], 1.15),
    Figure("version", "s", [0.2], target=0.15),
    Figure("idle", "B", [0], "minimal", [0]),
]


def test_a_figure_has_ratios_of_medians_and_of_minima() -> None:
    assert (FIGURES[0].ratio, FIGURES[0].ratio_of_least) == (1.1, 1.0)
    assert (FIGURES[1].ratio, FIGURES[2].ratio) == (None, None)


def test_targets_are_met_or_missed_or_not_set() -> None:
    assert [figure.met for figure in FIGURES] == [True, False, None]


def test_the_table_shows_each_figure_and_its_target() -> None:
    output = io.StringIO()
    print_table("start", FIGURES, Console(file=output, width=140))
    title, _, *rows = output.getvalue().strip().splitlines()
    assert title.strip() == "start"
    assert [row.split() for row in rows] == [
        ["first", "paint", "110", "ms", "100", "100", "minimal", "1.10", "×", "1.00", "×", "≤", "1.15", "×", "met"],
        ["version", "0.2", "s", "0.2", "≤", "0.15", "MISSED"],
        ["idle", "0", "B", "0", "0", "minimal"],
    ]


class Section(ModuleType):
    """A section that measures nothing."""

    def measure(self, effort: Effort) -> list[Figure]:
        return FIGURES[: 1 + effort]


@pytest.fixture
def _sections(monkeypatch: pytest.MonkeyPatch) -> None:
    for section in ("start", "keys"):
        monkeypatch.setitem(sys.modules, f"bench.{section}", Section(section))


@pytest.mark.usefixtures("_sections")
def test_the_json_holds_the_figures_and_the_kind_of_machine(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "figures.json"
    assert main(["start", "keys", "--json", str(file)]) == 0
    assert "first paint" in capsys.readouterr().out
    read = json.loads(file.read_text(encoding="utf-8"))
    assert read["machine"].keys() >= {"python", "textual", "processors", "load"}
    assert [figure["section"] for figure in read["figures"]] == ["start", "start", "keys", "keys"]
    ours, version, *_ = read["figures"]
    assert (ours["ratio"], ours["target"]) == (1.1, {"of": "ratio", "at_most": 1.15})
    assert (version["value"], version["peer"], version["met"]) == (0.2, None, False)
    main(["start", "keys", "--json", "-"])
    assert json.loads(capsys.readouterr().out)["figures"] == read["figures"]


@pytest.mark.usefixtures("_sections")
def test_a_missed_target_is_a_failure_if_asked_for() -> None:
    assert main(["start", "--strict"]) == 1
    assert main(["start", "--strict", "--quick"]) == 0  # measures only what meets its target
    assert main(["start"]) == 0


def test_unknown_sections_are_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["start", "speed"])
    assert "unknown section: speed" in capsys.readouterr().err


def test_repetitions_take_turns() -> None:
    order: list[str] = []

    def run(name: str) -> int:
        order.append(name)
        return len(order)

    assert in_turns(2, lambda: run("a"), lambda: run("b")) == [[1, 3], [2, 4]]
    assert order == ["a", "b", "a", "b"]
