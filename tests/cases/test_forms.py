"""Forms as data: what is needed, sealed and scored; drafts, corrections, and two editors of one form."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.apps import apps
from django.db import connection
from django.urls import reverse

from chomchom.cases import rules
from chomchom.cases.actions import forms as acts
from chomchom.cases.models import Case, FormRecord
from chomchom.cases.reads import forms as reads
from chomchom.cases.rules import Book, CaseState
from chomchom.kernel.roles import Role
from chomchom.kernel.verdicts import Refused
from chomchom.ledger import public as ledger
from chomchom.store.acting import acting
from tests.cases.test_actions import go, refused
from tests.cases.test_web import come  # noqa: F401

DAY = date(2026, 6, 22)
F5 = rules.definition("f5", on=DAY)


def rated(**levels: int) -> dict:
    """A whole assessment; every area not named is 0."""
    answers = {"on": "2026-06-22", "assessor": "정유진"}
    answers |= {f"{area}_level": levels.get(area, 0) for area, _ in F5.areas}
    return answers


def test_every_form_of_the_procedure_is_there_as_data() -> None:
    here, elsewhere = rules.definitions(), rules.kept_elsewhere()
    assert sorted([*here, *elsewhere], key=lambda code: int(code[1:])) == [f"f{n}" for n in range(1, 14)]
    for versions in here.values():
        for form in versions:
            assert form.source
            assert all(one.label.ko and one.label.en for one in form.fields)
            assert any(one.need for one in form.fields)
            assert not rules.TAKEN & {one.code for one in form.fields}


def test_what_is_kept_elsewhere_really_is_a_column() -> None:
    for code, form in rules.kept_elsewhere().items():
        for place in form["kept"].values():
            app, model, field = place.split(".")
            names = {one.name for one in apps.get_model(app, model)._meta.get_fields()}
            assert field in names, f"{code}: {place}"


def test_the_ten_areas_and_mental_health_are_asked() -> None:
    assert len(F5.areas) == 11
    assert {"safety", "mental", "legal"} < {code for code, _ in F5.areas}


@pytest.mark.parametrize(("points", "level"), [(0, "none"), (1, "low"), (3, "low"), (4, "middle"), (8, "middle"), (9, "high"), (13, "high")])  # fmt: skip
def test_the_isolation_scale_has_half_open_cuts(points: int, level: str) -> None:
    assert rules.scales()["isolation"].at(DAY, dong="4127151000").level(points) == level


@pytest.mark.parametrize(("points", "level"), [(5, "safe"), (6, "risk")])
def test_another_city_cuts_it_elsewhere(points: int, level: str) -> None:
    assert rules.scales()["isolation"].at(DAY, dong="4111100000").level(points) == level
    before = rules.scales()["isolation"].at(date(2025, 5, 6), dong="4111100000")
    assert before.level(6) == "middle", "before its own first day the general cuts hold"


@pytest.mark.parametrize("points", [-1, 14])
def test_no_score_beyond_the_scale(points: int) -> None:
    with pytest.raises(Refused) as refusal:
        rules.scales()["isolation"].at(DAY, dong="41").level(points)
    assert refusal.value.code == "case-score-impossible"


def test_the_sum_gives_the_level_and_safety_raises_it() -> None:
    def level(**levels: int) -> tuple:
        found = rules.score(F5, rated(**levels), on=DAY, dong="4127151000")
        return found.total, found.level

    assert level() == (0, "low")
    assert level(economy=3, housing=3, health=2) == (8, "low")
    assert level(economy=3, housing=3, health=3) == (9, "middle")
    assert level(safety=1) == (1, "low")
    assert level(safety=2) == (2, "high")
    half = rated()
    del half["legal_level"]
    assert rules.score(F5, half, on=DAY, dong="41").total is None


@pytest.mark.parametrize(
    ("spoiled", "code"),
    [
        ({"nothing": "x"}, "case-form-no-such-field"),
        ({"economy_level": 4}, "case-form-wrong"),
        ({"economy_level": "3"}, "case-form-wrong"),
        ({"economy_level": True}, "case-form-wrong"),
        ({"on": "22일"}, "case-form-wrong"),
        ({"arrears": ["gold"]}, "case-form-wrong"),
        ({"place": "가" * 201}, "case-form-wrong"),
        ({"illness": "440311-2123456"}, "rrn-not-kept"),
    ],
)
def test_nearest_misses_of_an_answer(spoiled: dict, code: str) -> None:
    rules.check_answers(F5, rated())
    with pytest.raises(Refused) as refusal:
        rules.check_answers(F5, rated() | spoiled)
    assert refusal.value.code == code


pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(taken, manager):
    with acting(manager) as deed:
        return acts.begin_form(deed, case_id=taken, form="f5")


def save(deed, record_id, answers, **how):
    with acting(deed) as acted:
        acts.save_form(acted, record_id=record_id, answers=answers, **how)


def test_a_draft_is_kept_half_and_finished_whole(draft, manager, taken) -> None:
    save(manager, draft, {"place": "댁"}, version=1)
    assert FormRecord.objects.get(pk=draft).state == "draft"
    lacking = {"record_id": draft, "answers": {"place": "댁"}, "version": 2, "finish": True}
    assert refused(manager, acts.save_form, **lacking) == "case-form-lacks"
    save(manager, draft, rated(safety=2) | {"isolation": 9, "illness": "당뇨"}, version=2, finish=True)
    row = FormRecord.objects.get(pk=draft)
    assert (row.state, row.total, row.level, row.isolation_level) == ("done", 2, "high", "high")
    event = ledger.facts(tags=["cases:form:done"]).get().payload
    assert (event["form"], event["total"], event["level"], event["late"]) == ("f5", 2, "high", False)
    assert refused(manager, acts.save_form, record_id=draft, answers=rated(), version=3) == "case-form-done-already"
    with acting(manager) as deed:
        assert acts.begin_form(deed, case_id=taken, form="f5") != draft


def test_an_open_draft_is_gone_on_with(draft, manager, taken) -> None:
    with acting(manager) as deed:
        assert acts.begin_form(deed, case_id=taken, form="f5") == draft
    assert FormRecord.objects.count() == 1


def test_answers_lie_sealed_and_sensitive_ones_apart(draft, manager) -> None:
    save(manager, draft, {"illness": "당뇨가 있음", "place": "댁에서"}, version=1)
    row = FormRecord.objects.get(pk=draft)
    assert "당뇨" in str(row.sensitive)
    assert "당뇨" not in str(row.plain)
    with connection.cursor() as cursor:
        cursor.execute("SELECT plain, sensitive FROM cases_formrecord WHERE id = %s", [draft])
        raw = b"".join(bytes(part) for part in cursor.fetchone())
    assert "당뇨".encode() not in raw
    assert "댁에서".encode() not in raw


def test_two_editors_never_overwrite_each_other(draft, manager) -> None:
    save(manager, draft, {"place": "댁"}, version=1)
    late = {"record_id": draft, "answers": {"place": "복지관"}, "version": 1}
    assert refused(manager, acts.save_form, **late) == "case-changed-meanwhile"
    with acting(manager) as deed:
        page = reads.form_page(deed, draft)
        other = reads.differences(page, {"place": "복지관", "helper": "딸"})
    assert [(one.code, one.mine, one.theirs) for one in other] == [("place", "복지관", "댁"), ("helper", "딸", "")]


def test_a_correction_keeps_the_first_text(draft, manager) -> None:
    assert refused(manager, acts.correct_form, record_id=draft) == "case-form-not-done"
    save(manager, draft, rated(economy=1), version=1, finish=True)
    with acting(manager) as deed:
        second = acts.correct_form(deed, record_id=draft)
        assert acts.correct_form(deed, record_id=draft) == second
    assert FormRecord.objects.get(pk=draft).state == "done", "until the correction is finished"
    save(manager, second, rated(economy=3), version=1, finish=True)
    first, now = FormRecord.objects.get(pk=draft), FormRecord.objects.get(pk=second)
    assert (first.state, first.total, now.state, now.total) == ("replaced", 1, "done", 3)


def test_a_level_by_hand_says_why_and_keeps_what_the_scale_said(draft, manager) -> None:
    save(manager, draft, rated(), version=1, finish=True)
    by_hand = {"record_id": draft, "level": "high", "reason": "밤에 혼자 계심"}
    assert refused(manager, acts.set_level, **by_hand | {"reason": " "}) == "case-level-needs-reason"
    assert refused(manager, acts.set_level, **by_hand | {"level": "huge"}) == "case-level-unknown"
    with acting(manager) as deed:
        acts.set_level(deed, **by_hand)
    with acting(manager) as deed:
        page = reads.form_page(deed, draft)
    assert (page.level, page.scale_level, page.level_reason) == ("높음", "낮음", "밤에 혼자 계심")


def test_a_reassessment_stands_beside_the_earlier_one(draft, manager, taken) -> None:
    save(manager, draft, rated(economy=3, health=2), version=1, finish=True)
    later = replace(manager, at=manager.at + timedelta(days=2))
    with acting(later) as deed:
        again = acts.begin_form(deed, case_id=taken, form="f5")
    save(later, again, rated(economy=1, health=2) | {"on": "2026-06-24"}, version=1, finish=True)
    with acting(later) as deed:
        page = reads.form_page(deed, again)
    assert (page.earlier_on, page.earlier_total, page.total) == (DAY, 5, 3)
    shown = {one.code: one for section in page.sections for one in section.fields}
    assert (shown["economy_level"].earlier_level, shown["economy_level"].level) == (3, 1)
    assert shown["economy_level"].changed
    assert not shown["health_level"].changed


def test_a_note_written_late_is_marked_late(taken, manager) -> None:
    later = replace(manager, at=manager.at + timedelta(days=20))

    def note(day: int) -> bool:
        with acting(later) as deed:
            made = acts.begin_form(deed, case_id=taken, form="f9")
        on = (later.day - timedelta(days=day)).isoformat()
        save(later, made, {"on": on, "way": "phone", "content": "통화함"}, version=1, finish=True)
        with acting(later) as deed:
            return reads.form_page(deed, made).late

    assert [note(day) for day in (0, 7, 8)] == [False, False, True]
    told = ledger.facts(tags=["cases:form:done"]).order_by("seq")
    assert [entry.payload["late"] for entry in told] == [False, False, True]


def test_nearest_misses_of_writing_a_form(taken, manager, deeds) -> None:
    f5, f12 = {"case_id": taken, "form": "f5"}, {"case_id": taken, "form": "f12"}
    assert refused(deeds.haneul(), acts.begin_form, **f5) == "case-not-yours-to-write"
    assert refused(deeds.doyun(), acts.begin_form, **f12) == "case-not-found"
    assert refused(deeds.desk(), acts.begin_form, **f5) == "case-not-yours-to-write"
    assert refused(manager, acts.begin_form, case_id=taken, form="f99") == "case-no-such-form"
    assert refused(manager, acts.begin_form, case_id=taken, form="f7") == "case-no-such-form", "a plan has its own page"
    with acting(deeds.haneul()) as deed:
        mine = acts.begin_form(deed, **f12)
    for stranger in (deeds.doyun(), deeds.desk(), deeds(Role.CASE_MANAGER, name="다른 팀", whole_city=True)):
        with pytest.raises(Refused) as refusal, acting(stranger) as deed:
            reads.form_page(deed, mine)
        assert refusal.value.code == "case-form-not-found"


def test_in_full_the_assessment_itself_opens_the_conference(taken, manager, draft) -> None:
    Case.objects.filter(pk=taken).update(book=Book.FULL)
    go(manager, taken, "assess")
    from chomchom.cases import actions
    from chomchom.cases.rules import Confirmation

    ticked = {"case_id": taken, "name": "call-conference", "confirmed": [Confirmation.AREAS_RATED]}
    assert refused(manager, actions.move, **ticked) == "case-unrecorded-areas-rated"
    save(manager, draft, rated(), version=1, finish=True)
    assert go(manager, taken, "call-conference") is CaseState.CONFERENCE


def test_the_pages_of_a_form(come, taken) -> None:  # noqa: F811
    client = come("정유진")
    begun = client.post(reverse("cases:form-begin", args=[taken, "f9"]), follow=True)
    assert "쓰던 데까지 저장" in begun.content.decode()
    row = FormRecord.objects.get()
    where = reverse("cases:form", args=[row.pk])
    said = {"on": "2026-06-22", "way": "phone", "content": "통화함"}
    kept = client.post(where, said | {"version": "1", "finish": "no"}, follow=True)
    assert "쓰던 데까지 저장했습니다" in kept.content.decode()
    other = client.post(where, said | {"content": "찾아감", "version": "1", "finish": "no"})
    assert other.status_code == 409
    assert "그 사이 다른 분이 이 서식을 저장했습니다" in other.content.decode()
    theirs = said | {"content": "찾아감", "theirs": ["content"], "version": "2", "finish": "yes"}
    done = client.post(where, theirs, follow=True)
    assert "‘과정상담’ 서식을 마쳤습니다" in done.content.decode()
    assert "통화함" in client.get(where).content.decode()
    assert "찾아감" not in client.get(where).content.decode()
