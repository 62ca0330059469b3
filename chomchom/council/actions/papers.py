"""Minutes out: versions of a meeting's paper are written and kept, and the copy for everybody when it is published."""

from __future__ import annotations

import hashlib
import json
from uuid import UUID

from chomchom.accounts import public as accounts
from chomchom.council import access
from chomchom.council.actions.readings import PHOTO
from chomchom.council.actions.recording import meeting_owner
from chomchom.council.corrected import corrections_of, public_corrections
from chomchom.council.events import PaperKept
from chomchom.council.measures import count_rows
from chomchom.council.models import Meeting, MinutesFrame, PaperVersion
from chomchom.council.papers import Form, Paper, write_paper
from chomchom.council.recorded import guests_of, records_of
from chomchom.council.rules.attending import Count
from chomchom.council.rules.form_values import LABELS, form_values
from chomchom.council.rules.meetings import MeetingState
from chomchom.council.rules.paper import FromRecords
from chomchom.council.rules.public_copy import public_copy
from chomchom.council.rules.records import Record, as_plain, to_minutes
from chomchom.council.rules.versions import VersionKind, check_field, check_writable, kind_for
from chomchom.documents import public as documents
from chomchom.formats.documents import Picture
from chomchom.formats.hwpx.forms import fill_form, labels_in
from chomchom.formats.images import clean_photo
from chomchom.kernel.deeds import SEOUL, Deed
from chomchom.kernel.verdicts import Refused
from chomchom.ledger import public as ledger
from chomchom.rulebook.public import whole
from chomchom.store.acting import require
from chomchom.store.city import city

FORM = "minutes-form"
FILES = {Form.HWPX: "minutes-hwpx", Form.PDF: "minutes-pdf", Form.HTML: "minutes-html"}
# Korean data: how a paper words the arithmetic of a rate
SUM = (
    "명단 {found.listed}명 − 세지 않는 사람 {found.not_counted}명 = 위원 {found.members}명, "
    "참석 {found.present}명 ÷ {found.members}명{rate}"
)
COUNCIL = "지역사회보장협의체"  # Korean data: the institution that makes the paper


def keep_version(deed: Deed, *, meeting_id: UUID) -> tuple[UUID, bool]:
    """Write the minutes from the records as they are now; (the version, whether it is a new one).

    Where nothing changed since the last version of the same kind, that one is given. Raises `council-office-only`,
    `meeting-not-found`, `minutes-not-yet`, and what writing refuses.
    """
    require(deed)
    access.check_office(deed)
    meeting = access.load_meeting(deed, meeting_id, lock=True)
    return keep(deed, meeting, kind_for(MeetingState(meeting.state)))


def keep(deed: Deed, meeting: Meeting, kind: VersionKind) -> tuple[UUID, bool]:
    """As `keep_version`, for a meeting that is on its way: its move has asked who may."""
    records, pictures = _held(deed, meeting)
    corrected = corrections_of(meeting)
    if kind is VersionKind.PUBLIC:
        smallest = whole("council_papers.public_smallest", on=deed.day)
        guests = guests_of(meeting)
        records, _blanks = public_copy(records, guests=guests, smallest=smallest)
        corrected = public_corrections(corrected, guests=guests, smallest=smallest)
    counted = arithmetic(count_rows(list(meeting.attendance.all()), on=meeting.starts_at))
    return _kept(deed, meeting, kind, records, pictures, FromRecords(_signed(meeting), counted, corrected))


def keep_corrected(deed: Deed, meeting: Meeting) -> None:
    """After a correction: the approved minutes with what was corrected, and where they are public already, the copy
    for everybody with it. The copies before stay as they went out."""
    keep(deed, meeting, VersionKind.APPROVED)
    if meeting.state == MeetingState.PUBLISHED:
        keep(deed, meeting, VersionKind.PUBLIC)


def _held(deed: Deed, meeting: Meeting) -> tuple[list[Record], list[Picture]]:
    owner = meeting_owner(meeting.pk)
    files = documents.files_of(deed, owner, purpose=PHOTO)
    # Korean data: what a picture shows
    pictures = [
        Picture(documents.content_of(deed, one.id, owner=owner)[1], "jpeg", f"회의 사진 {number}")
        for number, one in enumerate(files, start=1)
    ]
    return records_of(meeting, photos=len(pictures)), pictures


def _signed(meeting: Meeting) -> tuple[str, ...]:
    """Who signed each box and when; empty where nobody has."""
    steps = list(meeting.steps.all())
    names = accounts.accounts_named(step.approved_by for step in steps if step.approved_by)
    return tuple(
        f"{names.get(step.approved_by, '')}\n{step.approved_at.astimezone(SEOUL):%Y. %-m. %-d.}"
        if step.approved_at and step.approved_by
        else ""
        for step in steps
    )


def arithmetic(found: Count) -> str:
    """How the rate was counted, in one line; empty where no member is listed."""
    if not found.members:
        return ""
    rate = "" if found.rate is None else f" = {found.rate:.1f}%"
    return SUM.format(found=found, rate=rate)


def _kept(
    deed: Deed, meeting: Meeting, kind: VersionKind, records: list[Record], pictures: list[Picture], form: FromRecords
) -> tuple[UUID, bool]:
    paper = Paper([], tuple(pictures), f"{city().name} {COUNCIL}")
    minutes = to_minutes(records)
    written = {one: write_paper(minutes, one, paper=paper, records=form) for one in Form}
    digest = hashlib.sha256(written[Form.HWPX]).digest()
    last = PaperVersion.objects.filter(meeting=meeting).order_by("no").last()
    if last is not None and (last.kind, bytes(last.digest)) == (kind, digest):
        return last.pk, False
    made = PaperVersion.objects.create(
        meeting=meeting, no=last.no + 1 if last else 1, kind=kind, digest=digest,
        records=json.dumps(as_plain(records), ensure_ascii=False), made_by=deed.actor_id, made_at=deed.at,
    )  # fmt: skip
    for one, content in written.items():
        # A paper of our own: its words were looked through as HWPX, so that the PDF needs no look of its own.
        documents.keep(
            deed, owner=documents.Owner("council-paper", made.pk), purpose=FILES[one],
            filename=f"{meeting.title}.{one}", content=content, covered=True,
        )  # fmt: skip
    event = PaperKept(version_id=made.pk, meeting_id=meeting.pk, number=made.no, kind=kind)
    ledger.record(deed, event, stream=meeting.pk)
    return made.pk, True


def write_fields(deed: Deed, *, meeting_id: UUID, onnara_no: str, chair: str, vote: str, observers: str) -> None:
    """Fill what the form of minutes asks for besides the records, while they are a draft.

    Raises `council-office-only`, `meeting-not-found`, `minutes-not-yet`, `minutes-already-circulated`, `field-too-long`.
    """
    require(deed)
    access.check_office(deed)
    meeting = access.load_meeting(deed, meeting_id, lock=True)
    check_writable(MeetingState(meeting.state))
    meeting.onnara_no, meeting.chair_name = check_field(onnara_no, most=60), check_field(chair, most=40)
    meeting.save(update_fields=["onnara_no", "chair_name"])
    said = {"vote": check_field(vote), "observers": check_field(observers)}
    MinutesFrame.objects.update_or_create(meeting=meeting, defaults=said)


def add_photo(deed: Deed, *, meeting_id: UUID, filename: str, content: bytes) -> None:
    """Add a photograph to the minutes; place, time and camera are taken out of it.

    Raises `council-office-only`, `meeting-not-found`, `minutes-not-yet`, `minutes-already-circulated`, and what keeping
    a photograph refuses.
    """
    require(deed)
    access.check_office(deed)
    meeting = access.load_meeting(deed, meeting_id, lock=True)
    check_writable(MeetingState(meeting.state))
    photo = clean_photo(content)
    documents.keep(deed, owner=meeting_owner(meeting.pk), purpose=PHOTO, filename=filename, content=photo, covered=True)


def fill_own_form(
    deed: Deed, *, meeting_id: UUID, filename: str, content: bytes
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Fill a city's own form of minutes and keep the filled copy; (labels that got a value, fields without a place).

    The form itself is not kept. Raises `council-office-only`, `meeting-not-found`, `minutes-not-yet`,
    `form-has-no-label`, and what reading the form refuses.
    """
    require(deed)
    access.check_office(deed)
    meeting = access.load_meeting(deed, meeting_id, lock=True)
    kind_for(MeetingState(meeting.state))
    there = labels_in(content)
    values = form_values(to_minutes(_held(deed, meeting)[0]))
    wanted, lacking = {}, []
    for field, value in values.items():
        label = next((one for one in LABELS[field] if one.replace(" ", "") in there), None)
        if label is not None:
            wanted[label] = value
        elif value:
            lacking.append(LABELS[field][0])
    filled = fill_form(content, wanted)
    if not filled.placed:
        raise Refused("form-has-no-label")
    documents.keep(deed, owner=meeting_owner(meeting.pk), purpose=FORM, filename=filename, content=filled.content)
    return filled.placed, (*lacking, *filled.lacking)
