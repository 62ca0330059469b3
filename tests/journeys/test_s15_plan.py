"""S15 through the rooms: actuals with evidence, what they say, what is found odd, and the card."""

from __future__ import annotations

import re
from datetime import date
from uuid import UUID

import pytest

from chomchom.kernel.roles import Role
from chomchom.planning.actions import reviews, targets
from chomchom.planning.models import Result
from chomchom.planning.rules.definitions import Direction, FigureKind
from chomchom.store.acting import acting
from tests.conftest import MONDAY
from tests.council.conftest import room as room
from tests.planning.conftest import plans as plans
from tests.planning.indicators import Office, entered
from tests.planning.reviewing import ROWS, card_of

START = date(2023, 1, 2)


@pytest.fixture
def office(plans, deeds, freeze) -> Office:
    freeze(MONDAY)
    return Office(deeds, plans)


def read(answer) -> str:
    """What a page says, without its marks."""
    assert answer.status_code == 200, answer.content.decode()[-2000:]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def aimed(office: Office, project: UUID, aim: str, kind: FigureKind = FigureKind.ACHIEVEMENT) -> UUID:
    """An indicator of a project with the same target for every year of the plan."""
    made = office.indicator(entered(name="안부를 살핀 사람", unit="명", kind=kind), project_id=project)
    with acting(office.city()) as deed:
        for year in range(2023, 2027):
            targets.set_target(deed, indicator_id=made, year=year, value=aim, set_on=START)
    return made


def typed(come_in, indicator: UUID, year: int, actual: str) -> None:
    """An actual typed by the programme's officer with its evidence, then checked, approved and published by the city's."""
    url = f"/plan/indicators/{indicator}/results/"
    officer = come_in(Role.PROGRAMME_OFFICER, name="남가온")
    bare = officer.post(url, {"period": str(year), "numerator": actual})
    assert bare.status_code == 422, "an actual without evidence"
    assert officer.post(url, {"period": str(year), "numerator": actual, "evidence": "집계표 3쪽"}).status_code == 302
    row = Result.objects.get(definition__indicator=indicator, year=year)
    city = come_in(Role.CITY_OFFICER, name="배로운")
    for move in ("check", "approve", "publish"):
        assert city.post(f"{url}{row.pk}/move/", {"move": move}).status_code == 302


def test_actuals_with_evidence_become_the_rates_that_the_council_reads(office, come_in):
    found, calls, built = (office.project(name) for name in ("찾아서 잇기", "안부 살핌", "상담소 세우기"))
    typed(come_in, aimed(office, found, "1200"), 2025, "1,404")
    calling = aimed(office, calls, "300")
    typed(come_in, calling, 2024, "240")
    typed(come_in, calling, 2025, "204")
    staged = office.indicator(
        entered(name="단계", unit="%", kind=FigureKind.MILESTONE, direction=Direction.MILESTONE), project_id=built
    )
    city = come_in(Role.CITY_OFFICER, name="배로운")
    for no, name in enumerate(("착공", "준공", "개소"), start=1):
        city.post(f"/plan/indicators/{staged}/stages/", {"name": name, "due_year": "2025"})
        reached = {"no": str(no), "on": f"2025-0{no}-03", "evidence": "사용 승인서"}
        assert city.post(f"/plan/indicators/{staged}/stages/reached/", reached).status_code == 302
    member = come_in(Role.COUNCIL_MEMBER, name="윤새론")
    for project, rate in ((found, "117.0 %"), (calls, "68.0 %"), (built, "100.0 %")):
        assert rate in read(member.get(f"/plan/projects/{project}/")), rate

    lower = {"year": "2026", "value": "240", "set_on": "2026-01-26"}
    city = come_in(Role.CITY_OFFICER, name="배로운")
    url = f"/plan/indicators/{calling}/targets/"
    assert city.post(url, lower).status_code == 422, "a target changes only with a reason"
    assert city.post(url, lower | {"reason": "도가 대상을 줄임"}).status_code == 302
    page = read(city.get(f"/plan/projects/{calls}/"))
    assert "2024, 2025년 목표를 잇달아 이루지 못했습니다" in page
    assert "목표를 이루지 못한 다음 해(2026년)에 목표를 300에서 240(으)로 낮췄습니다. 까닭: 도가 대상을 줄임" in page
    assert "68.0 %" in page, "the past year keeps the target it was run under"


def test_a_card_is_filled_from_the_field_and_its_missing_row_holds_it_back(office, come_in):
    project = office.project("찾아서 잇기")
    with acting(office.writer()) as deed:
        given = reviews.RoundIn(term=5, year=2026, name="상반기 검토", due_on=date(2026, 7, 6), rows=ROWS)
        round_id = reviews.open_round(deed, given)
    url = f"/plan/reviews/cards/{card_of(round_id, project)}/"
    officer = come_in(Role.PROGRAMME_OFFICER, name="남가온")
    for row in ROWS:
        if row != "field_issue":
            officer.post(f"{url}rows/{row}/", {"text": "117 %를 이룸", "seen_version": "0"})
    assert officer.post(f"{url}move/", {"move": "submit", "seen_version": "1"}).status_code == 422
    officer.post(f"{url}rows/field_issue/", {"text": "이은 뒤를 보는 사람이 없다", "seen_version": "0"})
    assert officer.post(f"{url}move/", {"move": "submit", "seen_version": "1"}).status_code == 302
