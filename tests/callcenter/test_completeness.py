from ccc_tui.callcenter.completeness import missing_rows_message
from ccc_tui.callcenter.paging import Progress
from ccc_tui.cloud.errors import PermissionDenied


def test_nothing_is_missing_where_all_is_loaded() -> None:
    assert missing_rows_message(Progress(loaded=5, total=5, first_total=5, reachable=5, finished=True)) == []


def test_how_much_is_missing_stands_first() -> None:
    progress = Progress(loaded=200, total=3120, first_total=3120, reachable=3120, calls=2)
    assert missing_rows_message(progress) == ["200 of 3,120 rows are loaded."]


def test_a_failure_names_the_page_and_what_a_ticket_needs() -> None:
    progress = Progress(loaded=200, total=300, first_total=300, reachable=300, calls=2)
    error = PermissionDenied("Forbidden.RAM", "no", status=403, request_id="R-1")
    _, failure, said, remedy = missing_rows_message(progress, error)
    assert failure.startswith("Page 3 failed: ")
    assert "Forbidden.RAM · HTTP 403 · RequestId R-1" in failure
    assert said == "no"
    assert "AliyunCCCReadonlyAccess" in remedy


def test_every_reason_has_its_sentence() -> None:
    progress = Progress(
        loaded=9_990,
        total=12_000,
        first_total=12_500,
        reachable=10_000,
        repeated=10,
        calls=100,
        finished=True,
        shrank=True,
    )
    loaded, reach, repeated, changed = missing_rows_message(progress)
    assert loaded == "9,990 of 12,000 rows are loaded."
    assert "No more than 10,000" in reach
    assert repeated.startswith("10 rows were repeated")
    assert "12,500 rows at first, and 12,000 at the end" in changed


def test_a_service_that_never_counts_leaves_the_end_open() -> None:
    assert missing_rows_message(Progress(loaded=7, finished=True)) == [
        "7 rows are loaded; the service did not report a total."
    ]


def test_a_count_that_is_too_low_leaves_the_end_open() -> None:
    words = missing_rows_message(Progress(loaded=250, total=0, first_total=0, reachable=0, finished=True))
    assert words == ["250 rows are loaded, although the service reports only 0: there may be more."]


def test_rows_that_are_counted_but_stand_nowhere_are_told() -> None:
    progress = Progress(loaded=290, total=300, first_total=300, reachable=300, repeated=3, finished=True)
    assert missing_rows_message(progress)[-1] == "The service reports 7 rows that are on none of its pages."
