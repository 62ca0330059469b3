"""The directory under a deed: who changes what, what the find sentence gives, and neighbours who are nobody else's business."""

from __future__ import annotations

import threading
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chomchom.kernel.roles import Role
from chomchom.kernel.verdicts import Refused
from chomchom.ledger.models import Entry
from chomchom.network import access, actions, reads
from chomchom.network import public as network
from chomchom.network.models import Neighbour, Service
from chomchom.network.public import Capacity, NeighbourIn, NeighbourKind, ServiceIn, ServiceState
from chomchom.notices.public import Recipient, deed_of_link, links
from chomchom.store.acting import acting
from tests.conftest import IDONG, ILDONG, MONDAY
from tests.network.conftest import CENTRE, OTHER


def found(deed, **wanted):
    with acting(deed):
        return [
            (row.name, row.fits) for row in network.services_for(deed, **{"dong": ILDONG, "need": "meals", **wanted})
        ]


def test_the_sentence_gives_what_fits_by_places_and_freshness(shelf, deeds):
    assert found(deeds.haneul()) == [("반찬 나눔", True), ("도시락", True)]
    assert found(deeds.haneul(), over_criteria=True) == [("도시락", True)]
    assert found(deeds.haneul(), age=40) == [("반찬 나눔", True)]
    assert found(deeds.haneul(), age=40, unfit_too=True)[1:] == [("도시락", False), ("이동 반찬", False)]
    assert found(deeds.haneul(), need="debt") == []


def test_places_are_shown_with_their_age_and_an_old_statement_says_so(shelf, deeds):
    with acting(deeds.haneul()) as deed:
        fresh, stale = network.services_for(deed, dong=ILDONG, need="meals")
    assert (fresh.capacity_line, fresh.stale) == ("자리 3 · 5일 전 확인", False)
    assert (stale.capacity_line, stale.stale) == ("자리 9 · 40일 전 확인", True)
    assert "자리 정보가 오래됨" in stale.why


def test_own_staff_renew_the_places_in_one_press_and_the_ledger_hears_of_it(shelf, deeds):
    with acting(deeds.seoyeon()) as deed:
        actions.say_capacity(deed, service_id=shelf.fresh, capacity=Capacity.FULL, places_free=0)
        assert network.service(deed, shelf.fresh).capacity_line == "자리 없음 · 오늘 확인"
    entry = Entry.objects.get(tag="network:capacity:updated")
    assert entry.payload["capacity"] == "full"


@pytest.mark.parametrize(
    ("who", "code"),
    [
        (lambda d: d.seoyeon(agency_id=OTHER), "may-not-change-service"),
        (lambda d: d.seoyeon(agency_id=None), "may-not-change-service"),
        (lambda d: d.desk(), "may-not-change-service"),
        (lambda d: d.jiu(), "may-not-change-service"),
        (lambda d: d(Role.NEIGHBOUR, name="이웃"), "service-not-found"),
    ],
)
def test_nearest_misses_change_no_places(shelf, deeds, who, code):
    with pytest.raises(Refused, match=code), acting(who(deeds)) as deed:
        actions.say_capacity(deed, service_id=shelf.fresh, capacity=Capacity.FULL)
    assert Service.objects.get(pk=shelf.fresh).capacity == "free"


def test_a_lead_registers_for_the_own_agency_only(shelf, deeds):
    wanted = {"name": "말벗", "need": "company", "whole_city": True}
    lead = deeds(Role.AGENCY_LEAD, name="책임자", agency_id=CENTRE)
    with acting(lead):
        assert actions.register_service(lead, ServiceIn(agency_id=CENTRE, **wanted))
    for deed, agency_id in ((lead, OTHER), (deeds.seoyeon(), CENTRE), (deeds.haneul(), CENTRE)):
        with pytest.raises(Refused, match="may-not-register-service"), acting(deed):
            actions.register_service(deed, ServiceIn(agency_id=agency_id, **wanted))


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"name": "반찬 나눔"}, "service-name-taken"),
        ({"need": "gold"}, "need-unknown"),
        ({"age_from": 80, "age_to": 20}, "ages-do-not-add-up"),
        ({"capacity": Capacity.FREE, "places_free": 0}, "capacity-does-not-add-up"),
    ],
)
def test_one_wrong_field_is_enough_to_refuse(shelf, deeds, change, code):
    with pytest.raises(Refused, match=code), acting(deeds.head()) as deed:
        actions.register_service(deed, ServiceIn(**{"agency_id": CENTRE, "name": "새것", "need": "meals", **change}))


def test_an_ended_service_is_found_no_more_but_still_known(shelf, deeds):
    with acting(deeds.head()) as deed:
        actions.set_service_state(deed, service_id=shelf.fresh, state=ServiceState.ENDED)
    assert found(deeds.haneul()) == [("도시락", True)]
    with acting(deeds.haneul()) as deed:
        assert network.service(deed, shelf.fresh).name == "반찬 나눔"
        assert network.agencies_covering(ILDONG) == [OTHER]


def test_a_link_lists_no_services(shelf, deeds):
    with acting(deeds.haneul()) as deed:
        token = links.issue(
            deed, purpose="t", subject_kind="t", subject_id=CENTRE, holder=Recipient.agency(CENTRE),
            until=MONDAY + timedelta(days=1),
        )  # fmt: skip
    with acting(deed_of_link(links.open(token, purpose="t"))) as deed:
        assert network.services(deed, [shelf.fresh]) == {}
        assert network.service_for_notice(deed, shelf.fresh).name == "반찬 나눔"


def test_the_list_costs_the_same_for_one_service_and_for_thirty(shelf, deeds):
    def queries() -> int:
        with acting(deeds.haneul()) as deed, CaptureQueriesContext(connection) as seen:
            network.services_for(deed, dong=ILDONG, need="meals", unfit_too=True)
        return len(seen)

    few = queries()
    with acting(deeds.head()) as deed:
        for number in range(29):
            network.register_service(
                deed, ServiceIn(agency_id=CENTRE, name=f"{number}", need="meals", dongs=frozenset({ILDONG}))
            )
    assert queries() == few


# Neighbours ------------------------------------------------------------------------------------------------------


def one(**change) -> NeighbourIn:
    return NeighbourIn(
        **{
            "kind": NeighbourKind.TONGJANG,
            "name": "정다운",
            "phone": "010-2222-0001",
            "areas": [(ILDONG, 3)],
            "active_from": date(2026, 1, 1),
            **change,
        }
    )


def test_a_neighbour_is_sealed_masked_and_found_by_number(shelf, deeds):
    with acting(deeds.haneul()) as deed:
        neighbour_id = network.register_neighbour(deed, one())
        row = network.neighbours_in(deed, ILDONG)[0]
        assert (row.masked_name, row.masked_phone, row.area_line) == ("정○운", "010-****-0001", "일동 3통")
        assert network.neighbour_by_phone(deed, "+82 10 2222 0001") == row
        assert network.neighbour_phone(deed, neighbour_id=neighbour_id, purpose="site-check") == "010-2222-0001"
    stored = connection.cursor()
    stored.execute("select row_to_json(n)::text from network_neighbour n")
    assert "정다운" not in stored.fetchone()[0]
    logged = connection.cursor()
    logged.execute("select purpose from accounts_accesslog")
    assert logged.fetchall() == [("site-check",)]


@pytest.mark.parametrize(
    "who",
    [lambda d: d.doyun(), lambda d: d.seoyeon(), lambda d: d.jiu(), lambda d: d(Role.DONG_OFFICER, name="김하늘")],
    ids=["another dong", "an agency", "the secretariat", "an officer between postings"],
)
def test_nearest_misses_see_no_neighbour(shelf, deeds, who):
    with acting(deeds.haneul()) as deed:
        neighbour_id = network.register_neighbour(deed, one())
    with acting(who(deeds)) as deed:
        assert network.neighbours_in(deed, ILDONG) == []
        assert network.neighbours(deed, [neighbour_id]) == {}
        assert network.neighbour_by_phone(deed, "010-2222-0001") is None
        with pytest.raises(Refused, match="neighbour-not-found"):
            network.neighbour_phone(deed, neighbour_id=neighbour_id, purpose="site-check")


def test_the_second_line_hides_neighbours_even_from_a_bare_query(shelf, deeds):
    with acting(deeds.haneul()) as deed:
        network.register_neighbour(deed, one())
    with acting(deeds.seoyeon()):
        assert Neighbour.objects.count() == 0


@pytest.mark.parametrize(
    ("who", "change", "code"),
    [
        (lambda d: d.haneul(), {"areas": [(IDONG, 1)]}, "neighbour-outside-your-area"),
        (lambda d: d.haneul(), {"areas": []}, "neighbour-outside-your-area"),
        (lambda d: d.seoyeon(), {}, "may-not-see-neighbours"),
        (lambda d: d.haneul(), {"active_until": date(2025, 1, 1)}, "neighbour-dates-do-not-add-up"),
    ],
)
def test_one_spoiled_condition_registers_nobody(shelf, deeds, who, change, code):
    with pytest.raises(Refused, match=code), acting(who(deeds)) as deed:
        network.register_neighbour(deed, one(**change))
    assert Neighbour.objects.count() == 0


def test_a_number_is_one_active_neighbours_and_may_be_given_again_after_the_end(shelf, deeds):
    with acting(deeds.haneul()) as deed:
        first = network.register_neighbour(deed, one())
    with pytest.raises(Refused, match="neighbour-already-there"), acting(deeds.haneul()) as deed:
        network.register_neighbour(deed, one(name="다른 이"))
    with acting(deeds.haneul()) as deed:
        network.end_neighbour(deed, neighbour_id=first, until=date(2026, 6, 21))
        assert network.neighbours_in(deed, ILDONG) == []
        assert network.register_neighbour(deed, one(name="다른 이", active_from=date(2026, 6, 22)))


def test_many_are_registered_all_or_none(shelf, deeds):
    good = [one(phone=f"010-2222-{number:04}") for number in range(50)]
    with acting(deeds.head()) as deed:
        assert len(network.register_neighbours(deed, good)) == 50
    assert Entry.objects.filter(tag="network:neighbour:registered").count() == 50


@pytest.mark.usefixtures("real_db")
def test_two_officers_register_the_same_number_at_once(deeds, freeze):
    freeze(MONDAY)
    barrier, results = threading.Barrier(2), []

    def work() -> None:
        try:
            barrier.wait(timeout=10)
            with acting(deeds.haneul()) as deed:
                results.append(network.register_neighbour(deed, one()))
        except Refused as refusal:
            results.append(refusal.code)
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(timeout=20)
    assert results.count("neighbour-already-there") == 1
    assert Neighbour.objects.count() == 1


def test_kinds_of_need_have_labels_in_both_languages(db):
    from django.utils import translation

    korean = {need.code: need.label for need in reads.needs()}
    with translation.override("en"):
        english = {need.code: need.label for need in reads.needs()}
    assert (korean["meals"], english["meals"]) == ("식사·반찬", "Meals")
    groups = {group.code for group in reads.need_groups()}
    assert korean.keys() == english.keys() == reads.need_labels().keys() - groups
    assert {need.group for need in reads.needs()} == groups


def test_the_roles_that_read_are_those_of_the_table():
    assert Role.NEIGHBOUR not in access.READERS
    assert Role.CASE_MANAGER not in access.NEIGHBOUR_WRITERS
