import csv
import io
import json

import pytest
from rich.cells import cell_len

from ccc_tui.output.formats import as_csv, as_json, as_jsonl, as_markdown, as_table

HEADS = ("Name", "Count")


def csv_cells(*values: object, safe: bool = True) -> list[str]:
    text = as_csv(["a"], [[value] for value in values], safe=safe)
    return [row[0] if row else "" for row in csv.reader(io.StringIO(text, newline=""))][1:]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"])
def test_csv_runs_nothing(start: str) -> None:
    assert csv_cells(f"{start}1+1") == [f"'{start}1+1"]
    assert csv_cells(f"  {start}1+1") == [f"'  {start}1+1"]


@pytest.mark.parametrize(
    "number",
    ["02500000000", "13209090909", "1059803544828509", "861059803544828509", "007", "12e34567", "1.5E10", "0.10"],
)
def test_csv_shortens_no_number(number: str) -> None:
    assert csv_cells(number) == [f"'{number}"]


@pytest.mark.parametrize("value", ["95187", "083xxxx0019", "ef1e71e9-ae9d", "四川", "0", "2020-06-15T02:00:00Z"])
def test_csv_leaves_harmless_texts_alone(value: str) -> None:
    assert csv_cells(value) == [value]


def test_csv_writes_counters_as_numbers_and_nothing_for_what_was_not_sent() -> None:
    assert csv_cells(-5, 0, 123456789012, True, False, None) == ["-5", "0", "123456789012", "true", "false", ""]


def test_csv_puts_an_apostrophe_before_a_list_if_one_of_its_items_needs_it() -> None:
    assert csv_cells(["02500000000"], ["95187", "02500000000"]) == ["'02500000000", "'95187 | 02500000000"]
    assert csv_cells(["95187"], ["95187", "95188"], [], ["=1+1", "a"]) == ["95187", "95187 | 95188", "", "'=1+1 | a"]


def test_csv_that_no_spreadsheet_reads_is_left_as_it_is() -> None:
    assert csv_cells("02500000000", "=1+1", ["007", "-1"], safe=False) == ["02500000000", "=1+1", "007 | -1"]


def test_csv_quotes_as_rfc_4180_says() -> None:
    assert as_csv(["a", "b"], [['x"y', "1,2\n3"]]) == 'a,b\r\n"x""y","1,2\n3"\r\n'


def test_csv_of_nothing_has_its_header() -> None:
    assert as_csv(["a", "b"], []) == "a,b\r\n"


def test_markdown_shows_text_as_text() -> None:
    rows = [["a|b\nc <b>*x*</b> [l](u) `c` \\ snake_case _it_ ~~s~~", None]]
    line = as_markdown(HEADS, rows).splitlines()[2]
    assert line == ("| a\\|b c \\<b\\>\\*x\\*\\</b\\> \\[l\\](u) \\`c\\` \\\\ snake_case \\_it\\_ \\~\\~s\\~\\~ | — |")


def test_json_keeps_every_character_and_no_float() -> None:
    document = {"name": "测试 [/] \u202e", "count": 10**18}
    assert json.loads(as_json(document)) == document
    assert "测试" in as_json(document)


def test_jsonl_is_one_line_a_row() -> None:
    assert as_jsonl([{"a": "x\ny"}, {"a": None}]) == '{"a":"x\\ny"}\n{"a":null}\n'


def test_a_table_lines_up_by_cells_whatever_the_script() -> None:
    rows: list[list[object]] = [["华东客服中心", 5], ["Huabei Sales", 1200], ["e\u0301te\u0301 👩‍👩‍👧", None]]
    lines = as_table(HEADS, rows).splitlines()
    assert [line[-5:].strip() for line in lines] == ["Count", "5", "1200", "—"]
    assert len({cell_len(line) for line in lines}) == 1


def test_a_table_that_is_piped_cuts_nothing() -> None:
    assert "x" * 500 in as_table(HEADS, [["x" * 500, 1]])


@pytest.mark.parametrize("width", [80, 40, 20])
def test_a_table_on_a_terminal_fits_and_shows_what_it_cuts(width: int) -> None:
    text = as_table(HEADS, [["电" * 300, 1]], width)
    assert max(map(cell_len, text.splitlines())) <= width
    assert "…" in text


def test_a_table_of_nothing_is_its_header() -> None:
    assert as_table(HEADS, []) == "Name  Count\n"


def test_markup_in_a_table_is_text() -> None:
    assert "[b]x[/b] [/]" in as_table(HEADS, [["[b]x[/b] [/]", 1]])
