"""Finding, registering and correcting persons."""

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
from chomchom.kernel.verdicts import Refused, verdict
from chomchom.people import access, actions, reads
from chomchom.people.web import forms, forms_doubles
from chomchom.ui.refusals import sentence
from chomchom.ui.said import tell

SEARCHERS = {*access.READERS, *access.AGENCIES}
READERS = {*access.READERS}


def to_data(person_id: UUID) -> HttpResponse:
    """Back to the person's data."""
    return HttpResponseRedirect(reverse("people:data", args=[person_id]))


@accounts.page(roles=SEARCHERS)
def search(request: HttpRequest, deed: Deed) -> HttpResponse:
    """Find a person. The words are posted, so that no name stands in an address or a log."""
    form = forms.SearchForm(request.POST or None)
    context: dict[str, Any] = {"form": form, "rows": None, "doubles": verdict(access.check_may_judge_pair, deed)}
    if request.method == "POST" and form.is_valid():
        try:
            context["rows"] = reads.find(deed, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, sentence(refusal.code, refusal.facts))
        found = [accounts.Opened(row.person_id, row.person_id) for row in context["rows"] or ()]
        accounts.note_access_many(deed, opened=found, record_kind="person", purpose="search")
        context["may_compare"] = len(found) > 1 and verdict(access.check_may_judge_pair, deed)
    else:
        context["named"] = reads.named_to(deed)
    status = 422 if form.errors else 200
    template = "people/search.html#results" if request.htmx else "people/search.html"  # type: ignore[attr-defined]
    return TemplateResponse(request, template, context, status=status)


@accounts.page(roles=SEARCHERS)
def register(request: HttpRequest, deed: Deed) -> HttpResponse:
    """Register a person, after a look at who may be the same."""
    form = forms.RegisterForm(deed, request.POST or None)
    context: dict[str, Any] = {"form": form, "candidates": (), "elsewhere": ()}
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            person_id = actions.register_person(deed, **form.cleaned_data, not_same=_named(request))
        except Refused as refusal:
            status = 409 if refusal.code == "look-first" else 422
            form.add_error(None, sentence(refusal.code, refusal.facts))
            context |= _candidates(deed, refusal)
        else:
            tell(request, _("등록했습니다."), then=_("동의를 받으셨으면 이어서 적어 주세요."))
            return to_data(person_id)
    elif request.method == "POST":
        status = 422
    return TemplateResponse(request, "people/register.html", context, status=status)


def _named(request: HttpRequest) -> list[UUID]:
    """The candidates that were marked as somebody else."""
    found = []
    for value in request.POST.getlist("not_same"):
        try:
            found.append(UUID(value))
        except ValueError:
            continue
    return found


def _candidates(deed: Deed, refusal: Refused) -> dict[str, Any]:
    """Who may be the same: cards of those this deed sees, ids of those it does not."""
    ids: Any = refusal.facts.get("candidates", ())
    seen = reads.cards(deed, ids)
    return {
        "candidates": [seen[one] for one in ids if one in seen],
        "elsewhere": [one for one in ids if one not in seen],
    }


@accounts.page(roles=SEARCHERS)
def data(request: HttpRequest, deed: Deed, person_id: UUID) -> HttpResponse:
    """A person's data: how to approach, who belongs to them, what a visitor should know."""
    return data_page(request, deed, person_id)


def data_page(request: HttpRequest, deed: Deed, person_id: UUID, *, status: int = 200, **more: Any) -> TemplateResponse:
    """The page of a person's data, with whatever a form has to say."""
    card = reads.card(deed, person_id)
    accounts.note_access(
        deed, subject_id=card.person_id, record_kind="person", record_id=card.person_id, purpose="see-card"
    )
    may_change = verdict(access.check_may_change, deed)
    context = {
        "card": card,
        "contacts": reads.emergency_contacts(deed, card.person_id),
        "hazards": reads.hazards(deed, card.household_id) if may_change else (),
        "may_change": may_change,
        "may_restrict": verdict(access.check_may_restrict, deed),
        "may_end": verdict(access.check_may_end_keeping, deed),
        **_other_records(deed, card.person_id),
        "reveal_form": forms.RevealForm(),
        "rule_form": forms.ContactRuleForm(initial=_rule_of(card)),
        "contact_form": forms.ContactForm(),
        "hazard_form": forms.HazardForm(),
        "home_form": forms.HouseholdForm(deed, initial=_home_of(card)),
        "request_form": forms.RequestForm(),
        "restrict_form": forms.RestrictForm(),
        "reader_form": forms.ReaderForm(deed) if card.restricted else None,
        "end_form": forms.EndForm(),
    } | more
    return TemplateResponse(request, "people/data.html", context, status=status)


def _other_records(deed: Deed, person_id: UUID) -> dict[str, Any]:
    """Records that may be the same person or were put together with this one, and who may not meet it."""
    if not deed.has(*access.OFFICERS):
        return {}
    may_lock = verdict(access.check_may_lock, deed)
    return {
        "pairs": reads.pairs_of(deed, person_id),
        "merges": reads.merges_of(deed, person_id),
        "locks": reads.locks_of(deed, person_id),
        "lock_form": forms_doubles.LockForm(deed) if may_lock else None,
    }


def _rule_of(card: reads.PersonCard) -> dict[str, Any]:
    return {
        "contact_first": card.contact_first,
        "contact_hours": card.contact_hours,
        "voice_ok": card.voice_ok,
        "language": card.language,
        "interpreter": card.interpreter,
        "note": card.contact_note,
    }


def _home_of(card: reads.PersonCard) -> dict[str, Any]:
    return {"kind": card.household_kind, "dong": card.dong, "address": card.address_line}


@require_POST
@accounts.page(roles=SEARCHERS)
def reveal(request: HttpRequest, deed: Deed, person_id: UUID) -> HttpResponse:
    """Show name and numbers once, with a purpose that stands in the access log."""
    form = forms.RevealForm(request.POST)
    purpose = form.cleaned_data["purpose"] if form.is_valid() else ""
    shown = actions.reveal(deed, person_id, purpose)
    if request.htmx:  # type: ignore[attr-defined]
        return TemplateResponse(request, "people/data.html#revealed", {"revealed": shown})
    return data_page(request, deed, person_id, revealed=shown)


@require_POST
@accounts.page(roles=READERS)
def open_correction(request: HttpRequest, deed: Deed, person_id: UUID) -> HttpResponse:
    """The form with the stored values: to correct a name is to see it, so it is logged."""
    card, shown = reads.card(deed, person_id), actions.reveal(deed, person_id, "correct")
    initial = {"name": shown.name, "birth_date": shown.birth_date, "phone": shown.phone, "sex": card.sex}
    form = forms.IdentityForm(initial=initial)
    return TemplateResponse(request, "people/correct.html", {"card": card, "form": form, "version": card.version})


@require_POST
@accounts.page(roles=READERS)
def correct(request: HttpRequest, deed: Deed, person_id: UUID) -> HttpResponse:
    """Correct name, birth date, phone and sex."""
    form, version = forms.IdentityForm(request.POST), request.POST.get("version", "")
    if not form.is_valid() or not version.isdigit():
        context = {"card": reads.card(deed, person_id), "form": form, "version": version}
        return TemplateResponse(request, "people/correct.html", context, status=422)
    actions.change_identity(deed, person_id=person_id, **form.cleaned_data, version=int(version))
    tell(request, _("고쳤습니다."))
    return to_data(person_id)


@require_POST
@accounts.page(roles=READERS)
def change_rule(request: HttpRequest, deed: Deed, person_id: UUID) -> HttpResponse:
    """Say how somebody wants to be approached."""
    form = forms.ContactRuleForm(request.POST)
    if not form.is_valid():
        return data_page(request, deed, person_id, status=422, rule_form=form)
    actions.change_contact_rule(deed, person_id=person_id, **form.cleaned_data)
    tell(request, _("연락 방법을 고쳤습니다."))
    return to_data(person_id)


@require_POST
@accounts.page(roles=READERS)
def change_home(request: HttpRequest, deed: Deed, person_id: UUID) -> HttpResponse:
    """Correct where the household lives; everybody in it moves along."""
    form = forms.HouseholdForm(deed, request.POST)
    if not form.is_valid():
        return data_page(request, deed, person_id, status=422, home_form=form)
    home = reads.card(deed, person_id).household_id
    actions.change_household(deed, household_id=home, **form.cleaned_data)
    tell(request, _("가구 정보를 고쳤습니다."))
    return to_data(person_id)
