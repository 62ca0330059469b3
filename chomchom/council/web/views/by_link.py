"""The pages behind a signed link: an opinion or a proposal in a minute, on a phone, without an account.

GET changes nothing. A POST spends the link; afterwards the same address shows the receipt.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from chomchom.accounts.public import page
from chomchom.council.actions import asking as actions
from chomchom.council.actions import proposing
from chomchom.council.actions.asking import PURPOSES
from chomchom.council.reads import asking as reads
from chomchom.council.rules.asking import Asked
from chomchom.council.web import asking_forms as forms
from chomchom.kernel.deeds import Deed
from chomchom.notices.public import LinkRow, deed_of_link, links
from chomchom.rulebook.public import whole
from chomchom.ui.said import tell


def _opening(purpose: str) -> Any:
    def deed(request: HttpRequest, *, token: str, **_rest: Any) -> Deed:
        link = links.open(token, purpose=purpose)
        request.opened_link = link  # type: ignore[attr-defined]
        return deed_of_link(link)

    return deed


def _link(request: HttpRequest) -> LinkRow:
    return request.opened_link  # type: ignore[attr-defined,no-any-return]


@page(link=_opening(PURPOSES[Asked.OPINION]))
def opinion(request: HttpRequest, deed: Deed, token: str) -> HttpResponse:
    """A field for each thing somebody is asked about; once sent, the receipt."""
    face = reads.link_face(deed, _link(request))
    most = whole("council_asking.opinion_letters", on=deed.day)
    form = forms.ItemsForm(request.POST or None, items=face.items, most=most)
    if request.method == "POST" and face.answered:
        links.use(deed, _link(request))  # says that this link was used
    if request.method == "POST" and form.is_valid():
        actions.answer_opinions(deed, link=_link(request), texts=form.texts())
        tell(request, _("의견을 보냈습니다. 고맙습니다."))
        return HttpResponseRedirect(reverse("council:link_opinion", args=[token]))
    facts = {"face": face, "form": form}
    return TemplateResponse(
        request, "council/link_opinion.html", facts, status=422 if request.method == "POST" else 200
    )


@page(link=_opening(PURPOSES[Asked.PROPOSAL]))
def proposal(request: HttpRequest, deed: Deed, token: str) -> HttpResponse:
    """The form of a proposal; once sent, the receipt with its number and what comes next."""
    face = reads.link_face(deed, _link(request))
    most = whole("council_asking.proposal_letters", on=deed.day)
    form = forms.ProposalForm(request.POST or None, most=most, initial={"organisation": face.organisation})
    if request.method == "POST" and face.answered:
        links.use(deed, _link(request))  # says that this link was used
    if request.method == "POST" and form.is_valid():
        proposing.propose_by_link(deed, link=_link(request), proposal=form.proposal())
        tell(request, _("제안을 보냈습니다. 고맙습니다."))
        return HttpResponseRedirect(reverse("council:link_proposal", args=[token]))
    facts = {"face": face, "form": form}
    return TemplateResponse(
        request, "council/link_proposal.html", facts, status=422 if request.method == "POST" else 200
    )


@require_GET
@page(link=_opening(proposing.RECEIPT))
def receipt(request: HttpRequest, deed: Deed, token: str) -> HttpResponse:
    """What became of a proposal."""
    return TemplateResponse(request, "council/link_receipt.html", {"row": reads.receipt(deed, _link(request))})
