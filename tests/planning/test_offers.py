"""Ready-made indicators on a project's page, and the pictures of a figure: what they count here, small ones hidden."""

from __future__ import annotations

import re

import pytest

from chomchom.kernel.roles import Role
from chomchom.planning.models import Definition, ImportedTable, Indicator
from chomchom.planning.rules.definitions import FigureKind
from chomchom.planning.rules.ready import ready
from chomchom.planning.sentences.indicators import AREAS
from tests.conftest import IDONG, MONDAY
from tests.planning.indicators import Office, said
from tests.planning.test_results import signals
from tests.planning.test_review_pages import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(plans, deeds, freeze) -> Office:
    freeze(MONDAY)
    return Office(deeds, plans)


def test_every_line_of_work_has_its_name():
    assert {one.area for one in ready().values()} == set(AREAS)


def test_an_indicator_is_found_by_words_counted_here_and_added_by_one_press(office, come_in):
    project = office.project()
    url = f"/plan/projects/{project}/indicators/ready/"
    officer = come_in(Role.PROGRAMME_OFFICER, name="남가온")
    everything = text_of(officer.get(url))
    assert f"{len(ready())}개를 찾았습니다" in everything
    assert "이 도시에서: 2025년" not in everything, "fifty are not counted at once"
    found = text_of(officer.get(url, {"text": "회의 공개"}))
    assert "1개를 찾았습니다" in found
    assert "회의록 공개율" in found
    assert "분자: 2025년 0 , 2026년 0" in found
    assert "0개를 찾았습니다" in text_of(officer.get(url, {"text": "우주 여행"}))
    chosen = text_of(officer.get(url, {"area": "outreach", "key": "dong_council"}))
    assert "이 도시에서: 2025년 0 , 2026년 0" in chosen
    answer = officer.post(url, {"key": "dong_council"})
    made = Indicator.objects.get()
    assert answer.url == f"/plan/indicators/{made.pk}/definition/"
    assert Definition.objects.get().valid_from == 2026, "a year before it was wanted is not read as nought"
    assert "이미 있음" in text_of(officer.get(url, {"text": "동협의체 활동"}))
    assert officer.post(url, {"key": "dong_council"}).status_code == 409
    assert officer.post(url, {"key": "nothing"}).status_code == 404


def test_one_that_needs_a_table_says_so_and_brings_it_along(office, come_in):
    project = office.project()
    url = f"/plan/projects/{project}/indicators/ready/"
    officer = come_in(Role.PROGRAMME_OFFICER, name="남가온")
    assert "자료표가 있어야 셉니다: 주거상담" in text_of(officer.get(url, {"text": "기관 의뢰로"}))
    assert officer.post(url, {"key": "housing_referred"}).status_code == 302
    assert ImportedTable.objects.get().name == "주거상담"


def test_who_may_not_define_is_offered_nothing(office, come_in):
    project = office.project()
    url = f"/plan/projects/{project}/indicators/ready/"
    member = come_in(Role.COUNCIL_MEMBER, name="윤새론")
    assert member.get(url).status_code == 403
    assert member.post(url, {"key": "dong_council"}).status_code == 403
    assert "준비된 지표에서 고르기" not in text_of(member.get(f"/plan/projects/{project}/indicators/"))
    assert not Indicator.objects.exists()


def tiles(page: str) -> dict[str, str]:
    """Each dong of the map and what stands on it."""
    svg = page.split("cc-map-svg")[1].split("</svg>")[0]
    return {name.strip(): value for name, value in re.findall(r"<title>(\S+) ([^<]+)</title>", svg)}


def test_the_map_says_what_the_table_says_and_hides_what_it_hides(office, come_in):
    made = office.indicator()
    signals(office, 20)
    signals(office, 3, dong=IDONG)
    url = f"/plan/indicators/{made}/figures/2026/"
    page = come_in(Role.COUNCIL_MEMBER).get(url).content.decode()
    found = tiles(page)
    assert list(found.values()).count("가림") == 2
    assert len(found) >= 25
    assert set(found.values()) == {"가림", "0"}, "of a count a dong without entries has nought"
    assert "가장 많은 달" in page
    inside = tiles(come_in(Role.CITY_OFFICER).get(url).content.decode())
    assert sorted(inside.values())[-2:] == ["20건", "3건"]


def test_a_share_has_no_nought_where_nothing_was_counted(office, come_in):
    made = office.indicator(
        said(
            kind=FigureKind.RATIO,
            unit="%",
            numerator="count(위기신호 where 합쳐짐 = true)",
            denominator="count(위기신호)",
        )
    )
    signals(office, 20)
    found = tiles(come_in(Role.CITY_OFFICER).get(f"/plan/indicators/{made}/figures/2026/").content.decode())
    assert "자료 없음" in found.values()
    assert "0" not in found.values()
