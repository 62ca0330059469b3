"""Rules of people, without a database."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chomchom.kernel.verdicts import Refused
from chomchom.people.rules import identity, keeping, sharing
from chomchom.people.rules.sharing import BasisKind, ConsentFacts, FieldGroup, NewConsent, Purpose, SignedBy
from chomchom.people.rules.texts import check_text

TODAY = date(2026, 6, 22)


@pytest.mark.parametrize(
    ("name", "masked"),
    [("김하늘", "김○늘"), ("김솔", "김○"), ("남궁하늘", "남○○늘"), ("김", "○"), ("Nguyen Van An", "N○○○n")],
)
def test_a_name_is_masked_between_its_ends(name, masked):
    assert identity.masked_name(name) == masked


@pytest.mark.parametrize(
    ("written", "digits", "shown", "masked"),
    [
        ("010-1234-5678", "01012345678", "010-1234-5678", "010-****-5678"),
        ("+82 10 1234 5678", "01012345678", "010-1234-5678", "010-****-5678"),
        ("+82-010-1234-5678", "01012345678", "010-1234-5678", "010-****-5678"),
        ("02 123 4567", "021234567", "02-123-4567", "02-***-4567"),
        ("031)487-1234", "0314871234", "031-487-1234", "031-***-1234"),
        ("1577-0000", "15770000", "1577-0000", "****-0000"),
        ("", "", "", ""),
    ],
)
def test_a_phone_number_is_read_shown_and_masked(written, digits, shown, masked):
    assert identity.plain_phone(written) == digits
    assert identity.shown_phone(digits) == shown
    assert identity.masked_phone(digits) == masked


@pytest.mark.parametrize("written", ["12", "010-12-34", "전화 없음", "010123456789"])
def test_an_unreadable_phone_number_is_refused(written):
    with pytest.raises(Refused, match="phone-unreadable"):
        identity.plain_phone(written)


@pytest.mark.parametrize(
    ("born", "on", "age"),
    [
        (date(1944, 6, 22), date(2026, 6, 21), 81),
        (date(1944, 6, 22), date(2026, 6, 22), 82),
        (date(2012, 2, 29), date(2026, 2, 28), 13),
        (date(2012, 2, 29), date(2026, 3, 1), 14),
        (None, TODAY, None),
    ],
)
def test_age_is_counted_in_full_years(born, on, age):
    assert identity.age_on(born, on=on) == age


def test_age_bands_are_decades():
    assert [identity.age_band(age) for age in (None, 7, 59, 82, 104)] == ["", "0s", "50s", "80s", "90s"]


@pytest.mark.parametrize(
    "written",
    [
        "안산시 상록구 일동 한빛빌라 203호",
        "일동 한빛빌라203",
        "한빛 빌라 제203호",
        "경기 안산시 일동 한빛빌라 2층 203호",
        "한빛빌라 203호 (일동, 2층 왼쪽)",
        "한빛빌라２０３호",
        "  한빛빌라,  203 호 ",
    ],
)
def test_one_door_is_one_address_however_it_is_written(written):
    assert identity.normalised_address(written, dong_names=["일동"]) == "한빛빌라|203"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("한빛빌라 203호", "한빛빌라 204호"),
        ("한빛빌라 101동 203호", "한빛빌라 203호"),
        ("한빛빌라 지하 1호", "한빛빌라 1호"),
        ("성호로 12-3", "성호로 123"),
        ("성호로 12 3", "성호로 123"),
        ("성호1길 2", "성호로 12"),
    ],
)
def test_two_doors_are_two_addresses(one, other):
    assert identity.normalised_address(one) != identity.normalised_address(other)


def test_a_basement_has_three_spellings():
    spelled = {identity.normalised_address(f"한빛빌라 {low}") for low in ("지하 2호", "B02호", "b 2")}
    assert len(spelled) == 1


@given(st.text(max_size=60))
def test_normalising_an_address_never_fails_and_blanks_around_do_not_matter(text):
    assert identity.normalised_address(text) == identity.normalised_address(f"  {text} ")


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("안산시 상록구 일동  한빛빌라 203호", "한빛빌라 203호"),
        ("경기도 안산시, 일동, 한빛빌라 203호", "한빛빌라 203호"),
        ("한빛빌라 일동 203호", "한빛빌라 일동 203호"),
        ("일동", "일동"),
        ("", ""),
    ],
)
def test_an_address_is_stored_without_the_dong_it_lies_in(written, stored):
    assert identity.tidy_address(written, dong_names=["일동"]) == stored


def test_the_short_address_leads_to_no_door():
    assert identity.short_address("한빛빌라 101동 203호") == "한빛빌라 ○○동 ○○호"


ANYBODY = identity.Likeness(person_id=uuid4(), name=False, birth_date=False, phone=False, household=False)


@pytest.mark.parametrize(
    ("shared", "same"),
    [
        ({"name", "birth_date"}, True),
        ({"name", "phone"}, True),
        ({"name", "household"}, True),
        ({"birth_date", "phone"}, True),
        ({"birth_date", "household"}, True),
        ({"phone", "household"}, False),
        ({"name"}, False),
        ({"phone"}, False),
        (set(), False),
    ],
)
def test_two_things_in_common_are_likely_the_same_person_but_not_a_couples_roof_and_phone(shared, same):
    like = replace(ANYBODY, **dict.fromkeys(shared, True))
    assert identity.is_likely_same(like) is same


def test_registering_needs_a_look_at_likely_same_persons_first():
    like = replace(ANYBODY, name=True, birth_date=True)
    with pytest.raises(Refused) as no:
        identity.check_looked_first([like])
    assert no.value.code == "look-first"
    assert no.value.facts["candidates"] == (like.person_id,)
    with pytest.raises(Refused, match="look-first"):
        identity.check_looked_first([like], not_same=[uuid4()])
    identity.check_looked_first([like], not_same=[like.person_id])


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"name": "김"}, "two-letters-needed"),
        ({}, "nothing-to-search"),
        ({"birth_date": TODAY}, "birth-date-alone"),
    ],
)
def test_a_search_needs_enough_to_go_by(asked, code):
    with pytest.raises(Refused, match=code):
        identity.check_search(**{"name": "", "phone": "", "birth_date": None, **asked})


def test_a_search_by_two_letters_or_a_phone_goes():
    identity.check_search(name="하늘", phone="", birth_date=None)
    identity.check_search(name="", phone="01012345678", birth_date=None)


@pytest.mark.parametrize("day", [date(2026, 6, 23), date(1900, 12, 31)])
def test_an_impossible_birth_date_is_refused(day):
    with pytest.raises(Refused, match="birth-date-impossible"):
        identity.check_birth_date(day, on=TODAY)


@pytest.mark.parametrize("name", ["", "  ", "\x00"])
def test_a_person_has_a_name(name):
    with pytest.raises(Refused, match="name-missing"):
        identity.spoken_name(name)


def test_a_very_long_name_is_refused():
    with pytest.raises(Refused, match="name-too-long"):
        identity.spoken_name("가" * 61)


def test_a_language_is_a_code():
    identity.check_language("")
    identity.check_language("vi")
    with pytest.raises(Refused, match="language-unknown"):
        identity.check_language("베트남어")


@pytest.mark.parametrize("text", ["900101-1234567", "번호 900101 1234567 입니다", "９００１０１－１２３４５６７"])
def test_a_resident_number_in_any_text_is_refused(text):
    with pytest.raises(Refused, match="rrn-not-kept"):
        check_text("아무 글", text)


def test_a_very_long_text_is_refused():
    with pytest.raises(Refused, match="text-too-long"):
        check_text("가" * 501)


# Sharing -------------------------------------------------------------------------------------------------------------

GOOD = ConsentFacts(
    consent_id=UUID(int=1),
    kind=BasisKind.CONSENT,
    purpose=Purpose.REFERRAL,
    recipient="x",
    fields=frozenset({FieldGroup.CONTACT}),
    from_on=date(2026, 1, 1),
    until_on=date(2027, 3, 31),
)


@pytest.mark.parametrize(
    ("change", "on"),
    [
        ({}, date(2025, 12, 31)),
        ({}, date(2027, 4, 1)),
        ({"withdrawn_on": TODAY}, TODAY),
        ({"withdrawn_on": TODAY}, date(2026, 6, 23)),
    ],
)
def test_outside_its_days_or_withdrawn_a_consent_is_nothing(change, on):
    assert sharing.basis_of([GOOD], on=TODAY) is not None
    assert sharing.basis_of([replace(GOOD, **change)], on=on) is None


def test_both_ends_of_a_consent_count():
    assert sharing.in_force(GOOD, on=GOOD.from_on)
    assert sharing.in_force(GOOD, on=GOOD.until_on)


def test_bases_add_their_fields_and_the_longest_names_them():
    short = replace(GOOD, consent_id=UUID(int=2), fields=frozenset({FieldGroup.NAME}), until_on=date(2026, 7, 1))
    basis = sharing.basis_of([short, GOOD], on=TODAY)
    assert basis is not None
    assert basis.consent_id == GOOD.consent_id
    assert basis.until == GOOD.until_on
    assert basis.allows("name", FieldGroup.CONTACT)
    assert not basis.allows(FieldGroup.HEALTH)


def test_recipients_are_agencies_or_known_words():
    agency = uuid4()
    assert sharing.recipient_kind(agency) == (sharing.RecipientKind.AGENCY, agency)
    assert sharing.recipient_kind(str(agency)) == (sharing.RecipientKind.AGENCY, agency)
    assert sharing.recipient_kind("neighbour") == (sharing.RecipientKind.NEIGHBOUR, None)
    for wrong in ("agency", "anybody", ""):
        with pytest.raises(Refused, match="recipient-unknown"):
            sharing.recipient_kind(wrong)


NEW = NewConsent(
    fields=frozenset({FieldGroup.NAME, FieldGroup.CONTACT}),
    from_on=TODAY,
    until_on=date(2027, 3, 31),
    signed_by=SignedBy.SELF,
    age=82,
    has_guardian=False,
)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"fields": frozenset({FieldGroup.NAME, FieldGroup.HEALTH})}, "sensitive-apart"),
        ({"fields": frozenset({FieldGroup.HEALTH}), "required": True}, "sensitive-never-required"),
        ({"until_on": date(2026, 6, 21)}, "consent-ends-before-it-starts"),
        ({"from_on": date(2027, 1, 1), "until_on": date(2026, 12, 31)}, "consent-ends-before-it-starts"),
        ({"until_on": date(2029, 6, 23)}, "consent-too-long"),
        ({"age": 13}, "guardian-must-sign"),
        ({"signed_by": SignedBy.GUARDIAN}, "guardian-not-recorded"),
    ],
)
def test_one_thing_wrong_is_enough_to_refuse_a_consent(change, code):
    sharing.check_consent(NEW, on=TODAY, longest_years=3, guardian_below=14)
    with pytest.raises(Refused, match=code):
        sharing.check_consent(replace(NEW, **change), on=TODAY, longest_years=3, guardian_below=14)


def test_a_guardian_may_sign_for_a_child():
    child = replace(NEW, age=13, signed_by=SignedBy.GUARDIAN, has_guardian=True)
    sharing.check_consent(child, on=TODAY, longest_years=3, guardian_below=14)


def test_a_consent_from_a_leap_day_may_last_its_years():
    leap = replace(NEW, from_on=date(2028, 2, 29), until_on=date(2031, 3, 1))
    sharing.check_consent(leap, on=date(2028, 2, 29), longest_years=3, guardian_below=14)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"until_on": date(2026, 6, 30)}, "claim-too-long"),
        ({"until_on": date(2026, 6, 21)}, "consent-ends-before-it-starts"),
        ({"fields": frozenset({FieldGroup.HEALTH})}, "claim-not-for-sensitive"),
    ],
)
def test_a_legal_basis_is_claimed_for_days_and_never_for_health(change, code):
    good = {"from_on": TODAY, "until_on": date(2026, 6, 29), "longest_days": 7, "fields": frozenset({FieldGroup.NAME})}
    sharing.check_claim(**good)
    with pytest.raises(Refused, match=code):
        sharing.check_claim(**good | change)


def test_a_consent_is_withdrawn_once():
    sharing.check_withdrawable(GOOD)
    with pytest.raises(Refused, match="consent-already-withdrawn"):
        sharing.check_withdrawable(replace(GOOD, withdrawn_on=TODAY))


@pytest.mark.parametrize(
    ("call", "code"),
    [
        (lambda: sharing.purpose_of("fun"), "purpose-unknown"),
        (lambda: sharing.field_groups([]), "fields-missing"),
        (lambda: sharing.field_groups(["everything"]), "fields-unknown"),
    ],
)
def test_unknown_words_are_refused(call, code):
    with pytest.raises(Refused, match=code):
        call()


# Keeping -------------------------------------------------------------------------------------------------------------

GOES = keeping.KeepingFacts(ended_on=date(2021, 6, 21), years=5, held=False, open_requests=0)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"ended_on": None}, "still-needed"),
        ({"ended_on": date(2021, 6, 22)}, "kept-until"),
        ({"held": True}, "held-by-a-room"),
        ({"open_requests": 1}, "request-open"),
        ({"in_open_proposal": True}, "already-proposed"),
    ],
)
def test_one_reason_is_enough_to_keep_a_record(change, code):
    keeping.check_may_be_destroyed(GOES, on=TODAY)
    with pytest.raises(Refused, match=code):
        keeping.check_may_be_destroyed(replace(GOES, **change), on=TODAY)


def test_keeping_from_a_leap_day_ends_on_the_first_of_march():
    assert keeping.keep_until(date(2024, 2, 29), years=5) == date(2029, 3, 1)
    assert keeping.keep_until(date(2024, 2, 29), years=4) == date(2028, 2, 29)


def test_nobody_approves_their_own_list():
    one, other = uuid4(), uuid4()
    keeping.check_other_eyes(proposed_by=one, approved_by=other)
    with pytest.raises(Refused, match="own-proposal"):
        keeping.check_other_eyes(proposed_by=one, approved_by=one)


def test_the_proof_of_a_list_does_not_depend_on_its_order():
    ids = [uuid4(), uuid4()]
    proof = keeping.proof_of(ids, day=TODAY, kind=keeping.RecordKind.PERSON)
    assert proof == keeping.proof_of(reversed(ids), day=TODAY, kind=keeping.RecordKind.PERSON)
    assert proof != keeping.proof_of(ids[:1], day=TODAY, kind=keeping.RecordKind.PERSON)


def test_every_state_of_requests_and_lists_is_a_way_on_or_an_end():
    assert keeping.REQUEST_STATES.ends() == {"granted", "partly", "denied", "taken_back"}
    assert keeping.PROPOSAL_STATES.ends() == {"refused", "done"}


def test_the_drawings_in_the_reference_are_those_of_the_tables():
    page = (Path(__file__).parents[2] / "docs" / "reference" / "destruction.md").read_text()
    for table in (keeping.PROPOSAL_STATES, keeping.REQUEST_STATES):
        assert table.mermaid() in page
