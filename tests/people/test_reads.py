"""Reads of people: found by two syllables, masked, and as many queries for thirty as for one."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chomchom.kernel.roles import Role
from chomchom.kernel.verdicts import Refused
from chomchom.people import public as people
from chomchom.people import reads
from chomchom.store.acting import acting
from tests.conftest import ILDONG
from tests.people.test_actions import rows


def ids(found) -> list:
    return [one.person_id for one in found]


def test_two_syllables_a_phone_number_or_a_name_with_a_birth_date_find_a_person(sunja, deeds):
    deed = deeds.haneul()
    with acting(deed):
        for keys in (
            {"name": "순자"},
            {"name": "박순"},
            {"name": " 박순자 "},
            {"phone": "+82 10-1234-5678"},
            {"name": "순자", "birth_date": date(1944, 3, 2)},
            {"phone": "01012345678", "name": "순자"},
        ):
            assert ids(people.find(deed, **keys)) == [sunja], keys
        for keys in (
            {"name": "순희"},
            {"name": "박순자나"},
            {"phone": "010-1234-5679"},
            {"name": "순자", "birth_date": date(1944, 3, 3)},
            {"phone": "01012345678", "name": "철수"},
        ):
            assert people.find(deed, **keys) == [], keys


def test_whole_names_come_first_and_a_list_ends(db, deeds):
    machine, deed = deeds.machine(), deeds.haneul()
    names = ["김하늘이", "박하늘", "하늘", *[f"최하늘{n:02d}" for n in range(40)]]
    new = [people.NewPerson(name=name, dong=ILDONG, address=f"가 {n}") for n, name in enumerate(names)]
    with acting(machine):
        made = people.register_many(machine, new)
    with acting(deed):
        found = ids(people.find(deed, name="하늘"))
    assert found[0] == made[2]
    assert len(found) == len(set(found)) == 30


def test_a_search_that_says_too_little_is_answered_with_what_is_missing(sunja, deeds):
    deed = deeds.haneul()
    with acting(deed):
        for keys, code in (
            ({"name": "순"}, "two-letters-needed"),
            ({}, "nothing-to-search"),
            ({"birth_date": date(1944, 3, 2)}, "birth-date-alone"),
        ):
            with pytest.raises(Refused, match=code):
                people.find(deed, **keys)


@pytest.mark.parametrize("role", [Role.COUNCIL_OFFICE, Role.RESEARCHER, Role.PRIVACY_OFFICER, Role.OPERATOR, Role.LINK])
def test_who_may_not_search_is_told_so(sunja, deeds, role):
    deed = deeds(role, whole_city=True)
    with acting(deed), pytest.raises(Refused, match="may-not-search"):
        people.find(deed, name="순자")


def test_the_privacy_officer_finds_a_mask_by_whole_name_and_birth_date_and_it_is_logged(sunja, deeds):
    deed = deeds.privacy()
    with acting(deed):
        [fact] = reads.find_exact(deed, name="박순자", birth_date=date(1944, 3, 2))
        assert reads.find_exact(deed, name="순자", birth_date=date(1944, 3, 2)) == []
    assert (fact.masked_name, fact.dong_name) == ("박○자", "일동")
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM accounts_accesslog WHERE subject_id = %s", [sunja])
        assert cursor.fetchone() == (1,)


def cost(deed, call) -> int:
    with (
        acting(deed),
        CaptureQueriesContext(
            connection,
        ) as seen,
    ):
        call(deed)
    return len(seen)


def test_lists_cost_the_same_for_one_and_for_thirty(db, deeds):
    machine, deed = deeds.machine(), deeds.haneul()
    with acting(machine):
        made = people.register_many(machine, rows(30))
    with acting(deed):
        homes = [card.household_id for card in people.cards(deed, made).values()]
    for call in (
        lambda n: lambda deed: people.cards(deed, made[:n]),
        lambda n: lambda deed: people.household_cards(deed, homes[:n]),
        lambda n: lambda deed: people.about(made[:n], deed.day),
    ):
        one, thirty = cost(deed, call(1)), cost(deed, call(30))
        assert one == thirty <= 5


def test_a_household_card_names_its_visible_people(sunja, deeds):
    deed = deeds.haneul()
    with acting(deed):
        home = people.card(deed, sunja).household_id
        card = people.household_cards(deed, [home])[home]
    assert card.member_ids == (sunja,)
    assert (card.persons[0].masked_name, card.persons[0].age, card.kind_label) == ("박○자", 82, "혼자 사심")
    other = deeds.doyun()
    with acting(other):
        assert people.household_cards(other, [home]) == {}


def test_lists_of_requests_and_proposals_cost_one_query(sunja, deeds, django_assert_num_queries):
    deed = deeds.privacy()
    with acting(deed), django_assert_num_queries(2):
        reads.requests(deed)
        reads.proposals(deed)
