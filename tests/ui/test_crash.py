"""A mistake of ours: the report shows where it happened, and nothing that anybody said or owns."""

from typing import Any, NoReturn

import pytest

from ccc_tui.settings import Settings
from ccc_tui.simulator import Simulator
from ccc_tui.ui.app import Dashboard
from ccc_tui.ui.panes.base import ResourcePane
from tests.ui.stage import Stage, Wire, connector

CANARY = "LTAI-canary-that-no-report-may-show"


def _breaks(*_arguments: Any) -> NoReturn:
    access_key = CANARY
    raise RuntimeError(f"broken with {len(access_key)}")


@pytest.mark.parametrize("where", ["a key", "a question"])
async def test_a_crash_report_shows_no_local_variables_and_the_exit_status_is_1(
    where: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    app = Dashboard(Settings(), connector(Wire(Simulator())))
    with pytest.raises(Exception, match="broken with"):  # noqa: PT012 - the pilot raises it when it leaves
        async with app.run_test(size=(100, 30)) as pilot:
            stage = Stage(pilot, Wire(Simulator()))
            await stage.until_shown("华东客服中心")
            if where == "a key":
                monkeypatch.setattr(ResourcePane, "columns", _breaks)
                await stage.press("2")
            else:
                assert app.session is not None
                monkeypatch.setattr(type(app.session.client), "instances_as_they_come", _breaks)
                await stage.press("r")
            await stage.until(lambda: app._exception is not None)
    assert app.return_code == 1
    report = "".join(capsys.readouterr())
    assert "_breaks" in report
    assert "RuntimeError" in report
    assert CANARY not in report
    assert "access_key = " not in report.replace("access_key = CANARY", "")
