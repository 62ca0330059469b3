"""Pages of reviews, candidates, overlaps and the library: who sees what, what stays after a refusal, and how many queries."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chomchom.planning.models import (
    Candidate,
    CardEntry,
    Claim,
    CriterionAnswer,
    DataRequest,
    Evidence,
    ExistingProgramme,
    FacetWord,
    PairJudgement,
    ProvinceRequest,
    ReviewCard,
    ReviewRound,
    StatedOverlap,
    Theme,
)
from tests.conftest import MONDAY
from tests.planning.reviewing import DUE, PEOPLE, ROWS, card_of, employ, make_plan, open_small_round


def text_of(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


@pytest.fixture
def plan(db, freeze):
    freeze(MONDAY)
    return make_plan()


@pytest.fixture
def enter(come_in, settings):
    """Log one of the people in."""
    settings.SECOND_FACTOR = False
    return lambda name: come_in(PEOPLE[name], name=name)


PLACES = (
    "reviews/", "candidates/", "matrix/", "overlaps/", "existing/", "evidence/", "claims/", "data-requests/", "province/",
)  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("name", sorted(PEOPLE))
def test_empty_pages_say_what_to_do(plan, enter, place, name):
    Theme.objects.all().delete()
    answer = enter(name).get(f"/plan/{place}")
    assert answer.status_code == 200
    if place != "overlaps/":
        assert "cc-empty" in answer.content.decode()


@pytest.mark.parametrize("place", PLACES)
def test_without_a_plan_every_page_still_stands(db, freeze, enter, place):
    freeze(MONDAY)
    assert enter("최지우").get(f"/plan/{place}").status_code == 200


def test_the_office_opens_a_round_and_sees_what_is_missing_by_name(plan, enter):
    office = enter("최지우")
    assert "카드에 넣을 항목" in text_of(office.get("/plan/reviews/new/"))
    given = {"term": "5", "year": "2026", "name": "상반기 검토", "due_on": DUE.isoformat(), "rows": ROWS}
    assert office.post("/plan/reviews/new/", {**given, "rows": []}).status_code == 422
    made = office.post("/plan/reviews/new/", given, follow=True)
    page = text_of(made)
    assert "카드 2장 중 0장이 다 찼습니다" in page
    assert "TF 검토 결과, 분과 보완 의견, 현장 쟁점, 반영 방향" in page
    assert "끝난 사업" not in page
    assert page.index("목소리 안부 서비스") < page.index("주거 상담 창구")  # 2 before 10, by number
    assert office.post("/plan/reviews/new/", given).status_code == 409


def test_a_card_is_filled_sent_back_and_finished(plan, enter, client):
    employ("남가온", "배로운")
    card = card_of(open_small_round(), plan.calls)
    officer = enter("남가온")
    for row in ROWS[:3]:
        answer = officer.post(f"/plan/reviews/cards/{card}/rows/{row}/", {"text": f"{row}의 말", "seen_version": "0"})
        assert answer.status_code == 302
    refused = officer.post(f"/plan/reviews/cards/{card}/move/", {"move": "submit", "seen_version": "1"})
    assert refused.status_code == 422
    assert "반영 방향" in text_of(refused)
    officer.post(f"/plan/reviews/cards/{card}/rows/{ROWS[3]}/", {"excuse": "다음 회의에서 정함", "seen_version": "0"})
    assert officer.post(f"/plan/reviews/cards/{card}/move/", {"move": "submit", "seen_version": "1"}).status_code == 302
    assert officer.post(f"/plan/reviews/cards/{card}/move/", {"move": "review", "seen_version": "2"}).status_code == 403
    office = enter("배로운")
    back = {"move": "ask_to_fix", "seen_version": "2", "reason": "숫자를 넣어 주세요"}
    assert office.post(f"/plan/reviews/cards/{card}/move/", {**back, "reason": ""}).status_code == 422
    assert office.post(f"/plan/reviews/cards/{card}/move/", back).status_code == 302
    page = text_of(enter("남가온").get(f"/plan/reviews/cards/{card}/"))
    assert "숫자를 넣어 주세요" in page
    assert "tf_finding의 말" in page
    assert "적을 것이 없는 까닭" in page


def test_what_was_typed_stays_when_somebody_was_quicker(plan, enter):
    card = card_of(open_small_round(), plan.calls)
    office, url = enter("최지우"), f"/plan/reviews/cards/{card}/rows/field_issue/"
    office.post(url, {"text": "먼저 쓴 말", "seen_version": "0"})
    late = office.post(url, {"text": "내가 길게 쓴 말", "seen_version": "0"})
    assert late.status_code == 409
    page = late.content.decode()
    assert "내가 길게 쓴 말" in page
    assert "먼저 쓴 말" in page
    assert 'name="seen_version" value="1"' in page
    both = office.post(url, {"text": "말", "excuse": "없음", "seen_version": "1"})
    assert both.status_code == 409
    assert CardEntry.objects.get(card=card, row__code="field_issue").text == "먼저 쓴 말"


def test_the_office_says_who_fills_what_and_a_consideration_is_answered(plan, enter):
    employ("남가온", "최지우")
    card = card_of(open_small_round(), plan.calls)
    office = enter("최지우")
    filler = CardEntry.objects.filter(card=card)
    from tests.conftest import id_of

    given = {"assignee-field_issue": str(id_of("남가온"))}
    assert office.post(f"/plan/reviews/cards/{card}/assign/", given).status_code == 302
    assert filler.get(row__code="field_issue").assignee_id == id_of("남가온")
    assert "목소리 안부 서비스" in text_of(enter("남가온").get("/plan/reviews/"))
    answer = {"criterion": "felt", "judgement": "partly", "text": "밤에는 안 받으신다고 함"}
    assert enter("최지우").post(f"/plan/reviews/cards/{card}/consider/", answer).status_code == 302
    assert "밤에는 안 받으신다고 함" in text_of(office.get(f"/plan/reviews/cards/{card}/"))
    assert (
        office.post(f"/plan/reviews/cards/{card}/consider/", {"criterion": "felt", "judgement": "?"}).status_code == 422
    )


def test_a_closed_round_is_only_read(plan, enter):
    round_id = open_small_round()
    card = card_of(round_id, plan.calls)
    office = enter("최지우")
    assert office.post(f"/plan/reviews/{round_id}/close/").status_code == 302
    assert ReviewRound.objects.get().state == "closed"
    url = f"/plan/reviews/cards/{card}/rows/field_issue/"
    assert office.post(url, {"text": "늦은 말", "seen_version": "0"}).status_code == 409
    assert "이 항목 적기" not in text_of(office.get(f"/plan/reviews/cards/{card}/"))


def test_a_candidate_goes_from_proposal_to_decision(plan, enter):
    member = enter("윤새론")
    given = {
        "name": "혼자 사는 이웃 사랑방", "purpose": "고립된 1인가구가 만난다", "proposer": "member",
        "proposer_name": "어느 위원", "target_group": "중장년 1인가구", "strategy_id": str(plan.strategy),
    }  # fmt: skip
    assert member.post("/plan/candidates/new/?plan=5", {**given, "name": ""}).status_code == 422
    made = member.post("/plan/candidates/new/?plan=5", given)
    one = Candidate.objects.get()
    assert made.url == f"/plan/candidates/{one.pk}/"
    page = text_of(member.get(made.url))
    assert "기준 5개 중 0개 판단" in page
    assert "어느 위원" not in page
    assert member.post(f"{made.url}move/", {"move": "take_up", "seen_version": "1"}).status_code == 403
    office = enter("배로운")
    assert "어느 위원" in text_of(office.get(made.url))
    assert office.post(f"{made.url}move/", {"move": "take_up", "seen_version": "1"}).status_code == 302
    adopt = {"move": "adopt", "seen_version": "2", "reason": "필요함", "decided_in": "4차 회의", "placement": "own"}
    refused = office.post(f"{made.url}move/", adopt)
    assert refused.status_code == 422
    assert "4년간 지속가능성" in text_of(refused)
    assert 'value="4차 회의"' in refused.content.decode()
    for code in ("need", "four_years", "collectable", "measurable", "partnership"):
        answer = {"criterion": code, "judgement": "met", "text": "확인함"}
        assert office.post(f"{made.url}judge/", answer).status_code == 302
    assert office.post(f"{made.url}move/", adopt).status_code == 302
    one.refresh_from_db()
    assert (one.state, one.placement, one.decided_in) == ("adopted", "own", "4차 회의")
    assert office.post(f"{made.url}move/", {"move": "reopen", "seen_version": "2", "reason": "x"}).status_code == 409
    changed = {**given, "seen_version": "3", "purpose": "다시 쓴 목적"}
    assert office.post(f"{made.url}change/", changed).status_code == 302
    assert "다시 쓴 목적" in text_of(office.get(made.url))
    assert CriterionAnswer.objects.filter(current=True).count() == 5


def test_the_matrix_shows_gaps_and_goes_as_a_file(plan, enter):
    office = enter("최지우")
    for code, label in (("housing", "주거"), ("lonely", "고립가구")):
        add = {"which": "theme", "theme-kind": "theme", "theme-label": label, "theme-code": code}
        assert office.post("/plan/lists/", add).status_code == 302
    assert office.post("/plan/lists/", {"which": "theme", "theme-kind": "theme"}).status_code == 422
    assert office.post(f"/plan/matrix/{plan.housing}/", {"theme": ["housing"]}).status_code == 302
    page = text_of(office.get("/plan/matrix/"))
    assert "아무 사업도 다루지 않는 주제 1개" in page
    assert "아직 주제를 정하지 않은 사업: Ⅰ-2 목소리 안부 서비스" in page
    assert "빈틈" in page
    assert office.get(f"/plan/matrix/{plan.housing}/").status_code == 200
    import io

    import openpyxl

    rows = list(openpyxl.load_workbook(io.BytesIO(office.get("/plan/matrix.xlsx").content)).active.values)
    assert rows[0] == ("구분", "사업", "주거", "고립가구", "다루는 주제 수")
    assert rows[2][:5] == ("세부사업", "Ⅰ-10 주거 상담 창구", "●", "", 1)
    assert rows[3][2:4] == (1, 0)
    assert enter("윤새론").get("/plan/lists/").status_code == 403


CSV = "사업명,담당부서,지원대상,지원내용,예산\n고독사 예방 모임,복지정책과,중장년 1인가구,모임과 말벗,1200만원\n반찬 나눔,푸른언덕복지관,어르신,반찬 배달,\n,빈이름과,,,\n연탄 나눔,나눔재단,저소득,연탄,세 포대\n"


def test_a_list_goes_in_once_and_its_faults_are_named(plan, enter):
    office = enter("최지우")

    def send() -> str:
        file = SimpleUploadedFile("사업목록.csv", CSV.encode("cp949"))
        return office.post("/plan/existing/new/", {"file": file}).url

    first = send()
    page = text_of(office.get(first))
    assert "사업 이름이 비어 있습니다" in page
    assert "금액을 읽을 수 없습니다" in page
    assert ExistingProgramme.objects.count() == 0
    assert office.post(f"{first}confirm/").status_code == 302
    assert ExistingProgramme.objects.count() == 2
    assert ExistingProgramme.objects.get(name="고독사 예방 모임").budget_won == 12_000_000
    assert office.post(f"{first}confirm/").status_code == 409
    second = send()
    assert "그대로인 사업 2" in text_of(office.get(second)).replace(" 개", "") or "2" in text_of(office.get(second))
    assert office.post(f"{second}confirm/").status_code == 409
    assert office.post(f"{second}discard/").status_code == 302
    assert office.get(f"{first}faults.xlsx").status_code == 200
    found = text_of(office.get("/plan/existing/?q=고독사예방"))
    assert "1,200만원" in found
    assert "반찬 나눔" not in found
    wrong = {"column-0": "name", "column-1": "name"}
    assert office.post(f"{send()}columns/", wrong).status_code == 422


def test_overlaps_are_shown_said_and_judged(plan, enter):
    office = enter("최지우")
    file = SimpleUploadedFile("사업목록.csv", CSV.encode())
    office.post(office.post("/plan/existing/new/", {"file": file}).url + "confirm/")
    meals = ExistingProgramme.objects.get(name="반찬 나눔")
    url = f"/plan/overlaps/project/{plan.calls}/"
    page = text_of(office.get(url))
    assert "고독사 예방 모임" in page
    assert "대상·방법이 같습니다: 1인가구 · 중장년 · 안부확인" in page
    words = {
        "other_name": "반찬 나눔",
        "words": "반찬을 드리며 안부도 묻는다",
        "said_in": "분과 회의",
        "other": str(meals.pk),
    }
    assert office.post(f"{url}state/", {**words, "words": ""}).status_code == 422
    assert office.post(f"{url}state/", words).status_code == 302
    assert StatedOverlap.objects.get().other_id == meals.pk
    judged = {
        "other_kind": "existing",
        "other_id": str(meals.pk),
        "verdict": "different",
        "reason": "반찬이 주된 일",
        "percent": "3",
    }
    assert office.post(f"{url}judge/", {**judged, "verdict": "maybe"}).status_code == 422
    assert office.post(f"{url}judge/", judged).status_code == 302
    assert office.post(f"{url}judge/", {**judged, "verdict": "joined"}).status_code == 302
    assert sorted(PairJudgement.objects.values_list("verdict", "current")) == [("different", False), ("joined", True)]
    page = text_of(office.get(url))
    assert "반찬이 주된 일" in page
    assert "말로" in text_of(office.get("/plan/overlaps/"))
    assert enter("윤새론").post(f"{url}judge/", judged).status_code == 403
    assert "판단 적기" not in text_of(enter("윤새론").get(url))


def test_the_lexicon_is_the_citys_own(plan, enter):
    office = enter("최지우")
    word = {"facet": "target", "label": "국가유공자", "words": "유공자, 보훈", "weight": "0.5"}
    assert office.post("/plan/words/", {**word, "words": ""}).status_code == 422
    assert office.post("/plan/words/", word).status_code == 302
    assert office.post("/plan/words/", word).status_code == 409
    made = FacetWord.objects.get(label="국가유공자")
    assert "국가유공자" in text_of(office.get("/plan/words/"))
    assert office.post(f"/plan/words/{made.pk}/end/").status_code == 302
    assert "국가유공자" not in text_of(office.get("/plan/words/"))


def test_evidence_backs_a_claim_and_a_new_value_replaces_the_old(plan, enter):
    office = enter("최지우")
    given = {
        "kind": "statistic", "title": "신혼부부 통계", "source": "국가통계포털", "year": "2024", "value": "8,412",
        "unit": "쌍", "population": "시에 사는 혼인 5년 안의 부부", "code": "newlywed_couples",
        "file": SimpleUploadedFile("통계.csv", "연도,쌍\n2024,8412\n".encode()),
    }  # fmt: skip
    assert office.post("/plan/evidence/", {**given, "population": ""}).status_code == 422
    made = office.post(
        "/plan/evidence/", {**given, "file": SimpleUploadedFile("통계.csv", "연도,쌍\n2024,8412\n".encode())}
    )
    assert made.status_code == 302
    one = Evidence.objects.get()
    assert "8,412 쌍" in text_of(office.get(made.url))
    assert "8412" in office.get(f"{made.url}file/").content.decode()
    assert office.post("/plan/claims/", {"text": "신혼부부가 크게 줄었다", "said_in": "분과 회의"}).status_code == 302
    claim = Claim.objects.get()
    assert office.post(f"/plan/claims/{claim.pk}/settle/", {"move": "back", "evidence_id": ""}).status_code == 422
    assert (
        office.post(f"/plan/claims/{claim.pk}/settle/", {"move": "back", "evidence_id": str(one.pk)}).status_code == 302
    )
    assert "신혼부부가 크게 줄었다" in text_of(office.get(made.url))
    del given["file"]
    assert office.post("/plan/evidence/", given).status_code == 409
    assert office.get(f"/plan/evidence/?replaces={one.pk}").status_code == 200
    newer = office.post("/plan/evidence/", {**given, "value": "8,300", "replaces": str(one.pk)})
    page = text_of(office.get(newer.url))
    assert "8,300 쌍" in page
    assert "앞의 값" in page
    assert enter("강물결").get(made.url).status_code == 200
    assert enter("강물결").post("/plan/evidence/", given).status_code == 403


def test_a_data_request_is_asked_answered_and_shown_late(plan, enter, freeze):
    employ("남가온", "최지우")
    from tests.conftest import id_of

    office = enter("최지우")
    given = {
        "what": "부서 사업 목록",
        "asked_of": "주거복지과",
        "owner_id": str(id_of("남가온")),
        "due_on": DUE.isoformat(),
    }
    assert office.post("/plan/data-requests/", {**given, "due_on": "2026-06-01"}).status_code == 422
    assert office.post("/plan/data-requests/", given).status_code == 302
    asked = DataRequest.objects.get()
    url = f"/plan/data-requests/{asked.pk}/"
    freeze(MONDAY + timedelta(days=20))
    assert "기한 지남" in text_of(enter("강물결").get("/plan/data-requests/"))
    assert enter("팀장").post(f"{url}answer/", {"text": "x", "seen_version": "1"}).status_code == 403
    officer = enter("남가온")
    assert officer.post(f"{url}answer/", {"text": "", "seen_version": "1"}).status_code == 422
    file = SimpleUploadedFile("목록.csv", "사업명,부서\n가,나\n".encode())
    assert officer.post(f"{url}answer/", {"text": "보냅니다", "file": file, "seen_version": "1"}).status_code == 302
    assert officer.get(f"{url}file/").status_code == 200
    office = enter("최지우")
    again = {"move": "ask_again", "note": "한 달이 빠졌음", "due_on": "2026-07-30", "seen_version": "2"}
    assert office.post(f"{url}move/", {**again, "note": ""}).status_code == 422
    assert office.post(f"{url}move/", again).status_code == 302
    asked.refresh_from_db()
    assert asked.state == "asked"


def test_a_request_to_the_province_is_sent_answered_and_printed(plan, enter):
    office = enter("최지우")
    given = {
        "title": "안부확인 결과를 시에 주기", "asked_of": "경기도 복지정책과", "text": "날마다 결과를 주십시오",
        "project_id": str(plan.calls),
    }  # fmt: skip
    url = office.post("/plan/province/", given).url
    sent = {"sent_on": "2026-06-01", "due_on": "2026-06-15", "document_no": "복지정책과-123", "seen_version": "1"}
    assert office.post(f"{url}send/", {**sent, "sent_on": "2026-07-01"}).status_code == 422
    assert office.post(f"{url}send/", sent).status_code == 302
    assert "기한 지남" in text_of(office.get("/plan/province/"))
    answer = {
        "answered_on": "2026-06-20",
        "kind": "partly",
        "text": "주마다 주겠음",
        "effect": "주마다 견줄 수 있음",
        "seen_version": "2",
    }
    assert office.post(f"{url}answer/", {**answer, "seen_version": "1"}).status_code == 409
    assert office.post(f"{url}answer/", answer).status_code == 302
    assert ProvinceRequest.objects.get().state == "answered"
    from chomchom.formats.documents import plain
    from chomchom.formats.hwpx.lint import lint
    from chomchom.formats.hwpx.reader import read_hwpx

    paper = enter("윤새론").get("/plan/province.hwpx").content
    assert lint(paper) == []
    assert "주마다 주겠음" in plain(read_hwpx(paper).blocks)
    office = enter("최지우")
    assert office.get("/plan/province.pdf").content.startswith(b"%PDF")
    assert office.post(f"{url}close/", {"note": "", "seen_version": "3"}).status_code == 422
    assert office.post(f"{url}close/", {"note": "끝", "seen_version": "3"}).status_code == 302


@pytest.mark.parametrize("place", ["reviews/", "candidates/", "matrix/", "overlaps/", "existing/", "data-requests/"])
def test_a_page_asks_the_database_no_more_for_thirty_rows(plan, enter, place):
    employ("최지우")
    office = enter("최지우")
    open_small_round()
    _fill(plan, 1)

    def queries() -> int:
        office.get(f"/plan/{place}")
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert office.get(f"/plan/{place}").status_code == 200
        return len(seen)

    before = queries()
    _fill(plan, 30)
    assert queries() == before


def _fill(plan, count: int) -> None:
    """More candidates, programmes, projects, requests and rounds."""
    from chomchom.planning.models import ExistingImport, Project
    from tests.conftest import id_of

    start = Candidate.objects.count()
    brought = ExistingImport.objects.create(filename="x.csv", uploaded_by=id_of("최지우"), uploaded_at=MONDAY)
    for n in range(start, start + count):
        Candidate.objects.create(
            term_id=plan.term, name=f"후보 {n}", purpose="고립된 1인가구의 모임", proposer="member",
            proposed_by=id_of("최지우"), proposed_at=MONDAY,
        )  # fmt: skip
        ExistingProgramme.objects.create(
            runner="department", organisation="복지과", organisation_key="복지과", name=f"모임 {n}", name_key=f"모임{n}",
            first_seen_at=MONDAY, last_seen_at=MONDAY, last_import=brought,
        )  # fmt: skip
        Project.objects.create(
            term_id=plan.term, strategy_id=plan.strategy, code=f"1-{100 + n}", code_sort=f"0001{100 + n:04d}",
            name=f"세부사업 {n}", created_at=MONDAY,
        )  # fmt: skip
        DataRequest.objects.create(
            what=f"자료 {n}",
            asked_of="복지과",
            owner_id=id_of("최지우"),
            due_on=DUE,
            asked_by=id_of("최지우"),
            asked_at=MONDAY,
        )
    open_small_round(f"회차 {start}")
    assert ReviewCard.objects.exists()
