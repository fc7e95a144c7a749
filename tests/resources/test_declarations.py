"""The lists that are declared: what they print is what their columns say."""

import csv
import io
from collections.abc import Callable
from typing import Any

import pytest

from ccc_tui.resources import RESOURCES
from ccc_tui.resources.table import Resource, ScopeKind, Surface
from tests.cli.conftest import Ended, cli

__all__ = ["cli"]  # a fixture
WHOSE = {
    ScopeKind.INSTANCE: ("--instance", "hd-service"),
    ScopeKind.USER: ("--instance", "hd-service", "--user", "wangxm@hd-service"),
}
PRINTED = [resource for resource in RESOURCES if resource.command]


@pytest.mark.parametrize("resource", PRINTED, ids=lambda resource: resource.id)
def test_every_column_finds_its_value(cli: Callable[..., Ended], resource: Resource[Any]) -> None:
    ended = cli(str(resource.command), "--demo", "-o", "csv", *WHOSE.get(resource.scope, ()))
    assert ended.status == 0, ended.err
    rows = list(csv.DictReader(io.StringIO(ended.out, newline="")))
    assert rows
    for column in resource.columns_on(Surface.DATA):
        assert column.id in rows[0]
        assert column.optional or any(row[column.id] for row in rows)
