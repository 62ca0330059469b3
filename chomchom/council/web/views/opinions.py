"""Pages of opinions: beside each other in a meeting, one project over all meetings, and what bodies passed on."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from chomchom.accounts.public import page
from chomchom.council.access import decisions as access
from chomchom.council.access import load_meeting, visible_bodies
from chomchom.council.actions import opinions as actions
from chomchom.council.actions.opinions import HandoffIn, OpinionIn
from chomchom.council.reads import decisions as decisions_read
from chomchom.council.reads import opinions as reads
from chomchom.council.reads.tasks import seat_choices
from chomchom.council.rules.subjects import Subject, said, subject_key
from chomchom.council.web import deciding_forms as forms
from chomchom.kernel.deeds import Deed
from chomchom.kernel.verdicts import verdict
from chomchom.ui.said import tell


@page(roles=access.OPINION_READERS)
def meeting_opinions(request: HttpRequest, deed: Deed, meeting_id: UUID) -> HttpResponse:
    """What each source said about each subject of a meeting, and what is still missing."""
    found = reads.meeting_opinions(deed, meeting_id)
    facts = {"found": found, "head": found.head, "may_give": found.head.office or found.head.member}
    return TemplateResponse(request, "council/opinions.html", facts)


@page(roles=access.GIVERS)
def opinion_new(request: HttpRequest, deed: Deed, meeting_id: UUID) -> HttpResponse:
    """Write down an opinion; a gap on the page before leads here with its subject and source filled in."""
    meeting = load_meeting(deed, meeting_id)
    access.check_may_give_opinion(deed, meeting)
    head = reads.head_of(deed, meeting)
    start = {name: request.GET.get(name, "") for name in ("code", "name", "source")}
    start["subject"] = request.GET.get("subject", Subject.PROJECT)
    form = forms.OpinionForm(
        request.POST or None,
        initial=start,
        sources=reads.source_choices(deed),
        seats=seat_choices(deed, meeting.body_id) if head.office else None,
    )
    back = reverse("council:meeting_opinions", args=[meeting_id])
    if request.method == "POST" and form.is_valid():
        opinion = OpinionIn(
            matter=form.matter(),
            text=form.cleaned_data["text"],
            source_code=form.cleaned_data["source"],
            said_by_seat_id=form.seat_id(),
        )
        actions.give_opinion(deed, meeting_id=meeting_id, opinion=opinion)
        tell(request, _("의견을 적었습니다."))
        return HttpResponseRedirect(back)
    return form_page(request, form, title=_("의견 적기"), button=_("의견 남기기"), back=back)


def form_page(request: HttpRequest, form: object, *, title: str, button: str, back: str) -> HttpResponse:
    """A page that is one form."""
    facts = {"form": form, "title": title, "button": button, "back": back}
    return TemplateResponse(request, "council/form.html", facts, status=422 if request.method == "POST" else 200)


@page(roles=access.GIVERS)
def opinion_change(request: HttpRequest, deed: Deed, opinion_id: UUID) -> HttpResponse:
    """New words for an opinion, or taking it back; the old ones stay to be read."""
    meeting_id, heading, source, text = reads.opinion_words(deed, opinion_id)
    form = forms.WordsForm(request.POST or None, initial={"text": text})
    back = reverse("council:meeting_opinions", args=[meeting_id]) if meeting_id else "/"
    if request.method == "POST" and form.is_valid():
        actions.change_opinion(deed, opinion_id=opinion_id, **form.cleaned_data)
        tell(request, _("의견을 고쳤습니다."), then=_("앞의 글은 ‘앞의 글’에서 볼 수 있습니다."))
        return HttpResponseRedirect(back)
    title = _("%(source)s 고치기: %(subject)s") % {"source": source, "subject": heading}
    return form_page(request, form, title=title, button=_("고친 의견 남기기"), back=back)


@page(roles=access.OPINION_READERS)
def subject(request: HttpRequest, deed: Deed) -> HttpResponse:
    """One project or candidate over all meetings: what was said and what was decided."""
    code, name = request.GET.get("code", "")[:20], request.GET.get("name", "")[:120]
    keys = [subject_key(Subject.PROJECT, code=code, name=name)] if code or name else []
    facts = {
        "heading": said(code, name),
        "subjects": reads.opinions_about(deed, keys=keys) if keys else (),
        "decisions": decisions_read.decisions_about(deed, keys=keys) if keys else [],
    }
    return TemplateResponse(request, "council/subject.html", facts)


@page(roles=access.OPINION_READERS)
def handoffs(request: HttpRequest, deed: Deed) -> HttpResponse:
    """The register of what bodies passed to each other."""
    found = reads.handoffs(deed, after=request.GET.get("after", ""))
    facts = {"page": found, "office": bool(verdict(access.check_may_decide, deed))}
    return TemplateResponse(request, "council/handoffs.html", facts)


@page(roles=access.OFFICE)
def handoff_new(request: HttpRequest, deed: Deed) -> HttpResponse:
    """Enter that one body passed something to another."""
    bodies = [(str(one.pk), one.name) for one in visible_bodies(deed).order_by("name")]
    form = forms.HandoffForm(request.POST or None, bodies=bodies, initial={"sent_on": deed.day})
    back = reverse("council:handoffs")
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        actions.hand_over(
            deed,
            HandoffIn(
                from_body_id=UUID(told["from_body"]),
                to_body_id=UUID(told["to_body"]),
                title=told["title"],
                sent_on=told["sent_on"],
                due_on=told["due_on"],
            ),
        )
        tell(request, _("전달한 것을 적었습니다."), then=_("답이 오면 이 줄에 적어 주세요."))
        return HttpResponseRedirect(back)
    return form_page(request, form, title=_("전달 적기"), button=_("전달 남기기"), back=back)


@page(roles=access.OFFICE)
def handoff_answer(request: HttpRequest, deed: Deed, handoff_id: UUID) -> HttpResponse:
    """Write down what came back."""
    row = access.load_handoff(deed, handoff_id)
    form = forms.AnswerForm(request.POST or None, initial={"answered_on": deed.day})
    back = reverse("council:handoffs")
    if request.method == "POST" and form.is_valid():
        actions.answer_handoff(deed, handoff_id=handoff_id, **form.cleaned_data)
        tell(request, _("답을 적었습니다."))
        return HttpResponseRedirect(back)
    return form_page(
        request, form, title=_("답 적기: %(title)s") % {"title": row.title}, button=_("답 남기기"), back=back
    )
