"""Reviews, candidates and the library as deeds: who may, nearest misses, reminders, races, and what the ledger learns."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from chomchom.kernel.deeds import Deed
from chomchom.kernel.roles import Role
from chomchom.kernel.verdicts import Refused
from chomchom.ledger import public as ledger
from chomchom.notices.models import Notice
from chomchom.planning import public as planning
from chomchom.planning.access import reviews as access
from chomchom.planning.actions import asks, candidates, library, reviews
from chomchom.planning.actions.telling import remind
from chomchom.planning.models import Candidate, CardQuote, CriterionAnswer, ReviewCard
from chomchom.planning.rules.evidence import EvidenceKind
from chomchom.store.acting import acting
from tests.conftest import MONDAY, Deeds, id_of
from tests.planning.reviewing import DUE, PEOPLE, ROWS, card_of, deed_of, employ, make_plan, open_small_round
from tests.together import together

SEES = {"team_head", "city_officer", "programme_officer", "council_office", "council_member", "researcher", "system"}


@pytest.fixture
def plan(db, freeze):
    freeze(MONDAY)
    return make_plan()


@pytest.mark.parametrize("role", list(Role))
def test_every_role_sees_all_or_nothing(plan, deeds, role):
    open_small_round()
    with acting(deeds(role, whole_city=True)) as deed:
        assert access.cards_visible_to(deed).exists() == (role.value in SEES)
        assert access.rounds_visible_to(deed).exists() == (role.value in SEES)
    with acting(deeds(role, whole_city=True, link_id=uuid4())) as deed:
        assert not access.cards_visible_to(deed).exists()


def test_a_member_reads_and_does_not_write(plan):
    card = card_of(open_small_round(), plan.calls)
    row = {"card_id": card, "row": "field_issue", "text": "말", "excuse": "", "seen_version": 0}
    for name in ("윤새론", "강물결"):
        with pytest.raises(Refused, match="may-not-fill-card"), acting(deed_of(name)) as deed:
            reviews.write_row(deed, **row)
    with pytest.raises(Refused, match="may-not-fill-card"), acting(deed_of("남가온", link_id=uuid4())) as deed:
        reviews.write_row(deed, **row)
    with acting(deed_of("남가온")) as deed:
        reviews.write_row(deed, **row)
    with pytest.raises(Refused, match="may-not-open-round"), acting(deed_of("남가온")) as deed:
        reviews.close_round(deed, round_id=uuid4())
    with pytest.raises(Refused, match="review-card-not-found"), acting(deed_of("남가온")) as deed:
        reviews.write_row(deed, **{**row, "card_id": uuid4()})
    with pytest.raises(Refused, match="card-row-unknown"), acting(deed_of("남가온")) as deed:
        reviews.write_row(deed, **{**row, "row": "other"})


def _full(plan) -> object:
    card = card_of(open_small_round(), plan.calls)
    with acting(deed_of("남가온")) as deed:
        for row in ROWS:
            reviews.write_row(deed, card_id=card, row=row, text="말", excuse="", seen_version=0)
        reviews.move_card(deed, card_id=card, move="submit", seen_version=1)
    return card


def test_both_ways_of_asking_to_mend_reach_the_right_person(plan):
    employ("남가온", "배로운", "최지우")
    card = _full(plan)
    with acting(deed_of("배로운")) as deed:
        reviews.move_card(deed, card_id=card, move="review", seen_version=2)
    with acting(deed_of("남가온")) as deed:
        reviews.move_card(deed, card_id=card, move="ask_again", seen_version=3, reason="작년 값과 다릅니다")
    assert Notice.objects.get(template="review-card-fix").account_id == id_of("배로운")
    with acting(deed_of("배로운")) as deed:
        reviews.move_card(deed, card_id=card, move="ask_to_fix", seen_version=4, reason="값을 다시 적어 주세요")
    assert set(Notice.objects.filter(template="review-card-fix").values_list("account_id", flat=True)) == {
        id_of("배로운"), id_of("남가온"),
    }  # fmt: skip
    one = ReviewCard.objects.get(pk=card)
    assert (one.state, one.reviewed_by, one.version) == ("writing", None, 5)
    assert ledger.facts(tags=["planning:review-card:moved"]).count() == 4


def test_an_opinion_is_quoted_beside_a_row_with_its_meeting_and_never_into_it(plan):
    card = card_of(open_small_round(), plan.calls)
    quote = planning.QuoteIn(
        opinion_id=uuid4(),
        source_label="분과 의견",
        text="밤에도 걸어 주세요",
        meeting_id=uuid4(),
        meeting_name="4차 회의",
    )
    with acting(deed_of("남가온")) as deed:
        assert planning.quote_opinions(deed, card_id=card, row="subcommittee_opinion", quotes=[quote]) == 1
    with pytest.raises(Refused, match="card-quote-twice"), acting(deed_of("남가온")) as deed:
        planning.quote_opinions(deed, card_id=card, row="subcommittee_opinion", quotes=[quote])
    with pytest.raises(Refused, match="card-quote-not-found"), acting(deed_of("남가온")) as deed:
        planning.quote_opinions(deed, card_id=card, row="subcommittee_opinion", quotes=[])
    kept = CardQuote.objects.select_related("entry").get()
    assert (kept.meeting_name, kept.entry.text) == ("4차 회의", "")


def test_a_proposal_becomes_one_candidate_however_often_it_is_taken(plan):
    given = {
        "term": 5, "proposal_id": uuid4(), "name": "이웃 사랑방", "purpose": "만난다", "proposer_name": "어느 복지관",
        "criteria": {"need": "혼자 사는 분이 많다", "nobody-knows": "x"},
    }  # fmt: skip
    with acting(deed_of("최지우")) as deed:
        first = planning.candidate_from(deed, **given)
        assert planning.candidate_from(deed, **{**given, "name": "다른 이름"}) == first
    assert Candidate.objects.get().name == "이웃 사랑방"
    answer = CriterionAnswer.objects.get()
    assert (answer.judgement, answer.text) == ("open", "혼자 사는 분이 많다")
    with pytest.raises(Refused, match="may-not-propose"), acting(deed_of("강물결")) as deed:
        planning.candidate_from(deed, **{**given, "proposal_id": uuid4()})


@pytest.mark.parametrize("name", ["남가온", "팀장", "윤새론", "강물결"])
def test_only_the_office_judges_and_enters(plan, name):
    with acting(deed_of("최지우")) as deed:
        made = candidates.propose(deed, term=5, given=candidates.CandidateIn(name="가", purpose="나"))
    with pytest.raises(Refused, match="may-not-judge-candidate"), acting(deed_of(name)) as deed:
        candidates.move_candidate(deed, candidate_id=made, move="take_up", seen_version=1)
    source = library.EvidenceIn(kind=EvidenceKind.SURVEY, title="가", source="나", year=2025)
    with pytest.raises(Refused, match="may-not-enter-evidence"), acting(deed_of(name)) as deed:
        library.enter_evidence(deed, given=source)
    with pytest.raises(Refused, match="may-not-edit-lists"), acting(deed_of(name)) as deed:
        candidates.mark_themes(deed, themes=[], candidate_id=made)
    with acting(deed_of("배로운")) as deed:
        candidates.move_candidate(deed, candidate_id=made, move="take_up", seen_version=1)


def test_an_indicator_can_name_a_value_of_outside(plan):
    source = library.EvidenceIn(
        kind=EvidenceKind.STATISTIC, title="신혼부부", source="통계포털", year=2025, value="8412", unit="쌍",
        population="혼인 5년 안의 부부", code="newlywed_couples",
    )  # fmt: skip
    with acting(deed_of("최지우")) as deed:
        first = library.enter_evidence(deed, given=source)
        library.enter_evidence(deed, given=replace(source, value="8300"), replaces=first)
    with acting(deed_of("강물결")) as deed:
        found = planning.evidence_value(deed, code="newlywed_couples", year=2025)
        assert found is not None
        assert (found.value, found.unit, found.population) == (8300, "쌍", "혼인 5년 안의 부부")
        assert planning.evidence_value(deed, code="newlywed_couples", year=2024) is None
    with acting(Deeds().haneul()) as deed:
        assert planning.evidence_value(deed, code="newlywed_couples", year=2025) is None


def test_who_waits_is_reminded_once_before_and_once_after(plan):
    employ("남가온", "최지우")
    card = card_of(open_small_round(), plan.calls)
    with acting(deed_of("최지우")) as deed:
        reviews.assign_rows(deed, card_id=card, assignees={"field_issue": id_of("남가온")})
        asks.ask_data(
            deed, given=asks.DataRequestIn(what="목록", asked_of="주택과", due_on=DUE, owner_id=id_of("남가온"))
        )

    def told(day) -> int:
        with acting(replace(Deeds().machine("planning-remind"), at=MONDAY + timedelta(days=day))) as deed:
            remind(deed)
        return Notice.objects.exclude(template="review-card-assigned").count()

    assert [told(0), told(11), told(12), told(13), told(15), told(16), told(40)] == [0, 1, 2, 2, 4, 4, 4]
    assert set(Notice.objects.values_list("account_id", flat=True)) == {id_of("남가온")}


def test_nobody_is_asked_who_cannot_fill(plan):
    employ("남가온", "윤새론")
    card = card_of(open_small_round(), plan.calls)
    with pytest.raises(Refused, match="card-assignee-unknown"), acting(deed_of("최지우")) as deed:
        reviews.assign_rows(deed, card_id=card, assignees={"field_issue": id_of("윤새론")})
    with pytest.raises(Refused, match="card-row-unknown"), acting(deed_of("최지우")) as deed:
        reviews.assign_rows(deed, card_id=card, assignees={"other": id_of("남가온")})


def test_two_finish_one_card_and_one_gets_a_sentence(real_db, freeze):
    freeze(MONDAY)
    plan = make_plan()
    card = _full(plan)
    with acting(deed_of("배로운")) as deed:
        reviews.move_card(deed, card_id=card, move="review", seen_version=2)

    def finish(deed: Deed):
        def run() -> object:
            with acting(deed) as now:
                return str(reviews.move_card(now, card_id=card, move="finish", seen_version=3))

        return run

    found = together(finish(deed_of("배로운")), finish(deed_of("최지우")))
    assert sorted(map(str, found)) == ["card-changed", "final"]
    assert ReviewCard.objects.get(pk=card).moves.filter(move="finish").count() == 1


def test_the_people_of_these_tests_hold_what_the_table_says():
    assert {PEOPLE["윤새론"], PEOPLE["강물결"]} == {Role.COUNCIL_MEMBER, Role.RESEARCHER}
