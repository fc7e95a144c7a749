"""Rows as JSON for the clipboard."""

import json
from collections.abc import Iterable
from typing import Any

from ccc_tui.resources.masking import Masked
from ccc_tui.resources.personal import masked as with_masks


def rows_as_json(documents: Iterable[dict[str, Any]], *, masked: bool) -> str:
    """Return one JSON object a line; it is `Masked` where something is masked in it."""
    rows = [*documents]
    shown = [with_masks(row) for row in rows] if masked else rows
    text = "\n".join(json.dumps(row, ensure_ascii=False) for row in shown)
    return Masked(text) if shown != rows else text
