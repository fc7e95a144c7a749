"""One noun, one model: tolerant of what comes, exact in what stays, harmless in what is shown."""

import json
from datetime import UTC, datetime
from typing import Any, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import AliasChoices, TypeAdapter, ValidationError

from ccc_tui.callcenter.models import Instance, OutboundNumber, PhoneNumber, User
from ccc_tui.cloud.api_model import ApiModel
from ccc_tui.cloud.text import clean
from ccc_tui.cloud.tolerance import read

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)
MODELS: tuple[type[ApiModel], ...] = (Instance, User, PhoneNumber, OutboundNumber)
# pydantic finds out from the annotations what a field may hold.
JUDGES = {
    model: {name: TypeAdapter(hint) for name, hint in get_type_hints(model).items() if name in model.model_fields}
    for model in MODELS
}


def service_names(alias: Any) -> list[str]:
    choices = alias.choices if isinstance(alias, AliasChoices) else [alias]
    return [choice if isinstance(choice, str) else str(choice.path[0]) for choice in choices]


SENT_AS = {
    name for model in MODELS for field in model.model_fields.values() for name in service_names(field.validation_alias)
}
NAMES = st.sampled_from(sorted(SENT_AS | {"Detail", "Unknown"}))


@given(st.dictionaries(NAMES, VALUES, max_size=8))
def test_no_content_is_refused_and_each_field_has_the_type_it_promises(content: dict[str, Any]) -> None:
    for model in MODELS:
        found = read(model, content)
        json.dumps(found.declared())
        hash(found)
        for name, judge in JUDGES[model].items():
            judge.validate_python(getattr(found, name), strict=True)


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("02500000000", "02500000000"),
        (2500000000, "2500000000"),
        (105980354482850912, "105980354482850912"),
        ("", ""),
        (None, None),
        (True, "true"),
        (["a", {"b": 1}], '["a", {"b": 1}]'),
        ("a\x1b[31mb", "ab"),
    ],
)
def test_ids_and_numbers_are_text_and_regain_no_zero(sent: Any, kept: str | None) -> None:
    assert read(PhoneNumber, {"Number": sent}).number == kept


@pytest.mark.parametrize(
    ("sent", "kept"),
    [(15, 15), ("15", 15), (" 15 ", 15), ("-3", -3), ("15.0", 15), ("", None), ("many", None), ("1e3", None),
     (True, None), (1.5, None), ("1.5", None), (10**30, None), ("9" * 30, None), ([], None), (0, 0)],
)  # fmt: skip
def test_counters_are_numbers_or_numeric_text(sent: Any, kept: int | None) -> None:
    assert read(PhoneNumber, {"Trunks": sent}).trunks == kept


@pytest.mark.parametrize(
    ("sent", "kept"),
    [(True, True), ("true", True), (" FALSE ", False), (0, False), ("1", True), ("", None), ("yes", None), ([], None)],
)  # fmt: skip
def test_flags_are_booleans_or_their_names(sent: Any, kept: bool | None) -> None:
    assert read(PhoneNumber, {"TestOnly": sent}).test_only is kept


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        (1537867125123, datetime(2018, 9, 25, 9, 18, 45, 123000, tzinfo=UTC)),
        ("1537867125000", datetime(2018, 9, 25, 9, 18, 45, tzinfo=UTC)),
        (0, datetime(1970, 1, 1, tzinfo=UTC)),
        (-1, datetime(1969, 12, 31, 23, 59, 59, 999000, tzinfo=UTC)),
        (10**18, None),
        (-(10**18), None),
        ("soon", None),
    ],
)
def test_times_are_milliseconds(sent: Any, kept: datetime | None) -> None:
    assert read(Instance, {"CreatedTime": sent}).created_time == kept


def test_unknown_fields_are_kept_and_cleaned_whatever_lies_in_them() -> None:
    found = read(User, {"UserId": "u", "New\x1b[2J": [{"a\u202e": "b\x9b31mc"}, 1, None]})
    assert found.model_extra == {"New": [{"a": "bc"}, 1, None]}
    assert "New" not in found.declared()


def test_nesting_without_end_is_cut() -> None:
    deep: Any = "end"
    for _ in range(900):
        deep = [deep]
    assert "end" not in str(read(User, {"UserId": deep, "New": deep}))


def test_a_detail_without_fields_is_none() -> None:
    nothing: tuple[Any, ...] = ("", {}, None, [])
    for detail in nothing:
        assert read(User, {"UserId": "u", "Detail": detail}) == User(user_id="u")
    assert read(User, {"Detail": "words"}).model_extra == {"Detail": "words"}


def test_models_do_not_change() -> None:
    with pytest.raises(ValidationError):
        User(user_id="u").user_id = "v"  # what is tested


def test_a_person_is_called_by_the_best_name_there_is() -> None:
    names = {"RamId": "4", "UserId": "3", "LoginName": "2", "DisplayName": "1"}
    for best in ("1", "2", "3", "4"):
        assert read(User, names).name == best
        names.popitem()
    assert User().name is None


def test_a_number_is_itself_whatever_else_is_said_of_it() -> None:
    first, second = (OutboundNumber(number="02100000001", city=city) for city in ("上海", None))
    assert first.key() == second.key()


def test_masked_numbers_are_told_apart_by_all_that_is_known() -> None:
    first, second = (OutboundNumber(number="083xxxx0019", city=city) for city in ("乐山", "成都"))
    assert first.key() != second.key()


def test_call_centers_are_told_apart_by_their_id() -> None:
    assert Instance(instance_id="a", status="x").key() == Instance(instance_id="a").key()
    assert Instance(instance_name="a").key() != Instance(instance_name="b").key()


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("plain 文字", "plain 文字"),
        ("a\x1b[31;1mred\x1b[0m", "ared"),
        ("a\x1b]0;title\x07b\x1b]8;;http://x\x1b\\c", "abc"),
        ("a\x9b31mb\x9d0;t\x9cc", "abc"),
        ("a\x1bPq...\x1b\\b\x1b(Bc\x1b7d", "abcd"),
        ("a\x1b]0;never ended", "a0;never ended"),
        ("a\r\nb\tc\x85d\u2028e", "a b c d e"),
        ("a\x00\x07\x08\x7f\x9fb", "ab"),
        ("a\u202eb\u2066c\u2069\u200f\u061cd", "abcd"),
        ("a\ufeffb\u200bc\u2060d\U000e0041", "abcd"),
        ("a\ud800b", "ab"),
        ("[b]bold[/b] [/]", "[b]bold[/b] [/]"),
        ("\N{MAN}\u200d\N{WOMAN}\u200d\N{GIRL}", "\N{MAN}\u200d\N{WOMAN}\u200d\N{GIRL}"),
        ("\N{HEAVY BLACK HEART}\ufe0f", "\N{HEAVY BLACK HEART}\ufe0f"),
        ("\N{WAVING HAND SIGN}\U0001f3fd \U0001f1e8\U0001f1f3", "\N{WAVING HAND SIGN}\U0001f3fd \U0001f1e8\U0001f1f3"),
        ("עברית عربي", "עברית عربي"),
    ],
)
def test_text_is_made_harmless_and_stays_whole(raw: str, shown: str) -> None:
    assert clean(raw) == shown


@given(st.text() | st.text("a[]0;m\x1b\x9b\x9d\x9c\x07\\P(\u202e\ud800 \n", max_size=20))
def test_nothing_that_a_terminal_obeys_is_left(raw: str) -> None:
    shown = clean(raw)
    assert clean(shown) == shown
    assert not [char for char in shown if ord(char) < 32 or 127 <= ord(char) < 160 or 0xD800 <= ord(char) < 0xE000]
    assert not set(shown) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")
