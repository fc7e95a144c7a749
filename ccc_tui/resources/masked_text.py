"""Personal data in raw replies, masked by the names of their fields; all else stays as it was sent."""

import json
import re
from contextlib import suppress
from typing import Final

from ccc_tui.resources.masking import Masked
from ccc_tui.resources.personal import mask_of
from ccc_tui.resources.table import Mask

# Possessive: a hostile reply would make backtracking quadratic. The end may be missing where a reply was cut.
_STRING: Final = r'"(?:\\.|[^"\\])*+"?'
_STRINGS: Final = re.compile(_STRING, re.DOTALL)
# Each string of a document; where it is the name of a field, with its text, its number or its list of texts.
_JSON: Final = re.compile(
    rf'"(?P<name>(?:\\.|[^"\\])*+)"?(?:\s*+:\s*+(?P<value>{_STRING}|-?\d[\d.eE+-]*+|\[(?:\s*+{_STRING}\s*+,?)++))?+',
    re.DOTALL,
)
_XML: Final = re.compile(r"<(?P<name>[\w.:-]++)[^<>]*+>(?P<value>[^<]++)")


def masked_text(text: str) -> str:
    """Return a reply with its personal data masked; `Masked` where there was any."""
    is_xml = text.lstrip()[:1] == "<"
    parts: list[str] = []
    end = 0
    for match in (_XML if is_xml else _JSON).finditer(text):
        value = match["value"]
        if not value or (mask := mask_of(match["name"])) is None or not value.strip():
            continue
        parts += [text[end : match.start("value")], mask(value) if is_xml else _masked_value(value, mask)]
        end = match.end()
    if not parts:
        return text
    shown = "".join([*parts, text[end:]])
    return Masked(shown) if shown != text else text


def _masked_value(value: str, mask: Mask) -> str:
    if value[0] not in {'"', "["}:
        return json.dumps(mask(value))

    def masked_string(match: re.Match[str]) -> str:
        with suppress(ValueError):
            return json.dumps(mask(content), ensure_ascii=False) if (content := json.loads(match[0])) else match[0]
        return f'"{mask(match[0][1:])}'  # cut off

    return _STRINGS.sub(masked_string, value)
