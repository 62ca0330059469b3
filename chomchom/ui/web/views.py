"""The gallery of every component, and the page that says that something broke."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from chomchom.ui.context import shell
from chomchom.ui.said import tell
from chomchom.ui.web.forms import GalleryForm
from chomchom.ui.web.samples import all_samples


def gallery(request: HttpRequest) -> HttpResponse:
    """Open in a demo city only: it says nothing about anybody, but it is no page of an office."""
    if not shell(request)["is_demo"]:
        raise Http404
    tell(request, _("선부종합복지관에 요청했습니다."), then=_("오늘 18:00까지 답이 없으면 다시 알려 드립니다."))
    wrong = GalleryForm({"name": "", "phone": "1", "dong": "", "contact": "text"})
    facts = all_samples() | {"form": GalleryForm(auto_id="fresh_%s"), "wrong": wrong}
    return render(request, "ui/gallery.html", facts)


def broken(request: HttpRequest) -> HttpResponse:
    """The page of a server error. It asks neither session nor database: they may be what broke."""
    return HttpResponse(render_to_string("500.html"), status=500)
