"""The pages of figures: what they show, to whom, and what leaves as a file."""

from __future__ import annotations

import csv
from io import BytesIO, StringIO

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from chomchom.accounts.models import ExportLog
from chomchom.outreach.rules.words import Outcome
from tests.browser.town import build
from tests.conftest import IDONG, MONDAY, id_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def come(db, freeze, owner):
    """Log somebody of the town in, by the demo's picker."""
    freeze(MONDAY)
    owner.execute("update store_city set demo = true")
    build()

    def enter(name: str) -> Client:
        client = Client()
        assert client.post(reverse("accounts:pick", args=[id_of(name)])).status_code == 302
        return client

    yield enter
    owner.execute("update store_city set demo = false")


def test_the_page_shows_figures_a_map_and_a_word_for_hidden(come, tell) -> None:
    tell(
        lambda told: (
            [told.episode(door_minutes=95, outcome=Outcome.SAFE) for _ in range(40)] + [told.episode(dong=IDONG)]
        )
    )
    desk = come("김하늘")
    own = desk.get(reverse("insight:figures")).content.decode()
    assert "가림" not in own.split("<main")[1].replace("작은 수 가림", "")
    page = desk.get(reverse("insight:figures"), {"scope": "city"}).content.decode()
    assert "위기신호가 사람에게 닿았나요" in page
    assert "가림" in page
    assert "1시간 35분" in page
    assert page.count("<table") >= 5
    assert "cc-map-svg" in page


def test_an_empty_city_has_figures_too(come) -> None:
    answer = come("최지우").get(reverse("insight:figures"), {"period": "today"})
    assert answer.status_code == 200
    assert "/entries/" not in answer.content.decode()


def test_five_sentences_stand_on_one_page(come, tell) -> None:
    tell(lambda told: [told.episode() for _ in range(12)])
    page = come("최지우").get(reverse("insight:story")).content.decode()
    assert page.count("<li>") >= 5
    assert "위기신호 12건" in page


@pytest.mark.parametrize("period", ["2027", "1900", "x" * 9, "'; drop"])
def test_an_unknown_period_is_a_sentence(come, period: str) -> None:
    answer = come("김하늘").get(reverse("insight:figures"), {"period": period})
    assert answer.status_code == 404
    assert "그 기간의 통계는 없습니다" in answer.content.decode()


def test_a_figure_opens_for_officers_and_is_refused_to_the_council_office(come, tell) -> None:
    tell(lambda told: [told.episode() for _ in range(3)])
    asked = {"measure": "signals", "by": "dong", "key": "4127151000"}
    page = come("김하늘").get(reverse("insight:entries"), asked)
    assert page.content.decode().count("위기신호 접수") == 3
    assert come("이도윤").get(reverse("insight:entries"), asked).content.decode().count("위기신호 접수") == 0
    assert come("최지우").get(reverse("insight:entries"), asked).status_code == 403
    assert come("박서연").get(reverse("insight:figures")).status_code == 403
    assert come("김하늘").get(reverse("insight:entries"), {"measure": "wealth"}).status_code == 404
    assert Client().get(reverse("insight:figures")).status_code == 302


def test_a_file_needs_a_reason_and_is_written_down(come, tell) -> None:
    tell(lambda told: [told.episode(door_minutes=n) for n in range(30)] + [told.episode(dong=IDONG) for _ in range(2)])
    client = come("최지우")
    where = reverse("insight:export")
    assert client.post(where, {"form": "xlsx", "period": "month", "reason": ""}).status_code == 422
    assert ExportLog.objects.count() == 0
    answer = client.post(where, {"form": "xlsx", "period": "month", "reason": "6월 실무분과 회의"})
    assert answer["Content-Disposition"] == 'attachment; filename="figures-20260601-20260622.xlsx"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    line = ExportLog.objects.get()
    book = openpyxl.load_workbook(BytesIO(answer.content))
    notes = " ".join(str(cell.value) for row in book.worksheets[0].iter_rows(max_row=3) for cell in row if cell.value)
    assert str(line.pk) in notes
    assert f"{line.row_count}행" in notes
    assert not line.personal


def test_csv_and_screen_show_the_same_numbers(come, tell) -> None:
    tell(lambda told: [told.episode(door_minutes=n) for n in range(30)] + [told.episode(dong=IDONG) for _ in range(2)])
    client = come("최지우")
    answer = client.post(reverse("insight:export"), {"form": "csv", "period": "month", "reason": "6월 실무분과 회의"})
    rows = list(csv.reader(StringIO(answer.content.decode("utf-8-sig"))))
    page = client.get(reverse("insight:figures")).content.decode()
    assert ["  이동", "가림", "가림", "가림", "0", "가림"] in rows
    assert next(row for row in rows if row and row[0] == "모두")[1:4] == ["32", "32", "30"]
    for number in ("32", "30", "가림"):
        assert f">{number}<" in page


@pytest.mark.parametrize(
    ("name", "status"), [("박서연", 403), ("한지민", 403), ("문보라", 403), ("강태오", 403), ("김하늘", 200)]
)
def test_who_may_not_take_figures_away(come, name: str, status: int) -> None:
    answer = come(name).post(reverse("insight:export"), {"form": "csv", "period": "month", "reason": "회의 자료로 씀"})
    assert answer.status_code == status


def test_the_page_speaks_english(come, tell) -> None:
    client = come("최지우")
    client.post("/i18n/setlang/", {"language": "en"})
    page = client.get(reverse("insight:figures")).content.decode()
    assert "New episodes" in page
