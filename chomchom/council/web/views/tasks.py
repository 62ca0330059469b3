"""Pages of tasks: of a meeting, of everybody, one's own."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chomchom.accounts.public import Role, page, who_holds
from chomchom.council.access import decisions as access
from chomchom.council.actions import tasks as actions
from chomchom.council.reads import tasks as reads
from chomchom.council.web import deciding_forms as forms
from chomchom.council.web.views.opinions import form_page
from chomchom.kernel.deeds import Deed
from chomchom.kernel.verdicts import verdict
from chomchom.ui.said import tell

READERS = access.ACTION_READERS - {Role.SYSTEM}
STAFF = (Role.COUNCIL_OFFICE, Role.CITY_OFFICER, Role.TEAM_HEAD, Role.PROGRAMME_OFFICER)
WHICH: tuple[reads.Which, ...] = ("open", "late", "incomplete", "done")


def owner_choices(deed: Deed) -> list[tuple[str, str]]:
    """Who can be given a task: seats of the council, and staff who work on the plan."""
    staff = {one.account_id: one.name for role in STAFF for one in who_holds(role, None, deed.day)}
    return [
        *((f"seat:{seat_id}", label) for seat_id, label in reads.seat_choices(deed)),
        *((f"account:{account_id}", name) for account_id, name in sorted(staff.items(), key=lambda one: one[1])),
    ]


@page(roles=READERS)
def meeting_actions(request: HttpRequest, deed: Deed, meeting_id: UUID) -> HttpResponse:
    """What is to be done after a meeting, by whom and until when."""
    found = reads.meeting_actions(deed, meeting_id)
    here = reverse("council:meeting_actions", args=[meeting_id])
    return TemplateResponse(request, "council/meeting_actions.html", {"found": found, "head": found.head, "here": here})


@page(roles=access.OFFICE)
def action_new(request: HttpRequest, deed: Deed, meeting_id: UUID) -> HttpResponse:
    """Write a task of a meeting."""
    head = reads.meeting_actions(deed, meeting_id).head
    form = forms.ActionForm(request.POST or None, owners=owner_choices(deed))
    back = reverse("council:meeting_actions", args=[head.id])
    if request.method == "POST" and form.is_valid():
        actions.raise_action(deed, form.action(), meeting_id=meeting_id)
        tell(request, _("할 일을 적었습니다."), then=_("맡은 분에게 알렸습니다. 담당이 없으면 다음 안건에 오릅니다."))
        return HttpResponseRedirect(back)
    return form_page(request, form, title=_("할 일 적기"), button=_("할 일 남기기"), back=back)


@page(roles=access.OFFICE)
def action_change(request: HttpRequest, deed: Deed, action_id: UUID) -> HttpResponse:
    """Give a task another owner or day."""
    row = reads.one_action(deed, action_id)
    owner = f"seat:{row.owner_seat_id}" if row.owner_seat_id else ""
    owner = owner or (f"account:{row.owner_account}" if row.owner_account else "")
    start = {"text": row.text, "owner": owner, "due_on": row.due_on, "due_event": row.due_event}
    start["owner_name"] = "" if owner else row.owner
    form = forms.ActionForm(request.POST or None, owners=owner_choices(deed), initial=start)
    back = reverse("council:meeting_actions", args=[row.meeting_id]) if row.meeting_id else reverse("council:actions")
    version = request.POST.get("version", str(row.version))
    if request.method == "POST" and form.is_valid():
        actions.change_action(
            deed, action_id=action_id, version=int(version) if version.isdigit() else 0, action=form.action()
        )
        tell(request, _("할 일을 고쳤습니다."))
        return HttpResponseRedirect(back)
    facts = {
        "form": form,
        "title": _("할 일 고치기"),
        "button": _("고친 할 일 남기기"),
        "back": back,
        "version": version,
    }
    return TemplateResponse(request, "council/action_form.html", facts, status=422 if request.method == "POST" else 200)


@require_POST
@page(roles=access.ACTION_OWNERS)
def action_end(request: HttpRequest, deed: Deed, action_id: UUID) -> HttpResponse:
    """Do, drop or take up a task, with a word; back to the page where it was pressed."""
    form = forms.EndForm(request.POST)
    move = form.cleaned_data["move"] if form.is_valid() else "do"
    actions.end_action(deed, action_id=action_id, move=move, note=request.POST.get("note", ""))
    done = {
        "do": _("한 일로 적었습니다."),
        "drop": _("하지 않기로 적었습니다."),
        "reopen": _("다시 할 일로 올렸습니다."),
    }
    tell(request, done[move])
    back = request.POST.get("back", "")
    safe = url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return HttpResponseRedirect(back if safe else reverse("council:my_actions"))


@page(roles=READERS)
def action_list(request: HttpRequest, deed: Deed) -> HttpResponse:
    """Tasks of all meetings."""
    asked = request.GET.get("which", "open")
    which = next((one for one in WHICH if one == asked), WHICH[0])
    found = reads.action_list(deed, which=which, after=request.GET.get("after", ""))
    facts = {
        "page": found,
        "which": which,
        "kinds": [
            ("open", _("아직 할 일")), ("late", _("기한이 지난 일")), ("incomplete", _("담당이나 기한이 없는 일")),
            ("done", _("끝난 일")),
        ],
        "here": reverse("council:actions"),
        "office": bool(verdict(access.check_may_decide, deed)),
    }  # fmt: skip
    return TemplateResponse(request, "council/actions.html", facts)


@page(roles=READERS)
def my_actions(request: HttpRequest, deed: Deed) -> HttpResponse:
    """What is to be done by whoever looks."""
    rows = reads.my_actions(deed)
    facts = {"rows": rows, "late": sum(row.late for row in rows), "here": reverse("council:my_actions")}
    return TemplateResponse(request, "council/my_actions.html", facts)
