"""The table and the JSON, on figures that nobody had to measure."""

import json

from bench.figures import Figure, Target, compared, interleaved
from bench.report import document, table

FIGURES = [
    compared("start", "first paint", "ms", [110, 100, 300], [100, 100, 200], peer="minimal", target=Target(1.15)),
    compared("start", "version", "s", [0.2], target=Target(0.15, "value")),
    compared("bytes", "idle", "B", [0], [0], peer="minimal", target=Target(0, "value"), note="five seconds"),
]


def test_a_figure_is_a_median_a_minimum_and_ratios() -> None:
    figure = FIGURES[0]
    assert (figure.value, figure.least, figure.peer_value, figure.repetitions) == (110, 100, 100, 3)
    assert figure.ratio == 1.1
    assert figure.ratio_of_least == 1.0


def test_targets_are_met_or_missed_or_not_set() -> None:
    assert [figure.met for figure in FIGURES] == [True, False, True]
    assert Figure("start", "x", 1, "s", 1).met is None


def test_the_table_shows_each_figure_under_its_section() -> None:
    assert table(FIGURES).splitlines()[1:] == [
        "start:",
        "  first paint  110 ms    100   100  minimal  1.10 ×    1.00 ×  ≤ 1.15 ×  met",
        "  version       0.2 s    0.2                                   ≤ 0.15    MISSED",
        "bytes:",
        "  idle 1)         0 B      0     0  minimal                    ≤ 0       met",
        "1) five seconds",
    ]


def test_the_json_holds_the_same_and_the_kind_of_machine() -> None:
    read = json.loads(document(FIGURES))
    assert read["machine"].keys() >= {"python", "textual", "processors", "load"}
    assert read["figures"][0]["ratio"] == 1.1
    assert read["figures"][0]["target"] == {"of": "ratio", "at_most": 1.15}
    assert read["figures"][1]["met"] is False
    assert read["figures"][2]["note"] == "five seconds"


def test_repetitions_take_turns() -> None:
    order: list[str] = []

    def run(name: str) -> float:
        order.append(name)
        return len(order)

    assert interleaved({"a": lambda: run("a"), "b": lambda: run("b")}, 2) == {"a": [1, 3], "b": [2, 4]}
    assert order == ["a", "b", "a", "b"]
