"""Operations of an Alibaba Cloud RPC service, declared as values, and the priority of their calls."""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Final, Generic, TypeVar

if TYPE_CHECKING:
    from ccc_tui.cloud.response import Response

# Named only: the screen is painted before pydantic is imported.
ResponseT = TypeVar("ResponseT", bound="Response")

_READING_VERBS = ("Describe", "Get", "List", "Query")


@dataclass(frozen=True, slots=True)
class Operation(Generic[ResponseT]):
    """A call that only reads.

    Attributes:
        action: the operation's name, such as ``ListInstancesOfUser``.
        version: the API version that defines it, such as ``2017-07-05``.
        response_model: what a reply is parsed into.
        parameters: names of the parameters that it takes, in the order of its documentation.

    Raises:
        ValueError: the name does not begin with a reading verb.
    """

    action: str
    version: str
    response_model: type[ResponseT]
    parameters: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.action.startswith(_READING_VERBS):
            raise ValueError(f"{self.action} is not a reading operation")

    def __str__(self) -> str:
        return f"{self.action} {self.version}"


class Priority(IntEnum):
    """Order of the calls that wait for the rate limit: those of a person before those of a scan."""

    PERSON = 0
    SCAN = 1


# The calls of the current task, and of tasks that it starts, are no more urgent than this.
URGENCY: Final[ContextVar[Priority]] = ContextVar("urgency", default=Priority.PERSON)
