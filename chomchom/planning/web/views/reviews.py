"""Review rounds and cards: the office's progress, what waits for me, one card to fill and to move."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from chomchom.accounts.public import Role, page
from chomchom.kernel.deeds import Deed
from chomchom.kernel.verdicts import Refused
from chomchom.planning.access import reviews as access
from chomchom.planning.actions import candidates as judging
from chomchom.planning.actions import reviews as acts
from chomchom.planning.reads import candidates as register
from chomchom.planning.reads import library
from chomchom.planning.reads import reviews as reads
from chomchom.planning.sentences import reviews as sentences
from chomchom.planning.web.asked import as_id
from chomchom.planning.web.review_forms import AnswerForm, EntryForm, MoveForm, RoundForm
from chomchom.planning.web.review_tabs import drawn
from chomchom.ui.refusals import sentence
from chomchom.ui.said import tell

READERS = {Role(role) for role in access.READERS} - {Role.SYSTEM}
FILLERS = {Role(role) for role in access.FILLERS}
OFFICE = {Role(role) for role in access.OFFICE}
KEEPS_WORDS = ("card-row-both", "card-row-empty", "card-row-changed")
"""Refusals after which what was typed stays on the page."""


@require_GET
@page(roles=READERS)
def rounds(request: HttpRequest, deed: Deed) -> HttpResponse:
    """The rounds, and what waits for whoever looks."""
    facts = {
        "rows": reads.rounds(deed),
        "mine": reads.my_cards(deed),
        "may_open": bool(deed.roles & OFFICE),
        "may_fill": bool(deed.roles & FILLERS),
    }
    return drawn(request, "planning/review_rounds.html", facts)


@page(roles=OFFICE)
def round_new(request: HttpRequest, deed: Deed) -> HttpResponse:
    """Open a round."""
    term = register.current_term(deed)
    terms = [(str(one.number), one.name) for one in register.terms(deed)]
    form = RoundForm(
        request.POST or None, terms=terms, kinds=reads.row_choices(deed),
        initial={"year": deed.day.year, "term": term.number if term else None},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        rows = tuple(given.pop("rows"))
        round_id = acts.open_round(deed, acts.RoundIn(rows=rows, **given))
        tell(request, _("검토 회차를 열었습니다."), then=_("카드마다 누가 적을지 정하면 그분에게 알립니다."))
        return HttpResponseRedirect(reverse("planning:review_round", args=[round_id]))
    facts = {"form": form, "has_plan": bool(terms)}
    return drawn(request, "planning/review_round_new.html", facts, status=422 if form.errors else 200)


@require_GET
@page(roles=READERS)
def show(request: HttpRequest, deed: Deed, round_id: UUID) -> HttpResponse:
    """How far a round is, and which rows are missing by name."""
    return drawn(request, "planning/review_round.html", {"found": reads.round_page(deed, round_id)})


@require_POST
@page(roles=OFFICE)
def close(request: HttpRequest, deed: Deed, round_id: UUID) -> HttpResponse:
    """Close a round."""
    acts.close_round(deed, round_id=round_id)
    tell(request, _("검토 회차를 닫았습니다."), then=_("카드는 계속 볼 수 있습니다."))
    return HttpResponseRedirect(reverse("planning:review_round", args=[round_id]))


@require_GET
@page(roles=READERS)
def card(request: HttpRequest, deed: Deed, card_id: UUID) -> HttpResponse:
    """One card."""
    return _card(request, deed, card_id)


def _card(
    request: HttpRequest, deed: Deed, card_id: UUID, *, typed: tuple[str, EntryForm] | None = None, status: int = 200
) -> HttpResponse:
    """The card's page; `typed` is the row somebody was just refused, with their words."""
    found = reads.card_page(deed, card_id)
    rows = [
        (
            entry,
            typed[1] if typed and typed[0] == entry.code else EntryForm(
                initial={"text": entry.text, "excuse": entry.excuse, "seen_version": entry.version},
                auto_id=f"{entry.code}-%s",
            ),
        )
        for entry in found.entries
    ]  # fmt: skip
    sources = library.evidence_choices(deed) if found.may_fill else []
    answers = [
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
        for one in found.considerations
    ]  # fmt: skip
    facts = {
        "found": found,
        "rows": rows,
        "answers": answers,
        "people": reads.assignees(deed) if found.may_assign else [],
        "steps": [sentences.CARD_STATES[state] for state in ("writing", "submitted", "reviewed", "final")],
    }
    return drawn(request, "planning/review_card.html", facts, status=status)


@require_POST
@page(roles=FILLERS)
def write(request: HttpRequest, deed: Deed, card_id: UUID, row: str) -> HttpResponse:
    """Fill one row; what was typed is never lost to a refusal."""
    form = EntryForm(request.POST, auto_id=f"{row}-%s")
    if not form.is_valid():
        return _card(request, deed, card_id, typed=(row, form), status=422)
    try:
        acts.write_row(deed, card_id=card_id, row=row, **form.cleaned_data)
    except Refused as refusal:
        if refusal.code not in KEEPS_WORDS:
            raise
        form.add_error("text", sentence(refusal.code, refusal.facts))
        if refusal.code == "card-row-changed":
            now = next(one for one in reads.card_page(deed, card_id).entries if one.code == row)
            form.data = request.POST.copy()
            form.data["seen_version"] = str(now.version)  # the next press is about what stands there now
        return _card(request, deed, card_id, typed=(row, form), status=409)
    tell(request, _("적었습니다."), then=_("모두 채우면 아래에서 제출합니다."))
    return HttpResponseRedirect(reverse("planning:review_card", args=[card_id]) + f"#row-{row}")


@require_POST
@page(roles=FILLERS)
def move(request: HttpRequest, deed: Deed, card_id: UUID) -> HttpResponse:
    """Submit, send back, review, ask again, finish, open again."""
    form = MoveForm(request.POST)
    if not form.is_valid() or form.cleaned_data["move"] not in sentences.CARD_MOVES:
        return _card(request, deed, card_id, status=422)
    state = acts.move_card(deed, card_id=card_id, **form.cleaned_data)
    tell(request, sentences.CARD_DONE[form.cleaned_data["move"]], then=sentences.CARD_NEXT[state])
    return HttpResponseRedirect(reverse("planning:review_card", args=[card_id]))


@require_POST
@page(roles=OFFICE)
def assign(request: HttpRequest, deed: Deed, card_id: UUID) -> HttpResponse:
    """Say who fills which row."""
    found = reads.card_page(deed, card_id)
    chosen: dict[str, UUID | None] = {}
    for entry in found.entries:
        given = request.POST.get(f"assignee-{entry.code}", "")
        chosen[entry.code] = as_id(given)
    acts.assign_rows(deed, card_id=card_id, assignees=chosen)
    tell(request, _("맡을 분을 정했습니다."), then=_("새로 맡은 분에게 알렸습니다."))
    return HttpResponseRedirect(reverse("planning:review_card", args=[card_id]))


@require_POST
@page(roles=FILLERS)
def consider(request: HttpRequest, deed: Deed, card_id: UUID) -> HttpResponse:
    """Answer one consideration of the review list."""
    form = AnswerForm(request.POST, sources=library.evidence_choices(deed))
    if not form.is_valid():
        return _card(request, deed, card_id, status=422)
    given = form.cleaned_data
    given["evidence_id"] = as_id(given["evidence_id"] or "")
    judging.consider(deed, card_id=card_id, given=judging.AnswerIn(**given))
    tell(request, _("적었습니다."))
    return HttpResponseRedirect(reverse("planning:review_card", args=[card_id]) + "#considerations")
