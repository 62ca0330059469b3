"""S5, the area conference with its numbers; who learns whose name; minutes as papers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.urls import reverse

from chomchom.cases import actions, papers, rules
from chomchom.cases.actions import conferences as acts
from chomchom.cases.actions import forms as form_acts
from chomchom.cases.models import Attendee, Case, CaseTask, Conference, ConferenceItem
from chomchom.cases.reads import conferences as reads
from chomchom.cases.rules import Book, CaseState, Decision, Grade
from chomchom.formats.documents import plain
from chomchom.kernel.deeds import SEOUL
from chomchom.ledger import public as ledger
from chomchom.people import public as people
from chomchom.store.acting import acting
from tests.cases.test_actions import go, refused
from tests.cases.test_forms import rated
from tests.cases.test_plans import do
from tests.cases.test_web import come  # noqa: F401
from tests.conftest import id_of

pytestmark = pytest.mark.django_db


def on(deed, day: date):
    """The same person on another day at ten."""
    return replace(deed, at=datetime.combine(day, datetime.min.time(), tzinfo=SEOUL) + timedelta(hours=10))


@pytest.fixture
def sitting(taken, manager, town):
    """A conference of the day with 박샘's case on its agenda and two bodies, pledged."""
    made = do(manager, acts.call_conference, held_on=manager.day, place="시청 3층", chair="남건우")
    do(manager, acts.add_item, conference_id=made, case_id=taken, summary="혼자 사는 분, 월세가 밀림")
    do(manager, acts.add_attendee, conference_id=made, agency_id=town.hall, name="정유진", role="사례관리사")
    do(manager, acts.add_attendee, conference_id=made, agency_id=town.centre, name="박서연", role="복지사")
    for one in Attendee.objects.all():
        do(manager, acts.pledge, attendee_id=one.pk)
    return made


def test_s5_the_decision_selects_and_the_plan_is_due_by_the_earlier_day(ildong, manager, deeds, town) -> None:
    """Taken in 06-12, assessed 06-19, conference 06-23, plan due 07-08 and not 07-12."""
    first = on(manager, date(2026, 6, 22))
    with acting(first) as deed:
        case_id = actions.take_in(deed, episode_id=ildong.episode_id, person_id=ildong.person_id, book=Book.FULL)
    Case.objects.filter(pk=case_id).update(taken_in_on=date(2026, 6, 12), last_step_on=date(2026, 6, 12))
    go(first, case_id, "assess", on=date(2026, 6, 15))
    made = do(first, form_acts.begin_form, case_id=case_id, form="f5")
    answers = rated(safety=2, mental=2) | {"on": "2026-06-19"}
    do(first, form_acts.save_form, record_id=made, answers=answers, version=1, finish=True)
    assert Case.objects.get(pk=case_id).due_on == date(2026, 6, 22)
    go(first, case_id, "call-conference", on=date(2026, 6, 19))
    tuesday, head = on(manager, date(2026, 6, 23)), on(deeds.head(), date(2026, 6, 23))
    met = do(tuesday, acts.call_conference, held_on=tuesday.day, place="복지관", chair="남건우")
    item = do(tuesday, acts.add_item, conference_id=met, case_id=case_id, summary="안전과 정신건강")
    select = {"case_id": case_id, "name": "select", "grade": Grade.HIGH_COMPLEXITY}
    decided = {"item_id": item, "decision": Decision.MANAGE, "text": "고난도로 함께 봄", "grade": Grade.HIGH_COMPLEXITY}
    assert refused(head, actions.move, **select) == "case-unrecorded-two-bodies"
    do(tuesday, acts.add_attendee, conference_id=met, agency_id=town.hall, name="정유진", role="")
    assert refused(tuesday, acts.decide, **decided) == "conference-needs-two-bodies"
    do(tuesday, acts.add_attendee, conference_id=met, body="정신건강복지센터", name="오가람", role="")
    assert refused(head, actions.move, **select) == "case-unrecorded-two-bodies", "until a decision is written"
    do(tuesday, acts.decide, **decided)
    assert go(head, case_id, "select", grade=Grade.HIGH_COMPLEXITY) is CaseState.SELECTED
    case = Case.objects.get(pk=case_id)
    assert (case.due_code, case.due_on, case.grade) == ("plan", date(2026, 7, 8), "high_complexity")
    told = ledger.facts(tags=["cases:case:decided"]).get().payload
    assert (told["decision"], told["bodies"]) == ("manage", 2)


def test_a_body_without_consent_reads_first_letters_only(sitting, manager, ildong, town) -> None:
    def names(attendee_id) -> str:
        with acting(manager) as deed:
            return plain(reads.minutes(deed, sitting, attendee_id=attendee_id)[1].blocks)

    centre = Attendee.objects.get(agency_id=town.centre)
    masked = people.masked_name("박샘")
    assert masked in names(None)
    assert masked not in names(centre.pk)
    assert rules.initials(masked) in names(centre.pk)
    with acting(town.deed) as deed:
        people.give_consent(
            deed, person_id=ildong.person_id, purpose="case", recipient=town.centre, fields=["name"],
            until_on=date(2027, 6, 22), way="paper",
        )  # fmt: skip
    assert masked in names(centre.pk)


@pytest.mark.parametrize(
    ("name", "seen"), [("박○순", "ㅂ○○"), ("이○", "ㅇ○"), ("Kim", "K○○"), ("", ""), ("하○", "ㅎ○")]
)
def test_initials(name: str, seen: str) -> None:
    assert rules.initials(name) == seen


def test_only_who_pledged_is_written_down_with_an_opinion(sitting, manager, town) -> None:
    item = ConferenceItem.objects.get()
    late = do(manager, acts.add_attendee, conference_id=sitting, body="자활센터", name="한이수", role="")
    said = {"item_id": item.pk, "attendee_id": late, "text": "함께 찾아가면 좋겠음"}
    assert refused(manager, acts.add_opinion, **said) == "conference-needs-pledge"
    do(manager, acts.pledge, attendee_id=late)
    do(manager, acts.add_opinion, **said)
    with acting(manager) as deed:
        found = reads.conference_page(deed, sitting)
    assert [one.text for one in found.items[0].opinions] == ["함께 찾아가면 좋겠음"]
    assert (found.bodies, found.unpledged) == (3, 0)


def test_nearest_misses_of_a_conference(sitting, manager, deeds, taken) -> None:
    item = ConferenceItem.objects.get()
    good = {"item_id": item.pk, "decision": Decision.LINK, "text": "반찬을 이음"}
    assert refused(manager, acts.decide, **good | {"text": " "}) == "conference-needs-words"
    assert refused(manager, acts.decide, **good | {"decision": Decision.MANAGE}) == "case-needs-grade"
    assert refused(deeds.doyun(), acts.decide, **good) == "conference-not-found"
    assert refused(deeds.haneul(), acts.decide, **good) == "case-not-yours-to-write"
    assert refused(manager, acts.add_item, conference_id=sitting, case_id=taken, summary="또") == "conference-has-case"
    call = {"held_on": manager.day, "place": "시청", "chair": "남건우"}
    assert refused(deeds.haneul(), acts.call_conference, **call) == "conference-not-yours"
    assert refused(manager, acts.call_conference, **call | {"chair": ""}) == "conference-needs-place"
    tomorrow = do(manager, acts.call_conference, **call | {"held_on": manager.day + timedelta(days=1)})
    assert Conference.objects.get(pk=tomorrow).serial == 2
    task = {"item_id": item.pk, "what": "집주인과 이야기", "who": "정유진", "due_on": date(2026, 6, 21)}
    assert refused(manager, acts.add_task, **task) == "conference-task-incomplete"
    made = do(manager, acts.add_task, **task | {"due_on": date(2026, 6, 26)})
    do(on(manager, date(2026, 6, 29)), acts.finish_task, task_id=made)
    assert refused(manager, acts.finish_task, task_id=made) == "conference-task-done"
    assert ledger.facts(tags=["cases:task:done"]).get().payload["days_late"] == 3
    assert CaseTask.objects.get().done_by == id_of("정유진")


def test_minutes_are_kept_as_hwpx_and_pdf(come, sitting) -> None:  # noqa: F811
    client = come("정유진")
    page = client.get(reverse("cases:conference", args=[sitting])).content.decode()
    assert "시청 3층" in page
    hwpx = client.post(reverse("cases:minutes", args=[sitting, "hwpx"]))
    assert hwpx.status_code == 200
    assert "mimetype" in ZipFile(BytesIO(hwpx.content)).namelist()
    assert client.post(reverse("cases:minutes", args=[sitting, "pdf"])).content.startswith(b"%PDF")
    assert client.post(reverse("cases:minutes", args=[sitting, "doc"])).status_code == 404
    assert come("이도윤").get(reverse("cases:conference", args=[sitting])).status_code == 404
    assert come("한지우").get(reverse("cases:conferences")).status_code == 403


def test_a_summary_is_printed_and_kept(come, taken, manager) -> None:  # noqa: F811
    client = come("정유진")
    made = client.post(reverse("cases:summary", args=[taken, "pdf"]))
    assert made.content.startswith(b"%PDF")
    files = client.get(reverse("cases:case", args=[taken]) + "?tab=files").content.decode()
    assert "사례 요약" in files
    from chomchom.cases.reads import printed

    with acting(manager) as deed:
        text = plain(printed.summary(deed, taken).blocks)
        (row,) = printed.case_files(deed, taken)
    assert "2026-일동-0001" in text
    assert "박샘" not in text
    assert come("한지우").get(reverse("cases:file", args=[taken, row.id])).status_code == 403
    assert papers.day(date(2026, 6, 3)) == "2026. 6. 3."
