"""Ladders: all of them, one with its history, another city's taken over, and one tried on last month before it holds."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from chomchom.accounts.public import page
from chomchom.kernel.deeds import Deed
from chomchom.kernel.verdicts import verdict
from chomchom.wellbeing import access
from chomchom.wellbeing.actions import policies
from chomchom.wellbeing.reads import ladders as reads
from chomchom.wellbeing.rules.ladder import Rung, check_ladder, check_quiet
from chomchom.wellbeing.rules.words import AlertKind
from chomchom.wellbeing.web.forms import LadderForm, RungFormSet
from chomchom.wellbeing.web.views.running import SEERS


@require_GET
@page(roles=SEERS)
def overview(request: HttpRequest, deed: Deed) -> HttpResponse:
    """The ladder of each kind of alert as it stands."""
    return TemplateResponse(request, "wellbeing/ladders.html", {"rows": reads.ladders(deed)})


@page(roles=SEERS)
def one(request: HttpRequest, deed: Deed, kind: str) -> HttpResponse:
    """One kind's ladder: read it, begin from another city's (`?from=`), try it on last month, set it from a day on."""
    found = reads.ladder_page(deed, kind)
    if request.method != "POST":
        return _shown(request, deed, found, *_begun(deed, found, request.GET.get("from", "")))
    setting, forms = LadderForm(request.POST), RungFormSet(request.POST)
    if not (setting.is_valid() and forms.is_valid()):
        return _shown(request, deed, found, setting, forms, status=422)
    rungs = [rung for form in forms if (rung := form.rung()) is not None]
    if "try" in request.POST:
        check_ladder(rungs)
        check_quiet(setting.quiet())
        tried = reads.rehearsal(deed, AlertKind(kind), rungs, quiet=setting.quiet())
        return _shown(request, deed, found, setting, forms, tried=tried)
    given = setting.cleaned_data
    policies.save_ladder(
        deed, kind=AlertKind(kind), rungs=rungs, quiet=setting.quiet(), from_on=given["from_on"],
        preset=given["preset"] if _is_preset(found, given["preset"], rungs) else "",
    )  # fmt: skip
    messages.success(request, _("단계를 바꾸었습니다. 이미 올라온 위험신호는 올라올 때의 단계를 그대로 밟습니다."))
    return HttpResponseRedirect(reverse("wellbeing:ladder", args=[kind]))


def _begun(deed: Deed, found: reads.LadderPage, code: str) -> tuple[LadderForm, Any]:
    """The forms to begin with: another city's ladder where one is asked for, else the one that stands."""
    preset = next((one for one in found.presets if one.code == code), None)
    rungs = preset.rungs if preset else found.row.rungs
    quiet = found.row.quiet
    setting = LadderForm(
        initial={
            "from_on": deed.day, "preset": preset.code if preset else "",
            "quiet_since": quiet.since if quiet else None, "quiet_until": quiet.until if quiet else None,
        }
    )  # fmt: skip
    return setting, RungFormSet(initial=[asdict(rung) | {"channel": str(rung.channel)} for rung in rungs])


def _is_preset(found: reads.LadderPage, code: str, rungs: list[Rung]) -> bool:
    """Whether what is set is really the published ladder, not one that was changed meanwhile."""
    return any(one.code == code and list(one.rungs) == rungs for one in found.presets)


def _shown(
    request: HttpRequest, deed: Deed, found: reads.LadderPage, setting: LadderForm, forms: Any, *,
    tried: reads.Comparison | None = None, status: int = 200,
) -> HttpResponse:  # fmt: skip
    context = {
        "page": found, "row": found.row, "setting": setting, "forms": forms, "tried": tried,
        "may": verdict(access.check_may_change_ladder, deed), "begun": request.GET.get("from", ""),
    }  # fmt: skip
    return TemplateResponse(request, "wellbeing/ladder.html", context, status=status)
