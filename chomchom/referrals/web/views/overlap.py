"""The question whether somebody already gets something similar, asked from the send page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chomchom.accounts.public import page
from chomchom.kernel.deeds import Deed
from chomchom.kernel.verdicts import Refused
from chomchom.network import public as network
from chomchom.referrals import access, actions
from chomchom.referrals.web.forms import OriginForm
from chomchom.ui.said import tell


@require_POST
@page(roles=access.OFFICERS)
def ask(request: HttpRequest, deed: Deed) -> HttpResponse:
    """Yes or no, and of what kind; the page goes back to where it was asked."""
    origin = OriginForm(request.GET)
    if not origin.is_valid() or not origin.cleaned_data["need"]:
        raise Refused("referral-not-found")
    said = origin.cleaned_data
    answer = actions.ask_overlap(deed, person_id=said["person"], need=said["need"])
    labels = network.need_labels()
    if not answer.found:
        tell(request, _("아니요. 비슷한 서비스를 받거나 기다리는 기록이 없습니다."))
    if answer.getting:
        tell(request, _("예. 이미 받는 것: %(kinds)s") % {"kinds": ", ".join(labels[one] for one in answer.getting)})
    if answer.asked:
        tell(request, _("예. 답을 기다리는 것: %(kinds)s") % {"kinds": ", ".join(labels[one] for one in answer.asked)})
    return HttpResponseRedirect(f"{reverse('referrals:new')}?{request.GET.urlencode()}")
