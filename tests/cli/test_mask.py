"""Printed lists: personal data as it is, masked where that is chosen."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Ended

Cli = Callable[..., Ended]
ADMINS = ("admins", "--demo", "--instance", "hd-service")
SECRETS = ("13900000001", "wangxm@example.com", "296464855338039952")


def test_lists_are_not_masked_unless_that_is_chosen(cli: Cli) -> None:
    ended = cli(*ADMINS, "-o", "json")
    assert not [secret for secret in SECRETS if secret not in ended.out]
    assert "masked" not in ended.document


@pytest.mark.parametrize("output", ["table", "json", "jsonl", "csv", "md"])
def test_mask_hides_persons_in_every_format(cli: Cli, output: str) -> None:
    ended = cli(*ADMINS, "-o", output, "--mask")
    assert not [secret for secret in SECRETS if secret in ended.out]
    assert "王小明" in ended.out


def test_the_document_says_that_it_is_masked(cli: Cli) -> None:
    assert cli(*ADMINS, "-o", "json", "--mask").document["masked"] is True
    found = cli("instances", "--demo", "-o", "json", "--mask").document
    assert found["instances"][0]["admins"][0]["phone"] == "139****0001"


def test_the_file_and_the_variable_choose_too(cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "config.toml").write_text("mask = true\n")
    config = ("--config", str(tmp_path / "config.toml"))
    assert json.loads(cli(*ADMINS, "-o", "json", *config).out)["masked"] is True
    assert "masked" not in cli(*ADMINS, "-o", "json", *config, "--no-mask").document
    monkeypatch.setenv("CCC_TUI_MASK", "true")
    assert cli(*ADMINS, "-o", "json").document["masked"] is True
