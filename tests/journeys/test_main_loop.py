"""The main job through the pages: a silence becomes a person at the door, and the figures count it.

S3 and S4 of one week follow the same desk. Nothing here calls an action; only pages are opened and forms sent.
"""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client

from chomchom.insight.public import catch_up
from chomchom.notices.models import Notice
from chomchom.outreach import public as outreach
from chomchom.people import public as people
from chomchom.store.acting import acting
from tests.conftest import ILDONG

pytestmark = pytest.mark.django_db


def text(answer) -> str:
    return answer.content.decode()


def silence(deeds, home):
    with acting(deeds.machine()) as deed:
        return outreach.receive_signal(
            deed,
            outreach.SignalIn(
                door=outreach.Door.ALERT,
                source_id="night-1",
                occurred_at=deeds.at - timedelta(hours=2),
                dong=home.dong,
                person_id=home.person_id,
                grade=outreach.Grade.SEVERE,
                reasons=(outreach.Reason("silent-electricity-rare", {"hours": 26, "days": 365}),),
            ),
        ).episode_id


def agree_to_neighbours(deeds, home) -> None:
    with acting(deeds.haneul()) as deed:
        people.give_consent(
            deed,
            person_id=home.person_id,
            purpose=people.Purpose.SITE_CHECK,
            recipient="neighbour",
            fields=("name", "address"),
            until_on=deed.day + timedelta(days=100),
        )


def test_a_silence_becomes_a_neighbour_at_the_door_and_an_end_with_how_it_is_known(deeds, homes, staff, enter, freeze):
    home = homes["ildong"]
    episode_id = silence(deeds, home)
    agree_to_neighbours(deeds, home)
    desk = enter("김하늘")

    board = text(desk.get("/"))
    assert "오늘 먼저 확인할 분 1명" in board
    assert "전기 26시간 변화 없음" in board
    assert "박샘" not in board  # masked until somebody presses

    page = f"/episodes/{episode_id}/"
    assert desk.post(f"{page}attempt/", {"channel": "phone", "result": "no_answer"}).status_code == 302
    asked = desk.post(f"{page}visit/", {"visitor": f"neighbour:{staff['tongjang']}"}, follow=True)
    assert "현장 확인을 요청했습니다" in text(asked)

    told = Notice.objects.get(template="site-check-asked")
    token = re.search(r"/v/([^/\s]+)/", told.secret)[1]
    phone = Client()
    door = text(phone.get(f"/v/{token}/"))
    assert "안부 확인 부탁드립니다" in door
    assert "전기" not in door  # a neighbour is not told why
    freeze(deeds.at + timedelta(minutes=40))
    answered = phone.post(f"/v/{token}/answer/", {"idem_key": str(uuid4()), "result": "met_ok"}, follow=True)
    assert answered.status_code == 200

    waiting = text(desk.get("/?view=answered"))
    assert "찾아가서 만남" in waiting
    done = desk.post("/board/confirm/", {"episode": [str(episode_id)]}, follow=True)
    assert "1분을 ‘안전 확인’으로 끝냈습니다" in text(done)
    assert "지금 먼저 확인할 분이 없습니다" in text(desk.get("/"))
    assert "현장 확인 답" in text(desk.get(f"/persons/{home.person_id}/"))

    with acting(deeds.machine()) as deed:
        catch_up(deed)
    figures = text(desk.get("/figures/"))
    assert "이번 달" in figures
    counted = re.sub(r"<[^>]+>|\s+", " ", figures)
    assert re.search(r"접수된 위기신호\s+1\s*건", re.sub(r"\s+", " ", counted))


def test_the_officer_next_door_finds_no_page_of_it(deeds, homes, staff, enter):
    episode_id = silence(deeds, homes["ildong"])
    desk = enter("이도윤")
    assert "오늘 먼저 확인할 분" not in text(desk.get("/"))
    for address in (f"/episodes/{episode_id}/", f"/persons/{homes['ildong'].person_id}/"):
        assert desk.get(address).status_code == 404
    answer = desk.post(f"/episodes/{episode_id}/attempt/", {"channel": "phone", "result": "answered_ok"})
    assert answer.status_code == 404


def test_s3_a_report_without_a_name_meets_the_household_it_belongs_to(deeds, homes, staff, enter, client, freeze):
    home = homes["ildong"]
    episode_id = silence(deeds, home)
    neighbour = Client()
    third = neighbour.post(
        "/report/", {"step": "seen", "place": home.address, "dong": ILDONG, "seen": ["mail", "light"], "memo": ""}
    )
    key = re.search(r'name="idem_key" value="([0-9a-f-]+)"', text(third))[1]
    sent = {
        "step": "send",
        "place": home.address,
        "dong": ILDONG,
        "seen": ["mail", "light"],
        "idem_key": key,
    }
    receipt = neighbour.post("/report/", sent, follow=True)
    number = re.search(r"\d{6}-\d{5}", text(receipt))[0]
    assert "접수" in text(receipt)
    neighbour.post("/report/", sent)  # pressed twice

    desk = enter("김하늘")
    board = text(desk.get("/"))
    assert "오늘 먼저 확인할 분 1명" in board  # a second signal, not a second episode
    assert "우편물이 쌓여 있음" in board
    closed = desk.post(
        f"/episodes/{episode_id}/close/", {"outcome": "safe", "how_known": "met", "note": ""}, follow=True
    )
    assert "끝냈습니다" in text(closed)
    code = re.search(r">\s*([0-9A-Z]{4,8})\s*<", text(receipt))
    assert number
    assert code


def test_s4_above_the_line_opens_the_private_route(deeds, homes, staff, enter):
    home = homes["ildong"]
    episode_id = silence(deeds, home)
    desk = enter("김하늘")
    held = text(
        desk.post(
            f"/consult/{episode_id}/",
            {"household_size": "2", "income_won": "3300000", "criterion": "emergency"},
        )
    )
    assert "150,531" in held
    page = text(desk.get(f"/episodes/{episode_id}/"))
    assert "민간 자원으로 이을 수 있습니다" in page
    form = desk.get(f"/goods/?episode={episode_id}")
    key = re.search(r'name="idem_key" value="([0-9a-f-]+)"', text(form))[1]
    given = {
        "idem_key": key,
        "resource": "rent",
        "payer": "donation",
        "amount_won": "300000",
        "result": "delivered",
        "occurred_on": deeds.at.date().isoformat(),
        "over_criteria": "on",
        "episode_id": str(episode_id),
        "dong": ILDONG,
    }
    assert desk.post("/goods/", given).status_code == 302
    assert "300,000원" in text(desk.get(f"/episodes/{episode_id}/"))


def test_two_officers_at_once_one_ends_it_and_the_other_is_told(deeds, homes, staff, enter):
    episode_id = silence(deeds, homes["ildong"])
    desk = enter("김하늘")
    version = re.search(r'name="version" value="(\d+)"', text(desk.get(f"/episodes/{episode_id}/")))[1]
    end = {"outcome": "safe", "how_known": "call", "version": version}
    assert desk.post(f"/episodes/{episode_id}/close/", end).status_code == 302
    second = desk.post(f"/episodes/{episode_id}/close/", end)
    assert second.status_code == 409
    assert "끝" in text(second)
