"""`--filter` and `--sort` of the commands that print."""

import json
from collections.abc import Callable

import pytest

from tests.cli.conftest import Ended

NUMBERS = ("numbers", "--demo", "--instance", "hd-service", "--user", "wangxm@hd-service")
PHONES = ("phone-numbers", "--demo", "--instance", "hd-service")


def test_json_says_what_was_filtered_and_how_much_matched(cli: Callable[..., Ended]) -> None:
    ended = cli(*NUMBERS, "--filter", "sichuan carrier:电信", "--sort", "-number", "-o", "json")
    document = ended.document
    assert document["filter"] == "sichuan carrier:电信"
    assert document["sort"] == "-number"
    found = [row["number"] for row in document["numbers"]]
    assert found == sorted(found, reverse=True)
    assert {row["province"] for row in document["numbers"]} == {"四川"}
    assert (document["matched"], document["loaded"], document["total_count"]) == (len(found), 50, 3120)
    assert "--sort sorted this page only" in ended.err
    assert f"--filter: {len(found)} of 50 loaded rows match" in ended.err
    assert ended.status == 0


def test_a_list_that_is_not_in_pages_says_its_counts_only_with_a_filter(cli: Callable[..., Ended]) -> None:
    document = cli(*PHONES, "--filter", "usage!=in trunks>10", "-o", "json").document
    assert (document["matched"], document["loaded"]) == (12, 18)
    assert "matched" not in cli(*PHONES, "-o", "json").document


@pytest.mark.parametrize("how", ["jsonl", "csv", "md", "table"])
def test_every_format_prints_only_what_matches(cli: Callable[..., Ended], how: str) -> None:
    ended = cli(*PHONES, "--filter", "number:02855599001", "-o", how)
    assert "02855599001" in ended.out
    assert ended.err == "ccc-tui: --filter: 1 of 18 loaded rows match\n"
    assert len(ended.out.splitlines()) == {"jsonl": 1, "csv": 2, "md": 3, "table": 2}[how]


@pytest.mark.parametrize("more", [(), ("--sort", "city")])
def test_all_pages_are_filtered_and_json_lines_are_sorted_as_one_list(
    cli: Callable[..., Ended], more: tuple[str, ...]
) -> None:
    ended = cli(*NUMBERS, "--all", "--filter", "city:028", *more, "-o", "jsonl")
    lines = [json.loads(line) for line in ended.out.splitlines()]
    assert {line["city"] for line in lines} == {"成都"}
    assert f"--filter: {len(lines)} of 3,120 loaded rows match" in ended.err
    assert ended.status == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--filter", "usge:in"), "--filter: no column usge; did you mean usage?"),
        (("--filter", "usage>3"), "--filter: Usage has no order: use : or ~"),
        (("--sort", "trunk"), "--sort: no column trunk; did you mean trunks?"),
        (("--filter", " "), "the value is empty."),
    ],
)
def test_what_cannot_be_understood_is_a_usage_error(
    cli: Callable[..., Ended], arguments: tuple[str, ...], said: str
) -> None:
    ended = cli(*PHONES, *arguments)
    assert ended.status == 2
    assert said in ended.err
    assert not ended.out
