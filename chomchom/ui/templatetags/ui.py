"""`{% load ui %}`: the components, under the names templates use. Unknown arguments are errors."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django import template
from django.contrib.messages.storage.base import Message
from django.forms import BaseForm, BoundField
from django.template.context import Context
from django.utils.safestring import SafeString

from chomchom.kernel.verdicts import Verdict
from chomchom.ui import times
from chomchom.ui.components import bands, buttons, charts, feedback, forms, maps, marks, tables
from chomchom.ui.components.markup import Text
from chomchom.ui.evidence import EvidencePanel
from chomchom.ui.refusals import sentence

register = template.Library()


def _now(context: Context, at: datetime | None) -> datetime | None:
    if at is not None:
        return at
    deed = context.get("deed")
    return deed.at if deed is not None else context.get("at")


@register.simple_tag
def krds_button(label: Text, **how: Any) -> SafeString:
    """See `components.buttons.button`."""
    if "icon" in how:
        how["icon_name"] = how.pop("icon")
    return buttons.button(label, **how)


@register.simple_tag(takes_context=True)
def krds_reveal(context: Context, masked: Text, *, url: str, label: Text) -> SafeString:
    """See `components.buttons.reveal`; the csrf token is the page's."""
    return buttons.reveal(masked, url=url, label=label, token=str(context.get("csrf_token", "")))


@register.simple_tag
def krds_badge(text: Text, *, tone: marks.Tone = "gray", outline: bool = False) -> SafeString:
    """See `components.marks.badge`."""
    return marks.badge(text, tone=tone, outline=outline)


@register.simple_tag
def grade_badge(grade: str, *, large: bool = False) -> SafeString:
    """See `components.marks.grade_badge`."""
    return marks.grade_badge(grade, large=large)


@register.simple_tag
def figure(value: Text, *, label: Text, **how: Any) -> SafeString:
    """See `components.marks.figure`."""
    return marks.figure(value, label=label, **how)


@register.simple_tag(takes_context=True)
def when(
    context: Context,
    moment: datetime | date | times.Said | None,
    *,
    at: datetime | None = None,
    due: bool = False,
    precision: times.Precision = "clock",
) -> SafeString:
    """See `components.marks.when`; the present is the deed's unless `at` is given."""
    return marks.when(moment, at=_now(context, at), due=due, precision=precision)


@register.simple_block_tag
def krds_alert(
    content: SafeString, *, tone: feedback.AlertTone = "info", title: Text = "", live: bool = False
) -> SafeString:
    """See `components.feedback.alert`."""
    return feedback.alert(content, tone=tone, title=title, live=live)


@register.simple_tag
def said_alert(message: Message) -> SafeString:
    """One waiting message of `ui.said.tell` as an alert."""
    tones: dict[str, feedback.AlertTone] = {"success": "success", "warning": "warning", "error": "danger"}
    return feedback.alert(message.message, tone=tones.get(message.level_tag, "info"))


@register.simple_block_tag
def krds_card(content: SafeString, **how: Any) -> SafeString:
    """See `components.feedback.card`."""
    return feedback.card(content, **how)


@register.simple_block_tag
def krds_empty(content: SafeString, *, title: Text) -> SafeString:
    """See `components.feedback.empty`."""
    return feedback.empty(content, title=title)


@register.simple_tag
def krds_steps(labels: Any, *, current: int, note: Text = "") -> SafeString:
    """See `components.feedback.steps`."""
    return feedback.steps(labels, current=current, note=note)


@register.simple_block_tag
def krds_table(content: SafeString, *, caption: Text, show_caption: bool = False, dense: bool = True) -> SafeString:
    """See `components.tables.table`."""
    return tables.table(content, caption=caption, show_caption=show_caption, dense=dense)


@register.simple_tag
def krds_pagination(**how: Any) -> SafeString:
    """See `components.tables.pagination`."""
    return tables.pagination(**how)


@register.simple_block_tag
def krds_tabs(content: SafeString, *, label: Text) -> SafeString:
    """A row of `{% krds_tab %}`s."""
    return tables.tabs(content, label=label)


@register.simple_tag
def krds_tab(label: Text, *, href: str, current: bool = False, count: int | None = None) -> SafeString:
    """See `components.tables.tab`."""
    return tables.tab(label, href=href, current=current, count=count)


@register.simple_tag(takes_context=True)
def timeline(context: Context, entries: Iterable[tables.TimelineEntry], *, at: datetime | None = None) -> SafeString:
    """See `components.tables.timeline`."""
    now = _now(context, at)
    if now is None:
        raise template.TemplateSyntaxError("a timeline needs to know what day it is: give at=…")
    return tables.timeline(entries, at=now)


@register.simple_tag
def krds_field(field: BoundField, *, label: Text = "", hint: Text = "", wide: bool = False) -> SafeString:
    """See `components.forms.field`."""
    return forms.field(field, label=label, hint=hint, wide=wide)


@register.simple_tag
def krds_choices(field: BoundField | str, **how: Any) -> SafeString:
    """See `components.forms.choices`."""
    return forms.choices(field, **how)


@register.simple_tag
def krds_form_errors(form: BaseForm) -> SafeString:
    """See `components.forms.form_errors`."""
    return forms.form_errors(form)


@register.simple_block_tag
def sentence_filter(content: SafeString, *, action: str = "", label: Text = "", target: str = "") -> SafeString:
    """See `components.forms.sentence_filter`."""
    return forms.sentence_filter(content, action=action, label=label, target=target)


@register.simple_tag
def slot(name: str, *, options: Iterable[tuple[object, Text]], label: Text, selected: object = "") -> SafeString:
    """See `components.forms.slot`."""
    return forms.slot(name, options=options, label=label, selected=selected)


@register.simple_tag
def chart(plot: charts.Chart) -> SafeString:
    """See `components.charts.chart`."""
    return charts.chart(plot)


@register.simple_tag
def dong_map(values: Iterable[maps.DongValue], **how: Any) -> SafeString:
    """See `components.maps.dong_map`."""
    return maps.dong_map(values, **how)


@register.simple_tag
def evidence_panel(panel: EvidencePanel) -> SafeString:
    """See `components.bands.evidence_panel`."""
    return bands.evidence_panel(panel)


@register.simple_tag
def refusal_sentence(no: Verdict) -> str:
    """Why something is not possible, in the same words the server would use."""
    return "" if no else sentence(no.code, no.facts)
