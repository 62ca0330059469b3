"""Who sees whom: the allowed case, then one thing spoiled at a time."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection

from chomchom.kernel.roles import Role
from chomchom.kernel.verdicts import Refused, verdict
from chomchom.people import access
from chomchom.people import public as people
from chomchom.people.actions import name_reader, restrict, unrestrict
from chomchom.people.rules.sharing import FieldGroup
from chomchom.store import grants
from chomchom.store.acting import acting
from tests.conftest import IDONG, ILDONG
from tests.people.conftest import AGENCY, OTHER_AGENCY

TABLE = Path(__file__).parents[2] / "docs" / "access.md"


def sees(deed, person_id) -> bool:
    """Whether list, search and single card all show the person, or none of them does."""
    with acting(deed):
        listed = access.visible_to(deed).filter(pk=person_id).exists()
        carded = person_id in people.cards(deed, [person_id])
        opened = verdict(people.card, deed, person_id)
        assert opened.code in ("", "no-such-person")
        asked = verdict(people.find, deed, name="박순자")
        assert asked.code in ("", "may-not-search")
        found = person_id in [one.person_id for one in people.find(deed, name="박순자")] if asked else listed
    assert listed == carded == bool(opened) == found
    return listed


def test_the_officer_of_the_dong_sees_its_people(sunja, deeds):
    assert sees(deeds.haneul(), sunja)


def test_the_officer_of_another_dong_does_not(sunja, deeds):
    assert not sees(deeds.doyun(), sunja)


def test_an_officer_without_areas_sees_nobody(sunja, deeds):
    assert not sees(replace(deeds.haneul(), areas=frozenset()), sunja)


@pytest.mark.parametrize(
    "role", [Role.DESK, Role.CASE_MANAGER, Role.TEAM_HEAD, Role.CITY_OFFICER, Role.PROGRAMME_OFFICER]
)
def test_officers_see_by_the_areas_of_their_posting(sunja, deeds, role):
    assert sees(deeds(role, whole_city=True), sunja)
    assert sees(deeds(role, areas=frozenset({ILDONG, IDONG})), sunja)
    assert not sees(deeds(role, areas=frozenset({IDONG})), sunja)


@pytest.mark.parametrize(
    "role",
    [
        Role.COUNCIL_OFFICE,
        Role.COUNCIL_MEMBER,
        Role.RESEARCHER,
        Role.PRIVACY_OFFICER,
        Role.OPERATOR,
        Role.PAYMENT_RELEASER,
        Role.PROVINCE,
        Role.NEIGHBOUR,
        Role.COMPANION,
        Role.CITIZEN,
        Role.LINK,
    ],
)
def test_other_roles_see_nobody_even_with_the_whole_city(sunja, deeds, role):
    assert not sees(deeds(role, whole_city=True, areas=frozenset({ILDONG})), sunja)


def share(deeds, person_id, holder=AGENCY, **more):
    deed = deeds.haneul()
    with acting(deed):
        return people.open_to(deed, person_id=person_id, holder=holder, purpose="referral", **more)


def test_an_agency_sees_whom_it_was_given_and_only_the_agreed_fields(sunja, consent, deeds):
    share(deeds, sunja)
    assert sees(deeds.seoyeon(), sunja)
    deed = deeds.seoyeon()
    with acting(deed):
        card = people.card(deed, sunja)
        shown = people.reveal(deed, sunja, "call")
    assert card.masked_name == "박○자"
    assert card.phone_masked == "010-****-5678"
    assert (card.age, card.address_line, card.household_kind) == (None, "", "unknown")
    assert (shown.name, shown.phone, shown.birth_date) == ("박순자", "010-1234-5678", None)


def test_an_agency_with_consent_but_without_being_given_the_person_does_not(sunja, consent, deeds):
    assert not sees(deeds.seoyeon(), sunja)


def test_an_agency_given_the_person_on_no_basis_does_not(sunja, agencies_known, deeds):
    deed = deeds.haneul()
    with acting(deed):
        grants.grant(deed, record_id=sunja, holder=AGENCY, basis="whatever")
    assert not sees(deeds.seoyeon(), sunja)


def test_another_agency_does_not(sunja, consent, deeds):
    share(deeds, sunja)
    assert not sees(deeds.seoyeon(agency_id=OTHER_AGENCY), sunja)


def test_a_worker_without_an_agency_does_not(sunja, consent, deeds):
    share(deeds, sunja)
    assert not sees(deeds.seoyeon(agency_id=None), sunja)


def test_after_the_grant_ends_the_agency_does_not(sunja, consent, deeds, freeze):
    share(deeds, sunja, until=deeds.at + timedelta(days=3))
    later = deeds.at + timedelta(days=4)
    freeze(later)
    assert not sees(deeds.seoyeon(at=later), sunja)


def test_after_the_consent_ends_the_agency_does_not(sunja, consent, deeds):
    share(deeds, sunja)
    with connection.cursor() as cursor:  # the end passes while the grant row still stands
        cursor.execute("UPDATE people_consent SET until_on = '2026-06-21', from_on = '2026-01-01'")
    assert not sees(deeds.seoyeon(), sunja)


def test_after_a_withdrawal_the_agency_does_not_on_its_next_press(sunja, consent, deeds):
    share(deeds, sunja)
    assert sees(deeds.seoyeon(), sunja)
    deed = deeds.haneul()
    with acting(deed):
        assert people.withdraw_consent(deed, consent_id=consent) == 2  # the person and the household
    assert not sees(deeds.seoyeon(), sunja)


def test_a_link_sees_what_its_basis_names(sunja, consent, deeds):
    link = AGENCY.__class__(int=77)
    share(deeds, sunja, holder=link, recipient=AGENCY)
    deed = deeds(Role.LINK, link_id=link)
    with acting(deed):
        card = people.card(deed, sunja)
    assert card.phone_masked
    assert not card.address_line
    assert not sees(deeds(Role.LINK, link_id=AGENCY.__class__(int=78)), sunja)


def test_what_an_agency_registered_itself_it_sees(agencies_known, deeds):
    deed = deeds.seoyeon()
    with acting(deed):
        mine = people.register_person(deed, name="박순자", dong=ILDONG, phone="010-9999-0000", address="새빛빌라 1호")
        assert people.card(deed, mine).address_line == "새빛빌라 1호"
    assert sees(deeds.seoyeon(), mine)
    assert not sees(deeds.seoyeon(agency_id=OTHER_AGENCY), mine)


def test_row_security_hides_a_person_from_an_agency_that_forgets_to_ask(sunja, consent, deeds):
    from chomchom.people.models import Consent, Household, NameGram, Person

    deed = deeds.seoyeon()
    with acting(deed):
        counts = [table.objects.count() for table in (Person, Household, NameGram, Consent)]
    assert counts == [0, 0, 0, 0]


# Restricted ----------------------------------------------------------------------------------------------------------


def hide(deeds, person_id):
    deed = deeds.head()
    with acting(deed):
        restrict(deed, person_id=person_id, because="violence")


def test_a_restricted_person_is_found_by_no_key_and_counted_nowhere(sunja, deeds):
    hide(deeds, sunja)
    deed = deeds.haneul()
    assert not sees(deed, sunja)
    with acting(deed):
        for keys in ({"name": "순자"}, {"phone": "010-1234-5678"}, {"name": "박순자"}):
            assert people.find(deed, **keys) == []
        assert access.visible_to(deed).count() == 0


def test_a_restricted_person_is_open_to_named_accounts_only(sunja, deeds):
    hide(deeds, sunja)
    head, officer = deeds.head(), deeds.haneul()
    with acting(head):
        assert people.card(head, sunja).restricted
        name_reader(head, person_id=sunja, account_id=officer.actor_id)
    with acting(officer):
        assert people.card(officer, sunja).masked_name == "박○자"
    other = replace(officer, actor_id=deeds.doyun().actor_id)
    with acting(other), pytest.raises(Refused, match="no-such-person"):
        people.card(other, sunja)


def test_a_restricted_person_is_taken_from_agencies(sunja, consent, deeds):
    share(deeds, sunja)
    hide(deeds, sunja)
    assert not sees(deeds.seoyeon(), sunja)


def test_an_unrestricted_person_is_found_again(sunja, deeds):
    hide(deeds, sunja)
    deed = deeds.head()
    with acting(deed):
        unrestrict(deed, person_id=sunja)
    assert sees(deeds.haneul(), sunja)
    deed = deeds.haneul()
    with acting(deed):
        assert [one.person_id for one in people.find(deed, name="순자")] == [sunja]


def test_only_a_team_head_restricts(sunja, deeds):
    for deed in (deeds.haneul(), deeds.desk()):
        with acting(deed), pytest.raises(Refused, match="may-not-restrict"):
            restrict(deed, person_id=sunja, because="violence")


def test_an_emergency_opens_a_closed_file_and_no_list(sunja, deeds):
    from chomchom.accounts.models import Account, BreakGlass

    deed = deeds.doyun()
    Account.objects.create(pk=deed.actor_id, login="doyun", display_name="이도윤", created_at=deed.at)
    BreakGlass.objects.create(
        account_id=deed.actor_id,
        subject_id=sunja,
        because="life-in-danger",
        note="문 앞",
        opened_at=deed.at,
        until=deed.at + timedelta(hours=3),
    )
    with acting(deed):
        assert people.card(deed, sunja).masked_name == "박○자"
        assert people.cards(deed, [sunja]) == {}
    later = replace(deed, at=deed.at + timedelta(hours=4))
    with acting(later), pytest.raises(Refused, match="no-such-person"):
        people.card(later, sunja)


# The table -----------------------------------------------------------------------------------------------------------


def table() -> dict[tuple[str, str], dict[Role, str]]:
    """docs/access.md as it stands: (record, deed) → role → mark."""
    lines = [
        [cell.strip() for cell in line.strip("|\n").split("|")]
        for line in TABLE.read_text().splitlines()
        if line.startswith("|")
    ]
    roles = {
        cells[0]: Role(cells[1].split("`")[1]) for cells in lines if len(cells) == 3 and re.search(r"`\w+`", cells[1])
    }
    head = next(cells for cells in lines if cells[0] == "record")
    start = lines.index(head) + 2
    return {
        (cells[0].split(" ")[0], cells[1]): {
            roles[column]: mark for column, mark in zip(head[2:], cells[2:], strict=True)
        }
        for cells in lines[start:]
        if len(cells) == len(head)
    }


def test_the_table_names_every_role():
    marks = table()[("person", "register")]
    assert set(Role) - set(marks) == {Role.LINK}


@pytest.mark.parametrize(
    ("record", "deed", "check"),
    [
        ("person", "register", lambda deed: access.check_may_register(deed, dong=ILDONG)),
        ("person", "change data, contact rule, contacts, hazards", access.check_may_change),
        ("person", "restrict, lift, name who may see", access.check_may_restrict),
        ("doubles", "compare everybody with everybody", access.check_may_look_for_doubles),
        ("doubles", "put together, be the second person, take back", access.check_may_merge),
        ("contact", "set, lift (denies every other right of that account)", access.check_may_lock),
        ("person", "say that keeping ends", access.check_may_end_keeping),
        ("consent", "give (record a signature)", access.check_may_record_consent),
        ("consent", "withdraw", access.check_may_withdraw),
        ("consent", "claim a legal basis", access.check_may_claim),
        ("data", "receive", access.check_may_receive_request),
        ("destruction", "propose", access.check_may_propose),
        ("destruction", "approve, refuse (never own proposal)", access.check_is_privacy_officer),
        ("destruction", "carry out an approved one", access.check_may_carry_out),
    ],
)
def test_the_code_allows_what_the_table_allows_and_nothing_else(deeds, record, deed, check):
    key = next(key for key in table() if key[0] == record and key[1] == deed)
    allowed = {role for role, mark in table()[key].items() if mark != "·"}
    for role in set(Role) - {Role.LINK}:
        acted = deeds(role, whole_city=True, agency_id=AGENCY)
        try:
            check(acted)
            may = True
        except Refused:
            may = False
        assert may == (role in allowed), f"{role}: {deed}"


def test_the_columns_of_find_and_card_agree_with_visible_rows(sunja, consent, deeds):
    share(deeds, sunja)
    for (record, what), marks in table().items():
        if record != "person" or not what.startswith("see card"):
            continue
        for role, mark in marks.items():
            acted = deeds(role, whole_city=True, agency_id=AGENCY)
            with acting(acted):
                seen = access.visible_to(acted).filter(pk=sunja).exists()
            assert seen == (mark != "·"), role


def test_an_agency_reveals_nothing_beyond_its_fields(sunja, consent, deeds):
    share(deeds, sunja)
    deed = deeds.seoyeon()
    with acting(deed):
        person = access.load_person(deed, sunja)
        access.check_may_reveal(deed, person, group=FieldGroup.CONTACT)
        with pytest.raises(Refused, match="not-agreed-to-share"):
            access.check_may_reveal(deed, person, group=FieldGroup.BIRTH)
