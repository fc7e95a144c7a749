"""The declared parameters of the operations, beside those of the official SDKs."""

from importlib import import_module
from inspect import signature
from typing import Any

import pytest

from ccc_tui.cloud.operation import Operation
from ccc_tui.resources import operations


@pytest.mark.parametrize("operation", sorted(operations(), key=str), ids=str)
def test_every_operation_declares_the_parameters_that_it_takes(operation: Operation[Any]) -> None:
    module = import_module(f"alibabacloud_ccc{operation.version.replace('-', '')}.models")
    request = getattr(module, f"{operation.action}Request", None)
    known = set() if request is None else set(signature(request).parameters)
    assert {name.replace("_", "") for name in known} == {name.lower() for name in operation.parameters}
