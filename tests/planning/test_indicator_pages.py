"""Pages of indicators: what each reader sees, what is hidden, and that a deed says what happened."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chomchom.kernel.roles import Role
from chomchom.planning.actions import results, targets
from chomchom.planning.models import Definition, Indicator, Result, Target
from chomchom.planning.rules.definitions import DataSource, FigureKind
from tests.conftest import IDONG, ILDONG, MONDAY
from tests.planning.indicators import Office, entered, form_of, said
from tests.planning.test_results import done, signals

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(plans, deeds, freeze) -> Office:
    freeze(MONDAY)
    return Office(deeds, plans)


def text(answer) -> str:
    assert answer.status_code == 200, answer.content.decode()[-2000:]
    return answer.content.decode()


def test_a_small_number_is_hidden_from_who_may_not_open_it_and_shown_to_who_may(office, come_in):
    made = office.indicator()
    signals(office, 3)
    url = f"/plan/indicators/{made}/figures/2026/"
    assert "가림" in text(come_in(Role.COUNCIL_OFFICE, name="최지우").get(url))
    assert "3건" in text(come_in(Role.CITY_OFFICER).get(url))


def test_one_hidden_dong_hides_another_so_that_it_cannot_be_worked_out(office, come_in):
    made = office.indicator()
    signals(office, 20)
    signals(office, 3, dong=IDONG)
    page = text(come_in(Role.COUNCIL_MEMBER).get(f"/plan/indicators/{made}/figures/2026/"))
    assert "23건" in page
    assert page.split("동마다 다시 센 숫자")[1].count(">가림<") == 2
    assert "20건" not in page


def test_a_figure_opens_down_to_the_records_of_the_readers_own_area_and_is_logged(office, come_in, deeds):
    made = office.indicator()
    mine = signals(office, 2)
    others = signals(office, 4, dong=IDONG)
    url = f"/plan/indicators/{made}/figures/2026/entries/"
    page = text(come_in(Role.DONG_OFFICER, name="김하늘", areas=[ILDONG]).get(url))
    assert all(f"<td>{seq}</td>" in page.replace(' data-label="기록 번호"', "") for seq in mine)
    assert not any(str(seq) in page.split("<tbody>")[1] for seq in others)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM accounts_accesslog WHERE purpose = 'open-figure'")
        assert cursor.fetchone() == (1,)
    assert come_in(Role.COUNCIL_OFFICE).get(url).status_code == 403


def test_the_list_of_a_kept_result_is_the_one_it_was_counted_from(office, come_in):
    made = office.indicator()
    first = signals(office, 2)
    row = done(office.writer(), results.compute_result, indicator_id=made, period="2026")
    later = signals(office, 2)
    page = text(come_in(Role.TEAM_HEAD).get(f"/plan/indicators/{made}/figures/2026/entries/?result={row}"))
    rows = page.split("<tbody>")[1]
    assert all(f">{seq}<" in rows for seq in first)
    assert not any(f">{seq}<" in rows for seq in later)


def test_the_editor_checks_without_keeping_and_points_at_what_is_wrong(office, come_in):
    made = office.indicator()
    Indicator.objects.filter(pk=made).update(name="이름")
    signals(office, 7)
    client, url = come_in(Role.CITY_OFFICER), f"/plan/indicators/{made}/definition/"
    page = text(client.post(url, form_of(said(numerator="건수(위기신호)")) | {"check": "1"}))
    assert "count(위기신호)" in page
    assert "2026년 7" in page
    page = text(client.post(url, form_of(said(numerator="count(사례.결과)")) | {"check": "1"}))
    assert "7째 글자: ‘사례.결과’라는 항목이 없습니다" in page
    assert Definition.objects.count() == 1
    answer = client.post(url, form_of(said(numerator="count(사례.결과)")))
    assert answer.status_code == 422
    answer = client.post(url, form_of(said(valid_from=2026)) | {"reason": "다시 봄"})
    assert answer.status_code == 302
    assert Definition.objects.get(no=2).reason == "다시 봄"


def test_targets_results_and_moves_through_the_pages(office, come_in):
    made = office.indicator(entered(kind=FigureKind.COUNT, source=DataSource.ENTERED))
    base = f"/plan/indicators/{made}/"
    client = come_in(Role.CITY_OFFICER, name="적은이")
    refused = client.post(f"{base}targets/", {"year": "2025", "value": "N/A"})
    assert refused.status_code == 422
    assert "목표가 될 수 없습니다" in refused.content.decode()
    assert client.post(f"{base}targets/", {"year": "2025", "value": "1,200", "set_on": "2023-01-02"}).status_code == 302
    assert Target.objects.get().value == 1200
    sent = client.post(f"{base}results/", {"period": "2025", "numerator": "1,404", "evidence": "집계표 3쪽"})
    assert sent.status_code == 302
    row = Result.objects.get()
    assert client.post(f"{base}results/{row.pk}/move/", {"move": "check"}).status_code == 403
    client = come_in(Role.CITY_OFFICER, name="확인하는이")
    for move in ("check", "approve", "publish"):
        assert client.post(f"{base}results/{row.pk}/move/", {"move": move}).status_code == 302
    page = text(client.get(base))
    for words in ("1,404건", "목표 1,200", "117.0\N{NO-BREAK SPACE}%", "공개됨", "집계표 3쪽"):
        assert words in page


def test_the_book_and_a_project_cost_the_same_for_one_indicator_and_for_many(office, come_in):
    project = office.project()
    office.indicator(said(name="지표"), project_id=project, code="a")
    client = come_in(Role.RESEARCHER)

    def cost(url: str) -> int:
        text(client.get(url))
        with CaptureQueriesContext(connection) as seen:
            text(client.get(url))
        return len(seen)

    urls = ("/plan/figures/", f"/plan/projects/{project}/indicators/")
    before = [cost(url) for url in urls]
    for number in range(5):
        office.indicator(said(name=f"지표 {number}"), project_id=project, code=f"b{number}")
    assert [cost(url) for url in urls] == before


def test_findings_of_a_project_are_sentences_with_a_place(office, come_in):
    project = office.project()
    made = office.indicator(said(name="안부 확인"), project_id=project)
    for year, aim in ((2024, "300"), (2025, "300"), (2026, "300")):
        done(office.city(), targets.set_target, indicator_id=made, year=year, value=aim, set_on=date(2023, 1, 2))
    done(office.city(), targets.set_target, indicator_id=made, year=2026, value="240", reason="이용자가 줄어듦")
    signals(office, 8, on=date(2024, 5, 5))
    signals(office, 6, on=date(2025, 5, 5))
    page = text(come_in(Role.COUNCIL_OFFICE).get(f"/plan/projects/{project}/indicators/"))
    assert (
        "안부 확인: 목표를 이루지 못한 다음 해(2026년)에 목표를 300에서 240(으)로 낮췄습니다. 까닭: 이용자가 줄어듦"
        in page
    )
    assert "년 목표를 잇달아 이루지 못했습니다" in page


def test_tables_are_made_and_filled_and_a_file_is_withdrawn(office, come_in):
    from django.core.files.uploadedfile import SimpleUploadedFile

    from chomchom.planning.models import ImportedTable, TableFile

    client = come_in(Role.PROGRAMME_OFFICER)
    made = {"name": "홍보", "says": "홍보 한 건", "column1": "횟수", "kind1": "number"}
    assert client.post("/plan/tables/", made).status_code == 302
    table = ImportedTable.objects.get()
    content = SimpleUploadedFile("홍보.csv", "날짜,횟수\n2026-03-02,3\n".encode())
    assert client.post(f"/plan/tables/{table.pk}/files/", {"file": content}).status_code == 302
    file = TableFile.objects.get()
    assert "홍보.csv" in text(client.get("/plan/tables/"))
    assert client.post(f"/plan/tables/{table.pk}/files/{file.pk}/withdraw/").status_code == 302
    assert "거둠" in text(client.get("/plan/tables/"))
    assert "홍보 한 건" in text(client.get("/plan/countable/"))
