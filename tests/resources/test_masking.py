"""Personal data: what is left of it when it is masked, and that no document has it unmasked."""

import json

import pytest

from ccc_tui.callcenter.models import Conflict, Instance, User
from ccc_tui.resources import ADMINS, CALLS, INSTANCES, OUTBOUND_NUMBERS, USERS
from ccc_tui.resources.masking import Masked, mask_email, mask_id, mask_phone
from ccc_tui.resources.personal import has_personal_data, mask_of, masked, name_masked

PERSON = {"Phone": "13812345678", "Email": "wang@example.com", "RamId": "201234567890123456"}
SECRETS = ("13812345678", "wang@example.com", "201234567890123456")


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("13812345678", "138****5678"),
        ("+86 138-1234-5678", "+86 138-****-5678"),
        ("138****5678", "138****5678"),
        ("02155590001", "021****0001"),
        ("95187", "***87"),
        ("1", "*"),
        ("王小明", "****"),
    ],
)
def test_four_digits_before_the_last_four_of_a_phone_number_are_masked(number: str, shown: str) -> None:
    assert mask_phone(number) == shown


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("wang@example.com", "w***@example.com"),
        ("w@example.com", "***@example.com"),
        ("nobody", "***"),
        ("@x", "***@x"),
    ],
)
def test_the_first_letter_and_the_domain_of_an_address_stay(address: str, shown: str) -> None:
    assert mask_email(address) == shown


def test_the_ends_of_a_long_id_stay_and_nothing_of_a_short_one() -> None:
    assert mask_id("201234567890123456") == "2012****3456"
    assert mask_id("12345678901") == "****"
    assert isinstance(mask_id("1"), Masked)


@pytest.mark.parametrize("resource", [ADMINS, USERS])
def test_phone_address_and_ram_id_of_persons_are_declared_personal_and_names_are_not(resource: object) -> None:
    personal = {column.id for column in getattr(resource, "columns") if column.personal is not None}  # noqa: B009
    assert personal == {"phone", "email", "ram_id"}


def test_which_lists_have_personal_data() -> None:
    found = [
        resource for resource in (INSTANCES, ADMINS, USERS, OUTBOUND_NUMBERS, CALLS) if has_personal_data(resource)
    ]
    assert found == [INSTANCES, ADMINS, USERS]


def test_a_column_masks_its_text_and_leaves_what_is_absent() -> None:
    phone = next(column for column in ADMINS.columns if column.id == "phone")
    assert phone.text(User.model_validate(PERSON), masked=True) == "138****5678"
    assert phone.text(User.model_validate(PERSON)) == "13812345678"
    assert phone.text(User(), masked=True) is None


def test_documents_are_masked_however_deep_and_by_the_service_s_names_too() -> None:
    instance = Instance.model_validate({"InstanceId": "a", "AdminList": [PERSON]})
    for document in (instance.declared(), {"Data": {"List": [PERSON, {"Mobile": 13812345678}]}}):
        text = json.dumps(masked(document))
        assert not [secret for secret in SECRETS if secret in text]
        assert "138****5678" in text
    assert masked({"phone": None, "n": 1, "rows": ("a",)}) == {"phone": None, "n": 1, "rows": ["a"]}
    assert mask_of("phone_number") is None


def test_the_values_of_a_conflict_are_masked_where_its_field_is_personal() -> None:
    values = {"2017-07-05": "13812345678", "2020-07-01": "13812345679"}
    assert masked(Conflict(field="phone", values=values).declared())["values"]["2017-07-05"] == "138****5678"
    assert masked(Conflict(field="department", values=values).declared())["values"] == values


def test_a_person_known_by_the_ram_id_only_is_named_by_a_part_of_it() -> None:
    assert name_masked(User.model_validate(PERSON)) == "2012****3456"
    assert name_masked(User.model_validate({**PERSON, "DisplayName": "王小明"})) == "王小明"
    assert name_masked(User()) is None
