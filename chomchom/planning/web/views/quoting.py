"""Bringing what was said in meetings beside a row of a review card: choose, and it stands there with its meeting."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chomchom.accounts.public import page
from chomchom.kernel.deeds import Deed
from chomchom.kernel.verdicts import Refused
from chomchom.planning.actions.reviews import QuoteIn, quote_opinions
from chomchom.planning.reads.project import project_page
from chomchom.planning.reads.reviews import EntryLine, card_page
from chomchom.planning.web.decided import opinions_of
from chomchom.planning.web.review_tabs import drawn
from chomchom.planning.web.views.reviews import FILLERS
from chomchom.ui.said import tell


@page(roles=FILLERS)
def quote(request: HttpRequest, deed: Deed, card_id: UUID, row: str) -> HttpResponse:
    """What meetings said about the card's project; the chosen words go beside the row, never into it."""
    card = card_page(deed, card_id)
    entry = _entry(card.entries, row)
    said = opinions_of(deed, project_page(deed, card.project_id))
    if request.method == "POST":
        chosen = set(request.POST.getlist("opinion"))
        quotes = [
            QuoteIn(opinion_id=one.id, source_label=one.source, text=one.text, meeting_id=one.meeting_id, meeting_name=one.meeting)
            for one in said if str(one.id) in chosen
        ]  # fmt: skip
        made = quote_opinions(deed, card_id=card_id, row=row, quotes=quotes)
        told = ngettext("의견 %(n)d건을 옆에 옮겨 두었습니다.", "의견 %(n)d건을 옆에 옮겨 두었습니다.", made)
        tell(request, told % {"n": made}, then=_("옮겨 둔 의견을 보면서 이 항목을 적어 주세요."))
        return HttpResponseRedirect(reverse("planning:review_card", args=[card_id]) + f"#row-{row}")
    there = {one.opinion_id for one in entry.quotes}
    facts = {
        "card": card, "entry": entry, "rows": [(one, one.id in there) for one in said],
        "left": any(one.id not in there for one in said),
    }  # fmt: skip
    return drawn(request, "planning/quote.html", facts)


def _entry(entries: tuple[EntryLine, ...], row: str) -> EntryLine:
    found = next((one for one in entries if one.code == row), None)
    if found is None:
        raise Refused("card-row-unknown")
    return found
