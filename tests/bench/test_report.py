"""The table, on figures that were not measured."""

import io

from rich.console import Console

from bench.report import Figure, in_turns, print_table

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


def test_repetitions_take_turns() -> None:
    order: list[str] = []

    def run(name: str) -> int:
        order.append(name)
        return len(order)

    assert in_turns(2, lambda: run("a"), lambda: run("b")) == [[1, 3], [2, 4]]
    assert order == ["a", "b", "a", "b"]
