"""What deserves a look, and what does not."""

from collections.abc import Iterator

import pytest

from ccc_tui.callcenter.health import health_issues, is_running_out, status_text
from ccc_tui.callcenter.models import Instance, PhoneNumber, User
from ccc_tui.i18n import use_language


@pytest.mark.parametrize(
    ("test_only", "minutes", "expected"),
    [(True, 0, True), (True, 30, True), (True, 31, False), (True, None, False), (False, 5, False), (None, 5, False)],
)  # fmt: skip
def test_only_test_numbers_run_out(test_only: bool | None, minutes: int | None, expected: bool) -> None:
    assert is_running_out(PhoneNumber(test_only=test_only, remaining_time=minutes)) is expected


def test_what_callers_feel_stands_first() -> None:
    instance = Instance(
        status="Stopped",
        admins=(User(login_name="li"), User(login_name="wu", phone="139")),
        phone_numbers=(
            PhoneNumber(number="021", test_only=True, remaining_time=1),
            PhoneNumber(number="022", test_only=True, remaining_time=-3),
            PhoneNumber(number="023"),
        ),
    )
    found = list(health_issues(instance))
    assert [(issue.text, issue.urgent) for issue in found] == [
        ("Test number 021 has 1 minute left.", True),
        ("Test number 022 is used up.", True),
        ("The instance is not running: its status is Stopped.", False),
        ("Admin li has no phone number.", False),
    ]


def test_a_call_center_in_order_deserves_no_look() -> None:
    assert list(health_issues(Instance(status="RUNNING", phone_numbers=(PhoneNumber(number="021"),)))) == []
    assert list(health_issues(Instance())) == []


@pytest.fixture
def chinese() -> Iterator[None]:
    use_language("zh")
    yield
    use_language("en")


@pytest.mark.parametrize(
    ("sent", "shown"), [("RUNNING", "Running"), ("Creating", "Creating"), ("ODD", "ODD"), ("", "")]
)
def test_a_status_is_shown_alike_whatever_its_spelling(sent: str, shown: str) -> None:
    assert status_text(sent) == shown


@pytest.mark.usefixtures("chinese")
def test_a_status_is_shown_in_the_person_s_language() -> None:
    assert status_text("RUNNING") == "运行中"
    (issue,) = health_issues(Instance(status="Stopped"))
    assert "已停止" in issue.text
    assert issue.brief == "已停止"
