"""Nobody on leave owns an open due item: cover, handover with a checklist, orphans, work lists that agree with their counts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from chomchom.accounts.public import create_account, give_posting
from chomchom.cases import reads, rules
from chomchom.cases.actions import duty as acts
from chomchom.cases.models import Absence, Case, Handover
from chomchom.cases.reads import duty
from chomchom.cases.rules import HandoverItem
from chomchom.kernel.roles import Role
from chomchom.ledger import public as ledger
from chomchom.store.acting import acting
from tests.cases.conftest import YUJIN
from tests.cases.test_actions import refused
from tests.cases.test_plans import do
from tests.cases.test_web import come  # noqa: F401
from tests.conftest import id_of

pytestmark = pytest.mark.django_db
SORI = id_of("윤소리")
WEEK = {"first": date(2026, 6, 22), "last": date(2026, 6, 26)}


@pytest.fixture
def sori(town, deeds):
    """A second case manager, of another body, so that only a cover opens 정유진's cases to her."""
    with acting(town.deed) as deed:
        made = create_account(deed, login="sori", display_name="윤소리", with_password=False, account_id=SORI)
        give_posting(
            deed, account_id=made.account_id, role=Role.CASE_MANAGER, from_on=date(2026, 1, 1), agency_id=town.ildong,
            areas=[], whole_city=True,
        )  # fmt: skip
    return deeds(Role.CASE_MANAGER, name="윤소리", whole_city=True, agency_id=town.ildong)


def listed(deed, name: str) -> int:
    with acting(deed) as acted:
        rows, count = duty.work_list(acted, name).rows, duty.counts(acted)[name]
    assert len(rows) == count, "a count that does not match its list"
    return count


def test_a_cover_has_the_cases_on_her_list_for_these_days_only(taken, sori, manager) -> None:
    assert (listed(sori, "mine"), listed(manager, "mine")) == (0, 1)
    with acting(sori) as deed:
        assert not reads.case_page(deed, taken).readable
    do(manager, acts.cover_absence, account_id=YUJIN, cover_id=SORI, **WEEK)
    assert (listed(sori, "mine"), listed(manager, "mine")) == (1, 0)
    assert listed(sori, "orphans") == 0
    with acting(sori) as deed:
        assert reads.case_page(deed, taken).readable
    after = timedelta(days=5)
    assert listed(replace(sori, at=sori.at + after), "mine") == 0
    assert listed(replace(manager, at=manager.at + after), "mine") == 1


def test_who_is_back_earlier_has_the_cases_back(taken, sori, manager) -> None:
    made = do(manager, acts.cover_absence, account_id=YUJIN, cover_id=SORI, **WEEK)
    assert refused(sori, acts.end_absence, absence_id=made) == "absence-not-yours"
    do(manager, acts.end_absence, absence_id=made)
    assert (listed(sori, "mine"), listed(manager, "mine")) == (0, 1)
    assert refused(manager, acts.end_absence, absence_id=made) == "absence-not-found"


def test_nearest_misses_of_an_absence(taken, sori, manager, deeds) -> None:
    good = {"account_id": YUJIN, "cover_id": SORI, **WEEK}
    assert refused(sori, acts.cover_absence, **good) == "absence-not-yours"
    assert refused(deeds.haneul(), acts.cover_absence, **good) == "absence-not-yours"
    assert refused(manager, acts.cover_absence, **good | {"cover_id": YUJIN}) == "absence-cover-self"
    assert refused(manager, acts.cover_absence, **good | {"cover_id": id_of("김하늘")}) == "absence-cover-unfit"
    assert refused(manager, acts.cover_absence, **good | {"last": date(2026, 6, 21)}) == "case-days-crossed"
    do(deeds.head(), acts.cover_absence, **good)
    assert refused(manager, acts.cover_absence, **good) == "absence-twice"
    crossed = {"account_id": SORI, "cover_id": YUJIN, **WEEK}
    assert refused(sori, acts.cover_absence, **crossed) == "absence-cover-away"
    assert Absence.objects.count() == 1


def test_a_case_nobody_answers_for_is_an_orphan(taken, sori, manager, deeds) -> None:
    assert listed(deeds.head(), "orphans") == 0
    Case.objects.filter(pk=taken).update(owner_id=None)
    assert listed(deeds.head(), "orphans") == 1
    Case.objects.filter(pk=taken).update(owner_id=id_of("그만둔 분"))
    assert listed(deeds.head(), "orphans") == 1


ALL = list(HandoverItem)


def test_a_case_changes_hands_when_the_other_accepts(taken, sori, manager) -> None:
    good = {"case_id": taken, "to_id": SORI, "done": ALL}
    assert refused(manager, acts.offer_handover, **good | {"done": ALL[1:]}) == "handover-checklist-open"
    assert refused(manager, acts.offer_handover, **good | {"to_id": YUJIN}) == "case-owner-already"
    assert refused(sori, acts.offer_handover, **good) == "case-owner-not-yours-to-name"
    offered = do(manager, acts.offer_handover, **good, note="월세 이야기가 급함")
    assert refused(manager, acts.offer_handover, **good) == "handover-open-already"
    assert Case.objects.get(pk=taken).owner_id == YUJIN, "until it is accepted"
    assert refused(manager, acts.answer_handover, handover_id=offered, accept=True) == "handover-not-found"
    assert refused(sori, acts.answer_handover, handover_id=offered, accept=False) == "handover-needs-reason"
    do(sori, acts.answer_handover, handover_id=offered, accept=True)
    assert Case.objects.get(pk=taken).owner_id == SORI
    assert ledger.facts(tags=["cases:handover:answered"]).get().payload["accepted"] is True


def test_a_declined_case_stays(taken, sori, manager) -> None:
    offered = do(manager, acts.offer_handover, case_id=taken, to_id=SORI, done=ALL)
    do(sori, acts.answer_handover, handover_id=offered, accept=False, answer="맡은 사례가 많음")
    assert (Case.objects.get(pk=taken).owner_id, Handover.objects.get().state) == (YUJIN, "declined")


IDS = [id_of(str(n)) for n in range(4)]


@settings(deadline=None)  # a busy machine is no fault of the rule
@given(st.dictionaries(st.sampled_from(IDS), st.sampled_from(IDS), max_size=4), st.frozensets(st.sampled_from(IDS)))
def test_nobody_on_leave_ever_answers(covers, fit) -> None:
    for owner in IDS:
        who = rules.answers_for(owner, covers=covers, fit=fit)
        assert who is None or (who in fit and who not in covers)
    assert rules.answers_for(None, covers={}, fit=frozenset(IDS)) is None


def test_the_weight_of_a_caseload() -> None:
    weights = {"none": 10, "general": 10, "intensive": 20, "high_complexity": 30}
    assert rules.load({"": 2, "general": 1, "high_complexity": 2}, weights=weights) == 90
    assert rules.load({}, weights=weights) == 0


def test_the_lists_wait_late_and_cost_the_same(taken, manager, silent, sori) -> None:
    from chomchom.cases import actions

    def cost() -> int:
        with acting(manager) as deed, CaptureQueriesContext(connection) as queries:
            duty.work_list(deed, "team")
            duty.counts(deed)
        return len(queries)

    one = cost()
    for number in range(12):
        home = silent(f"가{chr(0xB098 + number)}", address=f"성호로 {number + 20}")
        with acting(manager) as deed:
            actions.take_in(deed, episode_id=home.episode_id, person_id=home.person_id)
    assert cost() == one
    assert [listed(manager, name) for name in ("mine", "team", "area", "late", "waiting", "ended")] == [
        13,
        13,
        13,
        0,
        0,
        13,
    ]
    do(manager, acts.offer_handover, case_id=taken, to_id=SORI, done=ALL)
    assert listed(manager, "waiting") == 1
    assert listed(replace(manager, at=manager.at + timedelta(days=20)), "late") == 13


def test_a_restricted_person_is_on_no_list_and_in_no_count(taken, ildong, deeds) -> None:
    from chomchom.people.actions import restrict

    with acting(deeds.head()) as deed:
        restrict(deed, person_id=ildong.person_id, because="violence")
    assert listed(deeds.haneul(), "area") == 0


def test_the_pages_of_duty(come, taken, sori) -> None:  # noqa: F811
    client = come("정유진")
    page = client.get(reverse("cases:duty")).content.decode()
    assert "담당이 빈 사례가 없습니다" in page
    said = {"account_id": str(YUJIN), "cover_id": str(SORI), "first": "2026-06-22", "last": "2026-06-26"}
    after = client.post(reverse("cases:away"), said, follow=True).content.decode()
    assert "윤소리 님이 대신" in after
    assert client.post(reverse("cases:away"), said | {"first": ""}).status_code == 422
    mine = come("정유진").get(reverse("cases:list") + "?show=team").content.decode()
    assert "2026-일동-0001" in mine
