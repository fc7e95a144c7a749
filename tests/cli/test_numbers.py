import csv
import io
import json
import os
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from ccc_tui.cli.application import run
from ccc_tui.simulator import Fault, Simulator
from tests.cli.conftest import USER, Answer, Canned, Ended, finish, numbers_page, paged, refusal, start

Cli = Callable[..., Ended]

JSON_REPLY = """{"TotalCount": "1", "RequestId": "EEEE671A", "PageSize": "10", "Message": "无",
 "HttpStatusCode": "200", "Code": "OK", "Data": {"TotalCount": "1", "PageSize": "10", "PageNumber": "1",
 "List": [{"City": "乐山", "Number": "083xxxx0019", "Province": "四川"}]}}""".encode()
XML_REPLY = """<TotalCount>1</TotalCount><RequestId>EEEE671A</RequestId><PageSize>10</PageSize>
<Message>无</Message>
<HttpStatusCode>200</HttpStatusCode><Data><TotalCount>1</TotalCount><PageSize>10</PageSize><PageNumber>1</PageNumber>
<List><City>乐山</City><Number>083xxxx0019</Number><Province>四川</Province></List></Data><Code>OK</Code>""".encode()


def found(ended: Ended) -> list[str]:
    return [number["number"] for number in ended.document["numbers"]]


@pytest.mark.parametrize(("wire_format", "reply"), [("json", JSON_REPLY), ("xml", XML_REPLY)])
def test_every_field_of_the_documented_reply_is_printed(
    cli: Cli, canned: Canned, wire_format: str, reply: bytes
) -> None:
    canned.serve(reply, content_type=f"text/{wire_format}")
    ended = cli("numbers", *USER, "--page-size", "10", "--format", wire_format)
    assert (ended.status, ended.err) == (0, "")
    document = ended.document
    assert datetime.fromisoformat(document.pop("as_of")).utcoffset() is not None
    (number,) = document.pop("numbers")
    assert {key: value for key, value in number.items() if value is not None} == {
        "number": "083xxxx0019",
        "province": "四川",
        "city": "乐山",
    }
    assert {"provider", "provider_short_name", "provider_display_name"} <= set(number)
    assert document == {
        "instance_id": "ccc-test",
        "user_id": "user-test@ccc-test",
        "api_version": "2020-07-01",
        "skill_group_ids": [],
        "page_number": 1,
        "page_size": 10,
        "total_count": 1,
        "loaded": 1,
        "complete": True,
        "request_ids": ["EEEE671A"],
    }
    action, parameters = canned.calls[0]
    assert action == "ListOutboundNumbersOfUser"
    assert parameters["UserId"] == "user-test@ccc-test"
    assert (parameters["PageNumber"], parameters["PageSize"]) == ("1", "10")


def test_a_page_says_on_stderr_that_it_is_not_all(cli: Cli, canned: Canned) -> None:
    canned.answer = paged(120)
    ended = cli("numbers", *USER, "--page", "2", "--page-size", "50")
    assert ended.status == 0
    assert (ended.document["page_number"], ended.document["loaded"]) == (2, 50)
    assert (ended.document["total_count"], ended.document["complete"]) == (120, False)
    assert "50 of 120" in ended.err


def test_all_loads_every_page_once(cli: Cli, canned: Canned) -> None:
    canned.answer = paged(320)
    ended = cli("numbers", *USER, "--all")
    assert (ended.status, ended.err) == (0, "")
    assert len(set(found(ended))) == 320
    assert (ended.document["page_number"], ended.document["page_size"]) == (None, None)
    assert (ended.document["total_count"], ended.document["loaded"], ended.document["complete"]) == (320, 320, True)
    assert ended.document["request_ids"] == ["R-1", "R-2", "R-3", "R-4"]
    assert {parameters["PageSize"] for _, parameters in canned.calls} == {"100"}


def test_all_keeps_to_a_page_size_that_was_asked_for(cli: Cli, canned: Canned) -> None:
    canned.answer = paged(25)
    assert cli("numbers", *USER, "--all", "--page-size", "10").document["loaded"] == 25
    assert {parameters["PageSize"] for _, parameters in canned.calls} == {"10"}


def test_all_and_a_page_are_mutually_exclusive(cli: Cli) -> None:
    ended = cli("numbers", *USER, "--all", "--page", "2")
    assert (ended.status, ended.out) == (2, "")
    assert "--all and --page are mutually exclusive" in ended.err


def test_a_flag_wins_over_the_other_kind_in_the_environment(
    cli: Cli, canned: Canned, monkeypatch: pytest.MonkeyPatch
) -> None:
    canned.answer = paged(120)
    monkeypatch.setenv("CCC_TUI_PAGE", "2")
    assert cli("numbers", *USER, "--all").document["loaded"] == 120
    monkeypatch.setenv("CCC_TUI_ALL", "1")
    assert cli("numbers", *USER, "--page", "3").document["page_number"] == 3
    assert cli("numbers", *USER).document["loaded"] == 120


@pytest.mark.parametrize("arguments", [(), ("--instance", "c"), ("--user", "u")])
def test_the_user_must_be_named(cli: Cli, arguments: tuple[str, ...]) -> None:
    ended = cli("numbers", *arguments)
    assert (ended.status, ended.out) == (2, "")
    assert "--instance and --user" in ended.err


def test_the_user_may_be_named_before_the_command_or_by_variable(
    cli: Cli, canned: Canned, monkeypatch: pytest.MonkeyPatch
) -> None:
    canned.serve(JSON_REPLY)
    monkeypatch.setenv("CCC_TUI_INSTANCE", "ccc-test")
    assert cli("--user", "u", "numbers").document["user_id"] == "u"


def test_a_list_longer_than_can_be_reached_is_partial(cli: Cli, canned: Canned) -> None:
    def answer(action: str, parameters: dict[str, str]) -> Answer:
        if action == "ListSkillLevelsOfUser":
            return refusal("Forbidden.RAM", 403)
        number = int(parameters["PageNumber"])
        return Answer(numbers_page((number - 1) * 10 + 1, number * 10, 1050, 1, 10))

    canned.answer = answer
    ended = cli("numbers", *USER, "--all", "--page-size", "10", "--rate", "0")
    assert ended.status == 4
    assert (ended.document["loaded"], ended.document["total_count"], ended.document["complete"]) == (1000, 1050, False)
    assert "1,000 of 1,050" in ended.err
    assert "No more than 1,000" in ended.err
    assert len(canned.calls) == 101


def test_what_no_page_has_is_loaded_by_skill_group(cli: Cli, simulator: Simulator) -> None:
    whose = ("--instance", "huabei-sales", "--user", "chenyu@huabei-sales")
    ended = cli("numbers", *whose, "--all", "-o", "json", "--rate", "0")
    assert (ended.status, ended.err) == (0, "")
    assert (ended.document["loaded"], ended.document["total_count"], ended.document["complete"]) == (12480, 12480, True)
    assert len({row["number"] for row in ended.document["numbers"]}) == 12480


def test_a_page_that_fails_leaves_what_was_loaded(cli: Cli, canned: Canned) -> None:
    canned.answer = paged(350, page_3=refusal("Forbidden.RAM", 403, "not for you"))
    ended = cli("numbers", *USER, "--all")
    assert ended.status == 4
    assert (len(found(ended)), ended.document["loaded"], ended.document["total_count"]) == (200, 200, 350)
    assert not ended.document["complete"]
    for words in ("200 of 350", "Page 3 failed", "Forbidden.RAM", "HTTP 403", "RequestId R-refused", "not for you"):
        assert words in ended.err


def test_a_first_page_that_fails_is_no_partial_result(cli: Cli, canned: Canned) -> None:
    canned.answer = paged(350, page_1=refusal("NotExists.UserId", 404))
    ended = cli("numbers", *USER, "--all")
    assert (ended.status, ended.out) == (1, "")
    assert "NotExists.UserId" in ended.err


def test_rows_that_come_again_are_told(cli: Cli, canned: Canned) -> None:
    canned.answer = paged(200, page_2=Answer(numbers_page(91, 190, 200, 2)))
    ended = cli("numbers", *USER, "--all")
    assert ended.status == 4
    assert (ended.document["loaded"], len(set(found(ended)))) == (190, 190)
    assert "10 rows were repeated" in ended.err


def test_a_total_that_shrinks_under_way_is_told(cli: Cli, canned: Canned) -> None:
    canned.answer = paged(200, page_2=Answer(numbers_page(101, 150, 150, 2)))
    ended = cli("numbers", *USER, "--all")
    assert ended.status == 4
    assert "200 rows at first, and 150 at the end" in ended.err


def test_a_server_that_never_counts_is_told(cli: Cli, canned: Canned) -> None:
    def answer(_action: str, parameters: dict[str, str]) -> Answer:
        page = int(parameters["PageNumber"])
        return Answer(numbers_page(page * 100 - 99, page * 100 if page < 3 else page * 100 - 100, None, page))

    canned.answer = answer
    ended = cli("numbers", *USER, "--all", "--rate", "0")
    assert ended.status == 4
    assert ended.document["loaded"] == 200
    assert "did not report a total" in ended.err


def test_json_lines_stream_and_the_status_says_that_they_are_not_all(cli: Cli, canned: Canned) -> None:
    canned.answer = paged(350, page_3=refusal("Forbidden", 403))
    ended = cli("numbers", *USER, "--all", "-o", "jsonl")
    assert ended.status == 4
    assert len({json.loads(line)["number"] for line in ended.out.splitlines()}) == 200
    assert "Page 3 failed" in ended.err


def test_rows_leave_before_the_last_page_has_come(canned: Canned) -> None:
    pages = paged(350)

    def answer(action: str, parameters: dict[str, str]) -> Answer:
        if parameters["PageNumber"] == "2":
            canned.released.wait()
        return pages(action, parameters)

    canned.answer = answer
    process = start("numbers", *USER, "--all", "-o", "jsonl", bufsize=0)
    assert process.stdout is not None
    first = process.stdout.read(1)  # arrives while the second page is held back
    canned.released.set()
    ended = finish(process)
    assert (ended.status, ended.err) == (0, "")
    assert len((first.decode() + ended.out).splitlines()) == 350


def test_phone_numbers_survive_a_spreadsheet(cli: Cli, canned: Canned) -> None:
    canned.answer = paged(1)
    ended = cli("numbers", *USER, "-o", "csv")
    (row,) = csv.DictReader(io.StringIO(ended.out, newline=""))
    assert row["number"] == "'02100000001"


def test_rows_of_csv_and_json_lines_say_whose_they_are(cli: Cli, canned: Canned) -> None:
    canned.answer = paged(2)
    owner = {"instance_id": "ccc-test", "user_id": "user-test@ccc-test"}
    for arguments in ((), ("--all",)):
        lines = cli("numbers", *USER, "-o", "jsonl", *arguments).out.splitlines()
        rows = [*csv.DictReader(io.StringIO(cli("numbers", *USER, "-o", "csv", *arguments).out, newline=""))]
        for row in (*map(json.loads, lines), *rows):
            assert dict(list(row.items())[:2]) == owner
        assert (len(lines), len(rows)) == (2, 2)


def test_csv_is_safe_in_a_file_and_unchanged_in_a_pipe(
    canned: Canned, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    canned.answer = paged(1)
    path = tmp_path / "numbers.csv"

    def printed(target: Path | int, *arguments: str) -> None:
        with open(target, "w", encoding="utf-8") as stdout, monkeypatch.context() as patch:  # noqa: PTH123
            patch.setattr(sys, "stdout", stdout)
            assert run(("numbers", *USER, "-o", "csv", *arguments)) == 0

    def number(*arguments: str) -> tuple[str, str]:
        reading, writing = os.pipe()
        printed(writing, *arguments)
        printed(path, *arguments)
        with open(reading, encoding="utf-8") as pipe:  # noqa: PTH123
            texts = (pipe.read(), path.read_text("utf-8"))
        in_pipe, in_file = (next(csv.DictReader(io.StringIO(text)))["number"] for text in texts)
        return in_pipe, in_file

    assert number() == ("02100000001", "'02100000001")
    assert number("--csv-safe") == ("'02100000001", "'02100000001")
    assert number("--no-csv-safe") == ("02100000001", "02100000001")


def test_csv_for_windows_begins_with_a_byte_order_mark(cli: Cli, canned: Canned) -> None:
    canned.answer = paged(1)
    assert cli("numbers", *USER, "-o", "csv", "--bom").out.startswith("\ufeffinstance_id,user_id,number,")
    assert cli("numbers", *USER, "-o", "csv").out.startswith("instance_id,")


def test_no_number_is_an_empty_list_and_a_word_on_stderr(cli: Cli, canned: Canned) -> None:
    canned.answer = paged(0)
    for arguments in ((), ("--all",)):
        ended = cli("numbers", *USER, *arguments)
        assert ended.status == 0
        assert (ended.document["numbers"], ended.document["total_count"], ended.document["complete"]) == ([], 0, True)
        assert "no outbound numbers" in ended.err


def test_the_simulator_s_thousands_come_through_its_faults(cli: Cli, simulator: Simulator) -> None:
    simulator.fail_next(Fault.THROTTLE(retry_after_ms=1), times=1)
    simulator.fail_next(Fault.ERROR_500, times=1)
    ended = cli("numbers", "--instance", "hd-service", "--user", "wangxm@hd-service", "--all", "--rate", "0")
    assert (ended.status, ended.err) == (0, "")
    assert (ended.document["loaded"], ended.document["total_count"]) == (3120, 3120)


def test_the_service_s_words_about_a_page_win_over_ours(cli: Cli, canned: Canned) -> None:
    canned.serve(numbers_page(1, 20, 50, page=1, size=20))
    ended = cli("numbers", *USER, "--page-size", "50")
    assert (ended.document["page_size"], ended.document["loaded"]) == (20, 20)
