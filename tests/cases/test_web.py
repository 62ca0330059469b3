"""The pages of cases."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from chomchom.cases.models import Case
from tests.cases.conftest import YUJIN
from tests.conftest import id_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def come(town, owner):
    """Log somebody of the town in, by the demo's picker."""
    owner.execute("update store_city set demo = true")

    def enter(name: str) -> Client:
        client = Client()
        assert client.post(reverse("accounts:pick", args=[id_of(name)])).status_code == 302
        return client

    yield enter
    owner.execute("update store_city set demo = false")


def test_an_episode_is_taken_in_from_its_page(come, ildong) -> None:
    client = come("김하늘")
    where = reverse("cases:take-in", args=[ildong.episode_id, ildong.person_id])
    page = client.get(where).content.decode()
    assert "통합사례로 접수할까요" in page
    assert "박샘" not in page
    answer = client.post(where, {"owner_id": str(YUJIN), "note": ""}, follow=True)
    assert "2026-일동-0001" in answer.content.decode()
    assert Case.objects.get().owner_id == YUJIN
    assert "이미 열려 있는 사례" in client.get(where).content.decode()


def test_a_case_shows_its_stage_deadline_and_next_steps(come, taken) -> None:
    page = come("정유진").get(reverse("cases:case", args=[taken])).content.decode()
    assert "욕구조사 7. 2.까지, 10일 남음" in page
    assert "욕구·위기도 조사 시작" in page
    assert "박샘" not in page


def test_a_step_is_pressed_and_says_what_comes_next(come, taken) -> None:
    client = come("정유진")
    answer = client.post(reverse("cases:move", args=[taken]), {"name": "assess"}, follow=True)
    assert "욕구·위기도 조사(으)로 넘겼습니다" in answer.content.decode()
    again = client.post(reverse("cases:move", args=[taken]), {"name": "assess"})
    assert again.status_code == 409
    short = client.post(reverse("cases:move", args=[taken]), {"name": "call-conference"})
    assert short.status_code == 422
    assert "확인할 것을 모두 표시해 주세요" in short.content.decode()


def test_a_step_of_another_role_is_shown_with_its_reason(come, taken) -> None:
    client = come("정유진")
    client.post(reverse("cases:move", args=[taken]), {"name": "assess"})
    client.post(reverse("cases:move", args=[taken]), {"name": "call-conference", "confirmed": ["areas-rated"]})
    page = client.get(reverse("cases:case", args=[taken])).content.decode()
    assert "이 단계로 넘기는 일은 다른 직무의 몫입니다" in page


def test_notes_and_lines_on_the_page(come, taken) -> None:
    client = come("정유진")
    client.post(reverse("cases:note", args=[taken]), {"text": "방문 약속을 잡음"})
    client.post(
        reverse("cases:criteria", args=[taken]),
        {"criterion": "emergency", "household_size": "2", "income_won": "3300000"},
    )
    page = client.get(reverse("cases:case", args=[taken])).content.decode()
    assert "방문 약속을 잡음" in page
    assert "150,531원" in page
    wrong = client.post(reverse("cases:note", args=[taken]), {"text": "440311-2123456"})
    assert wrong.status_code == 422


@pytest.mark.parametrize(
    ("name", "status", "sees"),
    [
        ("정유진", 200, True),
        ("김하늘", 200, True),
        ("한지우", 200, False),
        ("이도윤", 404, False),
        ("최지우", 403, False),
        ("박서연", 404, False),
    ],
)
def test_who_opens_a_case(come, taken, name: str, status: int, sees: bool) -> None:
    come("정유진").post(reverse("cases:note", args=[taken]), {"text": "방문 약속을 잡음"})
    answer = come(name).get(reverse("cases:case", args=[taken]))
    assert answer.status_code == status
    assert ("방문 약속을 잡음" in answer.content.decode()) is sees


def test_the_list_is_my_cases_for_a_manager(come, taken) -> None:
    page = come("정유진").get(reverse("cases:list")).content.decode()
    assert "2026-일동-0001" in page
    assert "살펴볼 사례 1건" in page
    assert "지금 볼 사례가 없습니다" in come("이도윤").get(reverse("cases:list")).content.decode()
    assert come("최지우").get(reverse("cases:list")).status_code == 403


def test_the_head_names_the_manager(come, ildong) -> None:
    officer = come("김하늘")
    officer.post(reverse("cases:take-in", args=[ildong.episode_id, ildong.person_id]), {"owner_id": "", "note": ""})
    case = Case.objects.get()
    head = come("남건우")
    assert "담당 정하기" in head.get(reverse("cases:case", args=[case.pk])).content.decode()
    head.post(reverse("cases:owner", args=[case.pk]), {"owner_id": str(YUJIN)})
    case.refresh_from_db()
    assert case.owner_id == YUJIN


def test_the_pages_speak_english(come, taken) -> None:
    client = come("정유진")
    client.post("/i18n/setlang/", {"language": "en"})
    assert "What to do next" in client.get(reverse("cases:case", args=[taken])).content.decode()
    assert "My cases" in client.get(reverse("cases:list")).content.decode()
