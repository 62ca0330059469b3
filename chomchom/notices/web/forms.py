"""What people choose about messages."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from chomchom.notices.rules import ClosedBecause
from chomchom.notices.sentences import CLOSED_BECAUSE


class CloseForm(forms.Form):
    """How somebody dealt with a message that never arrived."""

    because = forms.TypedChoiceField(
        label=_("어떻게 알렸나요"),
        coerce=ClosedBecause,
        choices=[(one.value, CLOSED_BECAUSE[one]) for one in ClosedBecause],
    )
