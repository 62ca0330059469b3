"""A plan as a tree, finding a project, and the plan's versions."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from chomchom.accounts.public import page
from chomchom.kernel.deeds import Deed
from chomchom.kernel.verdicts import verdict
from chomchom.planning import access
from chomchom.planning.access.reviews import FILLERS
from chomchom.planning.actions import tree as acts
from chomchom.planning.actions import versions as keeping
from chomchom.planning.reads import tree as reads
from chomchom.planning.reads import versions as kept
from chomchom.planning.reads.desk import desk
from chomchom.planning.web.forms import StrategyForm, TermForm, VersionForm
from chomchom.planning.web.review_tabs import drawn
from chomchom.planning.web.tabs import tabs_of
from chomchom.ui.said import tell

READERS = access.READERS
WRITERS = access.WRITERS


@require_GET
@page(roles=READERS)
def index(request: HttpRequest, deed: Deed) -> HttpResponse:
    """For who works on the plan, what is to be done; for others the plan whose years run; where none is, how to begin."""
    found = reads.terms(deed)
    if found and deed.has(*FILLERS):
        return drawn(request, "planning/desk.html", {"desk": desk(deed), "terms": found})
    running = [one for one in found if deed.day.year in one.years]
    if found:
        return HttpResponseRedirect(reverse("planning:plan", args=[(running or found)[0].number]))
    facts = {"may": verdict(access.check_may_change_plan, deed), "form": TermForm()}
    return TemplateResponse(request, "planning/none.html", facts)


@page(roles=WRITERS)
def term_new(request: HttpRequest, deed: Deed) -> HttpResponse:
    """Begin a plan."""
    form = TermForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        acts.enter_term(deed, **form.cleaned_data)
        tell(request, _("계획을 만들었습니다."), then=_("추진전략부터 적어 주세요."))
        return HttpResponseRedirect(reverse("planning:plan", args=[form.cleaned_data["number"]]))
    return TemplateResponse(request, "planning/term_new.html", {"form": form}, status=422 if form.errors else 200)


@require_GET
@page(roles=READERS)
def plan(request: HttpRequest, deed: Deed, number: int) -> HttpResponse:
    """One plan from strategies to tasks, with its money."""
    closed = request.GET.get("closed") == "yes"
    year = reads.money_year(reads.term(deed, number), deed.day)
    facts = {
        "plan": reads.outline(deed, number, closed_too=closed, year=year),
        "year": year,
        "text": "",
        "tabs": tabs_of(number, here="planning:plan", deed=deed),
        "terms": reads.terms(deed),
        "closed": closed,
        "may": verdict(access.check_may_change_plan, deed),
        "strategy_form": StrategyForm(deed=deed, number=number),
    }
    return TemplateResponse(request, "planning/plan.html", facts)


@require_POST
@page(roles=WRITERS)
def strategy(request: HttpRequest, deed: Deed, number: int) -> HttpResponse:
    """Write a strategy or a priority."""
    form = StrategyForm(request.POST, deed=deed, number=number)
    if not form.is_valid():
        facts = {"form": form, "number": number}
        return TemplateResponse(request, "planning/strategy.html", facts, status=422)
    said = form.cleaned_data
    if said["below"]:
        acts.enter_priority(deed, strategy_id=said["below"], number=said["number"], name=said["name"])
    else:
        acts.enter_strategy(deed, term_id=reads.term(deed, number).id, number=said["number"], name=said["name"])
    tell(request, _("'%(name)s'을(를) 적었습니다.") % {"name": said["name"]})
    return HttpResponseRedirect(reverse("planning:plan", args=[number]))


@require_GET
@page(roles=READERS)
def search(request: HttpRequest, deed: Deed) -> HttpResponse:
    """Projects by code or by any name they ever had."""
    text = request.GET.get("q", "").strip()[:120]
    facts = {"text": text, "rows": reads.search(deed, text) if text else [], "terms": reads.terms(deed)}
    return TemplateResponse(request, "planning/search.html", facts)


@page(roles=READERS)
def versions(request: HttpRequest, deed: Deed, number: int) -> HttpResponse:
    """What the plan held when it was established, and what each change altered; and the form that keeps the next."""
    form = VersionForm(request.POST or None, initial={"decided_on": deed.day})
    if request.method == "POST" and form.is_valid():
        made = keeping.record_version(deed, term_number=number, **form.cleaned_data)
        tell(request, _("%(n)d판을 남겼습니다.") % {"n": made})
        return HttpResponseRedirect(reverse("planning:versions", args=[number]))
    facts = {
        "term": reads.term(deed, number),
        "tabs": tabs_of(number, here="planning:versions", deed=deed),
        "rows": kept.versions(deed, number),
        "unkept": kept.unkept(deed, number),
        "form": form,
        "may": verdict(access.check_may_change_plan, deed),
    }
    return TemplateResponse(request, "planning/versions.html", facts, status=422 if form.errors else 200)
