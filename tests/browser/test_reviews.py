"""A review card filled on a phone, a candidate, the matrix and the library at a desk; axe on each."""

from __future__ import annotations

from chomchom.planning.actions import asks, candidates, lists
from chomchom.planning.actions.library import EvidenceIn, enter_evidence
from chomchom.planning.rules.candidates import ThemeKind
from chomchom.planning.rules.evidence import EvidenceKind
from chomchom.store.acting import acting
from tests.browser.eye import Eye
from tests.browser.town import Town
from tests.conftest import MONDAY
from tests.planning.reviewing import card_of, deed_of, make_plan, open_small_round


def test_a_card_is_filled(eye: Eye, town: Town) -> None:
    plan = make_plan()
    card = card_of(open_small_round(), plan.calls)
    eye.login("최지우")
    eye.go("/plan/reviews/")
    eye.check()
    eye.go(f"/plan/reviews/cards/{card}/")
    eye.page.locator("#field_issue-text").fill(
        "밤에 거는 전화는 받지 않으신다는 말이 많다. 통화 시간을 고르게 해 달라는 분이 있었다."
    )
    eye.page.locator("#row-field_issue").get_by_role("button", name="이 항목 적기").click()
    eye.page.wait_for_load_state("networkidle")
    eye.see("적었습니다.")
    eye.check("review-card")


def test_candidates_the_matrix_and_the_library(eye: Eye, town: Town) -> None:
    plan = make_plan()
    with acting(deed_of("최지우")) as deed:
        for code, label in (("lonely", "1인가구·고립가구"), ("housing", "주거"), ("aftercare", "발굴 뒤 사후관리")):
            lists.add_theme(deed, term=5, kind=ThemeKind.THEME, code=code, label=label, from_on=MONDAY.date())
        given = candidates.CandidateIn(
            name="혼자 사는 이웃 사랑방", purpose="고립된 1인가구가 만나 안부를 묻는다.", target_group="중장년 1인가구",
            problem="외로움과 단절", means="마을 거점의 모임과 말벗", department="마을공동체과",
        )  # fmt: skip
        made = candidates.propose(deed, term=5, given=given)
        candidates.move_candidate(deed, candidate_id=made, move="take_up", seen_version=1)
        candidates.mark_themes(deed, themes=["lonely"], candidate_id=made)
        candidates.mark_themes(deed, themes=["housing"], project_id=plan.housing)
        source = EvidenceIn(
            kind=EvidenceKind.STATISTIC, title="1인가구 수", source="시 통계연보", year=2025, value="98240", unit="가구",
            population="시에 사는 1인가구", code="single_households",
        )  # fmt: skip
        enter_evidence(deed, given=source)
        request = asks.ProvinceRequestIn(
            title="안부확인 결과를 시에 보내기", asked_of="경기도 복지정책과", text="날마다 보내 주십시오."
        )
        asked = asks.enter_province_request(deed, given=request)
        asks.send_province_request(
            deed, request_id=asked, sent_on=MONDAY.date(), due_on=None, document_no="복지-12", seen_version=1
        )
    eye.login("최지우")
    for path, name in (
        (f"candidates/{made}/", "candidate"),
        ("matrix/", "plan-matrix"),
        (f"overlaps/candidate/{made}/", "overlap"),
        ("evidence/", "evidence"),
        ("province/", "province-requests"),
        ("data-requests/", ""),
    ):
        eye.go(f"/plan/{path}")
        eye.check(name)
