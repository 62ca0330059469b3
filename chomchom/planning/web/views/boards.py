"""The board of a plan: look, move a card by hand or by keyboard, with and without JavaScript."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from chomchom.accounts.public import page
from chomchom.kernel.deeds import Deed
from chomchom.kernel.verdicts import Refused, verdict
from chomchom.planning import access
from chomchom.planning.actions import board as acts
from chomchom.planning.actions import tree
from chomchom.planning.reads import board as reads
from chomchom.planning.web.asked import as_id
from chomchom.planning.web.tabs import tabs_of
from chomchom.ui.said import tell


@require_GET
@page(roles=access.READERS)
def show(request: HttpRequest, deed: Deed, number: int) -> HttpResponse:
    """The whole board."""
    facts = {
        "board": reads.board(deed, number),
        "tabs": tabs_of(number, here="planning:board", deed=deed),
        "may": verdict(access.check_may_change_plan, deed),
    }
    return TemplateResponse(request, "planning/board.html", facts)


@require_POST
@page(roles=access.WRITERS)
def move(request: HttpRequest, deed: Deed, number: int) -> HttpResponse:
    """Move one card; a card that somebody moved meanwhile stays and says so."""
    text = request.POST.get("candidate", "") or request.POST.get("project", "")
    card = as_id(text)
    if card is None:
        raise Refused("project-not-found")
    to, version = _strategy(request.POST.get("strategy", "")), request.POST.get("version", "")
    seen = int(version) if version.isascii() and version.isdigit() else 0
    if request.POST.get("candidate"):
        acts.place_candidate(deed, candidate_id=card, strategy_id=to, seen_version=seen)
        tell(request, _("후보를 옮겼습니다."))
        return _at(number, card)
    tree.place_project(deed, project_id=card, strategy_id=to, seen_version=seen)
    tell(request, _("카드를 옮겼습니다."), then=_("전략이 바뀌면 코드를 새로 정해야 합니다."))
    return _at(number, card)


def _at(number: int, card: UUID) -> HttpResponse:
    return HttpResponseRedirect(reverse("planning:board", args=[number]) + f"#card-{card}")


@require_POST
@page(roles=access.WRITERS)
def take_in(request: HttpRequest, deed: Deed, number: int, candidate_id: UUID) -> HttpResponse:
    """An adopted candidate becomes a project."""
    made = acts.take_in_candidate(deed, candidate_id=candidate_id)
    tell(request, _("후보를 사업으로 올렸습니다."), then=_("코드와 지표를 정하면 확정할 수 있습니다."))
    return _at(number, made)


def _strategy(text: str) -> UUID | None:
    """The strategy chosen; "none" takes the card off all of them. Raises `strategy-not-found`."""
    if text == "none":
        return None
    found = as_id(text)
    if found is None:
        raise Refused("strategy-not-found")
    return found
