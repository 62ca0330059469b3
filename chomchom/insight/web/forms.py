"""Which span, which figure, which file; forms only parse."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from chomchom.insight.access import Scope


class PeriodForm(forms.Form):
    """The span of a page."""

    period = forms.CharField(required=False, max_length=8)
    scope = forms.ChoiceField(required=False, choices=[(scope.value, scope.value) for scope in Scope])

    def chosen(self) -> Scope | None:
        """The part of the city somebody asked for; None leaves it to their posting."""
        asked = self.cleaned_data.get("scope")
        return Scope(asked) if asked else None


class EntriesForm(PeriodForm):
    """The figure somebody opens."""

    measure = forms.CharField(max_length=20)
    by = forms.CharField(required=False, max_length=20)
    key = forms.CharField(required=False, max_length=40)
    after = forms.CharField(required=False, max_length=20)


class ExportForm(PeriodForm):
    """The file somebody takes away, and why."""

    form = forms.ChoiceField(choices=[("xlsx", _("엑셀 (xlsx)")), ("csv", _("CSV"))], label=_("파일 종류"))
    reason = forms.CharField(max_length=200, label=_("받는 까닭"), required=False)
