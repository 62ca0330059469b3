"""Addresses of papers: minutes in and out, forms."""

from __future__ import annotations

from django.urls import URLPattern, path, register_converter

from chomchom.council.papers import Form
from chomchom.council.web.views import papers, readings


class PaperConverter:
    """The ending of a paper's address."""

    regex = "|".join(Form)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(PaperConverter, "paper")

urlpatterns: list[URLPattern] = [
    path("readings/", readings.readings, name="readings"),
    path("readings/<uuid:reading_id>/", readings.reading, name="reading"),
    path("readings/<uuid:reading_id>/decide/", readings.decide, name="reading_decide"),
    path("readings/<uuid:reading_id>/lines/<int:number>/", readings.line, name="reading_line"),
    path("readings/<uuid:reading_id>/body/", readings.body, name="reading_body"),
    path("readings/<uuid:reading_id>/roles/", readings.roles, name="reading_roles"),
    path("readings/<uuid:reading_id>/record/", readings.record, name="reading_record"),
    path("readings/<uuid:reading_id>/take-over/", readings.take_over, name="reading_take_over"),
    path("readings/<uuid:reading_id>/discard/", readings.discard, name="reading_discard"),
    path("meetings/<uuid:meeting_id>/papers/", papers.papers, name="papers"),
    path("meetings/<uuid:meeting_id>/papers/make/", papers.make, name="paper_make"),
    path("meetings/<uuid:meeting_id>/papers/fields/", papers.fields, name="paper_fields"),
    path("meetings/<uuid:meeting_id>/papers/photo/", papers.photo, name="paper_photo"),
    path("meetings/<uuid:meeting_id>/papers/form/", papers.own_form, name="paper_form"),
    path("meetings/<uuid:meeting_id>/papers/form/<uuid:file_id>/", papers.filled, name="paper_filled"),
    path("papers/<uuid:version_id>/minutes.<paper:form>", papers.file, name="paper_file"),
    path("minutes/", papers.published, name="published"),
    path("minutes/<uuid:version_id>/minutes.<paper:form>", papers.published_file, name="published_file"),
]
