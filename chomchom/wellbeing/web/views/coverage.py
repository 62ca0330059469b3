"""Who is watched by what, who by nothing; and who is leaving."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from chomchom.accounts.public import Role, page
from chomchom.enrolment import public as enrolment
from chomchom.kernel.deeds import Deed
from chomchom.wellbeing.reads import coverage as reads
from chomchom.wellbeing.rules.words import PROGRAMME, WhyNot
from chomchom.wellbeing.sentences import WHY_NOT

SEERS = {
    Role.DESK, Role.DONG_OFFICER, Role.CASE_MANAGER, Role.TEAM_HEAD, Role.CITY_OFFICER, Role.PROGRAMME_OFFICER,
}  # fmt: skip


@page(roles=SEERS)
def show(request: HttpRequest, deed: Deed) -> HttpResponse:
    """The coverage: figures, then the list, first of all those without any source."""
    why = request.GET.get("why", "")
    only_bare = request.GET.get("bare", "") == "1"
    rows = reads.coverage_rows(deed, only_bare=only_bare, why=why, after=request.GET.get("after", ""))
    context = {
        "figures": reads.coverage(deed),
        "without_home": reads.without_home(deed),
        "rows": rows.rows,
        "next": rows.next,
        "why": why if why in set(WhyNot) else "",
        "only_bare": only_bare,
        "reasons": [("", _("모두")), *((str(code), word) for code, word in WHY_NOT.items())],
    }
    return TemplateResponse(request, "wellbeing/coverage.html", context)


@page(roles=SEERS)
def leaving(request: HttpRequest, deed: Deed) -> HttpResponse:
    """The work list of leavers, the province's numbers without a person, and who left in the last ninety days by reason."""
    context = {
        "leavers": reads.leaver_rows(deed),
        "unmatched": reads.unmatched(deed),
        "stops": reads.stops(deed),
        "left": enrolment.leavers(deed, programme=PROGRAMME, since=deed.day - timedelta(days=90), until=deed.day),
    }
    return TemplateResponse(request, "wellbeing/leaving.html", context)
