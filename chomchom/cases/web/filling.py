"""A form of a case as a page asks it: made from its definition, read back as answers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chomchom.cases.reads.forms import words
from chomchom.cases.rules import Answer, Answers, Definition, Field

_LEVELS = [(str(n), said) for n, said in enumerate((_("0 없음"), _("1 조금"), _("2 뚜렷함"), _("3 매우 급함")))]


def form_of(
    definition: Definition,
    data: Mapping[str, Any] | None = None,
    *,
    initial: Mapping[str, Answer],
    finish: bool = False,
) -> forms.Form:
    """The Django form; only what finishes a form asks for what is needed."""
    made = forms.Form(data, initial=_initial(initial), auto_id="f_%s")
    for one in definition.fields:
        made.fields[one.code] = _field(one, required=one.need and finish)
    return made


def _initial(answers: Mapping[str, Answer]) -> dict[str, Any]:
    said = {True: "yes", False: "no"}
    return {code: said[value] if isinstance(value, bool) else value for code, value in answers.items()}


def _field(one: Field, *, required: bool) -> forms.Field:
    common: dict[str, Any] = {"label": words(one.label), "required": required}
    options = [(code, words(said)) for code, said in one.options]
    match one.kind:
        case "long":
            return forms.CharField(max_length=one.longest, widget=forms.Textarea(attrs={"rows": 3}), **common)
        case "date":
            return forms.DateField(widget=forms.DateInput(attrs={"type": "date"}), **common)
        case "number" | "won":
            return forms.IntegerField(min_value=0, max_value=one.most, **common)
        case "level":
            return forms.ChoiceField(choices=_LEVELS, widget=forms.RadioSelect, **common)
        case "yes":
            return forms.ChoiceField(
                choices=[("yes", _("예")), ("no", _("아니요"))], widget=forms.RadioSelect, **common
            )
        case "choice":
            return forms.ChoiceField(choices=options, widget=forms.RadioSelect, **common)
        case "choices":
            return forms.MultipleChoiceField(choices=options, widget=forms.CheckboxSelectMultiple, **common)
    return forms.CharField(max_length=one.longest, **common)


def answers_of(definition: Definition, cleaned: Mapping[str, Any]) -> Answers:
    """What was filled in, each as its field keeps it; what was left empty is left out."""
    found: Answers = {}
    for one in definition.fields:
        value = cleaned.get(one.code)
        if value in (None, "", []):
            continue
        if one.kind == "level":
            found[one.code] = int(value)
        elif one.kind == "yes":
            found[one.code] = value == "yes"
        elif isinstance(value, date):
            found[one.code] = value.isoformat()
        else:
            found[one.code] = value
    return found
