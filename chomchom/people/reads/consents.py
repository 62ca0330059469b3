"""Consents as plain sentences, and what each receiver sees."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from chomchom.accounts import public as accounts
from chomchom.documents import public as documents
from chomchom.documents.public import Owner
from chomchom.kernel.deeds import Deed
from chomchom.kernel.verdicts import Refused
from chomchom.people import access, sentences
from chomchom.people.models import Consent
from chomchom.people.rules.sharing import BasisKind, FieldGroup
from chomchom.store.acting import require

ROOM = "people"
RUNS, LATER, OVER, WITHDRAWN = "runs", "later", "over", "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentRow:
    """One consent or legal basis: 하늘복지관에 연락처 제공: 2027-03-31까지 동의."""

    consent_id: UUID
    sentence: str
    state: str  # runs, later, over, withdrawn
    by_law: bool
    purpose: str
    purpose_label: str
    recipient: str
    recipient_label: str
    fields: tuple[str, ...]
    field_labels: str
    from_on: date
    until_on: date
    way_label: str
    signed_label: str
    required: bool
    can_withdraw: bool
    scans: tuple[documents.FileRow, ...] = ()


@dataclass(frozen=True, slots=True)
class RecipientView:
    """What one receiver may see of a person today, over all bases."""

    recipient: str
    recipient_label: str
    field_labels: str
    purposes: str
    until_on: date


def consents(deed: Deed, person_id: UUID) -> list[ConsentRow]:
    """All consents and legal bases of a person: those that run first, then later ones, then what is over."""
    require(deed)
    person = access.load_for_keeping(deed, person_id)
    rows = list(
        Consent.objects.filter(person__in=access.ids_meaning(person.pk)).order_by("-until_on", "-given_at", "pk")
    )
    if deed.holder is not None and not deed.has("system", "privacy_officer", *access.READERS):
        rows = [row for row in rows if row.recipient == str(deed.agency_id)]
    names = _agency_names(rows)
    scans = documents.files_at(deed, ROOM, [row.pk for row in rows]) if _reads_papers(deed) and rows else {}
    shown = [replace(_row(row, names, on=deed.day), scans=scans.get(row.pk, ())) for row in rows]
    order = {RUNS: 0, LATER: 1, OVER: 2, WITHDRAWN: 3}
    return sorted(shown, key=lambda one: order[one.state])


def _reads_papers(deed: Deed) -> bool:
    """The signed paper itself is for officers and the privacy officer; a recipient sees what it may use, not the paper."""
    return deed.has("system", "privacy_officer", *access.READERS)


def scan(deed: Deed, consent_id: UUID, file_id: UUID) -> tuple[documents.FileRow, bytes]:
    """One signed paper with its content; the look is logged. Raises `no-such-consent`, `file-not-found`."""
    require(deed)
    consent = access.load_consent(deed, consent_id)
    if not _reads_papers(deed):
        raise Refused("no-such-consent")
    accounts.note_access(
        deed, subject_id=consent.person_id, record_kind="consent", record_id=consent.pk, purpose="see-card"
    )
    return documents.content_of(deed, file_id, owner=Owner(ROOM, consent.pk))


def seen_by_recipient(rows: Iterable[ConsentRow]) -> list[RecipientView]:
    """What each receiver sees today, from the rows of `consents`."""
    by_recipient: dict[str, list[ConsentRow]] = {}
    for row in rows:
        if row.state == RUNS:
            by_recipient.setdefault(row.recipient, []).append(row)
    return [
        RecipientView(
            recipient=recipient,
            recipient_label=some[0].recipient_label,
            field_labels=field_labels({group for row in some for group in row.fields}),
            purposes=", ".join(dict.fromkeys(row.purpose_label for row in some)),
            until_on=max(row.until_on for row in some),
        )
        for recipient, some in by_recipient.items()
    ]


def field_labels(groups: Iterable[str]) -> str:
    """The labels of field groups in their fixed order."""
    held = set(groups)
    return ", ".join(str(sentences.FIELD_GROUP[group]) for group in FieldGroup if group in held)


def _agency_names(rows: Iterable[Consent]) -> dict[str, str]:
    ids = {UUID(row.recipient) for row in rows if row.recipient_kind == "agency"}
    return {str(pk): agency.name for pk, agency in accounts.agencies(ids).items()} if ids else {}


def _state(row: Consent, *, on: date) -> str:
    if row.withdrawn_on is not None:
        return WITHDRAWN
    if row.from_on > on:
        return LATER
    return RUNS if on <= row.until_on else OVER


def _row(row: Consent, names: dict[str, str], *, on: date) -> ConsentRow:
    state, by_law = _state(row, on=on), row.kind == BasisKind.LAW
    is_agency = row.recipient_kind == "agency"
    name = names.get(row.recipient, str(sentences.UNKNOWN_AGENCY)) if is_agency else ""
    to = sentences.AGENCY_TO.format(agency=name) if is_agency else str(sentences.RECIPIENT_TO[row.recipient_kind])
    template = {
        RUNS: sentences.LAW_RUNS if by_law else sentences.CONSENT_RUNS,
        LATER: sentences.LAW_RUNS if by_law else sentences.CONSENT_LATER,
        OVER: sentences.LAW_OVER if by_law else sentences.CONSENT_OVER,
        WITHDRAWN: sentences.LAW_OVER if by_law else sentences.CONSENT_WITHDRAWN,
    }[state]
    labels = field_labels(row.fields)
    words = {"to": to, "fields": labels, "until": row.until_on, "from": row.from_on, "withdrawn": row.withdrawn_on}
    ground = str(sentences.LEGAL_GROUND[row.ground]) if row.ground else ""
    return ConsentRow(
        consent_id=row.pk,
        sentence=str(template).format(**words, ground=ground),
        state=state,
        by_law=by_law,
        purpose=row.purpose,
        purpose_label=str(sentences.PURPOSE[row.purpose]),
        recipient=row.recipient,
        recipient_label=name if is_agency else str(sentences.RECIPIENT[row.recipient_kind]),
        fields=tuple(row.fields),
        field_labels=labels,
        from_on=row.from_on,
        until_on=row.until_on,
        way_label=str(sentences.WAY[row.way]),
        signed_label=str(sentences.SIGNED_BY[row.signed_by]),
        required=row.required,
        can_withdraw=state in (RUNS, LATER),
    )
