"""Records that may be one person: the list, two side by side, putting together and taking apart."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chomchom.accounts import public as accounts
from chomchom.kernel.deeds import Deed
from chomchom.kernel.roles import Role
from chomchom.kernel.verdicts import Refused, verdict
from chomchom.people import access, actions, reads, sentences
from chomchom.people.web import forms_doubles as forms
from chomchom.people.web.views.persons import to_data
from chomchom.ui.said import tell

JUDGES = {*access.OFFICERS}
MERGERS = {*access.MERGERS}


@accounts.page(roles=JUDGES)
def doubles(request: HttpRequest, deed: Deed) -> HttpResponse:
    """Pairs nobody has judged yet, the likeliest first."""
    found = reads.pairs(deed, after=request.GET.get("after", ""))
    opened = [accounts.Opened(one.person_id, one.person_id) for row in found.rows for one in (row.one, row.other)]
    accounts.note_access_many(deed, opened=opened, record_kind="person", purpose="search")
    return TemplateResponse(request, "people/doubles.html", {"rows": found.rows, "next": found.next})


@accounts.page(roles=JUDGES)
def pair(request: HttpRequest, deed: Deed, pair_id: UUID) -> HttpResponse:
    """Two records side by side, masked."""
    return _pair_page(request, deed, pair_id)


@require_POST
@accounts.page(roles=JUDGES)
def reveal_pair(request: HttpRequest, deed: Deed, pair_id: UUID) -> HttpResponse:
    """Both records with names and numbers; both looks are logged."""
    return _pair_page(request, deed, pair_id, shown=True)


def _pair_page(request: HttpRequest, deed: Deed, pair_id: UUID, *, shown: bool = False) -> HttpResponse:
    row = reads.pair(deed, pair_id)
    context: dict[str, Any] = {
        "row": row,
        "parts": reads.side_by_side(deed, pair_id, shown=shown),
        "shown": shown,
        "wish": reads.asked_for(deed, row),
        "may_merge": verdict(access.check_may_merge, deed),
    }
    return TemplateResponse(request, "people/pair.html", context)


@require_POST
@accounts.page(roles=JUDGES)
def compare(request: HttpRequest, deed: Deed) -> HttpResponse:
    """Hold two records of a search against each other."""
    chosen = _ids(request.POST.getlist("same"))
    if len(chosen) != 2:
        raise Refused("merge-same-record")
    pair_id = actions.hold_against(deed, one=chosen[0], other=chosen[1])
    return HttpResponseRedirect(reverse("people:pair", args=[pair_id]))


def _ids(values: list[str]) -> list[UUID]:
    form = forms.IdsForm({"ids": ",".join(values)})
    return form.cleaned_data["ids"] if form.is_valid() else []


@require_POST
@accounts.page(roles=JUDGES)
def tell_apart(request: HttpRequest, deed: Deed, pair_id: UUID) -> HttpResponse:
    """The two are not one person."""
    actions.tell_apart(deed, pair_id=pair_id)
    tell(request, _("다른 분으로 적었습니다."), then=_("두 기록의 내용이 바뀌지 않는 한 다시 묻지 않습니다."))
    return HttpResponseRedirect(reverse("people:doubles"))


@require_POST
@accounts.page(roles=MERGERS)
def merge(request: HttpRequest, deed: Deed, pair_id: UUID) -> HttpResponse:
    """Put two records together as chosen field by field."""
    row = reads.pair(deed, pair_id)
    one, other = row.one.person_id, row.other.person_id
    keeps_one = request.POST.get("kept", "one") == "one"
    mine = "one" if keeps_one else "other"
    take = [part for part in sentences.PART if request.POST.get(f"part_{part}", mine) != mine]
    kept, away = (one, other) if keeps_one else (other, one)
    merge_id = actions.merge(deed, kept_id=kept, away_id=away, take=take)
    if reads.merge_row(deed, merge_id).state == "asked":
        tell(
            request,
            _("합치기를 부탁했습니다."),
            then=_("두 기관이 따로 만든 기록이라 다른 담당자 한 분이 더 확인해야 합니다."),
        )
        return HttpResponseRedirect(reverse("people:pair", args=[pair_id]))
    return _merged(request, merge_id)


def _merged(request: HttpRequest, merge_id: UUID) -> HttpResponse:
    tell(
        request, _("두 기록을 합쳤습니다."), then=_("예전 링크도 이 기록으로 이어집니다. 잘못이면 되돌릴 수 있습니다.")
    )
    return HttpResponseRedirect(reverse("people:merge-made", args=[merge_id]))


@accounts.page(roles=JUDGES)
def merge_made(request: HttpRequest, deed: Deed, merge_id: UUID) -> HttpResponse:
    """One merge: what was kept, who wanted it, and the way back."""
    row = reads.merge_row(deed, merge_id)
    context = {"row": row, "card": reads.card(deed, row.kept_id), "undo_form": forms.UndoForm()}
    return TemplateResponse(request, "people/merge.html", context)


@require_POST
@accounts.page(roles=MERGERS)
def decide_merge(request: HttpRequest, deed: Deed, merge_id: UUID) -> HttpResponse:
    """The second person agrees or does not."""
    if request.POST.get("move") == "agree":
        actions.agree_to_merge(deed, merge_id=merge_id)
        return _merged(request, merge_id)
    actions.decline_merge(deed, merge_id=merge_id)
    tell(request, _("합치지 않기로 했습니다."), then=_("두 기록은 그대로이고, 목록에서 다시 살펴볼 수 있습니다."))
    return HttpResponseRedirect(reverse("people:doubles"))


@require_POST
@accounts.page(roles=MERGERS)
def undo_merge(request: HttpRequest, deed: Deed, merge_id: UUID) -> HttpResponse:
    """Take a merge back."""
    form = forms.UndoForm(request.POST)
    because = form.cleaned_data["because"] if form.is_valid() else "other_person"
    stayed = actions.undo_merge(deed, merge_id=merge_id, because=because)
    kept = ", ".join(str(sentences.PART[part]) for part in stayed)
    then = (
        _("합친 뒤에 고친 내용은 그대로 두었습니다: %(parts)s") % {"parts": kept}
        if kept
        else _("두 기록이 합치기 전과 같습니다.")
    )
    tell(request, _("합치기를 되돌렸습니다."), then=then)
    return to_data(reads.merge_row(deed, merge_id).kept_id)


@require_POST
@accounts.page(roles={Role.TEAM_HEAD})
def lock(request: HttpRequest, deed: Deed, person_id: UUID) -> HttpResponse:
    """Keep an account away from this person's record."""
    form = forms.LockForm(deed, request.POST)
    if form.is_valid():
        actions.lock_contact(deed, person_id=person_id, **form.cleaned_data)
        tell(request, _("접촉을 제한했습니다."), then=_("그 담당자는 이제 이 분을 찾거나 열 수 없습니다."))
    return to_data(person_id)


@require_POST
@accounts.page(roles={Role.TEAM_HEAD})
def unlock(request: HttpRequest, deed: Deed, person_id: UUID, lock_id: UUID) -> HttpResponse:
    """Let the account meet the record again."""
    actions.unlock_contact(deed, person_id=person_id, lock_id=lock_id)
    tell(request, _("접촉 제한을 풀었습니다."))
    return to_data(person_id)
