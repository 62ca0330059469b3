"""HSDS 3.0: what is published, read back the same; what strangers send, told fault by fault and never half stored."""

from __future__ import annotations

import copy
import json
from dataclasses import replace
from uuid import UUID

import jsonschema_rs
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chomchom.accounts.models import Agency
from chomchom.kernel.roles import Role
from chomchom.kernel.verdicts import Refused
from chomchom.ledger.models import Entry
from chomchom.network import actions, reads, rules
from chomchom.network.models import Place, Service
from chomchom.network.public import Capacity, PlaceIn, ServiceIn
from chomchom.network.rules import hsds
from chomchom.store.acting import acting
from tests.conftest import ILDONG
from tests.desks import log_in
from tests.network.conftest import CENTRE

KNOWN = hsds.Known(needs=frozenset({"meals"}), dongs={ILDONG: ILDONG, "일동": ILDONG})
VALID = jsonschema_rs.validator_for(hsds.schema())


@pytest.fixture
def full(shelf, deeds):
    """A service with everything an entry may have."""
    with acting(deeds.head()) as deed:
        place = actions.open_place(
            deed,
            PlaceIn(agency_id=CENTRE, name="별관", address="느티로 12", dong=ILDONG, phone="031-000-0001",
                    way_there="2번 출구", aids=("lift", "step_free"), hours=rules.parse_hours("평일 09:00-18:00")),
        )  # fmt: skip
        wanted = ServiceIn(
            agency_id=CENTRE, name="점심 나눔", need="meals", summary="점심을 나눕니다.", dongs=frozenset({ILDONG}),
            over_criteria_ok=True, only_alone=True, age_from=65, age_to=99, eligibility="혼자 식사가 어려운 분",
            application="전화로 신청", papers=("신분증", "신청서"), languages=("ko", "vi"), fee="한 끼", fee_won=1000,
            public_phone="031-000-0002", website="https://lunch.example.kr/", places=(place,),
            hours=rules.parse_hours("첫째·셋째 수 11:00-13:00\n공휴일 11:00-12:00\n쉼 2026-08-01~2026-08-05"),
            capacity=Capacity.FREE, places_free=3, contact_email="desk@example.kr", contact_phone="010-9999-0000",
        )  # fmt: skip
        return actions.register_service(deed, wanted)


def document(deeds, service_id) -> dict:
    with acting(deeds.haneul()) as deed:
        return reads.service_document(deed, service_id)


def test_what_is_written_fits_the_schema_and_names_nobody(full, shelf, deeds):
    made = document(deeds, full)
    assert VALID.is_valid(made)
    assert list(hsds.wrongs(made, hsds.schema())) == []
    text = json.dumps(made)
    assert "desk@example.kr" not in text
    assert "9999" not in text
    assert made["schedules"][0]["byday"] == "1WE,3WE"
    assert made["update_due"] == "2026-12-22"
    assert VALID.is_valid(document(deeds, shelf.fresh))


def test_what_is_written_is_read_back_the_same(full, deeds):
    read = hsds.read_service(document(deeds, full), KNOWN)
    assert read.wrong == []
    with acting(deeds.head()) as deed:
        now, _version = reads.service_entered(deed, full)
    assert read.service is not None
    same = ("name", "summary", "dongs", "over_criteria_ok", "only_alone", "age_from", "age_to", "eligibility", "papers",
            "languages", "fee", "fee_won", "public_phone", "website", "application", "hours", "need")  # fmt: skip
    assert {name: getattr(read.service, name) for name in same} == {name: getattr(now, name) for name in same}
    place = read.places[0]
    assert (place.name, place.dong, place.aids, place.phone) == ("별관", ILDONG, ("lift", "step_free"), "031-000-0001")
    assert rules.write_hours(place.hours) == "평일 09:00-18:00"


def paths(value, at=()):
    yield at
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from paths(inner, (*at, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from paths(inner, (*at, number))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(data=st.data())
def test_our_reading_of_the_schema_agrees_with_a_validators(full, deeds, data):
    made = copy.deepcopy(document(deeds, full))
    places = [path for path in paths(made) if path]
    path = data.draw(st.sampled_from(places))
    spoilt = data.draw(st.sampled_from([None, 5, -1, 1.5, True, "", "x" * 400, "09:00", [], {}, ["x"], {"id": "y"}]))
    inner = made
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = spoilt
    assert (not list(hsds.wrongs(made, hsds.schema()))) == VALID.is_valid(made)


SOUND = {
    "id": "lunch-1", "name": "이웃 밥상", "status": "active", "accepts_over_public_criteria": True,
    "organization": {"id": "org-1", "name": "새길나눔회", "description": None},
    "attributes": [{"id": "a", "link_entity": "service", "taxonomy_term": {"id": "t", "code": "meals", "name": "식사"}}],
    "service_areas": [{"id": "s", "name": "일동"}],
    "service_at_locations": [{"id": "l", "location": {
        "id": "loc-1", "location_type": "physical", "name": "밥상",
        "addresses": [{"id": "d", "address_1": "안산시 일동 느티로 3", "city": "안산시", "state_province": "경기도",
                       "postal_code": "", "country": "KR", "address_type": "physical"}],
        "schedules": [{"id": "h", "freq": "WEEKLY", "byday": "MO,TU", "opens_at": "11:00", "closes_at": "13:00"}],
    }}],
}  # fmt: skip


def office(deeds):
    """A city officer for the directory."""
    return deeds(Role.CITY_OFFICER, name="시담당", whole_city=True)


def bring(deeds, documents) -> tuple[actions.Plan, actions.Plan]:
    content = json.dumps({"contents": documents}).encode()
    with acting(office(deeds)) as deed:
        file_id = actions.bring_file(deed, filename="a.json", content=content)
        return actions.look_at(deed, file_id), actions.enter_file(deed, file_id)


def test_a_file_is_looked_at_entered_and_the_second_time_changes_nothing(shelf, deeds):
    looked, entered = bring(deeds, [SOUND])
    assert looked.count("new") == entered.count("new") == 1
    assert looked.agencies == ["새길나눔회"]
    row = Service.objects.get(source_id="lunch-1")
    assert (row.near, row.over_criteria_ok, [place.name for place in row.places.all()]) == (ILDONG, True, ["밥상"])
    assert row.agency_id == Agency.objects.get(name="새길나눔회").pk
    again, _entered = bring(deeds, [SOUND])
    assert (again.count("same"), again.agencies) == (1, [])
    assert Service.objects.get(source_id="lunch-1").version == 0
    changed, _entered = bring(deeds, [{**SOUND, "name": "이웃 저녁상", "status": "temporarily closed"}])
    assert changed.count("changed") == 1
    row = Service.objects.get(source_id="lunch-1")
    assert (row.name, row.state, Place.objects.filter(source_id="loc-1").count()) == ("이웃 저녁상", "paused", 1)
    assert Entry.objects.filter(tag="network:directory:entered").count() == 3


def test_our_own_file_changes_nothing_here_and_keeps_where_referrals_go(full, shelf, deeds):
    with acting(deeds.head()) as deed:
        rows = reads.whole_directory(deed)
    looked, _entered = bring(deeds, json.loads(json.dumps(rows)))
    assert looked.count("same") == len(rows) == 4
    assert Service.objects.get(pk=full).contact_email == "desk@example.kr"


@pytest.mark.parametrize(
    ("path", "value", "place", "code"),
    [
        (("name",), "", "name", "missing"),
        (("status",), "open", "status", "not-in-list"),
        (("attributes", 0, "taxonomy_term", "code"), "gold", "attributes[0].taxonomy_term.code", "need-unknown"),
        (("service_areas", 0, "name"), "한남동", "service_areas[0].extent", "dong-unknown"),
        (("service_at_locations", 0, "location", "schedules", 0, "byday"), "XX",
         "service_at_locations[0].location.schedules[0]", "hours-unreadable"),
        (("phones",), [{"id": "p", "number": "010-1234-5678"}], "", "public-phone-is-a-mobile"),
        (("minimum_age",), 200, "minimum_age", "out-of-range"),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_its_place_and_only_that_service_stays_out(shelf, deeds, path, value, place, code):
    spoilt = copy.deepcopy(SOUND)
    inner = spoilt
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    looked, entered = bring(deeds, [spoilt, {**SOUND, "id": "lunch-2", "name": "둘째"}])
    assert [(wrong.place, wrong.code) for wrong in looked.lines[0].wrong] == [(place, code)]
    assert (entered.count("faulty"), entered.count("new")) == (1, 1)
    assert list(Service.objects.exclude(source_id="").values_list("source_id", flat=True)) == ["lunch-2"]


def test_the_same_service_twice_in_a_file_is_a_fault(shelf, deeds):
    looked, _entered = bring(deeds, [SOUND, SOUND])
    assert [line.becomes for line in looked.lines] == ["new", "faulty"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"[" * 5000 + b"]" * 5000, "hsds-too-deep"),
        (b'{"contents": [}', "hsds-not-json"),
        (b"[NaN]", "hsds-not-json"),
        (b"\xff\xfe", "hsds-not-json"),
        (b'["\\u0000"]', "hsds-not-json"),
        (b"{}", "hsds-no-services"),
        (b"[]", "hsds-no-services"),
        (json.dumps([1] * 5001).encode(), "hsds-too-many"),
        (b" " * 20_000_001, "hsds-too-large"),
    ],
    ids=range(9),
)
def test_a_file_that_is_none_is_refused_whole(shelf, deeds, content, code):
    with pytest.raises(Refused, match=code), acting(office(deeds)) as deed:
        actions.bring_file(deed, filename="a.json", content=content)


@pytest.mark.parametrize("who", [lambda d: d.haneul(), lambda d: d.seoyeon(), lambda d: d.head()])
def test_nearest_misses_bring_in_nothing(shelf, deeds, who):
    with pytest.raises(Refused, match="may-not-exchange-directory"), acting(who(deeds)) as deed:
        actions.bring_file(deed, filename="a.json", content=json.dumps([SOUND]).encode())


def test_the_page_says_what_would_change_before_it_does(shelf, client, settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    from django.core.files.uploadedfile import SimpleUploadedFile

    settings.SECOND_FACTOR = False
    head = log_in(client, "시담당")
    upload = SimpleUploadedFile("a.json", json.dumps([SOUND, {"id": "x"}]).encode())
    answer = head.post("/network/exchange/", {"file": upload}, follow=True)
    text = answer.content.decode()
    assert "새길나눔회" in text
    assert "꼭 있어야 하는 칸" in text
    assert not Service.objects.filter(source_id="lunch-1").exists()
    head.post(answer.request["PATH_INFO"] + "enter/")
    assert Service.objects.filter(source_id="lunch-1").exists()


# The API and the open pages ------------------------------------------------------------------------------------------


def test_the_api_lists_what_is_published_to_anybody(full, shelf, client):
    page = client.get("/api/hsds/services").json()
    assert (page["total_items"], page["total_pages"], page["last_page"]) == (4, 1, True)
    assert all(VALID.is_valid(one) for one in page["contents"])
    assert client.get("/api/hsds/services?search=점심").json()["total_items"] == 1
    assert client.get(f"/api/hsds/services?dong={ILDONG}&taxonomy_term=living").json()["total_items"] == 3
    second = client.get("/api/hsds/services?page=2&per_page=3").json()
    assert (second["page_number"], second["size"], second["first_page"]) == (2, 1, False)
    assert client.get(f"/api/hsds/services/{full}").json()["name"] == "점심 나눔"
    assert {one["name"] for one in client.get(f"/api/hsds/organizations/{CENTRE}").json()["services"]} == {
        "점심 나눔", "반찬 나눔", "이동 반찬"
    }  # fmt: skip
    assert client.get("/api/hsds/organizations").json()["total_items"] == 2
    at = client.get("/api/hsds/service_at_locations").json()["contents"][0]
    assert (at["location"]["name"], at["service"]["name"]) == ("별관", "점심 나눔")
    assert client.get("/api/hsds/taxonomies").json()["total_items"] == 1
    terms = client.get("/api/hsds/taxonomy_terms").json()["contents"]
    assert {"meals", "living"} <= {term["code"] for term in terms}
    assert client.get("/api/hsds/").json()["version"] == "3.0"
    assert client.get("/api/hsds/schema").json() == hsds.schema()


@pytest.mark.parametrize("change", [{"listed": False}, {"state": "ended"}])
def test_what_is_not_published_is_nowhere(full, client, change):
    Service.objects.filter(pk=full).update(**change)
    assert client.get(f"/api/hsds/services/{full}").status_code == 404
    assert client.get("/api/hsds/services").json()["total_items"] == 3
    assert client.get(f"/directory/{full}/").status_code == 404
    assert "점심 나눔" not in client.get("/directory/?words=점심").content.decode()


@pytest.mark.parametrize("query", ["page=0", "per_page=101", "page=x", "taxonomy_term=A B"])
def test_a_wrong_question_is_answered_as_one(shelf, client, query):
    assert client.get(f"/api/hsds/services?{query}").status_code == 422


def test_the_api_asks_as_much_for_one_as_for_thirty(shelf, deeds, client):
    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert client.get("/api/hsds/services?per_page=100").status_code == 200
        return len(seen)

    few = queries()
    with acting(deeds.head()) as deed:
        for number in range(27):
            actions.register_service(deed, ServiceIn(agency_id=CENTRE, name=f"{number}", need="meals", whole_city=True))
    assert queries() == few


def test_the_open_page_says_who_what_and_how_and_calls(full, client):
    start = client.get("/directory/").content.decode()
    assert "기본 생활" in start
    found = client.get(f"/directory/?need=living&dong={ILDONG}").content.decode()
    assert "점심 나눔" in found
    page = client.get(f"/directory/{full}/").content.decode()
    for said in ("tel:031-000-0002", "65세부터 99세까지", "전화로 신청", "신분증", "베트남어", "승강기", "한 끼"):
        assert said in page, said
    assert "010-9999" not in page
    assert client.get("/directory/?dong=x").status_code == 200
    assert client.get("/directory/hsds.json").json()["version"] == "3.0"


def test_ids_of_parts_stay_from_export_to_export(full, deeds):
    first, second = document(deeds, full), document(deeds, full)
    assert first == second
    assert UUID(first["schedules"][0]["id"])
    with acting(deeds.head()) as deed:
        now, version = reads.service_entered(deed, full)
        actions.change_service(deed, service_id=full, service=replace(now, summary="새 글"), version=version)
    assert document(deeds, full)["schedules"] == first["schedules"]
