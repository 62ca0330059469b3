"""The candidate register: propose, judge by the criteria, decide; the matrix of themes."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from chomchom.accounts.public import Role, page
from chomchom.kernel.deeds import Deed
from chomchom.kernel.verdicts import Refused
from chomchom.planning.access import reviews as access
from chomchom.planning.actions import candidates as acts
from chomchom.planning.reads import candidates as reads
from chomchom.planning.reads import library
from chomchom.planning.rules.candidates import CandidateState, Decided
from chomchom.planning.sentences import reviews as sentences
from chomchom.planning.web.asked import as_id
from chomchom.planning.web.review_forms import AnswerForm, CandidateForm, CandidateMoveForm
from chomchom.planning.web.review_tabs import drawn
from chomchom.planning.web.views.reviews import OFFICE, READERS
from chomchom.ui.refusals import sentence
from chomchom.ui.said import tell

PROPOSERS = {Role(role) for role in access.PROPOSERS}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def asked_term(request: HttpRequest, deed: Deed) -> Any:
    """The plan the address names, else the newest; None where there is none. Raises `term-not-found`."""
    given = request.GET.get("plan", "")
    return reads.current_term(deed, int(given) if given.isdigit() and len(given) < 4 else None)


def file_answer(content: bytes, *, name: str, media: str = XLSX) -> HttpResponse:
    """A file to keep."""
    answer = HttpResponse(content, content_type=media)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@require_GET
@page(roles=READERS)
def register(request: HttpRequest, deed: Deed) -> HttpResponse:
    """The candidates of a plan."""
    term = asked_term(request, deed)
    state = request.GET.get("state", "")
    state = state if state in set(CandidateState) else ""
    rows = reads.candidates(deed, term.pk, state=state) if term else ()
    facts = {
        "term": term,
        "terms": [(str(one.number), one.name) for one in reads.terms(deed)],
        "rows": rows,
        "state": state,
        "states": [("", _("모두")), *((str(one), sentences.CANDIDATE_STATES[one]) for one in CandidateState)],
        "waiting": sum(not row.decided for row in rows),
        "may_propose": bool(deed.roles & PROPOSERS),
    }
    return drawn(request, "planning/candidates.html", facts)


@page(roles=PROPOSERS)
def new(request: HttpRequest, deed: Deed) -> HttpResponse:
    """Propose a candidate."""
    term = asked_term(request, deed)
    if term is None:
        raise Refused("term-not-found")
    form = CandidateForm(request.POST or None, strategies=reads.strategy_choices(deed, term.pk))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        given["strategy_id"] = as_id(given["strategy_id"])
        candidate_id = acts.propose(deed, term=term.number, given=acts.CandidateIn(**given))
        tell(request, _("후보로 올렸습니다."), then=_("시와 사무국이 검토를 시작하고 기준을 하나씩 판단합니다."))
        return HttpResponseRedirect(reverse("planning:candidate", args=[candidate_id]))
    facts = {"form": form, "term": term, "found": None}
    return drawn(request, "planning/candidate_form.html", facts, status=422 if form.errors else 200)


@require_GET
@page(roles=READERS)
def show(request: HttpRequest, deed: Deed, candidate_id: UUID) -> HttpResponse:
    """One candidate."""
    return _page(request, deed, candidate_id)


def _page(
    request: HttpRequest, deed: Deed, candidate_id: UUID, *, typed: CandidateMoveForm | None = None, status: int = 200
) -> HttpResponse:
    """The candidate's page; `typed` is a move somebody was just refused, with their words."""
    found = reads.candidate_page(deed, candidate_id)
    sources = library.evidence_choices(deed) if found.may_judge else []
    projects = reads.project_choices(deed, found.term_id) if found.may_judge else []
    asked = typed["move"].value() if typed else ""
    facts = {
        "found": found,
        "answers": [
            (
                one,
                AnswerForm(
                    initial={
                        "criterion": one.code, "judgement": one.judgement, "text": one.text,
                        "evidence_id": one.evidence_id or "", "open_question": one.open_question,
                    },
                    sources=sources, auto_id=f"{one.code}-%s",
                ),
            )
            for one in found.criteria
        ],
        "moves": [
            (
                move,
                typed if typed is not None and asked == move.name else CandidateMoveForm(
                    initial={"move": move.name, "seen_version": found.version}, projects=projects,
                    auto_id=f"{move.name}-%s",
                ),
                asked == move.name,
            )
            for move in found.moves
        ],
    }  # fmt: skip
    return drawn(request, "planning/candidate.html", facts, status=status)


@page(roles=OFFICE)
def change(request: HttpRequest, deed: Deed, candidate_id: UUID) -> HttpResponse:
    """Change what a candidate says."""
    found = reads.candidate_page(deed, candidate_id)
    start = {
        "name": found.line.name, "purpose": found.line.purpose, "target_group": found.target_group,
        "problem": found.problem, "means": found.means, "department": found.line.department,
        "strategy_id": found.strategy_id or "", "seen_version": found.version,
    }  # fmt: skip
    strategies = reads.strategy_choices(deed, found.term_id)
    form = CandidateForm(request.POST or None, initial=start, strategies=strategies, changing=True)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        seen = given.pop("seen_version")
        given["strategy_id"] = as_id(given["strategy_id"])
        acts.change_candidate(deed, candidate_id=candidate_id, given=acts.CandidateIn(**given), seen_version=seen)
        tell(request, _("고쳤습니다."))
        return HttpResponseRedirect(reverse("planning:candidate", args=[candidate_id]))
    facts = {"form": form, "term": None, "found": found}
    return drawn(request, "planning/candidate_form.html", facts, status=422 if form.errors else 200)


@require_POST
@page(roles=OFFICE)
def judge(request: HttpRequest, deed: Deed, candidate_id: UUID) -> HttpResponse:
    """Judge one criterion."""
    form = AnswerForm(request.POST, sources=library.evidence_choices(deed))
    if not form.is_valid():
        return _page(request, deed, candidate_id, status=422)
    given = form.cleaned_data
    given["evidence_id"] = as_id(given["evidence_id"])
    acts.judge(deed, candidate_id=candidate_id, given=acts.AnswerIn(**given))
    tell(request, _("판단을 적었습니다."), then=_("앞의 판단은 지워지지 않고 남습니다."))
    return HttpResponseRedirect(reverse("planning:candidate", args=[candidate_id]) + f"#criterion-{given['criterion']}")


@require_POST
@page(roles=OFFICE)
def move(request: HttpRequest, deed: Deed, candidate_id: UUID) -> HttpResponse:
    """Take up, ask for more, put off, adopt, merge, exclude, open again."""
    found = reads.candidate_page(deed, candidate_id)
    projects = reads.project_choices(deed, found.term_id)
    name = request.POST.get("move", "")
    form = CandidateMoveForm(request.POST, projects=projects, auto_id=f"{name}-%s")
    if name not in sentences.CANDIDATE_MOVES or not form.is_valid():
        return _page(request, deed, candidate_id, typed=form, status=422)
    given = form.cleaned_data
    decided = Decided(
        reason=given["reason"], decided_in=given["decided_in"], placement=given["placement"],
        placed_in=as_id(given["placed_in"]), placed_area=given["placed_area"],
    )  # fmt: skip
    try:
        state = acts.move_candidate(
            deed, candidate_id=candidate_id, move=name, seen_version=given["seen_version"], decided=decided
        )
    except Refused as refusal:
        if not refusal.code.startswith("candidate-") or refusal.code == "candidate-changed":
            raise
        form.add_error(None, sentence(refusal.code, refusal.facts))
        return _page(request, deed, candidate_id, typed=form, status=422)
    tell(request, _("이제 '%(state)s'입니다.") % {"state": sentences.CANDIDATE_STATES[state]})
    return HttpResponseRedirect(reverse("planning:candidate", args=[candidate_id]))


@require_POST
@page(roles=OFFICE)
def themes(request: HttpRequest, deed: Deed, candidate_id: UUID) -> HttpResponse:
    """Say which themes a candidate serves."""
    acts.mark_themes(deed, themes=request.POST.getlist("theme"), candidate_id=candidate_id)
    tell(request, _("주제를 적었습니다."))
    return HttpResponseRedirect(reverse("planning:candidate", args=[candidate_id]))


@page(roles=OFFICE)
def project_themes(request: HttpRequest, deed: Deed, project_id: UUID) -> HttpResponse:
    """Say which themes a project serves."""
    if request.method == "POST":
        acts.mark_themes(deed, themes=request.POST.getlist("theme"), project_id=project_id)
        tell(request, _("주제를 적었습니다."))
        return HttpResponseRedirect(reverse("planning:matrix"))
    name, marks = reads.marks_of(deed, project_id=project_id)
    return drawn(request, "planning/project_themes.html", {"name": name, "marks": marks})


@require_GET
@page(roles=READERS)
def matrix(request: HttpRequest, deed: Deed) -> HttpResponse:
    """Themes and issues against projects and candidates; what is empty is a gap."""
    term = asked_term(request, deed)
    found = reads.matrix(deed, term) if term else None
    facts = {"term": term, "found": found, "may_mark": bool(deed.roles & OFFICE)}
    return drawn(request, "planning/matrix.html", facts)


@require_GET
@page(roles=READERS)
def matrix_file(request: HttpRequest, deed: Deed) -> HttpResponse:
    """The matrix as a spreadsheet."""
    term = asked_term(request, deed)
    if term is None:
        raise Refused("term-not-found")
    return file_answer(reads.matrix_file(deed, term), name=f"themes-{term.number}.xlsx")
