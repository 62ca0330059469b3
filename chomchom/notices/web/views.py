"""The inbox with its bell, and the wall list of messages nobody got."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chomchom.accounts.public import page
from chomchom.kernel.deeds import Deed
from chomchom.kernel.verdicts import Refused
from chomchom.notices import access, reads
from chomchom.notices.actions import delivering, telling
from chomchom.notices.web.forms import CloseForm
from chomchom.ui.said import tell


@page()
def inbox(request: HttpRequest, deed: Deed) -> HttpResponse:
    """One's messages, newest first."""
    found = reads.inbox(deed, after=request.GET.get("after", ""))
    facts = {
        "rows": found.rows,
        "next": found.next,
        "unread_here": reads.unread_count(deed),
        "muted": delivering.muted(deed),
        "lost": len(reads.undelivered(deed)),
    }
    return TemplateResponse(request, "notices/inbox.html", facts)


@page()
def bell(request: HttpRequest, deed: Deed) -> HttpResponse:
    """The number beside the bell, for a page that asks now and then."""
    return TemplateResponse(request, "notices/bell.html", {"count": reads.unread_count(deed)})


@require_POST
@page()
def open_notice(request: HttpRequest, deed: Deed, notice_id: UUID) -> HttpResponse:
    """Read a message and go where its news is."""
    path = telling.read_notice(deed, notice_id=notice_id)
    return HttpResponseRedirect(path or reverse("notices:inbox"))


@require_POST
@page()
def read_all(request: HttpRequest, deed: Deed) -> HttpResponse:
    """Everything is read."""
    telling.read_all(deed)
    return HttpResponseRedirect(reverse("notices:inbox"))


@page()
def undelivered(request: HttpRequest, deed: Deed) -> HttpResponse:
    """What did not get through; it stays until somebody says how it was dealt with."""
    rows = reads.undelivered(deed)
    facts = {"rows": rows, "red": sum(row.red for row in rows), "form": CloseForm(), "wall": deed.has(*access.WALL)}
    return TemplateResponse(request, "notices/undelivered.html", facts)


@require_POST
@page()
def close(request: HttpRequest, deed: Deed, notice_id: UUID) -> HttpResponse:
    """Take a message off the wall list."""
    form = CloseForm(request.POST)
    if not form.is_valid():
        raise Refused("notice-close-reason-unknown")
    telling.close_notice(deed, notice_id=notice_id, because=form.cleaned_data["because"])
    tell(request, _("목록에서 내렸습니다."))
    return HttpResponseRedirect(reverse("notices:undelivered"))
