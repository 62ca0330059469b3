"""Records that are one person: found, told apart, put together field by field, and taken apart again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from threading import Barrier, Thread
from uuid import UUID

import pytest
from django.db import connection

from chomchom.kernel.roles import Role
from chomchom.kernel.verdicts import Refused
from chomchom.ledger.models import Entry
from chomchom.people import access, actions
from chomchom.people import public as people
from chomchom.people.models import Consent, LikelyPair, LikeToken, Merge, Person, PersonAlias
from chomchom.people.rules import merging
from chomchom.people.rules.merging import Mergeable, Part
from chomchom.store.acting import acting
from tests.conftest import IDONG, ILDONG, Deeds, id_of
from tests.people.conftest import AGENCY, OTHER_AGENCY

AGAIN = {"name": "박순지", "birth_date": date(1944, 2, 3), "phone": "010-1234-5678", "sex": "female", "dong": ILDONG}


def tags() -> list[str]:
    return list(Entry.objects.order_by("seq").values_list("tag", flat=True))


@pytest.fixture
def twin(sunja, deeds) -> UUID:
    """박순자 written down a second time: a slip in the name, month and day swapped, another address."""
    deed = deeds.haneul()
    with acting(deed):
        return people.register_person(
            deed, **AGAIN, address="새빛빌라 301호", contact_note="초인종이 고장", not_same=[sunja]
        )


@pytest.fixture
def pair(sunja, twin, deeds) -> UUID:
    """The two, held against each other by an officer."""
    deed = deeds.haneul()
    with acting(deed):
        return actions.hold_against(deed, one=sunja, other=twin)


def merged(deeds, kept, away, *, take=(), who=None) -> UUID:
    deed = who or deeds.head()
    with acting(deed):
        return actions.merge(deed, kept_id=kept, away_id=away, take=take)


def row(person_id) -> Person:
    return Person.objects.get(pk=person_id)


# Looking before writing down -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "slip",
    [
        {"name": "박순지"},
        {"name": "박 순자"},
        {"name": "박수자", "birth_date": date(1944, 2, 3)},
        {"birth_date": date(1944, 1, 1), "phone": "010-1234-5687"},
        {"birth_date": date(1945, 3, 2)},
    ],
)
def test_a_slip_of_the_finger_does_not_hide_somebody_known(sunja, deeds, slip):
    deed = deeds.haneul()
    new = AGAIN | {"name": "박순자", "birth_date": date(1944, 3, 2)} | slip
    with acting(deed), pytest.raises(Refused) as no:
        people.register_person(deed, **new)
    assert (no.value.code, no.value.facts["candidates"]) == ("look-first", (sunja,))


def test_the_husband_and_the_namesake_are_somebody_else(sunja, deeds):
    deed = deeds.haneul()
    with acting(deed):
        husband = people.register_person(
            deed, name="김철호", birth_date=date(1941, 5, 9), phone="010-1234-5678", sex="male", dong=ILDONG,
            address="일동 한빛빌라 203호",
        )  # fmt: skip
        namesake = people.register_person(
            deed, name="박순자", birth_date=date(1961, 8, 19), phone="010-9876-5432", sex="female", dong=ILDONG
        )
    assert len({sunja, husband, namesake}) == 3


def test_who_was_told_apart_at_the_desk_is_not_proposed_at_night(sunja, twin, deeds):
    stored = LikelyPair.objects.get()
    assert (stored.state, {stored.one_id, stored.other_id}) == ("apart", {sunja, twin})
    machine = deeds.machine("doubles")
    with acting(machine):
        found = actions.find_doubles(machine)
    assert (found.persons, found.new, found.back) == (2, 0, 0)
    assert LikelyPair.objects.get().state == "apart"


def test_a_pair_told_apart_comes_back_when_a_record_is_corrected(sunja, twin, deeds):
    deed, machine = deeds.haneul(), deeds.machine("doubles")
    with acting(deed):
        actions.change_identity(
            deed, person_id=twin, name="박순자", birth_date=date(1944, 3, 2), phone="010-1234-5678", sex="female"
        )
    with acting(machine):
        assert actions.find_doubles(machine).back == 1
    stored = LikelyPair.objects.get()
    assert (stored.state, stored.found_by) == ("open", "change")
    assert "name:same" in stored.reasons


def double(deeds, **more) -> UUID:
    """A second record that came in with a file, so that nobody looked."""
    deed = deeds.haneul()
    with acting(deed):
        return people.register_many(deed, [people.NewPerson(**(AGAIN | more))])[0]


def test_the_night_finds_what_came_in_with_a_file_and_merges_nothing(sunja, deeds):
    other = double(deeds)
    machine = deeds.machine("doubles")
    with acting(machine):
        found = actions.find_doubles(machine)
    assert (found.new, found.gone) == (1, 0)
    stored = LikelyPair.objects.get()
    assert stored.reasons == ["name:one_key", "birth:swapped", "phone:same", "place:dong", "sex:same"]
    assert (stored.state, stored.found_by) == ("open", "night")
    assert not row(other).is_alias
    assert "people:doubles:looked-for" in tags()
    with acting(machine):
        assert actions.find_doubles(machine).new == 0


def test_a_proposal_nobody_judged_goes_when_the_record_is_corrected(sunja, deeds):
    other = double(deeds)
    machine, deed = deeds.machine("doubles"), deeds.haneul()
    with acting(machine):
        actions.find_doubles(machine)
    with acting(deed):
        actions.change_identity(
            deed, person_id=other, name="최영호", birth_date=date(1972, 8, 30), phone="010-5555-6666", sex="male"
        )
    with acting(machine):
        assert actions.find_doubles(machine).gone == 1
    assert not LikelyPair.objects.exists()


def test_a_hidden_record_is_no_candidate_anywhere(sunja, deeds):
    other = double(deeds)
    machine, head, officer = deeds.machine("doubles"), deeds.head(), deeds.haneul()
    with acting(machine):
        actions.find_doubles(machine)
    assert LikelyPair.objects.count() == 1
    with acting(head):
        actions.restrict(head, person_id=sunja, because="violence")
    assert not LikelyPair.objects.exists()
    assert not LikeToken.objects.filter(person_id=sunja).exists()
    with acting(machine):
        assert actions.find_doubles(machine).persons == 1
    with acting(officer):  # the same data again: only the record that is not hidden is met
        with pytest.raises(Refused) as no:
            people.register_person(officer, **AGAIN)
    assert no.value.facts["candidates"] == (other,)
    with acting(head), pytest.raises(Refused, match="merge-restricted"):
        actions.hold_against(head, one=sunja, other=other)


def test_only_the_machine_compares_everybody(db, deeds):
    for deed in (deeds.head(), deeds.haneul()):
        with acting(deed), pytest.raises(Refused, match="may-not-judge-pair"):
            actions.find_doubles(deed)


def test_the_tokens_of_old_records_are_made_up_for_at_night(sunja, deeds):
    LikeToken.objects.all().delete()
    machine = deeds.machine("doubles")
    with acting(machine):
        actions.find_doubles(machine)
    assert LikeToken.objects.filter(person_id=sunja).count() >= 8


# Rules ---------------------------------------------------------------------------------------------------------------

ONE = Mergeable(person_id=UUID(int=1), agency_id=None, is_alias=False, restricted=False, ended=False)
OTHER = replace(ONE, person_id=UUID(int=2))


@pytest.mark.parametrize(
    ("away", "code"),
    [
        (ONE, "merge-same-record"),
        (replace(OTHER, is_alias=True), "merge-already-merged"),
        (replace(OTHER, restricted=True), "merge-restricted"),
        (replace(OTHER, ended=True), "merge-one-ended"),
    ],
)
def test_what_cannot_be_merged(away, code):
    merging.check_can_merge(ONE, OTHER)
    with pytest.raises(Refused, match=code):
        merging.check_can_merge(ONE, away)


def test_two_agencies_need_a_second_person_and_one_does_not():
    here, there = replace(ONE, agency_id=AGENCY), replace(OTHER, agency_id=OTHER_AGENCY)
    assert merging.needs_second(here, there)
    assert not merging.needs_second(here, replace(there, agency_id=AGENCY))
    assert not merging.needs_second(here, replace(there, agency_id=None))


def test_undoing_brings_back_what_was_unless_it_was_corrected_since():
    before = {"phone": "1", "household_id": "a", "dong": "x"}
    after = {"phone": "2", "household_id": "b", "dong": "y"}
    assert merging.undone(after, before=before, after=after) == before
    corrected = after | {"phone": "3"}
    assert merging.undone(corrected, before=before, after=after) == {"household_id": "a", "dong": "x"}
    moved = after | {"dong": "z"}  # half an address never comes back
    assert merging.undone(moved, before=before, after=after) == {"phone": "1"}


# Merging -------------------------------------------------------------------------------------------------------------

COLUMNS = [field.attname for field in Person._meta.concrete_fields if field.attname != "version"]


def as_stored(person_id) -> dict:
    """Every column of a person but the counter of changes, the hashes as bytes."""
    found = Person.objects.values(*COLUMNS).get(pk=person_id)
    return {name: bytes(value) if isinstance(value, memoryview) else value for name, value in found.items()}


def test_a_merge_takes_what_was_chosen_and_leaves_the_rest(sunja, twin, pair, deeds):
    away_before = as_stored(twin)
    merged(deeds, sunja, twin, take=["birth", "home", "contact"])
    kept = row(sunja)
    assert (kept.name, kept.birth_date, kept.contact_note) == ("박순자", "1944-02-03", "초인종이 고장")
    assert kept.household_id == row(twin).household_id
    assert as_stored(twin) == away_before | {"is_alias": True}
    assert PersonAlias.objects.get().canonical_id == sunja
    assert LikelyPair.objects.get().state == "merged"
    assert tags()[-2:] == ["people:alias:made", "people:merge:made"]


def test_both_ids_lead_to_one_person_who_is_listed_and_counted_once(sunja, twin, pair, deeds):
    merged(deeds, sunja, twin)
    deed = deeds.haneul()
    with acting(deed):
        assert people.card(deed, twin).person_id == people.card(deed, sunja).person_id == sunja
        assert {asked: card.person_id for asked, card in people.cards(deed, [sunja, twin]).items()} == {
            sunja: sunja,
            twin: sunja,
        }
        assert access.visible_to(deed).count() == 1
        for keys in ({"name": "순자"}, {"name": "박순지"}, {"phone": "010-1234-5678"}):
            assert [one.person_id for one in people.find(deed, **keys)] == [sunja], keys


def test_an_undone_merge_leaves_everything_as_it_was(sunja, twin, pair, deeds):
    before = as_stored(sunja), as_stored(twin)
    keys = sorted(bytes(token) for token in LikeToken.objects.filter(person=sunja).values_list("token", flat=True))
    merge_id = merged(deeds, sunja, twin, take=[str(part) for part in Part])
    assert as_stored(sunja) != before[0]
    head = deeds.head()
    with acting(head):
        assert actions.undo_merge(head, merge_id=merge_id, because="other_person") == ()
    assert (as_stored(sunja), as_stored(twin)) == before
    assert sorted(bytes(t) for t in LikeToken.objects.filter(person=sunja).values_list("token", flat=True)) == keys
    assert not PersonAlias.objects.exists()
    assert LikelyPair.objects.get().state == "apart"
    with acting(head):
        assert people.card(head, twin).person_id == twin
    machine = deeds.machine("doubles")
    with acting(machine):
        assert actions.find_doubles(machine).back == 0


def test_a_correction_made_while_they_were_one_stays_and_is_said(sunja, twin, pair, deeds):
    merge_id = merged(deeds, sunja, twin, take=["birth", "home"])
    deed, head = deeds.haneul(), deeds.head()
    with acting(deed):
        actions.change_identity(
            deed, person_id=sunja, name="박순자", birth_date=date(1944, 4, 4), phone="010-1234-5678", sex="female"
        )
    with acting(head):
        assert actions.undo_merge(head, merge_id=merge_id, because="other_person") == (Part.BIRTH,)
    assert row(sunja).birth_date == "1944-04-04"
    assert row(sunja).household_id != row(twin).household_id


def test_a_merge_is_undone_once(sunja, twin, pair, deeds):
    merge_id, head = merged(deeds, sunja, twin), deeds.head()
    with acting(head):
        actions.undo_merge(head, merge_id=merge_id, because="wrong_fields")
    with acting(head), pytest.raises(Refused, match="wrong-state"):
        actions.undo_merge(head, merge_id=merge_id, because="wrong_fields")


def test_before_and_after_are_sealed_and_the_ledger_knows_no_name(sunja, twin, pair, deeds):
    merged(deeds, sunja, twin, take=["name", "birth"])
    with connection.cursor() as cursor:
        cursor.execute("SELECT before, after FROM people_merge")
        stored = b"".join(bytes(value) for value in cursor.fetchone())
    assert "박순자".encode() not in stored
    assert b"1944" not in stored
    assert not any("박순" in str(entry.payload) for entry in Entry.objects.all())


def test_contacts_and_consents_of_both_records_belong_to_the_person(sunja, twin, pair, agencies_known, deeds):
    deed = deeds.haneul()
    with acting(deed):
        contact = actions.add_contact(deed, person_id=twin, kind="guardian", relation="child", name="김딸")
        people.give_consent(
            deed, person_id=twin, purpose="referral", recipient=AGENCY, fields=["name"], until_on=date(2027, 3, 31)
        )
    merged(deeds, sunja, twin)
    with acting(deed):
        assert [one.contact_id for one in people.emergency_contacts(deed, sunja)] == [contact]
        assert len(people.consents(deed, sunja)) == 1
        assert people.sharing_basis(deed, person_id=sunja, recipient=AGENCY, purpose="referral", on=deed.day)
        people.withdraw_consent(deed, consent_id=Consent.objects.get().pk)
        actions.remove_contact(deed, person_id=sunja, contact_id=contact)
        assert people.emergency_contacts(deed, sunja) == []


def test_records_merged_into_one_that_is_merged_again_follow_and_come_back(sunja, twin, pair, deeds):
    third = double(deeds, name="박순자", phone="010-7777-0000")
    first = merged(deeds, twin, third)
    second = merged(deeds, sunja, twin)
    with acting(deeds.head()) as head:
        assert people.canonical_id(third) == sunja
        with pytest.raises(Refused, match="no-such-merge"):  # the outer one first
            actions.undo_merge(head, merge_id=first, because="other_person")
        actions.undo_merge(head, merge_id=second, because="other_person")
        assert (people.canonical_id(third), people.canonical_id(twin)) == (twin, twin)
        actions.undo_merge(head, merge_id=first, because="other_person")
        assert people.canonical_id(third) == third


# By right ------------------------------------------------------------------------------------------------------------


def shared(deeds, person_id, holder=AGENCY) -> UUID:
    deed = deeds.haneul()
    with acting(deed):
        consent = people.give_consent(
            deed, person_id=person_id, purpose="referral", recipient=holder, fields=["name", "contact"],
            until_on=date(2027, 3, 31),
        )  # fmt: skip
        people.open_to(deed, person_id=person_id, holder=holder, purpose="referral")
    return consent


def test_an_agency_follows_an_old_link_as_far_as_its_consent_goes(sunja, twin, pair, agencies_known, deeds):
    consent = shared(deeds, twin)
    merge_id = merged(deeds, sunja, twin)
    deed = deeds.seoyeon()
    with acting(deed):
        card = people.card(deed, twin)
        assert (card.person_id, card.masked_name, card.address_line, card.age) == (sunja, "박○자", "", None)
        assert people.card(deed, sunja).phone_masked == "010-****-5678"
    officer = deeds.haneul()
    with acting(officer):
        people.withdraw_consent(officer, consent_id=consent)
    with acting(deed):
        for one in (sunja, twin):
            with pytest.raises(Refused, match="no-such-person"):
                people.card(deed, one)
    assert Merge.objects.get(pk=merge_id).state == "made"


def test_another_agency_is_led_nowhere(sunja, twin, pair, agencies_known, deeds):
    shared(deeds, twin)
    merged(deeds, sunja, twin)
    deed = deeds.seoyeon(agency_id=OTHER_AGENCY)
    with acting(deed):
        for one in (sunja, twin):
            with pytest.raises(Refused, match="no-such-person"):
                people.card(deed, one)


def test_after_an_undo_the_agency_is_back_at_its_own_record(sunja, twin, pair, agencies_known, deeds):
    shared(deeds, twin)
    merge_id, head = merged(deeds, sunja, twin), deeds.head()
    with acting(head):
        actions.undo_merge(head, merge_id=merge_id, because="other_person")
    deed = deeds.seoyeon()
    with acting(deed):
        assert people.card(deed, twin).masked_name == "박○지"
        with pytest.raises(Refused, match="no-such-person"):
            people.card(deed, sunja)


@pytest.fixture
def two_agencies(agencies_known, deeds) -> tuple[UUID, UUID]:
    """One person in the files of two agencies, each of which wrote down its own."""
    ids = []
    for agency, phone in ((AGENCY, "010-1111-0000"), (OTHER_AGENCY, "010-2222-0000")):
        deed = deeds.seoyeon(agency_id=agency)
        with acting(deed):
            ids.append(
                people.register_person(
                    deed, name="정다움", birth_date=date(1950, 5, 5), phone=phone, dong=ILDONG, address="새빛빌라 1호"
                )
            )
    return ids[0], ids[1]


def test_two_agencies_files_wait_for_a_second_person(two_agencies, deeds):
    one, other = two_agencies
    merge_id = merged(deeds, one, other)
    assert not PersonAlias.objects.exists()
    assert LikelyPair.objects.get().state == "asked"
    head, second = deeds.head(), deeds(Role.CITY_OFFICER, name="둘째", whole_city=True)
    with acting(head), pytest.raises(Refused, match="merge-own-wish"):
        actions.agree_to_merge(head, merge_id=merge_id)
    with acting(second):
        actions.agree_to_merge(second, merge_id=merge_id)
    assert PersonAlias.objects.get().canonical_id == one
    assert [tag for tag in tags() if tag.startswith("people:merge")] == ["people:merge:asked", "people:merge:made"]


def test_the_second_person_may_decline_and_the_pair_is_open_again(two_agencies, deeds):
    merge_id = merged(deeds, *two_agencies)
    second = deeds(Role.CITY_OFFICER, name="둘째", whole_city=True)
    with acting(second):
        actions.decline_merge(second, merge_id=merge_id)
        with pytest.raises(Refused, match="wrong-state"):
            actions.agree_to_merge(second, merge_id=merge_id)
    assert LikelyPair.objects.get().state == "open"
    assert merged(deeds, *two_agencies)


def test_an_agency_keeps_its_own_record_and_gains_nothing(two_agencies, deeds):
    one, other = two_agencies
    merge_id = merged(deeds, one, other)
    second = deeds(Role.CITY_OFFICER, name="둘째", whole_city=True)
    with acting(second):
        actions.agree_to_merge(second, merge_id=merge_id)
    for agency, own in ((AGENCY, one), (OTHER_AGENCY, other)):
        deed = deeds.seoyeon(agency_id=agency)
        with acting(deed):
            assert access.visible_to(deed).count() == 1
            assert people.card(deed, own).person_id == own
    deed = deeds.seoyeon(agency_id=OTHER_AGENCY)
    with acting(deed), pytest.raises(Refused, match="no-such-person"):
        people.card(deed, one)


def test_who_may_merge_and_who_may_not(sunja, twin, pair, deeds):
    for deed in (
        deeds.haneul(),
        deeds.desk(),
        deeds(Role.CASE_MANAGER, whole_city=True),
        deeds(Role.PRIVACY_OFFICER, whole_city=True),
        deeds.seoyeon(),
    ):
        with acting(deed), pytest.raises(Refused, match="may-not-merge"):
            actions.merge(deed, kept_id=sunja, away_id=twin)
    narrow = deeds(Role.TEAM_HEAD, areas=frozenset({IDONG}))
    with acting(narrow), pytest.raises(Refused, match="no-such-person"):
        actions.merge(narrow, kept_id=sunja, away_id=twin)
    assert merged(deeds, sunja, twin, who=deeds(Role.CITY_OFFICER, whole_city=True))


def test_a_pair_is_seen_by_who_sees_both_records(sunja, twin, pair, deeds):
    def seen(deed) -> bool:
        with acting(deed):
            return access.visible_pairs(deed).exists()

    assert seen(deeds.haneul())
    assert seen(deeds.head())
    assert not seen(deeds.doyun())
    assert not seen(deeds.seoyeon())
    assert not seen(deeds(Role.PROGRAMME_OFFICER, whole_city=True))
    head = deeds.head()
    with acting(head):
        actions.change_household(
            head, household_id=row(twin).household_id, kind="single", dong=IDONG, address="이동 새빛빌라 301호"
        )
    assert not seen(deeds.haneul())  # one of the two lives next door now
    assert seen(deeds.head())


def test_a_person_hidden_after_a_merge_is_hidden_under_every_key_and_id(sunja, twin, pair, deeds):
    merge_id, head, officer = merged(deeds, sunja, twin), deeds.head(), deeds.haneul()
    with acting(head):
        actions.restrict(head, person_id=twin, because="violence")
    with acting(officer):
        for keys in ({"name": "순자"}, {"name": "박순지"}, {"phone": "010-1234-5678"}):
            assert people.find(officer, **keys) == []
        for one in (sunja, twin):
            with pytest.raises(Refused, match="no-such-person"):
                people.card(officer, one)
    with acting(head):
        actions.undo_merge(head, merge_id=merge_id, because="other_person")
        assert people.card(head, twin).restricted
    with acting(officer), pytest.raises(Refused, match="no-such-person"):
        people.card(officer, twin)


def test_who_is_told_apart_stays_apart_only_for_whom_sees_the_pair(sunja, twin, pair, deeds):
    for deed, code in ((deeds.doyun(), "no-such-pair"), (deeds.seoyeon(), "no-such-pair")):
        with acting(deed), pytest.raises(Refused, match=code):
            actions.tell_apart(deed, pair_id=pair)
    deed = deeds.haneul()
    with acting(deed):
        actions.tell_apart(deed, pair_id=pair)
        with pytest.raises(Refused, match="pair-already-decided"):
            actions.tell_apart(deed, pair_id=pair)
    assert "people:pair:told-apart" in tags()


def test_what_a_merged_person_leaves_goes_together(sunja, twin, pair, deeds):
    merged(deeds, sunja, twin)
    head, privacy, machine = deeds.head(), deeds(Role.PRIVACY_OFFICER, name="보호책임자"), deeds.machine("destroy")
    with acting(head):
        actions.end_keeping(head, person_id=twin, because="died", ended_on=deeds.at.date() - timedelta(days=3000))
        people.hold(head, person_id=twin, room="cases", subject_id=UUID(int=9))
        assert actions.due_ids("person", on=head.day) == []
        people.release_hold(head, person_id=twin, room="cases", subject_id=UUID(int=9))
        assert actions.due_ids("person", on=head.day) == [sunja]
        proposal = actions.propose_destruction(head, kind="person", record_ids=[sunja])
    with acting(privacy):
        actions.approve_destruction(privacy, proposal_id=proposal)
    with acting(machine):
        actions.carry_out(machine, proposal_id=proposal)
    assert not Person.objects.exists()
    assert not Merge.objects.exists()
    assert not LikelyPair.objects.exists()


# Contact lock --------------------------------------------------------------------------------------------------------


def test_who_may_not_meet_a_person_finds_counts_and_opens_nothing(sunja, deeds):
    head, officer = deeds.head(), deeds.haneul()
    with acting(head):
        lock = actions.lock_contact(head, person_id=sunja, account_id=officer.actor_id, because="relative")
    with acting(officer):
        assert access.visible_to(officer).count() == 0
        assert people.find(officer, name="순자") == []
        with pytest.raises(Refused, match="no-such-person"):
            people.card(officer, sunja)
    other = replace(officer, actor_id=id_of("다른 담당"))
    with acting(other):
        assert people.card(other, sunja).person_id == sunja
    with acting(head):
        actions.unlock_contact(head, person_id=sunja, lock_id=lock)
    with acting(officer):
        assert people.card(officer, sunja).person_id == sunja
    assert tags()[-2:] == ["people:lock:set", "people:lock:lifted"]


def test_an_emergency_does_not_open_a_locked_file(sunja, deeds):
    from chomchom.accounts.models import Account, BreakGlass

    deed, head = deeds.doyun(), deeds.head()
    Account.objects.create(pk=deed.actor_id, login="doyun", display_name="이도윤", created_at=deed.at)
    BreakGlass.objects.create(
        account_id=deed.actor_id, subject_id=sunja, because="life-in-danger", note="문 앞", opened_at=deed.at,
        until=deed.at + timedelta(hours=3),
    )  # fmt: skip
    with acting(deed):
        assert people.card(deed, sunja).person_id == sunja
    with acting(head):
        actions.lock_contact(head, person_id=sunja, account_id=deed.actor_id, because="quarrel")
    with acting(deed), pytest.raises(Refused, match="no-such-person"):
        people.card(deed, sunja)


def test_a_lock_on_either_record_holds_for_the_person_and_ends_with_the_merge(sunja, twin, pair, deeds):
    head, officer = deeds.head(), deeds.haneul()
    with acting(head):
        actions.lock_contact(head, person_id=twin, account_id=officer.actor_id, because="relative")
    merge_id = merged(deeds, sunja, twin)
    with acting(officer), pytest.raises(Refused, match="no-such-person"):
        people.card(officer, sunja)
    with acting(head):
        actions.undo_merge(head, merge_id=merge_id, because="other_person")
    with acting(officer):
        assert people.card(officer, sunja).person_id == sunja
        with pytest.raises(Refused, match="no-such-person"):
            people.card(officer, twin)


def test_nobody_locks_themselves_and_only_a_team_head_locks(sunja, deeds):
    head, officer = deeds.head(), deeds.haneul()
    with acting(head), pytest.raises(Refused, match="lock-not-oneself"):
        actions.lock_contact(head, person_id=sunja, account_id=head.actor_id, because="relative")
    with acting(officer), pytest.raises(Refused, match="may-not-restrict"):
        actions.lock_contact(officer, person_id=sunja, account_id=head.actor_id, because="relative")


# At once -------------------------------------------------------------------------------------------------------------


def test_two_merges_at_once_never_lead_in_a_circle(real_db, deeds):
    """Each of two people wants to keep another of the two records; one wins, the other is told."""
    start, said, officer = Barrier(2), [], deeds.haneul()
    with acting(officer):
        one, other = people.register_many(
            officer, [people.NewPerson(name=name, dong=ILDONG) for name in ("박순자", "박순지")]
        )

    def run(kept, away) -> None:
        deed = Deeds().head()
        start.wait()
        try:
            with acting(deed):
                actions.merge(deed, kept_id=kept, away_id=away)
            said.append("done")
        except Refused as no:
            said.append(no.code)
        finally:
            connection.close()

    people_at_desks = [Thread(target=run, args=pair) for pair in ((one, other), (other, one))]
    [desk.start() for desk in people_at_desks]
    [desk.join() for desk in people_at_desks]
    assert sorted(said) in (["done", "no-such-person"], ["done", "merge-already-merged"])
    assert PersonAlias.objects.count() == 1
