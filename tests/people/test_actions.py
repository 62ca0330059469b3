"""Writes of people: registering after a look, sharing and its end, requests, destruction."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from threading import Barrier, Thread
from uuid import UUID, uuid4

import pytest
from django.db import connection

from chomchom.kernel.roles import Role
from chomchom.kernel.verdicts import Refused
from chomchom.ledger.models import Entry
from chomchom.people import actions, reads
from chomchom.people import public as people
from chomchom.people.models import (
    Consent,
    Contact,
    DestructionProposal,
    Hazard,
    Household,
    NameGram,
    Person,
    Tombstone,
)
from chomchom.store.acting import acting
from chomchom.store.models import Grant
from tests.conftest import IDONG, ILDONG, Deeds
from tests.people.conftest import AGENCY, OTHER_AGENCY


def tags() -> list[str]:
    return list(Entry.objects.order_by("seq").values_list("tag", flat=True))


# Registering ---------------------------------------------------------------------------------------------------------


def test_a_registered_person_is_sealed_and_the_ledger_knows_no_name(sunja, deeds):
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, phone, birth_date FROM people_person")
        stored = b"".join(bytes(value) for value in cursor.fetchone())
    for secret in ("박순자", "01012345678", "1944"):
        assert secret.encode() not in stored
    assert tags() == ["people:household:registered", "people:person:registered"]
    entry = Entry.objects.get(tag="people:person:registered")
    assert (entry.person_id, entry.dong, entry.age_band, entry.household_kind) == (sunja, ILDONG, "80s", "single")


def test_a_card_is_masked_and_says_how_to_approach(sunja, deeds):
    deed = deeds.haneul()
    with acting(deed):
        card = people.card(deed, sunja)
    assert card.masked_name == "박○자"
    assert (card.age, card.sex_label, card.dong_name) == (82, "여", "일동")
    assert card.phone_masked == "010-****-5678"
    assert card.contact_rule == "문자 먼저, 오전만"
    assert card.household_kind_label == "혼자 사심"
    assert card.address_short == "한빛빌라 ○○호"


def test_the_same_person_is_not_registered_twice_without_a_look(sunja, deeds):
    deed = deeds.haneul()
    again = {"name": "박순자", "birth_date": date(1944, 3, 2), "dong": ILDONG}
    with acting(deed), pytest.raises(Refused) as no:
        people.register_person(deed, **again)
    assert (no.value.code, no.value.facts["candidates"]) == ("look-first", (sunja,))
    with acting(deed):
        assert people.register_person(deed, **again, not_same=[sunja]) != sunja


@pytest.mark.parametrize(
    "shared",
    [
        {"phone": "01012345678"},
        {"birth_date": date(1944, 3, 2)},
        {"address": "한빛빌라 203호"},
    ],
)
def test_a_name_with_one_more_thing_in_common_asks_for_a_look(sunja, deeds, shared):
    deed = deeds.haneul()
    with acting(deed), pytest.raises(Refused, match="look-first"):
        people.register_person(deed, name="박순자", dong=ILDONG, **shared)


@pytest.mark.parametrize(
    "other",
    [
        {"name": "박순자"},
        {"name": "김영희", "phone": "010-1234-5678", "address": "한빛빌라 203호"},
        {"name": "박순자", "birth_date": date(1950, 1, 1), "phone": "010-7777-8888"},
    ],
)
def test_a_namesake_or_somebody_of_the_same_roof_is_somebody_else(sunja, deeds, other):
    deed = deeds.haneul()
    with acting(deed):
        assert people.register_person(deed, dong=ILDONG, **other) != sunja


def test_somebody_known_in_another_dong_is_met_but_not_shown(sunja, deeds):
    deed = deeds.doyun()
    with acting(deed), pytest.raises(Refused) as no:
        people.register_person(deed, name="박순자", birth_date=date(1944, 3, 2), dong=IDONG)
    with acting(deed):
        assert people.cards(deed, no.value.facts["candidates"]) == {}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"dong": IDONG}, "dong-not-yours"),
        ({"dong": "0000000000"}, "dong-not-yours"),
        ({"name": " "}, "name-missing"),
        ({"name": "박 900101-1234567"}, "rrn-not-kept"),
        ({"contact_note": "주민번호 900101-1234567"}, "rrn-not-kept"),
        ({"phone": "010-12"}, "phone-unreadable"),
        ({"birth_date": date(2030, 1, 1)}, "birth-date-impossible"),
        ({"language": "베트남"}, "language-unknown"),
    ],
)
def test_one_thing_wrong_is_enough_not_to_register(db, deeds, change, code):
    good = {"name": "박순자", "dong": ILDONG}
    deed = deeds.haneul()
    with pytest.raises(Refused, match=code), acting(deed):
        people.register_person(deed, **good | change)
    assert not Person.objects.exists()
    assert not Entry.objects.exists()


def test_a_person_nobody_may_register(db, deeds):
    for deed in (deeds.jiu(), deeds(Role.RESEARCHER, whole_city=True), deeds.privacy()):
        with acting(deed), pytest.raises(Refused, match="may-not-register"):
            people.register_person(deed, name="박순자", dong=ILDONG)


@pytest.mark.django_db(transaction=False)
def test_two_desks_at_the_same_moment_register_one_person(real_db, deeds):
    met: list[str] = []
    start = Barrier(2)

    def register() -> None:
        deed = Deeds().haneul()
        start.wait()
        try:
            with acting(deed):
                people.register_person(deed, name="박순자", birth_date=date(1944, 3, 2), dong=ILDONG, address="가 1")
            met.append("registered")
        except Refused as no:
            met.append(no.code)
        finally:
            connection.close()

    desks = [Thread(target=register) for _ in range(2)]
    [desk.start() for desk in desks]
    [desk.join() for desk in desks]
    assert sorted(met) == ["look-first", "registered"]
    assert (Person.objects.count(), Household.objects.count()) == (1, 1)


# Households ----------------------------------------------------------------------------------------------------------


def test_a_report_with_an_address_only_meets_the_known_household(sunja, deeds):
    officer = deeds.haneul()
    with acting(officer):
        home = people.card(officer, sunja).household_id
    for deed in (deeds.doyun(), deeds(Role.LINK, link_id=uuid4()), deeds.seoyeon(), deeds.machine()):
        with acting(deed):
            assert people.household_at(deed, dong=ILDONG, address="안산시 일동 한빛 빌라 제203호") == home
            assert people.household_at(deed, dong=ILDONG, address="한빛빌라 204호") is None
            assert people.household_at(deed, dong=IDONG, address="한빛빌라 203호") is None
            assert people.ensure_household(deed, dong=ILDONG, address="한빛빌라203") == home
    assert Household.objects.count() == 1


def test_many_addresses_are_met_at_once(sunja, deeds, django_assert_num_queries):
    deed = deeds.head()
    with acting(deed), django_assert_num_queries(3):
        found = people.households_at(deed, places=[(ILDONG, "한빛빌라 203"), (ILDONG, "없는 곳 1"), (IDONG, "")])
    assert list(found) == [(ILDONG, "한빛빌라 203")]


def test_a_second_household_at_one_address_is_written_only_when_said_so(sunja, deeds):
    deed = deeds.haneul()
    with acting(deed):
        first = people.household_at(deed, dong=ILDONG, address="한빛빌라 203호")
        second = people.ensure_household(deed, dong=ILDONG, address="한빛빌라 203호", separate=True)
        assert second != first
        assert people.household_at(deed, dong=ILDONG, address="한빛빌라 203호") == first


def test_households_without_an_address_never_meet(db, deeds):
    deed = deeds.haneul()
    with acting(deed):
        assert people.ensure_household(deed, dong=ILDONG, address="") != people.ensure_household(
            deed, dong=ILDONG, address=" "
        )


def test_a_household_that_moves_takes_its_people_along(sunja, deeds):
    deed = deeds.head()
    with acting(deed):
        home = people.card(deed, sunja).household_id
        actions.change_household(deed, household_id=home, kind="single", dong=IDONG, address="햇살아파트 2동 202호")
        assert people.card(deed, sunja).dong == IDONG
    there = deeds.doyun()
    with acting(there):
        assert [one.person_id for one in people.find(there, name="순자")] == [sunja]


def test_a_hazard_says_when_it_was_seen_and_when_it_has_to_be_seen_again(sunja, deeds):
    deed = deeds.haneul()
    with acting(deed):
        home = people.card(deed, sunja).household_id
        hazard = people.note_hazard(deed, household_id=home, kind="dog", confirmed_on=date(2026, 5, 8))
        assert people.card(deed, sunja).hazard == "개가 있음 (2026-05 확인)"
        assert people.household_cards(deed, [home])[home].hazard == "개가 있음 (2026-05 확인)"
    late = deeds.haneul(at=deeds.at + timedelta(days=300))
    with acting(late):
        assert people.card(late, sunja).hazard == "개가 있음 (2026-05 확인, 다시 확인 필요)"
        actions.clear_hazard(late, household_id=home, hazard_id=hazard)
        assert people.card(late, sunja).hazard == ""
        with pytest.raises(Refused, match="no-such-hazard"):
            actions.clear_hazard(late, household_id=home, hazard_id=hazard)


@pytest.mark.parametrize(
    ("note", "day", "code"), [("900101-1234567", None, "rrn-not-kept"), ("", date(2026, 6, 23), "day-after-today")]
)
def test_a_hazard_holds_no_number_and_was_not_seen_tomorrow(sunja, deeds, note, day, code):
    deed = deeds.haneul()
    with acting(deed), pytest.raises(Refused, match=code):
        home = people.card(deed, sunja).household_id
        people.note_hazard(deed, household_id=home, kind="other", note=note, confirmed_on=day)


# Changing ------------------------------------------------------------------------------------------------------------


def test_a_corrected_name_is_found_and_the_old_one_is_not(sunja, deeds):
    deed = deeds.haneul()
    with acting(deed):
        actions.change_identity(
            deed, person_id=sunja, name="박숙자", birth_date=date(1944, 3, 2), phone="", sex="female", version=1
        )
        assert people.find(deed, name="순자") == []
        assert people.find(deed, phone="010-1234-5678") == []
        assert [one.person_id for one in people.find(deed, name="숙자")] == [sunja]
    with acting(deed), pytest.raises(Refused, match="changed-meanwhile"):
        actions.change_identity(
            deed, person_id=sunja, name="박순자", birth_date=None, phone="", sex="female", version=1
        )


def test_contacts_are_called_in_order_and_their_numbers_are_logged(sunja, deeds):
    deed = deeds.haneul()
    with acting(deed):
        second = people.add_contact(
            deed, person_id=sunja, kind="emergency", relation="child", name="최민호", phone="010-5555-6666", order=2
        )
        first = people.add_contact(deed, person_id=sunja, kind="guardian", relation="sibling", name="박순희", order=1)
        rows = people.emergency_contacts(deed, sunja)
        assert [row.contact_id for row in rows] == [first, second]
        assert (rows[1].masked_name, rows[1].phone_masked) == ("최○호", "010-****-6666")
        assert people.contact_phone(deed, second, "call") == ("최민호", "01055556666")
        actions.remove_contact(deed, person_id=sunja, contact_id=first)
        with pytest.raises(Refused, match="no-such-contact"):
            actions.remove_contact(deed, person_id=sunja, contact_id=first)
    assert not Contact.objects.filter(pk=first).exists()
    assert log_lines(sunja) == [("contact", "call")]


def test_a_contact_rule_is_one_line(sunja, deeds):
    deed = deeds.haneul()
    with acting(deed):
        actions.change_contact_rule(
            deed,
            person_id=sunja,
            contact_first="guardian",
            contact_hours="any",
            voice_ok=False,
            language="vi",
            interpreter=True,
        )
        assert people.card(deed, sunja).contact_rule == "보호자에게 먼저, 음성 메시지 남기지 않기, 베트남어 통역 필요"


# Revealing -----------------------------------------------------------------------------------------------------------


def log_lines(person_id) -> list[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT record_kind, purpose FROM accounts_accesslog WHERE subject_id = %s ORDER BY id", [person_id]
        )
        return cursor.fetchall()


def test_a_name_is_shown_with_a_purpose_and_a_line_in_the_log(sunja, deeds):
    deed = deeds.haneul()
    with acting(deed):
        shown = people.reveal(deed, sunja, "call")
        assert people.phone_of(deed, sunja, "call") == "01012345678"
    assert (shown.name, shown.phone, shown.birth_date) == ("박순자", "010-1234-5678", date(1944, 3, 2))
    assert log_lines(sunja) == [("person", "call"), ("phone", "call")]


def test_no_purpose_no_name(sunja, deeds):
    deed = deeds.haneul()
    with acting(deed), pytest.raises(Refused, match="purpose-missing"):
        people.reveal(deed, sunja, " ")


@pytest.mark.parametrize("who", ["doyun", "seoyeon", "jiu", "privacy"])
def test_who_does_not_see_the_person_sees_no_name(sunja, deeds, who):
    deed = getattr(deeds, who)()
    with acting(deed), pytest.raises(Refused, match="no-such-person"):
        people.reveal(deed, sunja, "call")
    assert log_lines(sunja) == []


# Consents ------------------------------------------------------------------------------------------------------------


def basis(deeds, person_id, *, recipient=AGENCY, purpose="referral", on=None):
    deed = deeds.haneul()
    with acting(deed):
        return people.sharing_basis(deed, person_id=person_id, recipient=recipient, purpose=purpose, on=on or deed.day)


def test_a_consent_names_one_purpose_and_one_recipient(sunja, consent, deeds):
    found = basis(deeds, sunja)
    assert found is not None
    assert (found.consent_id, found.until) == (consent, date(2027, 3, 31))
    assert found.allows("name", "contact")
    assert not found.allows("address")
    assert basis(deeds, sunja, recipient=OTHER_AGENCY) is None
    assert basis(deeds, sunja, recipient="neighbour") is None
    assert basis(deeds, sunja, purpose="site_check") is None
    assert basis(deeds, sunja, on=date(2027, 4, 1)) is None


def test_a_consent_is_a_plain_sentence(sunja, consent, deeds):
    deed = deeds.haneul()
    with acting(deed):
        people.give_consent(
            deed,
            person_id=sunja,
            purpose="site_check",
            recipient="neighbour",
            fields=["name"],
            until_on=date(2026, 12, 31),
        )
        said = [row.sentence for row in people.consents(deed, sunja)]
        views = reads.seen_by_recipient(people.consents(deed, sunja))
    assert said == [
        "하늘종합사회복지관에 이름, 연락처 제공: 2027-03-31까지 동의",
        "이웃(명예사회복지공무원·통장)에게 이름 제공: 2026-12-31까지 동의",
    ]
    assert (views[0].recipient_label, views[0].field_labels) == ("하늘종합사회복지관", "이름, 연락처")


def test_a_withdrawal_stops_sharing_in_the_same_moment(sunja, consent, deeds):
    deed = deeds.haneul()
    record = uuid4()
    with acting(deed):
        people.open_to(deed, person_id=sunja, holder=AGENCY, purpose="referral", records=[record])
        people.withdraw_consent(deed, consent_id=consent)
        assert people.sharing_basis(deed, person_id=sunja, recipient=AGENCY, purpose="referral", on=deed.day) is None
        with pytest.raises(Refused, match="no-basis-held"):
            people.open_to(deed, person_id=sunja, holder=AGENCY, purpose="referral")
        with pytest.raises(Refused, match="consent-already-withdrawn"):
            people.withdraw_consent(deed, consent_id=consent)
        [row] = people.consents(deed, sunja)
    assert not Grant.objects.exists()
    assert row.sentence == "하늘종합사회복지관에 이름, 연락처 제공: 2026-06-22에 동의를 철회함"
    assert Entry.objects.get(tag="people:consent:withdrawn").payload["grants_ended"] == 3


def test_withdrawing_an_optional_consent_leaves_the_required_one(sunja, consent, deeds):
    deed = deeds.haneul()
    with acting(deed):
        required = people.give_consent(
            deed,
            person_id=sunja,
            purpose="wellbeing",
            recipient="city",
            fields=["contact"],
            until_on=date(2027, 1, 1),
            required=True,
        )
        people.withdraw_consent(deed, consent_id=consent)
        assert people.consent_holds(deed, consent_id=required, person_id=sunja)
        assert not people.consent_holds(deed, consent_id=consent, person_id=sunja)
        assert not people.consent_holds(deed, consent_id=required, person_id=uuid4())


def test_another_basis_keeps_the_person_open_to_the_agency(sunja, consent, deeds):
    deed = deeds.haneul()
    with acting(deed):
        people.open_to(deed, person_id=sunja, holder=AGENCY, purpose="referral")
        people.give_consent(
            deed, person_id=sunja, purpose="case", recipient=AGENCY, fields=["address"], until_on=date(2026, 12, 31)
        )
        people.open_to(deed, person_id=sunja, holder=AGENCY, purpose="case")
        people.withdraw_consent(deed, consent_id=consent)
    agency = deeds.seoyeon()
    with acting(agency):
        card = people.card(agency, sunja)
    assert card.address_line
    assert not card.phone_masked


def test_a_legal_basis_is_short_and_says_why(sunja, agencies_known, deeds):
    deed = deeds.haneul()
    claim = {
        "person_id": sunja, "purpose": "site_check", "recipient": AGENCY, "fields": ["name", "address"],
        "ground": "life_in_danger",
    }  # fmt: skip
    with acting(deed):
        with pytest.raises(Refused, match="claim-needs-words"):
            people.claim_legal_basis(deed, **claim, note=" ")
        with pytest.raises(Refused, match="claim-too-long"):
            people.claim_legal_basis(deed, **claim, note="문 앞에 우편물", until_on=date(2026, 7, 22))
        people.claim_legal_basis(deed, **claim, note="문 앞에 우편물")
        [row] = people.consents(deed, sunja)
    found = basis(deeds, sunja, purpose="site_check")
    assert found is not None
    assert (found.kind, found.until) == ("law", date(2026, 6, 29))
    assert row.sentence == "하늘종합사회복지관에 이름, 주소 제공: 2026-06-29까지 급박한 생명·신체의 이익에 따라"


@pytest.mark.parametrize("who", ["doyun", "seoyeon", "jiu"])
def test_strangers_give_and_withdraw_no_consent(sunja, consent, deeds, who):
    deed = getattr(deeds, who)()
    with acting(deed):
        with pytest.raises(Refused, match="no-such-person"):
            people.give_consent(
                deed, person_id=sunja, purpose="case", recipient="city", fields=["name"], until_on=date(2027, 1, 1)
            )
        with pytest.raises(Refused, match="no-such-consent"):
            people.withdraw_consent(deed, consent_id=consent)


def test_the_privacy_officer_reads_and_withdraws_consents_but_opens_no_card(sunja, consent, deeds):
    deed = deeds.privacy()
    with acting(deed):
        assert len(people.consents(deed, sunja)) == 1
        with pytest.raises(Refused, match="no-such-person"):
            people.card(deed, sunja)
        people.withdraw_consent(deed, consent_id=consent)


# Requests ------------------------------------------------------------------------------------------------------------


def receive(deeds, person_id, kind="view") -> UUID:
    deed = deeds.haneul()
    with acting(deed):
        return actions.receive_request(deed, person_id=person_id, kind=kind, note="전화로 요청")


def test_a_request_has_ten_days_and_one_extension(sunja, deeds):
    request_id = receive(deeds, sunja)
    deed = deeds.privacy()
    with acting(deed):
        row = reads.request(deed, request_id)
        assert (row.due_on, row.days_left, row.overdue) == (date(2026, 7, 2), 10, False)
        actions.extend_request(deed, request_id=request_id, why="기록이 많아 시간이 더 걸립니다")
        assert reads.request(deed, request_id).due_on == date(2026, 7, 13)  # 07-12 is a Sunday
        with pytest.raises(Refused, match="wrong-state"):
            actions.extend_request(deed, request_id=request_id, why="다시")
        actions.answer_request(deed, request_id=request_id, move="grant")
        assert not reads.requests(deed).rows
        [row] = reads.requests(deed, open_only=False).rows
    assert (row.state_label, row.answered_on) == ("들어드림", date(2026, 6, 22))


def test_a_refusal_of_a_request_has_a_ground_and_words(sunja, deeds):
    request_id = receive(deeds, sunja)
    deed = deeds.privacy()
    with acting(deed):
        with pytest.raises(Refused, match="answer-needs-words"):
            actions.answer_request(deed, request_id=request_id, move="deny", ground="law_forbids")
        actions.answer_request(
            deed, request_id=request_id, move="deny", ground="law_forbids", answer="법률이 금지합니다"
        )


def test_a_granted_stop_ends_all_sharing_until_the_person_says_otherwise(sunja, consent, deeds):
    request_id = receive(deeds, sunja, "stop")
    officer, deed = deeds.haneul(), deeds.privacy()
    with acting(officer):
        people.open_to(officer, person_id=sunja, holder=AGENCY, purpose="referral")
    with acting(deed):
        actions.answer_request(deed, request_id=request_id, move="grant")
    assert basis(deeds, sunja) is None
    agency = deeds.seoyeon()
    with acting(agency), pytest.raises(Refused, match="no-such-person"):
        people.card(agency, sunja)
    with acting(deed):
        actions.resume_processing(deed, person_id=sunja)
        with pytest.raises(Refused, match="not-stopped"):
            actions.resume_processing(deed, person_id=sunja)
    assert basis(deeds, sunja) is not None


def test_the_same_request_is_not_taken_in_twice(sunja, deeds):
    receive(deeds, sunja)
    with pytest.raises(Refused, match="request-already-open"):
        receive(deeds, sunja)
    receive(deeds, sunja, "correct")


def test_only_the_privacy_officer_answers(sunja, deeds):
    request_id = receive(deeds, sunja)
    deed = deeds.haneul()
    with acting(deed), pytest.raises(Refused, match="no-such-request"):
        actions.answer_request(deed, request_id=request_id, move="grant")


# Keeping and destruction ---------------------------------------------------------------------------------------------


def end(deeds, person_id, on=date(2021, 6, 21)):
    deed = deeds.haneul()
    with acting(deed):
        people.end_keeping(deed, person_id=person_id, because="died", ended_on=on)


def test_a_person_is_destroyed_with_every_key_that_led_to_them(sunja, consent, deeds):
    officer, privacy = deeds.haneul(), deeds.privacy()
    with acting(officer):
        people.open_to(officer, person_id=sunja, holder=AGENCY, purpose="referral")
        people.add_contact(
            officer, person_id=sunja, kind="emergency", relation="child", name="최민호", phone="010-5555-6666"
        )
        home = people.card(officer, sunja).household_id
        people.note_hazard(officer, household_id=home, kind="dog")
    end(deeds, sunja)
    with acting(officer):
        proposal_id = actions.propose_destruction(officer, kind="person", record_ids=[sunja])
    with acting(privacy):
        actions.approve_destruction(privacy, proposal_id=proposal_id)
        assert actions.carry_out(privacy, proposal_id=proposal_id) == 1
        with pytest.raises(Refused, match="wrong-state"):
            actions.carry_out(privacy, proposal_id=proposal_id)
    for table in (Person, NameGram, Contact, Consent, Hazard):
        assert not table.objects.exists(), table
    assert not Grant.objects.filter(record_id=sunja).exists()
    household = Household.objects.get(pk=home)
    assert (household.address, household.address_index, household.dong) == ("", None, ILDONG)
    assert Tombstone.objects.get(record_id=sunja).proposal_id == proposal_id
    assert Entry.objects.filter(tag="people:person:destroyed", stream=sunja).exists()
    assert Entry.objects.filter(person_id=sunja).exists()  # the ledger keeps an id that leads nowhere
    assert len(DestructionProposal.objects.get(pk=proposal_id).proof) == 64


def test_nobody_destroys_alone(sunja, deeds):
    end(deeds, sunja)
    privacy = deeds.privacy()
    with acting(privacy):
        proposal_id = actions.propose_destruction(privacy, kind="person", record_ids=[sunja])
        with pytest.raises(Refused, match="own-proposal"):
            actions.approve_destruction(privacy, proposal_id=proposal_id)
        with pytest.raises(Refused, match="wrong-state"):
            actions.carry_out(privacy, proposal_id=proposal_id)
    officer = deeds.haneul()
    with acting(officer), pytest.raises(Refused, match="no-such-proposal"):
        actions.approve_destruction(officer, proposal_id=proposal_id)
    assert Person.objects.filter(pk=sunja).exists()


@pytest.mark.parametrize(
    ("why", "code"),
    [("needed", "still-needed"), ("early", "kept-until"), ("held", "held-by-a-room"), ("asked", "request-open")],
)
def test_a_record_that_must_stay_is_not_proposed(sunja, deeds, why, code):
    if why == "early":
        end(deeds, sunja, on=date(2021, 6, 22))
    elif why != "needed":
        end(deeds, sunja)
    deed = deeds.head()
    with acting(deed):
        if why == "held":
            people.hold(deed, person_id=sunja, room="cases", subject_id=uuid4())
        if why == "asked":
            actions.receive_request(deed, person_id=sunja, kind="view")
        assert actions.due_ids("person", on=deed.day) == []
        with pytest.raises(Refused, match=code):
            actions.propose_destruction(deed, kind="person", record_ids=[sunja])


def test_what_is_due_is_listed_once(sunja, deeds):
    end(deeds, sunja)
    deed = deeds.head()
    with acting(deed):
        assert actions.due_ids("person", on=deed.day) == [sunja]
        actions.propose_destruction(deed, kind="person", record_ids=[sunja])
        assert actions.due_ids("person", on=deed.day) == []
        with pytest.raises(Refused, match="already-proposed"):
            actions.propose_destruction(deed, kind="person", record_ids=[sunja])


def test_a_hold_that_comes_after_approval_still_keeps_the_record(sunja, deeds):
    end(deeds, sunja)
    head, privacy, case = deeds.head(), deeds.privacy(), uuid4()
    with acting(head):
        proposal_id = actions.propose_destruction(head, kind="person", record_ids=[sunja])
    with acting(privacy):
        actions.approve_destruction(privacy, proposal_id=proposal_id)
    with acting(head):
        people.hold(head, person_id=sunja, room="cases", subject_id=case)
    with acting(privacy):
        assert actions.carry_out(privacy, proposal_id=proposal_id) == 0
    with acting(head):
        people.release_hold(head, person_id=sunja, room="cases", subject_id=case)
        assert actions.due_ids("person", on=head.day) == [sunja]


def test_a_refused_list_may_be_proposed_again(sunja, deeds):
    end(deeds, sunja)
    head, privacy = deeds.head(), deeds.privacy()
    with acting(head):
        proposal_id = actions.propose_destruction(head, kind="person", record_ids=[sunja])
    with acting(privacy):
        actions.refuse_destruction(privacy, proposal_id=proposal_id)
    with acting(head):
        assert actions.due_ids("person", on=head.day) == [sunja]


def test_a_restore_does_not_bring_a_destroyed_person_back(sunja, deeds):
    deed = deeds.machine("destructions")
    with acting(deed):
        assert people.replay_destructions(deed, [sunja, uuid4()]) == 1
        assert people.replay_destructions(deed, [sunja]) == 0
    assert not Person.objects.exists()
    assert Entry.objects.filter(tag="people:person:destroyed").count() == 1
    officer = deeds.haneul()
    with acting(officer), pytest.raises(Refused, match="privacy-officer-only"):
        people.replay_destructions(officer, [sunja])


def test_the_application_cannot_unwrite_a_tombstone(sunja, deeds):
    deed = deeds.machine()
    with acting(deed):
        people.replay_destructions(deed, [sunja])
    with pytest.raises(Exception, match="permission denied"), connection.cursor() as cursor:
        cursor.execute("DELETE FROM people_tombstone")


def test_keeping_can_be_taken_up_again(sunja, deeds):
    end(deeds, sunja)
    deed = deeds.haneul()
    with acting(deed):
        assert people.card(deed, sunja).end_label == "돌아가심"
        with pytest.raises(Refused, match="already-ended"):
            people.end_keeping(deed, person_id=sunja, because="died")
        actions.resume_keeping(deed, person_id=sunja)
        with pytest.raises(Refused, match="still-needed"):
            actions.resume_keeping(deed, person_id=sunja)
        with pytest.raises(Refused, match="day-after-today"):
            people.end_keeping(deed, person_id=sunja, because="died", ended_on=date(2026, 6, 23))


# Aliases and many ----------------------------------------------------------------------------------------------------


def test_an_alias_leads_to_one_person_and_can_be_dropped(sunja, deeds):
    head, officer = deeds.head(), deeds.haneul()
    with acting(officer):
        twin = people.register_person(officer, name="박순자", dong=ILDONG, address="새빛빌라 3호")
    with acting(head):
        people.make_alias(head, alias_id=twin, canonical_id=sunja)
        assert people.canonical_id(twin) == sunja
        assert people.card(head, twin).person_id == sunja
        assert people.cards(head, [twin])[twin].person_id == sunja
        assert people.about([twin], head.day)[twin].person_id == sunja
        with pytest.raises(Refused, match="alias-in-a-circle"):
            people.make_alias(head, alias_id=sunja, canonical_id=twin)
        people.drop_alias(head, alias_id=twin)
        assert people.card(head, twin).person_id == twin


def test_consents_of_both_ids_count_for_one_person(sunja, consent, deeds):
    head, officer = deeds.head(), deeds.haneul()
    with acting(officer):
        other = people.register_person(officer, name="박순자", dong=ILDONG, address="새빛빌라 3호")
    with acting(head):
        people.make_alias(head, alias_id=sunja, canonical_id=other)
    assert basis(deeds, other) is not None


def rows(count: int, start: int = 0) -> list[people.NewPerson]:
    return [
        people.NewPerson(
            name=f"김{chr(0xAC00 + n % 500)}{chr(0xB098 + n % 400)}",
            dong=ILDONG,
            birth_date=date(1940, 1, 1) + timedelta(days=n),
            phone=f"010{10000000 + n}",
            address=f"한빛아파트 {n // 500 + 1}동 {n % 500 + 1}호",
            household_kind="single",
        )
        for n in range(start, start + count)
    ]


def test_many_are_registered_in_order_and_found(db, deeds, django_assert_max_num_queries):
    deed = deeds.machine("demo")
    with acting(deed), django_assert_max_num_queries(25):
        ids = people.register_many(deed, rows(300))
    assert Person.objects.count() == Household.objects.count() == len(set(ids)) == 300
    assert Entry.objects.count() == 600
    officer = deeds.haneul()
    with acting(officer):
        card = people.card(officer, ids[7])
        assert card.address_line == "한빛아파트 1동 8호"
        assert [one.person_id for one in people.find(officer, phone="010-1000-0007")] == [ids[7]]
        assert ids[7] in [one.person_id for one in people.find(officer, name=rows(8)[7].name)]


def test_loading_the_same_addresses_again_makes_no_second_household(db, deeds):
    deed = deeds.machine("demo")
    with acting(deed):
        people.register_many(deed, rows(5))
        people.register_many(deed, [replace(row, name="이다른") for row in rows(5)])
    assert (Household.objects.count(), Person.objects.count()) == (5, 10)


def test_many_are_all_or_nothing_and_not_for_agencies(db, deeds):
    deed = deeds.machine("demo")
    with pytest.raises(Refused, match="rrn-not-kept"), acting(deed):
        people.register_many(deed, [*rows(3), replace(rows(1)[0], contact_note="900101-1234567")])
    assert not Person.objects.exists()
    agency = deeds.seoyeon()
    with acting(agency), pytest.raises(Refused, match="may-not-register"):
        people.register_many(agency, rows(1))


def test_search_keys_are_written_anew_after_the_keys_changed(sunja, deeds):
    Person.objects.update(name_index=b"0" * 16, phone_index=None)
    NameGram.objects.all().delete()
    Household.objects.update(address_index=None)
    deed, officer = deeds.machine(), deeds.haneul()
    with acting(deed):
        last = people.reindex(deed)
        assert last == sunja
        assert people.reindex(deed, after=last) is None
    with acting(officer):
        assert people.find(officer, name="순자")
        assert people.find(officer, name="박순자", phone="010-1234-5678")
        assert people.household_at(officer, dong=ILDONG, address="한빛빌라 203호")
