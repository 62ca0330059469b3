"""The candidate register and the matrix of themes as pages and files show them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from chomchom.accounts import public as accounts
from chomchom.formats.tables import write_xlsx
from chomchom.kernel.codes import as_shown
from chomchom.kernel.deeds import Deed
from chomchom.kernel.verdicts import Refused, Verdict, verdict
from chomchom.planning import access as plan
from chomchom.planning.access import reviews as access
from chomchom.planning.access.standing import criteria_on, row_kinds_on, strategies_of, themes_on
from chomchom.planning.models import Candidate, Criterion, RowKind, Term, Theme, ThemeMark
from chomchom.planning.reads.reviews import ConsiderationLine, TraceLine, answer_lines
from chomchom.planning.rules import candidates as rules
from chomchom.planning.rules.candidates import CANDIDATE_MOVES, CandidateState, CriteriaList
from chomchom.planning.rules.pairs import Thing, ThingKind
from chomchom.planning.rules.tree import ProjectState
from chomchom.planning.sentences import reviews as sentences
from chomchom.store.acting import require
from chomchom.ui.times import Said, past


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidateLine:
    """One candidate in the register."""

    candidate_id: UUID
    name: str
    purpose: str
    department: str
    state: CandidateState
    state_label: str
    proposer_label: str
    placement_label: str
    judged: int
    criteria: int
    open_questions: int
    decided: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidateMoveLine:
    """One move a candidate may make now."""

    name: str
    label: str
    hint: str
    needs_reason: bool
    deciding: bool
    needs_placement: bool
    needs_host: bool
    allowed: Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidatePage:
    """One candidate with its criteria, where it goes and what happened to it."""

    line: CandidateLine
    term: int
    term_id: UUID
    plan: str
    target_group: str
    problem: str
    means: str
    strategy: str
    strategy_id: UUID | None
    proposer_name: str
    proposed: Said
    host: str
    area: str
    decided_in: str
    decided_on: date | None
    decision_id: UUID | None
    version: int
    criteria: tuple[ConsiderationLine, ...]
    moves: tuple[CandidateMoveLine, ...]
    trace: tuple[TraceLine, ...]
    themes: tuple[tuple[str, str, bool], ...]
    may_judge: bool


def current_term(deed: Deed, number: int | None = None) -> Term | None:
    """The plan asked for, else the newest; None where there is no plan yet. Raises `term-not-found` for a wrong number."""
    if number is not None:
        return plan.load_term(deed, number)
    return plan.visible_terms(deed).order_by("-number").first()


def terms(deed: Deed) -> list[Term]:
    """The plans there are, newest first."""
    return list(plan.visible_terms(deed).order_by("-number"))


def candidates(deed: Deed, term_id: UUID, *, state: str = "") -> tuple[CandidateLine, ...]:
    """The candidates of a plan, those to be decided first. Two queries."""
    require(deed)
    rows = access.candidates_visible_to(deed).filter(term_id=term_id)
    if state:
        rows = rows.filter(state=state)
    needed = criteria_on(CriteriaList.ENTRY, deed.day)
    standing = Q(answers__current=True, answers__criterion__in=[one.pk for one in needed])
    counted = rows.annotate(
        judged=Count("answers", filter=standing & ~Q(answers__judgement="open")),
        asked=Count("answers", filter=standing & ~Q(answers__open_question="")),
    )
    order = list(CandidateState)
    found = sorted(counted, key=lambda row: (order.index(CandidateState(row.state)), row.proposed_at, row.pk))
    return tuple(_line(row, criteria=len(needed), judged=row.judged, asked=row.asked) for row in found)


def _line(row: Candidate, *, criteria: int, judged: int, asked: int) -> CandidateLine:
    return CandidateLine(
        candidate_id=row.pk, name=row.name, purpose=row.purpose, department=row.department,
        state=CandidateState(row.state), state_label=str(sentences.CANDIDATE_STATES[row.state]),
        proposer_label=str(sentences.PROPOSERS[row.proposer]),
        placement_label=str(sentences.PLACEMENTS[row.placement]) if row.placement else "",
        judged=judged, criteria=criteria, open_questions=asked, decided=CandidateState(row.state) in rules.DECIDED,
    )  # fmt: skip


def candidate_page(deed: Deed, candidate_id: UUID) -> CandidatePage:
    """One candidate. Always the same number of queries. Raises `candidate-not-found`."""
    require(deed)
    access.load_candidate(deed, candidate_id)
    row = access.candidates_visible_to(deed).select_related("term", "strategy", "placed_in").get(pk=candidate_id)
    criteria = answer_lines(CriteriaList.ENTRY, deed, list(row.answers.select_related("evidence").filter(current=True)))
    moves = list(row.moves.order_by("-at", "-pk"))
    names = accounts.accounts_named({move.by for move in moves})
    marked = set(row.themes.values_list("theme__code", flat=True))
    may_judge = bool(verdict(access.check_may_judge, deed))
    judged = sum(one.judgement != "open" for one in criteria)
    return CandidatePage(
        line=_line(row, criteria=len(criteria), judged=judged, asked=sum(bool(one.open_question) for one in criteria)),
        term=row.term.number, term_id=row.term_id, plan=row.term.name, target_group=row.target_group,
        problem=row.problem, means=row.means,
        strategy=f"{row.strategy.number}. {row.strategy.name}" if row.strategy else "", strategy_id=row.strategy_id,
        proposer_name=str(row.proposer_name) if may_judge else "", proposed=past(row.proposed_at, at=deed.at),
        host=named(row.placed_in.code, row.placed_in.name) if row.placed_in else "", area=row.placed_area,
        decided_in=row.decided_in, decided_on=row.decided_on, decision_id=row.decision_id, version=row.version,
        criteria=criteria, may_judge=may_judge,
        moves=tuple(_move_line(row, move.name, criteria) for move in CANDIDATE_MOVES.leaving(CandidateState(row.state)))
        if may_judge else (),
        trace=tuple(
            TraceLine(
                title=str(sentences.CANDIDATE_MOVES[move.move]), by=names.get(move.by, ""), at=past(move.at, at=deed.at),
                reason=" · ".join(part for part in (move.reason, move.decided_in) if part),
            )
            for move in moves
        ),
        themes=tuple((one.code, one.label, one.code in marked) for one in themes_on(row.term_id, deed.day)),
    )  # fmt: skip


def named(code: str, name: str) -> str:
    """A project as people say it: Ⅰ-4-10 이름."""
    return f"{as_shown(code)} {name}" if code else name


def _move_line(row: Candidate, name: str, criteria: tuple[ConsiderationLine, ...]) -> CandidateMoveLine:
    open_ones = [one.label for one in criteria if one.judgement == "open"]
    allowed = Verdict(True)
    if name == "adopt" and open_ones:
        allowed = Verdict(False, "candidate-criteria-open", {"criteria": ", ".join(open_ones)})
    return CandidateMoveLine(
        name=name, label=str(sentences.CANDIDATE_MOVES[name]), hint=str(sentences.CANDIDATE_MOVE_HINTS.get(name, "")),
        needs_reason=CANDIDATE_MOVES.move(name).reason, deciding=name in rules.DECIDING,
        needs_placement=name == "adopt", needs_host=name in ("adopt", "merge"), allowed=allowed,
    )  # fmt: skip


def strategy_choices(deed: Deed, term_id: UUID) -> list[tuple[str, str]]:
    """The strategies of a plan to choose from."""
    return [("", ""), *((str(one.pk), f"{one.number}. {one.name}") for one in strategies_of(deed, term_id))]


def project_choices(deed: Deed, term_id: UUID) -> list[tuple[str, str]]:
    """The projects of a plan to choose from, in the plan's order."""
    rows = plan.visible_to(deed).filter(term_id=term_id).exclude(state=ProjectState.CLOSED)
    return [("", ""), *((str(one.pk), named(one.code, one.name)) for one in rows.order_by("code_sort", "name", "pk"))]


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixRow:
    """A project or candidate and, for each theme in order, whether it serves it."""

    kind: str
    thing_id: UUID
    name: str
    cells: tuple[bool, ...]
    served: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """Themes and issues against projects and candidates, and what is left empty."""

    plan: str
    themes: tuple[tuple[str, str, int], ...]
    rows: tuple[MatrixRow, ...]
    empty_themes: tuple[str, ...]
    empty_things: tuple[str, ...]


def matrix(deed: Deed, term: Term) -> Matrix:
    """The matrix of a plan. Four queries however large."""
    require(deed)
    themes = themes_on(term.pk, deed.day)
    marks: dict[str, frozenset[str]] = defaultdict(frozenset)
    code_of = {one.pk: one.code for one in themes}
    for mark in ThemeMark.objects.filter(theme__in=list(code_of)):
        key = str(mark.project_id or mark.candidate_id)
        marks[key] |= {code_of[mark.theme_id]}
    projects = plan.visible_to(deed).filter(term=term).exclude(state=ProjectState.CLOSED).order_by("code_sort", "pk")
    waiting = access.candidates_visible_to(deed).filter(term=term)
    waiting = waiting.exclude(state__in=[CandidateState.EXCLUDED, CandidateState.MERGED]).order_by("proposed_at", "pk")
    things = [("project", one.pk, named(one.code, one.name)) for one in projects]
    things += [("candidate", one.pk, one.name) for one in waiting]
    left = rules.gaps(themes=[t.code for t in themes], things=[str(i) for _k, i, _n in things], marks=marks)
    label = {one.code: one.label for one in themes}
    name_of = {str(thing_id): name for _k, thing_id, name in things}
    shown = {str(thing_id) for _k, thing_id, _n in things}
    count = {t.code: sum(t.code in codes for key, codes in marks.items() if key in shown) for t in themes}
    return Matrix(
        plan=term.name, themes=tuple((one.code, one.label, count[one.code]) for one in themes),
        rows=tuple(
            MatrixRow(
                kind=kind, thing_id=thing_id, name=name, cells=tuple(t.code in marks[str(thing_id)] for t in themes),
                served=", ".join(label[t.code] for t in themes if t.code in marks[str(thing_id)]),
            )
            for kind, thing_id, name in things
        ),
        empty_themes=tuple(label[code] for code in left.themes),
        empty_things=tuple(name_of[key] for key in left.things),
    )  # fmt: skip


def matrix_file(deed: Deed, term: Term) -> bytes:
    """The matrix as a spreadsheet: a filled cell is ●, an empty row or column is said in words."""
    found = matrix(deed, term)
    head = [_("구분"), _("사업"), *(label for _code, label, _n in found.themes), _("다루는 주제 수")]
    kinds = {"project": _("세부사업"), "candidate": _("사업 후보")}
    rows: list[list[str | int]] = [
        [kinds[row.kind], row.name, *("●" if cell else "" for cell in row.cells), sum(row.cells)] for row in found.rows
    ]
    rows.append([_("합계"), _("이 주제를 다루는 사업 수"), *(n for _code, _label, n in found.themes), ""])
    return write_xlsx(head, rows)


def marks_of(deed: Deed, *, project_id: UUID) -> tuple[str, tuple[tuple[str, str, bool], ...]]:
    """A project's name, the themes of its plan and which of them it serves. Raises `project-not-found`."""
    require(deed)
    project = plan.load_project(deed, project_id)
    marked = set(ThemeMark.objects.filter(project_id=project_id).values_list("theme__code", flat=True))
    themes = tuple((one.code, one.label, one.code in marked) for one in themes_on(project.term_id, deed.day))
    return named(project.code, project.name), themes


def term_of(deed: Deed, thing: Thing) -> Term:
    """The plan a project or candidate belongs to; the newest for an existing programme. Raises `term-not-found`."""
    term: Term | None = None
    if thing.kind is ThingKind.PROJECT:
        term = plan.visible_terms(deed).filter(projects__pk=thing.id).first()
    elif thing.kind is ThingKind.CANDIDATE:
        term = plan.visible_terms(deed).filter(candidates__pk=thing.id).first()
    found = term or current_term(deed)
    if found is None:
        raise Refused("term-not-found")
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class ListLine:
    """One entry of one of the city's lists."""

    entry_id: UUID
    label: str
    code: str
    about: str
    from_on: date
    until_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CityLists:
    """The city's lists as they stand today."""

    criteria: tuple[tuple[str, tuple[ListLine, ...]], ...]
    themes: tuple[ListLine, ...]
    kinds: tuple[ListLine, ...]


def city_lists(deed: Deed, term: Term | None) -> CityLists:
    """Both lists of criteria, the themes of a plan and the kinds of rows. Four queries."""
    require(deed)

    def line(row: Criterion | Theme | RowKind, about: str) -> ListLine:
        return ListLine(entry_id=row.pk, label=row.label, code=row.code, about=about, from_on=row.from_on,
                        until_on=row.until_on)  # fmt: skip

    return CityLists(
        criteria=tuple(
            (str(sentences.CRITERIA_LISTS[kind]), tuple(line(one, one.question) for one in criteria_on(kind, deed.day)))
            for kind in CriteriaList
        ),
        themes=tuple(line(one, str(sentences.THEME_KINDS[one.kind])) for one in themes_on(term.pk, deed.day))
        if term else (),
        kinds=tuple(line(one, one.filler) for one in row_kinds_on(deed.day)),
    )  # fmt: skip
