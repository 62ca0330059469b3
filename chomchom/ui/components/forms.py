"""Form fields: a label that says what to write, a hint that says how, an error that says what is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.forms import BaseForm, BoundField
from django.forms.widgets import CheckboxInput, CheckboxSelectMultiple, RadioSelect
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from chomchom.ui.components.markup import Text, classes, element, join, many, unique
from chomchom.ui.components.signs import sign

MANY = 9
"""More tiles than this are drawn small."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One tile of `choices`: what is sent, what it says, a line below, and the name of a sign (see `signs`)."""

    value: str
    label: Text
    hint: Text = ""
    sign: str = ""
    tone: str = ""


def field(bound: BoundField, *, label: Text = "", hint: Text = "", wide: bool = False) -> SafeString:
    """A form's field with label, hint and errors tied to the input for those who listen."""
    if isinstance(bound.field.widget, (RadioSelect, CheckboxSelectMultiple)):
        return choices(bound, label=label, hint=hint)
    if isinstance(bound.field.widget, CheckboxInput):
        return _tick(bound, label=label, hint=hint)
    name, told = bound.id_for_label, _described(bound, hint)
    control = bound.as_widget(attrs=_attributes(bound, hint) | {"class": "cc-input"})
    return element(
        "div",
        element("label", label or bound.label, _need(bound), for_=name),
        told.hint,
        control,
        told.errors,
        class_=classes("cc-field", bool(bound.errors) and "cc-wrong", wide and "cc-wide"),
    )


@dataclass(frozen=True, slots=True)
class _Told:
    hint: SafeString | None
    errors: SafeString | None


def _described(bound: BoundField, hint: Text) -> _Told:
    words = hint or bound.help_text
    return _Told(
        element("p", words, id=f"{bound.auto_id}-hint", class_="cc-hint") if words else None,
        element(
            "p",
            element("i", class_="cc-alert-icon cc-ico-error-fill", aria_hidden="true"),
            many((str(error) for error in bound.errors), between=" "),
            id=f"{bound.auto_id}-error",
            class_="cc-error",
        )
        if bound.errors
        else None,
    )


def _attributes(bound: BoundField, hint: Text) -> dict[str, str | bool]:
    ids = [f"{bound.auto_id}-hint"] if hint or bound.help_text else []
    attributes: dict[str, str | bool] = {}
    if bound.errors:
        ids.append(f"{bound.auto_id}-error")
        attributes["aria-invalid"] = "true"
    if ids:
        attributes["aria-describedby"] = " ".join(ids)
    return attributes


def _need(bound: BoundField) -> SafeString | None:
    if bound.field.required:
        return None
    # Most fields are needed, so the exception is marked, not the rule.
    return element("span", _("(선택)"), class_="cc-optional")


def _tick(bound: BoundField, *, label: Text, hint: Text) -> SafeString:
    told = _described(bound, hint)
    return element(
        "div",
        element(
            "label",
            bound.as_widget(attrs=_attributes(bound, hint) | {"class": "cc-tick-box"}),
            element("span", label or bound.label),
            class_="cc-tick",
            for_=bound.id_for_label,
        ),
        told.hint,
        told.errors,
        class_=classes("cc-field", bool(bound.errors) and "cc-wrong"),
    )


def choices(
    bound: BoundField | str,
    *,
    options: Iterable[Choice] | None = None,
    label: Text = "",
    hint: Text = "",
    many_of: bool = False,
    selected: str | list[str] = "",
    signs: Mapping[str, str] | None = None,
    columns: int = 0,
) -> SafeString:
    """Big tiles to press: one of them (radio), or several (`many_of`). Of a form's field, or of `options` by name."""
    told = _Told(element("p", hint, class_="cc-hint") if hint else None, None)
    if isinstance(bound, BoundField):
        told = _described(bound, hint)
        many_of = many_of or isinstance(bound.field.widget, CheckboxSelectMultiple)
        options = options or [
            Choice(str(value), text, sign=(signs or {}).get(str(value), ""))
            for value, text in bound.field.choices  # type: ignore[attr-defined]
            if value != ""
        ]
        now = bound.value()
        selected = [str(one) for one in (now if isinstance(now, (list, tuple)) else [now]) if one not in (None, "")]
        name, heading, required = bound.html_name, label or bound.label, bound.field.required
    else:
        name, heading, required = bound, label, False
    chosen = {selected} if isinstance(selected, str) else set(selected)
    title = unique("choices")
    options = list(options or ())
    listed = len(options)
    tiles = many(
        _tile(option, name=name, many_of=many_of, checked=option.value in chosen, required=required)
        for option in options
    )
    return element(
        "div",
        element("p", heading, id=title, class_="cc-choices-label"),
        told.hint,
        element(
            "div",
            tiles,
            class_=classes("cc-tiles", columns > 0 and f"cc-tiles-{columns}", listed > MANY and "cc-tiles-many"),
        ),
        told.errors,
        class_=classes("cc-field", "cc-choices", bool(told.errors) and "cc-wrong"),
        role="group" if many_of else "radiogroup",
        aria_labelledby=title,
    )


def _tile(option: Choice, *, name: str, many_of: bool, checked: bool, required: bool) -> SafeString:
    return element(
        "label",
        element(
            "input",
            type="checkbox" if many_of else "radio",
            name=name,
            value=option.value,
            checked=checked,
            required=required and not many_of,
        ),
        element(
            "span",
            sign(option.sign) if option.sign else None,
            element(
                "span",
                element("span", option.label, class_="cc-tile-label"),
                element("span", option.hint, class_="cc-tile-hint") if option.hint else None,
                class_="cc-tile-words",
            ),
            class_="cc-tile-face",
        ),
        class_=classes("cc-tile", option.tone and f"cc-tile-{option.tone}"),
    )


def form_errors(form: BaseForm) -> SafeString:
    """What is wrong with a form, above it, each fault leading to its field. Nothing when all is well."""
    if not form.errors:
        return SafeString("")
    lines = [element("li", str(error)) for error in form.non_field_errors()]
    for bound in form:
        lines += [
            element(
                "li", element("a", join(bound.label, ": ", str(error)), href=f"#{bound.id_for_label or bound.auto_id}")
            )
            for error in bound.errors
        ]
    count = len(lines)
    title = ngettext("고칠 곳이 %(n)d군데 있습니다", "고칠 곳이 %(n)d군데 있습니다", count) % {"n": count}
    return element(
        "div",
        element("p", title, class_="cc-alert-title"),
        element("ul", join(*lines)),
        class_="cc-alert cc-alert-danger cc-form-errors",
        role="alert",
        tabindex="-1",
    )


def sentence_filter(content: Text, *, action: str = "", label: Text = "", target: str = "") -> SafeString:
    """A sentence to fill that filters what stands below. It is a form; with JavaScript it sends itself on change."""
    return element(
        "form",
        element("div", content, class_="cc-sentence-words"),
        element("button", _("보기"), type="submit", class_="krds-btn cc-btn secondary small cc-send"),
        method="get",
        action=action,
        class_="cc-sentence",
        role="search",
        aria_label=label or _("거르기"),
        data_autosend=True,
        hx_get=action if target else None,
        hx_target=target,
        hx_push_url="true" if target else None,
    )


def slot(name: str, *, options: Iterable[tuple[object, Text]], label: Text, selected: object = "") -> SafeString:
    """One gap of a `sentence_filter`: a choice that reads as a word of the sentence."""
    chosen = str(getattr(selected, "value", selected) or "")
    written = ((str(getattr(value, "value", value)), text) for value, text in options)
    inside = many(element("option", text, value=value, selected=value == chosen) for value, text in written)
    return element("select", inside, name=name, aria_label=label, class_="cc-slot")
