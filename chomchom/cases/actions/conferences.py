"""A case conference: called, attended, spoken at, decided, and written down as a paper."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import connection
from django.db.models import Max

from chomchom.accounts.public import agency
from chomchom.cases import access, rules
from chomchom.cases.actions.recording import record
from chomchom.cases.events import CaseDecided, ConferenceCalled, TaskDone
from chomchom.cases.models import Attendee, CaseTask, Conference, Opinion
from chomchom.cases.rules import Decision, Grade
from chomchom.documents import public as documents
from chomchom.kernel.deeds import Deed
from chomchom.kernel.verdicts import Refused
from chomchom.ledger import public as ledger
from chomchom.people import public as people
from chomchom.store.acting import require
from chomchom.store.constraints import refusing

_SERIAL_LOCK = 0x636F6E66


def call_conference(deed: Deed, *, held_on: date, place: str, chair: str) -> UUID:
    """Call a case conference; it gets the next number of its year. Raises `conference-not-yours`, `conference-needs-place`."""
    require(deed)
    access.check_may_call(deed)
    people.check_text(place, chair)
    if not place.strip() or not chair.strip():
        raise Refused("conference-needs-place")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_SERIAL_LOCK, held_on.year])
    last = (
        Conference.objects.filter(team_id=deed.agency_id, year=held_on.year).aggregate(last=Max("serial"))["last"] or 0
    )
    made = Conference.objects.create(
        year=held_on.year, serial=last + 1, held_on=held_on, place=place.strip(), chair=chair.strip(),
        team_id=deed.agency_id, made_by=deed.actor_id, made_at=deed.at,
    )  # fmt: skip
    ledger.record(deed, ConferenceCalled(conference_id=made.pk, held_on=held_on), stream=made.pk)
    return made.pk


def add_item(deed: Deed, *, conference_id: UUID, case_id: UUID, summary: str) -> UUID:
    """Put a case on the agenda, with a summary that names nobody.

    Raises `conference-not-found`, `case-not-found`, `case-not-yours-to-write`, `conference-has-case`,
    `conference-too-long`, and what `people.check_text` raises.
    """
    require(deed)
    conference = access.load_conference(deed, conference_id, lock=True)
    case = access.load_case(deed, case_id)
    access.check_may_write(deed, case)
    people.check_text(summary)
    number = conference.items.count() + 1
    if number > rules.MOST_ITEMS:
        raise Refused("conference-too-long")
    with refusing("one_case_once_a_conference", "conference-has-case"):
        item = conference.items.create(case=case, number=number, summary=summary.strip())
    return item.pk


def add_attendee(
    deed: Deed, *, conference_id: UUID, name: str, role: str, body: str = "", agency_id: UUID | None = None
) -> UUID:
    """Write down who sat there: a body of the directory, or another one by its name.

    Raises `conference-not-found`, `conference-needs-attendee`, and what `people.check_text` raises.
    """
    require(deed)
    conference = access.load_conference(deed, conference_id, lock=True)
    access.check_may_call(deed)
    people.check_text(name, role, body)
    known = agency(agency_id) if agency_id is not None else None
    called = known.name if known is not None else body.strip()
    if not called or not name.strip():
        raise Refused("conference-needs-attendee")
    made = conference.attendees.create(
        body=called, agency_id=known.agency_id if known is not None else None, name=name.strip(), role=role.strip()
    )
    return made.pk


def pledge(deed: Deed, *, attendee_id: UUID) -> None:
    """An attendee signed the pledge of secrecy. Raises `conference-not-found`."""
    require(deed)
    attendee = _attendee(deed, attendee_id)
    attendee.pledged_on = attendee.pledged_on or deed.day
    attendee.save(update_fields=["pledged_on"])


def _attendee(deed: Deed, attendee_id: UUID) -> Attendee:
    found = Attendee.objects.filter(pk=attendee_id).first()
    if found is None:
        raise Refused("conference-not-found")
    access.load_conference(deed, found.conference_id, lock=True)
    access.check_may_call(deed)
    return found


def add_opinion(deed: Deed, *, item_id: UUID, attendee_id: UUID, text: str) -> UUID:
    """What an attendee said on a case; only of who pledged secrecy first.

    Raises `conference-not-found`, `case-not-yours-to-write`, `conference-needs-pledge`, `case-note-empty`, and what
    `people.check_text` raises.
    """
    require(deed)
    item = access.load_item(deed, item_id, lock=True)
    access.check_may_write(deed, item.case)
    attendee = Attendee.objects.filter(pk=attendee_id, conference=item.conference_id).first()
    if attendee is None:
        raise Refused("conference-not-found")
    if attendee.pledged_on is None:
        raise Refused("conference-needs-pledge")
    people.check_text(text)
    if not text.strip():
        raise Refused("case-note-empty")
    made = Opinion.objects.create(item=item, case=item.case, attendee=attendee, text=text.strip(), at=deed.at)
    return made.pk


def decide(deed: Deed, *, item_id: UUID, decision: Decision, text: str, grade: Grade | None = None) -> None:
    """Write down what was decided on a case.

    Raises `conference-not-found`, `case-not-yours-to-write`, and what `rules.check_can_decide` and
    `people.check_text` raise.
    """
    require(deed)
    item = access.load_item(deed, item_id, lock=True)
    access.check_may_write(deed, item.case)
    people.check_text(text)
    bodies = rules.bodies_present(item.conference.attendees.values_list("body", flat=True))
    rules.check_can_decide(
        decision=decision, text=text, grade=grade, bodies=bodies, held_on=item.conference.held_on, today=deed.day
    )
    item.decision, item.decision_text, item.grade = str(decision), text.strip(), str(grade or "")
    item.decided_by = deed.actor_id
    item.save()
    event = CaseDecided(case_id=item.case_id, decision=decision, grade=grade, bodies=bodies)
    record(deed, item.case, event, occurred_on=item.conference.held_on)


def add_task(deed: Deed, *, item_id: UUID, what: str, who: str, due_on: date) -> UUID:
    """Something somebody takes on. Raises `conference-not-found`, `case-not-yours-to-write`, `conference-task-incomplete`."""
    require(deed)
    item = access.load_item(deed, item_id, lock=True)
    access.check_may_write(deed, item.case)
    people.check_text(what, who)
    if not what.strip() or not who.strip() or due_on < item.conference.held_on:
        raise Refused("conference-task-incomplete")
    made = CaseTask.objects.create(case=item.case, item=item, what=what.strip(), who=who.strip(), due_on=due_on)
    return made.pk


def finish_task(deed: Deed, *, task_id: UUID) -> None:
    """A task is done. Raises `conference-not-found`, `case-not-yours-to-write`, `conference-task-done`."""
    require(deed)
    task = CaseTask.objects.select_for_update(of=("self",)).filter(pk=task_id).first()
    if task is None:
        raise Refused("conference-not-found")
    case = access.load_case(deed, task.case_id)
    access.check_may_write(deed, case)
    if task.done_on is not None:
        raise Refused("conference-task-done")
    task.done_on, task.done_by = deed.day, deed.actor_id
    task.save(update_fields=["done_on", "done_by"])
    record(deed, case, TaskDone(case_id=case.pk, days_late=max(0, (deed.day - task.due_on).days)))


def keep_minutes(deed: Deed, *, conference_id: UUID, filename: str, content: bytes) -> UUID:
    """Keep the minutes as the next paper of the conference. Raises `conference-not-found`, `conference-not-yours`."""
    require(deed)
    conference = access.load_conference(deed, conference_id)
    access.check_may_call(deed)
    owner = documents.Owner("cases", conference.pk)
    # Printed from fields that refuse a resident number.
    return documents.keep(deed, owner=owner, purpose="minutes", filename=filename, content=content, covered=True)
