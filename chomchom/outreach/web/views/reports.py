"""A neighbour's report in three steps, and looking up what became of it. No login."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from chomchom.accounts.public import page
from chomchom.kernel.deeds import Deed
from chomchom.outreach import sentences
from chomchom.outreach.actions.reports import ReportIn, look_up_report, send_report
from chomchom.outreach.actions.texts import shown_photo
from chomchom.outreach.reads import registers
from chomchom.outreach.rules.words import Seen
from chomchom.outreach.web.forms import SEEN_SIGNS, ContactForm, PlaceForm, SeenForm, StatusForm

SENT = "report-sent"
STEPS = ("place", "seen", "send")


def sender_of(request: HttpRequest, deed: Deed) -> str:
    """What tells one phone from another for counting; kept as a keyed hash only."""
    return f"{deed.address}|{request.headers.get('User-Agent', '')[:200]}"


@page(public=True)
def report(request: HttpRequest, deed: Deed) -> HttpResponse:
    """Where, what was seen, whether to hear back. Each step carries the earlier ones along; nothing stands in the address."""
    step = request.POST.get("step", "")
    if request.method != "POST" or step not in STEPS:
        return _step(request, 1, form=PlaceForm())
    place = PlaceForm(request.POST)
    if not place.is_valid():
        return _step(request, 1, form=place, status=422)
    if step == "place":
        return _step(request, 2, form=SeenForm(), carried=_carried(place))
    seen = SeenForm(request.POST)
    if not seen.is_valid():
        return _step(request, 2, form=seen, carried=_carried(place), status=422)
    if step == "seen":
        return _step(request, 3, form=ContactForm(initial={"idem_key": uuid4()}), carried=_carried(place, seen))
    contact = ContactForm(request.POST, request.FILES)
    if not contact.is_valid():
        return _step(request, 3, form=contact, carried=_carried(place, seen), status=422)
    return _send(request, deed, place, seen, contact)


def _carried(*forms: PlaceForm | SeenForm) -> list[tuple[str, str]]:
    pairs = []
    for form in forms:
        for name, value in form.cleaned_data.items():
            pairs += [(name, one) for one in (value if isinstance(value, list) else [value])]
    return pairs


def _step(request: HttpRequest, number: int, *, form: object, carried: object = (), status: int = 200) -> HttpResponse:
    facts = {"step": number, "step_name": STEPS[number - 1], "form": form, "carried": carried, "signs": SEEN_SIGNS}
    return TemplateResponse(request, "outreach/report.html", facts, status=status)


def _send(request: HttpRequest, deed: Deed, place: PlaceForm, seen: SeenForm, contact: ContactForm) -> HttpResponse:
    photo = contact.cleaned_data["photo"]
    sent = send_report(
        deed,
        ReportIn(
            idem_key=contact.cleaned_data["idem_key"],
            sender=sender_of(request, deed),
            dong=place.cleaned_data["dong"],
            place=place.cleaned_data["place"],
            seen=frozenset(Seen(one) for one in seen.cleaned_data["seen"]),
            memo=seen.cleaned_data["memo"],
            phone=contact.cleaned_data["phone"],
            wants_answer=contact.cleaned_data["wants_answer"],
            photo=photo.read() if photo else b"",
        ),
    )
    if sent.code:
        request.session[SENT] = [sent.number, sent.code, str(sentences.FINDERS[sent.finder])]
    return HttpResponseRedirect(reverse("outreach:report_sent"))


@require_GET
@page(public=True)
def report_sent(request: HttpRequest, deed: Deed) -> HttpResponse:
    """The number and code of the report this session sent last."""
    sent = request.session.get(SENT)
    if not sent:
        return HttpResponseRedirect(reverse("outreach:report"))
    facts = {"number": sent[0], "code": sent[1], "finder": sent[2]}
    return TemplateResponse(request, "outreach/report_sent.html", facts)


@page(public=True)
def report_status(request: HttpRequest, deed: Deed) -> HttpResponse:
    """접수됨 or 확인됨, by number and code. A wrong pair answers and does not refuse, so that the try is counted."""
    form = StatusForm(request.POST or None)
    said, wrong = "", ""
    if request.method == "POST" and form.is_valid():
        status = look_up_report(deed, sender=sender_of(request, deed), **form.cleaned_data)
        said = str(sentences.REPORT_STATUS[status]) if status else ""
        wrong = "" if status else str(sentences.REFUSALS["report-not-found"][1])
    facts = {"form": form, "said": said, "wrong": wrong}
    return TemplateResponse(request, "outreach/report_status.html", facts, status=422 if wrong else 200)


@require_GET
@page()
def report_photo(request: HttpRequest, deed: Deed, report_id: UUID) -> HttpResponse:
    """The photo of a report, for who sees its episode."""
    return photo_answer(registers.report_photo(deed, report_id))


def photo_answer(kept: str) -> HttpResponse:
    """A kept photo as an answer that is stored nowhere."""
    answer = HttpResponse(shown_photo(kept), content_type="image/jpeg", status=200 if kept else 404)
    answer["Content-Security-Policy"] = "default-src 'none'"
    return answer
