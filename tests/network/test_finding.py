"""Finding services: words with spaces and typos, distance, opening, pages; entries and their age; two editors."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from importlib import import_module

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from chomchom.kernel.deeds import SEOUL
from chomchom.kernel.roles import Role
from chomchom.kernel.verdicts import Refused
from chomchom.ledger.models import Entry
from chomchom.network import actions, reads, rules
from chomchom.network.models import Service
from chomchom.network.public import Capacity, PlaceIn, ServiceIn
from chomchom.network.reads import Search
from chomchom.rulebook.dongs import by_name, metres_between
from chomchom.store.acting import acting
from tests.conftest import IDONG, ILDONG, MONDAY
from tests.network.conftest import CENTRE, OTHER

DAEBU = by_name("대부동").code


def names(deed, **search):
    with acting(deed):
        return [row.name for row in reads.find(deed, Search(**search)).rows]


@pytest.mark.parametrize(
    "words", ["반찬", "반찬 나눔", "반찬나눔", "반 찬", "밥찬 나눔", "반찬나늄", "하늘종합사회복지관 반찬", "식사 나눔"]
)
def test_words_find_in_spite_of_spaces_and_a_wrong_letter(shelf, deeds, words):
    assert "반찬 나눔" in names(deeds.haneul(), words=words)


@pytest.mark.parametrize("words", ["말벗 도시락", "병원동행", "나눔터전세", "zzz"])
def test_a_word_that_is_not_there_finds_nothing(shelf, deeds, words):
    assert names(deeds.haneul(), words=words) == []


def test_what_is_written_exactly_so_comes_first(shelf, deeds):
    with acting(deeds.head()) as deed:
        actions.register_service(deed, ServiceIn(agency_id=OTHER, name="반찬 나늄", need="meals", whole_city=True,
                                                 capacity=Capacity.FREE, places_free=1))  # fmt: skip
    assert names(deeds.haneul(), words="나늄")[0] == "반찬 나늄"
    assert names(deeds.haneul(), words="나눔")[0] == "반찬 나눔"


@given(st.text(alphabet="가나다라마반찬나눔 ", min_size=2, max_size=12))
def test_every_text_finds_itself(text):
    assert rules.nearness(text, rules.letters(text)) == 0


@given(st.text(alphabet="반찬나눔도시락", min_size=4, max_size=10), st.integers(0, 30), st.sampled_from("ㄱㅏㅎ"))
def test_one_wrong_letter_is_one_letter_away_at_most(text, place, sign):
    whole = rules.letters(text)
    place %= len(whole)
    assert rules.distance(whole[:place] + sign + whole[place + 1 :], whole) <= 1


def test_a_group_of_needs_finds_its_kinds(shelf, deeds):
    assert set(names(deeds.haneul(), need="living")) == {"반찬 나눔", "도시락", "이동 반찬"}
    assert names(deeds.haneul(), need="home") == []


def test_nearest_first_and_how_far(shelf, deeds):
    with acting(deeds.head()) as deed:
        for name, dong in (("대부 급식", DAEBU), ("이동 급식", IDONG)):
            place = actions.open_place(deed, PlaceIn(agency_id=CENTRE, name=name, address="느티로 1", dong=dong))
            actions.register_service(
                deed, ServiceIn(agency_id=CENTRE, name=name, need="meals", whole_city=True, places=(place,))
            )
    with acting(deeds.haneul()) as deed:
        rows = reads.find(deed, Search(dong=ILDONG, words="급식", nearest_first=True)).rows
    assert [row.name for row in rows] == ["이동 급식", "대부 급식"]
    assert rows[0].far_line == f"약 {metres_between(ILDONG, IDONG) / 1000:.1f} km"
    assert 1_000 < metres_between(ILDONG, IDONG) < 2_000
    assert metres_between(ILDONG, DAEBU) > 20_000


def test_only_what_is_open_now_or_has_places(shelf, deeds):
    with acting(deeds.head()) as deed:
        place = actions.open_place(
            deed,
            PlaceIn(agency_id=CENTRE, name="별관", address="느티로 1", dong=ILDONG, hours=rules.parse_hours("평일 09:00-18:00")),
        )  # fmt: skip
        wanted = ServiceIn(agency_id=CENTRE, name="점심", need="meals", whole_city=True, places=(place,))
        actions.register_service(deed, wanted)
        actions.register_service(deed, replace(wanted, name="저녁", hours=rules.parse_hours("평일 18:00-20:00")))
    noon = datetime(2026, 6, 22, 12, tzinfo=SEOUL)
    assert names(replace(deeds.haneul(), at=noon), open_now=True) == ["점심"]
    assert names(replace(deeds.haneul(), at=noon + timedelta(hours=7)), open_now=True) == ["저녁"]
    assert names(deeds.haneul(), with_places=True, need="meals", dong=ILDONG) == ["반찬 나눔", "도시락"]


def test_pages_hold_every_service_once_and_ask_as_much_for_one_as_for_thirty(shelf, deeds):
    def queries() -> int:
        with (
            acting(deeds.haneul()) as deed,
            CaptureQueriesContext(
                connection,
            ) as seen,
        ):
            reads.find(deed, Search(dong=ILDONG, words="반찬"))
        return len(seen)

    few = queries()
    with acting(deeds.head()) as deed:
        for number in range(30):
            wanted = ServiceIn(agency_id=CENTRE, name=f"반찬 {number:02}", need="meals", dongs=frozenset({ILDONG}))
            actions.register_service(deed, wanted)
    assert queries() == few <= 10
    seen: list[str] = []
    after = ""
    with acting(deeds.haneul()) as deed:
        for _round in range(10):
            found = reads.find(deed, Search(dong=ILDONG, need="meals"), after=after, size=7)
            seen += [row.name for row in found.rows]
            after = found.next
            if not after:
                break
    assert len(seen) == len(set(seen)) == 32
    assert seen[:2] == ["반찬 나눔", "도시락"]


# Entries -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("assured", "age"),
    [(date(2026, 6, 22), "fine"), (date(2025, 12, 23), "fine"), (date(2025, 12, 22), "advised"),
     (date(2025, 6, 23), "advised"), (date(2025, 6, 22), "mandatory")],
)  # fmt: skip
def test_an_entry_ages_by_months(assured, age):
    assert rules.entry_age(assured, on=date(2026, 6, 22), advised=6, mandatory=12) == age


def test_months_before_a_long_month_end_on_the_last_day():
    assert rules.months_before(date(2026, 8, 31), 6) == date(2026, 2, 28)


def test_one_press_says_that_an_entry_still_stands(shelf, deeds):
    Service.objects.filter(pk=shelf.fresh).update(assured_on=date(2025, 1, 1))
    with acting(deeds.seoyeon()) as deed:
        before = reads.service(deed, shelf.fresh)
        actions.assure_service(deed, service_id=shelf.fresh)
        after = reads.service(deed, shelf.fresh)
    assert before.entry_age == "mandatory"
    assert "꼭 다시 확인" in before.entry_line
    assert after.entry_age == "fine"
    assert Entry.objects.filter(tag="network:service:assured").count() == 1
    with pytest.raises(Refused, match="may-not-change-service"), acting(deeds.seoyeon(agency_id=OTHER)) as deed:
        actions.assure_service(deed, service_id=shelf.fresh)


def test_saying_places_does_not_renew_the_entry(shelf, deeds):
    Service.objects.filter(pk=shelf.fresh).update(assured_on=date(2025, 1, 1))
    with acting(deeds.seoyeon()) as deed:
        actions.say_capacity(deed, service_id=shelf.fresh, capacity=Capacity.FULL)
    assert Service.objects.get(pk=shelf.fresh).assured_on == date(2025, 1, 1)


def test_a_lead_changes_the_own_entry_and_it_is_found_by_its_new_name(shelf, deeds):
    lead = deeds(Role.AGENCY_LEAD, name="책임자", agency_id=CENTRE)
    with acting(lead) as deed:
        now, version = reads.service_entered(deed, shelf.fresh)
        wanted = replace(now, name="국 나눔", papers=("신분증",), languages=("ko", "vi"), dongs=frozenset({IDONG}))
        actions.change_service(deed, service_id=shelf.fresh, service=wanted, version=version)
        row = reads.service(deed, shelf.fresh)
    assert (row.papers, row.languages, row.dongs) == (("신분증",), ("한국어", "베트남어"), (IDONG,))
    assert row.capacity_line == "자리 3 · 5일 전 확인"
    assert names(lead, words="국나눔") == ["국 나눔"]


def test_the_second_editor_hears_that_somebody_saved_meanwhile(shelf, deeds):
    with acting(deeds.head()) as deed:
        now, version = reads.service_entered(deed, shelf.fresh)
        actions.change_service(deed, service_id=shelf.fresh, service=replace(now, summary="첫째"), version=version)
    with pytest.raises(Refused, match="service-changed-meanwhile"), acting(deeds.head()) as deed:
        actions.change_service(deed, service_id=shelf.fresh, service=replace(now, summary="둘째"), version=version)
    assert Service.objects.get(pk=shelf.fresh).summary == "첫째"


@pytest.mark.parametrize(
    ("change", "code"),
    [({"name": "이동 반찬"}, "service-name-taken"), ({"need": "living"}, "need-unknown"),
     ({"public_phone": "010-1234-5678"}, "public-phone-is-a-mobile"), ({"fee_won": -1}, "fee-impossible"),
     ({"papers": ("x",) * 21}, "papers-too-many"), ({"places": (OTHER,)}, "place-not-found")],
)  # fmt: skip
def test_one_wrong_field_is_enough_to_refuse_a_change(shelf, deeds, change, code):
    with pytest.raises(Refused, match=code), acting(deeds.head()) as deed:
        now, version = reads.service_entered(deed, shelf.fresh)
        actions.change_service(deed, service_id=shelf.fresh, service=replace(now, **change), version=version)


@pytest.mark.parametrize(
    "who", [lambda d: d.seoyeon(), lambda d: d.haneul(), lambda d: d(Role.AGENCY_LEAD, name="남", agency_id=OTHER)]
)
def test_nearest_misses_change_no_entry_and_open_no_place(shelf, deeds, who):
    with pytest.raises(Refused, match="may-not-register-service"), acting(who(deeds)) as deed:
        actions.change_service(
            deed, service_id=shelf.fresh, service=ServiceIn(agency_id=CENTRE, name="x", need="meals"), version=0
        )
    with pytest.raises(Refused, match="may-not-register-service"), acting(who(deeds)) as deed:
        actions.open_place(deed, PlaceIn(agency_id=CENTRE, name="x", address="y", dong=ILDONG))
    assert Service.objects.get(pk=shelf.fresh).name == "반찬 나눔"


def test_a_place_that_moves_takes_its_services_along(shelf, deeds):
    with acting(deeds.head()) as deed:
        place = PlaceIn(agency_id=CENTRE, name="별관", address="느티로 1", dong=ILDONG)
        place_id = actions.open_place(deed, place)
        service = ServiceIn(agency_id=CENTRE, name="점심", need="meals", whole_city=True, places=(place_id,))
        service_id = actions.register_service(deed, service)
        actions.change_place(deed, place_id=place_id, place=replace(place, dong=IDONG), version=0)
    assert Service.objects.get(pk=service_id).near == IDONG
    with pytest.raises(Refused, match="place-name-taken"), acting(deeds.head()) as deed:
        actions.open_place(deed, place)
    assert MONDAY.date() == Service.objects.get(pk=service_id).assured_on


def test_entries_of_before_are_found_as_if_they_were_written_today():
    before = import_module("chomchom.network.migrations.0004_need_groups")
    for text in ("반찬 나눔 하늘종합사회복지관 ABC 12", "값싼 닭볶음 — 월·수", "뷁"):
        assert before.letters(text) == rules.letters(text)
