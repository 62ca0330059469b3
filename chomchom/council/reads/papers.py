"""Versions of minutes as pages show them, what the public copy leaves out, and the published copies."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import OuterRef, Subquery
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from chomchom.accounts import public as accounts
from chomchom.council import access
from chomchom.council.access.papers import load_version, visible_versions
from chomchom.council.models import Meeting, MinutesFrame, PaperVersion
from chomchom.council.papers import Form, Paper, write_paper
from chomchom.council.reads.differences import DifferenceRow, difference_rows, said_value, title_of
from chomchom.council.recorded import guests_of, local, records_of
from chomchom.council.rules.differences import differences
from chomchom.council.rules.meetings import MeetingState
from chomchom.council.rules.paper import FromRecords, moment_words
from chomchom.council.rules.public_copy import Why, public_copy, without_absences
from chomchom.council.rules.records import Record, from_plain, to_minutes
from chomchom.council.rules.versions import OF_STATE, PUBLISHABLE, WRITABLE, VersionKind
from chomchom.council.sentences.papers import FIELD_NAMES, RECORD_KINDS, VERSION_KINDS
from chomchom.documents import public as documents
from chomchom.kernel.deeds import Deed
from chomchom.kernel.verdicts import Refused
from chomchom.rulebook.public import whole
from chomchom.store.paging import Page, page

FORM = "minutes-form"
FILES = {Form.HWPX: "minutes-hwpx", Form.PDF: "minutes-pdf", Form.HTML: "minutes-html"}
WHY: dict[Why, str | Promise] = {
    Why.ABSENCE: _("불참 사유"),
    Why.GUEST: _("위원이 아닌 사람의 이름"),
    Why.STORY: _("한 사람의 이야기나 건강"),
    Why.SMALL: _("작은 수"),
    Why.CONTACT: _("연락처나 번호"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionRow:
    """One kept version."""

    id: UUID
    no: int
    kind_label: str
    public: bool
    digest: str
    made_at: datetime
    made_by: str


@dataclass(frozen=True, slots=True)
class BlankRow:
    """One place the public copy leaves out: what, why, and the words before and after."""

    what: str
    why: str
    was: str
    now: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PapersPage:
    """The minutes of one meeting as papers."""

    meeting_id: UUID
    title: str
    state: MeetingState
    office: bool
    versions: tuple[VersionRow, ...]
    can_make: bool
    writable: bool
    publishable: bool
    fields: dict[str, str]
    photos: int
    forms: tuple[documents.FileRow, ...]
    blanks: tuple[BlankRow, ...]
    compared: tuple[DifferenceRow, ...] | None
    compared_names: str


def papers_page(deed: Deed, meeting_id: UUID, *, compare: tuple[int, int] | None = None) -> PapersPage:
    """The versions of a meeting's minutes somebody sees; for the office what the public copy would leave out.

    `compare` names two versions by their numbers. Raises `meeting-not-found`, `version-not-found`.
    """
    meeting = access.load_meeting(deed, meeting_id)
    held = list(visible_versions(deed).filter(meeting=meeting).order_by("no"))
    names = accounts.accounts_named(row.made_by for row in held)
    office, state = access.is_office(deed), MeetingState(meeting.state)
    frame = MinutesFrame.objects.filter(meeting=meeting).first()
    files = documents.files_of(deed, _files_of(meeting)) if office else ()
    photos = sum(one.purpose == "minutes-photo" for one in files)
    return PapersPage(
        meeting_id=meeting.pk, title=meeting.title, state=state, office=office,
        versions=tuple(_version(row, names) for row in held), can_make=office and state in OF_STATE,
        writable=office and state in WRITABLE, publishable=office and state in PUBLISHABLE,
        fields={
            "onnara_no": meeting.onnara_no, "chair": meeting.chair_name, "vote": frame.vote if frame else "",
            "observers": frame.observers if frame else "",
        },
        photos=photos, forms=tuple(one for one in files if one.purpose == FORM), blanks=_blanks(deed, meeting, photos) if office and state in OF_STATE else (),
        compared=_compared(deed, held, compare) if compare else None,
        compared_names=f"{compare[0]} → {compare[1]}" if compare else "",
    )  # fmt: skip


def _version(row: PaperVersion, names: Mapping[UUID, str]) -> VersionRow:
    return VersionRow(
        id=row.pk, no=row.no, kind_label=str(VERSION_KINDS[VersionKind(row.kind)]),
        public=row.kind == VersionKind.PUBLIC, digest=bytes(row.digest).hex(), made_at=row.made_at,
        made_by=names.get(row.made_by, ""),
    )  # fmt: skip


def _compared(deed: Deed, held: list[PaperVersion], compare: tuple[int, int]) -> tuple[DifferenceRow, ...]:
    by_number = {row.no: row for row in held}
    if not set(compare) <= set(by_number):
        raise Refused("version-not-found")
    one, other = (_shown(deed, by_number[number]) for number in compare)
    return difference_rows(differences(one, other))


def _shown(deed: Deed, row: PaperVersion) -> list[Record]:
    """The records of a version as this reader may see them: the reasons of absence are the office's."""
    records = from_plain(json.loads(str(row.records)))
    return records if access.may_see_absences(deed) else without_absences(records)


def _blanks(deed: Deed, meeting: Meeting, photos: int) -> tuple[BlankRow, ...]:
    records = records_of(meeting, photos=photos)
    smallest = whole("council_papers.public_smallest", on=deed.day)
    public, blanks = public_copy(records, guests=guests_of(meeting), smallest=smallest)
    why: dict[str, list[str]] = {}
    for one in blanks:
        why.setdefault(one.key, []).append(str(WHY[one.why]))
    rows = []
    for before, after in zip(records, public, strict=True):
        for name, value in before.fields.items():
            if after.fields[name] != value:
                what = f"{RECORD_KINDS[before.kind]} · {title_of(before.kind, before.fields)} · {FIELD_NAMES.get(name, name)}"
                rows.append(
                    BlankRow(
                        what, ", ".join(why[before.key]), said_value(name, value), said_value(name, after.fields[name])
                    )
                )
    return tuple(rows)


# --- files ----------------------------------------------------------------------------------------------------


def paper_file(deed: Deed, version_id: UUID, form: Form) -> tuple[documents.FileRow, bytes]:
    """The file of a version. Who may not know why members were away gets a paper written without it.

    Raises `version-not-found`, `file-lost`.
    """
    version = load_version(deed, version_id)
    owner = documents.Owner("council-paper", version.pk)
    found = documents.files_of(deed, owner, purpose=FILES[form])
    if not found:
        raise Refused("version-not-found")
    row, content = documents.content_of(deed, found[0].id, owner=owner)
    if version.kind == VersionKind.PUBLIC or access.may_see_absences(deed):
        return row, content
    return row, write_paper(to_minutes(_shown(deed, version)), form, paper=Paper([]), records=FromRecords())


def filled_form(deed: Deed, meeting_id: UUID, file_id: UUID) -> tuple[documents.FileRow, bytes]:
    """A form of the city that was filled for a meeting; the office's. Raises `meeting-not-found`, `file-not-found`."""
    access.check_office(deed)
    meeting = access.load_meeting(deed, meeting_id)
    return documents.content_of(deed, file_id, owner=_files_of(meeting))


def _files_of(meeting: Meeting) -> documents.Owner:
    return documents.Owner("council-minutes", meeting.pk)


# --- for everybody --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedRow:
    """Minutes everybody may read."""

    version_id: UUID
    title: str
    body: str
    when: str
    made_at: datetime
    earlier: tuple[tuple[UUID, datetime], ...] = ()


def published(deed: Deed, *, after: str = "") -> Page[PublishedRow]:
    """The newest public copy of each meeting whose minutes were published, the latest first, with the copies that went
    out before a correction. Two queries."""
    newest = (
        PaperVersion.objects.filter(meeting=OuterRef("meeting"), kind=VersionKind.PUBLIC)
        .order_by("-no")
        .values("pk")[:1]
    )
    rows = visible_versions(deed).filter(
        kind=VersionKind.PUBLIC, meeting__state=MeetingState.PUBLISHED, pk=Subquery(newest)
    )
    found = page(rows.select_related("meeting__body"), order=("-made_at", "-id"), after=after, size=30)
    shown = {row.pk for row in found.rows}
    before: dict[UUID, list[tuple[UUID, datetime]]] = {}
    copies = visible_versions(deed).filter(kind=VersionKind.PUBLIC, meeting__in=[row.meeting_id for row in found.rows])
    for meeting_id, version_id, made_at in copies.order_by("-no").values_list("meeting_id", "pk", "made_at"):
        if version_id not in shown:
            before.setdefault(meeting_id, []).append((version_id, made_at))
    return Page(tuple(_published(row, before.get(row.meeting_id, ())) for row in found.rows), found.next)


def _published(row: PaperVersion, earlier: Iterable[tuple[UUID, datetime]] = ()) -> PublishedRow:
    meeting = row.meeting
    return PublishedRow(
        version_id=row.pk, title=meeting.title, body=meeting.body.name, when=moment_words(local(meeting.starts_at)),
        made_at=row.made_at, earlier=tuple(earlier),
    )  # fmt: skip


def published_one(deed: Deed, version_id: UUID) -> PublishedRow:
    """One published copy; raises `version-not-found` for a draft too."""
    version = load_version(deed, version_id)
    if version.kind != VersionKind.PUBLIC or version.meeting.state != MeetingState.PUBLISHED:
        raise Refused("version-not-found")
    return _published(version)
