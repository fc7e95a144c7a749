"""Sanitize untrusted text when it enters the program.

Names, descriptions, messages and error texts may hold control characters, escape sequences and bidi marks: they are
removed. Markup such as ``[b]`` stays; screens show it as text.
"""

import re
from typing import Any, Final

# Deeper than any reply; what is nested deeper is dropped.
_DEPTH: Final = 32

# CSI, OSC/DCS/APC/PM/SOS strings and two-byte escapes (ECMA-48), in their 7-bit and 8-bit spellings. Of a
# string that is never terminated, only the introducer is removed.
_ESCAPES: Final = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"
    r"|(?:\x1b[\]PX^_]|[\x9d\x90\x98\x9e\x9f])[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)"
    r"|\x1b[ -/]*[0-~]"
)
_SPACES: Final = re.compile(r"[\t\n\v\f\r\x85\u2028\u2029]+")
# C0, DEL, C1; Arabic letter mark, direction marks, embeddings, overrides, isolates (Unicode UAX 9); deprecated
# format characters, invisible separators, the byte order mark; interlinear marks; surrogates; tag characters.
_DANGEROUS: Final = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    r"\U000e0000-\U000e007f\ud800-\udfff]"
)


def clean(text: str) -> str:
    """Return the text without control characters, escape sequences and bidi marks; line breaks become spaces."""
    if text.isprintable():  # True for nearly all text; every character below counts as not printable
        return text
    text = _ESCAPES.sub("", text)
    text = _SPACES.sub(" ", text)
    return _DANGEROUS.sub("", text)


def clean_all(value: Any, depth: int = _DEPTH) -> Any:
    """Return a JSON value with all texts sanitized, names of fields included."""
    match value:
        case str():
            return clean(value)
        case dict() | list() if not depth:
            return "…"
        case dict():
            return {clean(name): clean_all(inner, depth - 1) for name, inner in value.items()}
        case list():
            return [clean_all(inner, depth - 1) for inner in value]
        case _:
            return value
