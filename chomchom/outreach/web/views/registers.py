"""Staff signals, activities, one-off goods, needs without a resource, income lines, area incidents."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from chomchom.accounts.public import Role, page
from chomchom.kernel.deeds import Deed
from chomchom.outreach import access
from chomchom.outreach.actions import register as acts
from chomchom.outreach.actions.incidents import end_incident
from chomchom.outreach.actions.receive import receive_signal
from chomchom.outreach.actions.texts import plain_memo
from chomchom.outreach.reads import registers
from chomchom.outreach.reads.episodes import episode
from chomchom.outreach.rules.arrivals import SignalIn
from chomchom.outreach.rules.register import ActivityLine, ActorKind
from chomchom.outreach.rules.words import STAFF_DOORS, Door
from chomchom.outreach.web.entries import ActivityLines, ConsultForm, DeficitForm, GoodsForm, IncidentEndForm
from chomchom.outreach.web.forms import SignalForm, all_dongs, own_dongs
from chomchom.people import public as people
from chomchom.rulebook.incomes import tables
from chomchom.ui.said import tell

AGENCIES = {Role.AGENCY_WORKER, Role.AGENCY_LEAD}
RECEIVERS = {Role(role) for role in access.RECEIVES} | AGENCIES
ENTERERS = {Role(role) for role in access.ENTERS} | {Role.CASE_MANAGER}
WORKERS = {Role(role) for role in access.WORKS_EPISODES}


def episode_path(episode_id: UUID) -> str:
    """Where an episode's page is; it is built upon these reads in the room of cross-room pages."""
    return f"/episodes/{episode_id}/"


@page(roles=RECEIVERS)
def signal_new(request: HttpRequest, deed: Deed) -> HttpResponse:
    """A walk-in, a call, word from a hospital, school, police, agency."""
    agency = bool(deed.roles & AGENCIES)
    doors = (Door.AGENCY,) if agency else STAFF_DOORS
    start = {"idem_key": uuid4(), "person_id": request.GET.get("person", "")}
    form = SignalForm(request.POST or None, initial=start, deed=deed, doors=doors)
    if request.method == "POST" and form.is_valid():
        return _take(request, deed, form, agency=agency)
    person = _person(deed, form["person_id"].value())
    status = 422 if form.errors else 200
    return TemplateResponse(request, "outreach/signal.html", {"form": form, "person": person}, status=status)


def _person(deed: Deed, given: Any) -> people.PersonCard | None:
    try:
        person_id = UUID(str(given))
    except ValueError:
        return None
    return people.cards(deed, [person_id]).get(person_id)


def _take(request: HttpRequest, deed: Deed, form: SignalForm, *, agency: bool) -> HttpResponse:
    given = form.cleaned_data
    person = _person(deed, given["person_id"])
    got = receive_signal(
        deed,
        SignalIn(
            door=given["door"],
            source_id=f"staff:{given['idem_key']}",
            occurred_at=deed.at,
            dong=person.dong if person else given["dong"],
            person_id=person.person_id if person else None,
            household_id=person.household_id if person else None,
            address=given["address"],
            grade=given["grade"],
            note=plain_memo(given["note"]),
            finder_kind=given["finder_kind"],
            finder_id=deed.agency_id if agency else None,
        ),
    )
    met = _("이미 열려 있는 확인 건에 더했습니다.") if got.joined else _("확인 건을 열었습니다.")
    tell(request, met, then=_("오늘 화면에서 기한과 함께 볼 수 있습니다."))
    return HttpResponseRedirect(reverse("outreach:signal_new") if agency else episode_path(got.episode_id))


@page(roles=ENTERERS | AGENCIES)
def activities(request: HttpRequest, deed: Deed) -> HttpResponse:
    """Enter the lines of a paper diary in one go."""
    agency_id = deed.agency_id if deed.roles & AGENCIES else None
    actors = (ActorKind.AGENCY,) if agency_id else tuple(a for a in ActorKind if a is not ActorKind.AGENCY)
    places = own_dongs(deed) if not agency_id else all_dongs()[1:]
    lines = ActivityLines(request.POST or None, form_kwargs={"places": places, "actors": actors})
    batch = _uuid(request.POST.get("batch_id")) or uuid4()
    if request.method == "POST" and lines.is_valid():
        wanted = [ActivityLine(**form.cleaned_data) for form in lines if form.filled]
        count = acts.enter_activities(deed, batch_id=batch, lines=wanted, agency_id=agency_id)
        tell(request, _("%(n)d줄을 적었습니다.") % {"n": count}, then=_("통계에 그 기관과 이웃의 활동으로 셉니다."))
        return HttpResponseRedirect(reverse("outreach:activities"))
    facts = {
        "lines": lines,
        "batch_id": batch,
        "rows": registers.activities(deed),
        "may_enter": bool(deed.roles & ENTERERS),
    }
    wrong = request.method == "POST"
    return TemplateResponse(request, "outreach/activities.html", facts, status=422 if wrong else 200)


def _uuid(text: str | None) -> UUID | None:
    try:
        return UUID(str(text))
    except ValueError:
        return None


@page(roles=ENTERERS)
def goods(request: HttpRequest, deed: Deed) -> HttpResponse:
    """Record one-off goods or money in ten seconds."""
    start = {"idem_key": uuid4(), "occurred_on": deed.day, "episode_id": request.GET.get("episode", "")}
    form = GoodsForm(request.POST or None, initial=start, places=own_dongs(deed))
    if request.method == "POST" and form.is_valid():
        acts.link_goods(deed, acts.GoodsIn(**form.cleaned_data))
        tell(request, _("적었습니다."), then=_("연계 통계에 셉니다."))
        given = form.cleaned_data["episode_id"]
        return HttpResponseRedirect(episode_path(given) if given else reverse("outreach:goods"))
    first = deed.day.replace(day=1)
    facts = {
        "form": form,
        "rows": registers.goods(deed),
        "may_enter": True,
        "month_sum": f"{registers.goods_sum(deed, first=first, last=deed.day):,}",
    }
    return TemplateResponse(request, "outreach/goods.html", facts, status=422 if form.errors else 200)


@page(roles=ENTERERS | {Role.DESK, Role.PROGRAMME_OFFICER, Role.COUNCIL_OFFICE, Role.AGENCY_LEAD})
def deficits(request: HttpRequest, deed: Deed) -> HttpResponse:
    """Needs nobody could meet, by dong and by public line; the largest propose an agenda item."""
    may_enter = bool(deed.roles & ENTERERS)
    form = DeficitForm(request.POST or None, initial={"idem_key": uuid4()}, places=own_dongs(deed))
    if request.method == "POST" and may_enter and form.is_valid():
        acts.enter_deficit(deed, **form.cleaned_data)
        tell(request, _("부족한 자원으로 적었습니다."))
        return HttpResponseRedirect(reverse("outreach:deficits"))
    first = date(deed.day.year, 1, 1)
    facts = {
        "form": form,
        "may_enter": may_enter,
        "year": deed.day.year,
        "rows": registers.deficits(deed, first=first, last=deed.day),
    }
    return TemplateResponse(request, "outreach/deficits.html", facts, status=422 if form.errors else 200)


@page(roles=WORKERS)
def consult(request: HttpRequest, deed: Deed, episode_id: UUID) -> HttpResponse:
    """Hold an income against a public line; above it the private route opens, with by how much."""
    criteria = [(row.code, f"{row.name} {row.percent}%") for row in tables().criteria]
    form = ConsultForm(request.POST or None, criteria=criteria)
    held = None
    if request.method == "POST" and form.is_valid():
        held = acts.consult(deed, episode_id=episode_id, **form.cleaned_data)
    found = episode(deed, episode_id)
    facts = {
        "form": form,
        "row": found.board,
        "held": held,
        "over_by": f"{held.over_by:,}" if held else "",
        "line": f"{held.line:,}" if held else "",
        "back": episode_path(episode_id),
    }
    return TemplateResponse(request, "outreach/consult.html", facts, status=422 if form.errors else 200)


@require_GET
@page(roles={Role(role) for role in access.ENDS_INCIDENTS})
def incidents(request: HttpRequest, deed: Deed) -> HttpResponse:
    """Area incidents: what was one event for many homes."""
    return TemplateResponse(request, "outreach/incidents.html", {"rows": registers.incidents(deed)})


@require_GET
@page(roles={Role(role) for role in access.ENDS_INCIDENTS})
def incident(request: HttpRequest, deed: Deed, incident_id: UUID) -> HttpResponse:
    """One area incident with the list of its homes."""
    found = registers.incident_page(deed, incident_id, after=request.GET.get("after", ""))
    return TemplateResponse(request, "outreach/incident.html", {"found": found, "form": IncidentEndForm()})


@require_POST
@page(roles={Role(role) for role in access.ENDS_INCIDENTS})
def incident_end(request: HttpRequest, deed: Deed, incident_id: UUID) -> HttpResponse:
    """End an area incident."""
    form = IncidentEndForm(request.POST)
    if not form.is_valid():
        found = registers.incident_page(deed, incident_id)
        return TemplateResponse(request, "outreach/incident.html", {"found": found, "form": form}, status=422)
    end = end_incident(deed, incident_id=incident_id, **form.cleaned_data)
    happened = _("지역 장애를 끝냈습니다. %(settled)d댁을 함께 마쳤습니다.") % {"settled": end.settled}
    then = _("%(released)d댁은 오늘 화면으로 돌아갔습니다.") % {"released": end.released}
    tell(request, happened, then=then)
    return HttpResponseRedirect(reverse("outreach:incident", args=[incident_id]))
