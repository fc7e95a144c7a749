"""Operations of an Alibaba Cloud RPC service, declared as values."""

from dataclasses import dataclass

_READING_VERBS = ("Describe", "Get", "List", "Query")


@dataclass(frozen=True, slots=True)
class Operation:
    """A call that only reads.

    Attributes:
        action: the operation's name, such as ``ListInstancesOfUser``.
        version: the API version that defines it, such as ``2017-07-05``.

    Raises:
        ValueError: the name does not begin with a reading verb.
    """

    action: str
    version: str

    def __post_init__(self) -> None:
        if not self.action.startswith(_READING_VERBS):
            raise ValueError(f"{self.action} is not a reading operation")

    def __str__(self) -> str:
        return f"{self.action} {self.version}"
