"""The plan for programs and files: by right with a key, published without one, hidden where the screen hides."""

from __future__ import annotations

import csv
import io
from datetime import date

import openpyxl
import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from hypothesis import HealthCheck, given, settings

from chomchom.accounts import actions
from chomchom.accounts.public import AgencyKind
from chomchom.kernel.deeds import Sector
from chomchom.kernel.roles import Role
from chomchom.planning.actions import results, targets
from chomchom.planning.actions.results import EnteredIn
from chomchom.planning.models import Project
from chomchom.store.acting import acting
from tests.conftest import MONDAY
from tests.planning.indicators import Office, entered

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(plans, deeds, freeze) -> Office:
    freeze(MONDAY)
    return Office(deeds, plans)


def measured(office: Office, *, top: int, published: bool = True) -> None:
    """A project with a target of 1,200 in 2025 and a result."""
    project = office.project("찾아서 잇기")
    made = office.indicator(entered(name="안부를 살핀 사람", unit="명"), project_id=project)
    with acting(office.city()) as deed:
        targets.set_target(deed, indicator_id=made, year=2025, value="1200", set_on=date(2025, 1, 10))
    with acting(office.writer()) as deed:
        said = EnteredIn(numerator=str(top), evidence="집계표 3쪽")
        row = results.enter_result(deed, indicator_id=made, period="2025", said=said)
    for move in ("check", "approve", "publish") if published else ("check",):
        with acting(office.city(name=f"{move} 담당")) as deed:
            results.move_result(deed, result_id=row, move=move)
    Project.objects.filter(pk=project).update(state="confirmed")


@pytest.fixture
def key(office):
    """A key for a program that is posted in a role."""

    def made(role: Role) -> dict[str, str]:
        deed = office.deeds.machine("setup")
        with acting(deed):
            body = actions.found_agency(deed, name=f"시청 {role}", kind=AgencyKind.CITY_HALL, sector=Sector.PUBLIC)
            robot = actions.create_account(
                deed, login=f"robot-{role}".replace("_", "-"), display_name="연계", with_password=False
            )
            posting = actions.give_posting(
                deed, account_id=robot.account_id, role=role, agency_id=body, whole_city=True
            )
            text = actions.make_key(deed, posting_id=posting, label="시험")
        return {"Authorization": f"Bearer {text}"}

    return made


def test_a_visitor_gets_what_was_published_and_nothing_else(office, client):
    measured(office, top=1404)
    measured(office, top=900, published=False)
    measured(office, top=3)
    answer = client.get("/api/open/plan/5/figures?year=2025")
    assert answer.status_code == 200
    rows = answer.json()["figures"]
    assert [(row["value"], row["achieved_percent"], row["hidden"]) for row in rows] == [
        (1404.0, 117.0, False),
        (None, None, True),
    ]
    assert rows[0]["target"] == "1,200 명"
    assert client.get("/api/open/plan/9/figures").status_code == 404
    assert client.get("/api/open/plan/0/figures").status_code == 422


def test_a_key_sees_as_much_as_its_posting(office, client, key):
    measured(office, top=900, published=False)
    measured(office, top=3)
    assert client.get("/api/plan/5/figures").status_code == 401
    desk, reader = key(Role.DESK), key(Role.RESEARCHER)
    inside = client.get("/api/plan/5/figures?year=2025", headers=desk).json()["figures"]
    assert [row["value"] for row in inside] == [900.0, 3.0]
    member = client.get("/api/plan/5/figures?year=2025", headers=reader).json()["figures"]
    assert [(row["value"], row["hidden"]) for row in member] == [(900.0, False), (None, True)]
    assert client.get("/api/plan/5/figures", headers=key(Role.PROVINCE)).status_code == 401
    meant = client.get("/api/plan/5/indicators", headers=reader).json()["indicators"]
    assert [(row["name"], row["unit"], row["version"]) for row in meant] == [("안부를 살핀 사람", "명", 1)] * 2
    assert client.get("/api/plan/7/indicators", headers=desk).json()["code"] == "term-not-found"


def test_the_book_as_a_file_says_what_the_screen_says(office, come_in):
    measured(office, top=1404)
    measured(office, top=3)
    member = come_in(Role.COUNCIL_MEMBER, name="윤새론")
    content = member.get("/plan/figures.csv?term=5&year=2025").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(content)))
    assert [(row["실적"], row["실적 (글)"], row["달성률 (%)"]) for row in rows] == [
        ("1404.0", "1,404명", "117.0"),
        ("", "가림", ""),
    ]
    sheet = openpyxl.load_workbook(io.BytesIO(member.get("/plan/figures.xlsx?term=5&year=2025").content)).active
    assert [row[3] for row in sheet.iter_rows(min_row=2, values_only=True)] == [1404, None]
    assert member.get("/plan/figures.exe").status_code == 404


def test_the_description_of_the_open_figures_holds_for_whatever_is_asked(office, monkeypatch):
    measured(office, top=1404)
    # The signals of a request close the connection that this test's transaction lives on.
    monkeypatch.setattr(request_started, "send", lambda **_: [])
    monkeypatch.setattr(request_finished, "send", lambda **_: [])
    described = schemathesis.openapi.from_wsgi("/api/openapi.json", get_wsgi_application())
    [operation] = described.include(path="/api/open/plan/{number}/figures").get_all_operations()

    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(case=operation.ok().as_strategy())
    def answered(case) -> None:
        answer = case.call()
        assert answer.status_code in (200, 404, 422)
        case.validate_response(answer)

    answered()
