"""10,000 numbers over a link with a latency of 50 ms: this program's walk and the SDK's loop."""

from time import monotonic
from typing import Final

from bench.effort import Effort
from bench.figures import Figure, Target, compared, interleaved
from bench.processes import DASHBOARD, SDK, connected, run, simulator

_SECTION: Final = "walk"
_ROWS: Final = 10_000
_LATENCY_MS: Final = 50
_INSTANCE: Final = "large-000"
_USER: Final = "admin@large-000"
_FASTER: Final = Target(1.0)


def measure(effort: Effort) -> list[Figure]:
    """Measure whole processes, each of which prints every row."""
    ours = (
        *(*DASHBOARD, "numbers", "--all", "--rate", "0", "--output", "jsonl"),
        *("--instance", _INSTANCE, "--user", _USER),
    )
    theirs = (*SDK, "walk", _INSTANCE, _USER)
    with simulator("--scale", "large", "--latency-ms", str(_LATENCY_MS)) as address:
        environ = connected(address)
        found = interleaved({"ours": lambda: _walk(ours, environ), "SDK": lambda: _walk(theirs, environ)}, effort.walks)
    return [
        compared(
            _SECTION,
            f"{_ROWS:,} rows in pages of 100 at {_LATENCY_MS} ms",
            "s",
            found["ours"],
            found["SDK"],
            peer="SDK, page after page",
            target=_FASTER,
        )
    ]


def _walk(command: tuple[str, ...], environ: dict[str, str]) -> float:
    begin = monotonic()
    output = run(*command, environ=environ).output
    seconds = monotonic() - begin
    if (rows := len(output.splitlines())) != _ROWS:
        raise RuntimeError(f"{rows} rows came instead of {_ROWS}")
    return seconds
