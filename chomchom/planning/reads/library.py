"""The evidence library, claims, data requests and requests to the province as pages, papers and indicators read them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext as _

from chomchom.accounts import public as accounts
from chomchom.formats.documents import Block, Document, Heading, Paragraph, Table, text_cell
from chomchom.kernel.deeds import Deed
from chomchom.kernel.verdicts import verdict
from chomchom.planning.access import reviews as access
from chomchom.planning.models import Claim, DataRequest, Evidence, ProvinceRequest
from chomchom.planning.reads.candidates import named
from chomchom.planning.rules import asks
from chomchom.planning.rules.asks import DataState, ProvinceState
from chomchom.planning.rules.evidence import ClaimState, Figure
from chomchom.planning.sentences import library as sentences
from chomchom.store.acting import require
from chomchom.store.paging import Page, page
from chomchom.ui.times import Said, due_day, official, on_day, past


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceLine:
    """One source."""

    evidence_id: UUID
    kind_label: str
    title: str
    source: str
    year: int
    value: str
    population: str
    code: str
    url: str
    note: str
    file_id: UUID | None
    replaced: bool
    entered: Said
    claims: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimLine:
    """One claim that lacks, or has found, its figure."""

    claim_id: UUID
    text: str
    said_in: str
    project: str
    state: ClaimState
    state_label: str
    evidence: str
    evidence_id: UUID | None
    note: str


def number(value: Decimal, unit: str) -> str:
    """A value as it is read: 1,234.5 쌍."""
    whole = value.normalize()
    places = max(0, -int(whole.as_tuple().exponent))
    return f"{whole:,.{places}f}{unit if unit == '%' else ' ' + unit}"


def evidence(deed: Deed, *, kind: str = "", after: str = "") -> Page[EvidenceLine]:
    """Sources, the newest year first, replaced ones left out; a page at a time. Two queries."""
    require(deed)
    rows = access.evidence_visible_to(deed).filter(replaced=False)
    if kind:
        rows = rows.filter(kind=kind)
    found = page(rows, order=("-year", "id"), after=after)
    backed: dict[UUID, int] = {}
    for evidence_id in Claim.objects.filter(evidence__in=[row.pk for row in found.rows]).values_list(
        "evidence_id", flat=True
    ):
        if evidence_id is not None:
            backed[evidence_id] = backed.get(evidence_id, 0) + 1
    return Page(tuple(_evidence_line(deed, row, backed.get(row.pk, 0)) for row in found.rows), found.next)


def _evidence_line(deed: Deed, row: Evidence, claims: int) -> EvidenceLine:
    return EvidenceLine(
        evidence_id=row.pk, kind_label=str(sentences.KINDS[row.kind]), title=row.title, source=row.source,
        year=row.year, value=number(row.value, row.unit) if row.value is not None else "", population=row.population,
        code=row.code, url=row.url, note=row.note, file_id=row.file_id, replaced=row.replaced,
        entered=past(row.entered_at, at=deed.at), claims=claims,
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidencePage:
    """One source, the values before it, and the claims it backs."""

    line: EvidenceLine
    before: tuple[EvidenceLine, ...]
    claims: tuple[ClaimLine, ...]


def evidence_page(deed: Deed, evidence_id: UUID) -> EvidencePage:
    """One source. Raises `evidence-not-found`."""
    require(deed)
    row = access.load_evidence(deed, evidence_id)
    older: list[Evidence] = []
    step = row
    while step.replaces is not None and len(older) < 20:
        step = step.replaces
        older.append(step)
    backed = list(row.claims.select_related("project", "evidence").order_by("-entered_at", "-pk"))
    return EvidencePage(
        line=_evidence_line(deed, row, len(backed)),
        before=tuple(_evidence_line(deed, one, 0) for one in older),
        claims=tuple(_claim_line(one) for one in backed),
    )


def evidence_choices(deed: Deed) -> list[tuple[str, str]]:
    """Sources to choose from, newest first."""
    rows = access.evidence_visible_to(deed).filter(replaced=False).order_by("-year", "title", "pk")[:300]
    return [("", ""), *((str(row.pk), f"{row.year} {row.title}") for row in rows)]


def evidence_value(deed: Deed, *, code: str, year: int) -> Figure | None:
    """The value of outside that an indicator names, of a year; None where the library has none."""
    require(deed)
    row = access.evidence_visible_to(deed).filter(code=code, year=year, replaced=False).first()
    if row is None or row.value is None:
        return None
    return Figure(
        value=row.value, unit=row.unit, year=row.year, population=row.population, source=row.source, title=row.title
    )


def claimed_texts(deed: Deed, meeting_id: UUID) -> list[str]:
    """What was written down already of one meeting's claims."""
    return list(access.claims_visible_to(deed).filter(meeting_id=meeting_id).values_list("text", flat=True))


def claims(deed: Deed, *, state: str = "") -> tuple[ClaimLine, ...]:
    """Claims, those without evidence first. One query."""
    require(deed)
    rows = access.claims_visible_to(deed).select_related("project", "evidence")
    if state:
        rows = rows.filter(state=state)
    order = list(ClaimState)
    found = sorted(rows.order_by("-entered_at", "-pk")[:200], key=lambda row: order.index(ClaimState(row.state)))
    return tuple(_claim_line(row) for row in found)


def claims_of_project(deed: Deed, project_id: UUID) -> tuple[ClaimLine, ...]:
    """The claims about one project, newest first. One query."""
    require(deed)
    rows = access.claims_visible_to(deed).filter(project_id=project_id).select_related("project", "evidence")
    return tuple(_claim_line(row) for row in rows.order_by("-entered_at", "-pk"))


def requests_of_project(deed: Deed, project_id: UUID) -> tuple[ProvinceLine, ...]:
    """What was asked of the province for one project, newest first. One query."""
    require(deed)
    rows = access.province_requests_visible_to(deed).filter(project_id=project_id).select_related("project")
    return tuple(_province_line(deed, row) for row in rows.order_by("-entered_at", "-pk"))


def _claim_line(row: Claim) -> ClaimLine:
    return ClaimLine(
        claim_id=row.pk, text=row.text, said_in=row.said_in,
        project=named(row.project.code, row.project.name) if row.project else "", state=ClaimState(row.state),
        state_label=str(sentences.CLAIM_STATES[row.state]), evidence=row.evidence.title if row.evidence else "",
        evidence_id=row.evidence_id, note=row.note,
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class DataLine:
    """One data request."""

    request_id: UUID
    what: str
    why: str
    asked_of: str
    owner: str
    due: Said
    state: DataState
    state_label: str
    overdue: bool
    about: str
    answer: str
    file_id: UUID | None
    note: str
    version: int
    may_answer: bool
    may_move: bool


def data_requests(deed: Deed, *, state: str = "") -> tuple[DataLine, ...]:
    """Data requests: what is late first, then what waits, then what came. Two queries."""
    require(deed)
    rows = access.data_requests_visible_to(deed).select_related("candidate", "project")
    if state:
        rows = rows.filter(state=state)
    found = list(rows.order_by("due_on", "pk")[:200])
    names = accounts.accounts_named({row.owner_id for row in found})
    order = list(DataState)
    lines = [_data_line(deed, row, names.get(row.owner_id, "")) for row in found]
    return tuple(sorted(lines, key=lambda one: (not one.overdue, order.index(one.state))))


def data_request(deed: Deed, request_id: UUID) -> DataLine:
    """One data request. Raises `data-request-not-found`."""
    require(deed)
    row = access.load_data_request(deed, request_id)
    return _data_line(deed, row, accounts.accounts_named({row.owner_id}).get(row.owner_id, ""))


def _data_line(deed: Deed, row: DataRequest, owner: str) -> DataLine:
    waiting = row.state == DataState.ASKED
    overdue = asks.is_overdue(waiting=waiting, due_on=row.due_on, on=deed.day)
    about = row.candidate.name if row.candidate else ""
    if row.project is not None:
        about = named(row.project.code, row.project.name)
    return DataLine(
        request_id=row.pk, what=row.what, why=row.why, asked_of=row.asked_of, owner=owner,
        due=due_day(row.due_on, today=deed.day) if waiting else on_day(row.due_on, today=deed.day),
        state=DataState(row.state), state_label=str(sentences.DATA_STATES[row.state]), overdue=overdue, about=about,
        answer=row.answer, file_id=row.answer_file, note=row.note, version=row.version,
        may_answer=waiting and bool(verdict(access.check_may_answer_data, deed, row)),
        may_move=bool(verdict(access.check_may_enter, deed)),
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvinceLine:
    """One request to the province."""

    request_id: UUID
    title: str
    text: str
    asked_of: str
    project: str
    state: ProvinceState
    state_label: str
    document_no: str
    sent: str
    due: Said | None
    overdue: bool
    answer_label: str
    answer: str
    answered: str
    effect: str
    note: str
    version: int
    may_enter: bool


def province_requests(deed: Deed, *, state: str = "") -> tuple[ProvinceLine, ...]:
    """Requests to the province: late ones first, then by their state. One query."""
    require(deed)
    rows = access.province_requests_visible_to(deed).select_related("project")
    if state:
        rows = rows.filter(state=state)
    order = {ProvinceState.SENT: 0, ProvinceState.DRAFT: 1, ProvinceState.ANSWERED: 2, ProvinceState.CLOSED: 3}
    lines = [_province_line(deed, row) for row in rows.order_by("due_on", "entered_at", "pk")[:300]]
    return tuple(sorted(lines, key=lambda one: (not one.overdue, order[one.state])))


def province_request(deed: Deed, request_id: UUID) -> ProvinceLine:
    """One request to the province. Raises `province-request-not-found`."""
    require(deed)
    return _province_line(deed, access.load_province_request(deed, request_id))


def _province_line(deed: Deed, row: ProvinceRequest) -> ProvinceLine:
    waiting = row.state == ProvinceState.SENT
    return ProvinceLine(
        request_id=row.pk, title=row.title, text=row.text, asked_of=row.asked_of,
        project=named(row.project.code, row.project.name) if row.project else "", state=ProvinceState(row.state),
        state_label=str(sentences.PROVINCE_STATES[row.state]), document_no=row.document_no,
        sent=official(row.sent_on) if row.sent_on else "",
        due=due_day(row.due_on, today=deed.day) if waiting and row.due_on else None,
        overdue=asks.is_overdue(waiting=waiting, due_on=row.due_on, on=deed.day),
        answer_label=str(sentences.ANSWERS[row.answer_kind]) if row.answer_kind else "", answer=row.answer,
        answered=official(row.answered_on) if row.answered_on else "", effect=row.effect, note=row.note,
        version=row.version, may_enter=bool(verdict(access.check_may_enter, deed)),
    )  # fmt: skip


def province_document(deed: Deed, *, creator: str) -> Document:
    """The register as a paper: a table of all requests, then each with its words and its answer."""
    lines = province_requests(deed)
    head = tuple(
        text_cell(word, head=True, align="center")
        for word in (_("건의"), _("받는 곳"), _("보낸 날"), _("상태"), _("답"), _("사업에 준 변화"))
    )
    rows = tuple(
        (
            text_cell(one.title), text_cell(one.asked_of), text_cell(one.sent or "–", align="center"),
            text_cell(_("기한 지남") if one.overdue else one.state_label, align="center"),
            text_cell(one.answer_label or "–", align="center"), text_cell(one.effect or "–"),
        )
        for one in lines
    )  # fmt: skip
    title = _("경기도 건의·협의 목록")
    blocks: list[Block] = [Heading(title, level=1), Paragraph(_("%(n)d건") % {"n": len(lines)}, align="right")]
    if rows:
        blocks.append(Table((head, *rows), widths=(30, 16, 14, 12, 14, 24), head_rows=1))
    else:
        blocks.append(Paragraph(_("적힌 건의가 없습니다.")))
    for one in lines:
        blocks += [Heading(one.title, level=2), Paragraph(one.text)]
        facts = [(_("관련 사업"), one.project), (_("문서 번호"), one.document_no), (_("답한 날"), one.answered)]
        facts += [(_("답"), one.answer)]
        blocks += [Paragraph(f"{name}: {words}") for name, words in facts if words]
    return Document(title=title, creator=creator, day=deed.day, blocks=tuple(blocks))
