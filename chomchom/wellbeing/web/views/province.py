"""The province's daily result as a file: look first, then take it in."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chomchom.accounts.public import Role, page
from chomchom.formats.written import write_csv
from chomchom.kernel.deeds import Deed
from chomchom.kernel.verdicts import Refused
from chomchom.wellbeing.actions import provincial
from chomchom.wellbeing.provincefile import ProvinceFile, read_province_file
from chomchom.wellbeing.web.forms import FileForm

BRINGERS = {Role.CITY_OFFICER}
SALT = "wellbeing.province"
LOOKED_FOR = 3600
"""Seconds between looking and taking in."""


@page(roles=BRINGERS)
def upload(request: HttpRequest, deed: Deed) -> HttpResponse:
    """Look at a file: what would go in, what not and why. Nothing is written."""
    form = FileForm(request.POST or None, request.FILES or None)
    looked, packed = None, ""
    if request.method == "POST" and form.is_valid():
        file: UploadedFile = form.cleaned_data["file"]
        looked = read_province_file(file.read(), filename=str(file.name), today=deed.day)
        packed = _pack(deed, looked)
    return TemplateResponse(
        request,
        "wellbeing/province.html",
        {"form": form, "looked": looked, "packed": packed, "shown": looked.notes[:50] if looked else []},
        status=422 if form.errors else 200,
    )


@require_POST
@page(roles=BRINGERS)
def take(request: HttpRequest, deed: Deed) -> HttpResponse:
    """Take in what was looked at. Pressing twice takes it in once."""
    kept = _unpack(deed, request.POST.get("packed", ""))
    done = provincial.province_day(deed, [_row(one) for one in kept["rows"]])
    words = _(
        "{new}줄을 새로 받았습니다. 이미 받은 줄 {repeated}, 위험신호 {raised}건, 누구인지 모르는 번호 {unmatched}, 그만둔다는 분 {leaving}명."
    )
    messages.success(
        request,
        words.format(
            new=done.new, repeated=done.repeated, raised=done.raised, unmatched=done.unmatched, leaving=done.leaving
        ),
    )
    return HttpResponseRedirect(
        reverse("wellbeing:leaving" if done.leaving or done.unmatched else "wellbeing:province")
    )


@require_POST
@page(roles=BRINGERS)
def notes(request: HttpRequest, deed: Deed) -> HttpResponse:
    """The rows that stay out, with their reasons, as a file."""
    kept = _unpack(deed, request.POST.get("packed", ""))
    content = write_csv([_("줄"), _("까닭")], [(int(row), str(says)) for row, says in kept["notes"]])
    answer = HttpResponse(content, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="province-rows.csv"'
    return answer


def _pack(deed: Deed, looked: ProvinceFile) -> str:
    """What was read, signed for this person, so that what goes in is what was looked at. It holds numbers, no names."""
    rows = [
        {name: value.isoformat() if isinstance(value, date) else value for name, value in asdict(row).items()}
        for row in looked.rows
    ]
    kept = {"by": str(deed.actor_id), "rows": rows, "notes": [(note.row, note.says) for note in looked.notes[:1000]]}
    return signing.dumps(kept, salt=SALT, compress=True)


def _unpack(deed: Deed, packed: str) -> dict[str, Any]:
    try:
        kept = signing.loads(packed, salt=SALT, max_age=LOOKED_FOR)
    except signing.BadSignature:
        raise Refused("province-look-first") from None
    if kept["by"] != str(deed.actor_id):
        raise Refused("province-look-first")
    return kept


def _row(kept: dict[str, Any]) -> provincial.ProvinceRow:
    as_of = datetime.fromisoformat(kept["as_of"]) if kept["as_of"] else None
    return provincial.ProvinceRow(**{**kept, "day": date.fromisoformat(kept["day"]), "as_of": as_of})
