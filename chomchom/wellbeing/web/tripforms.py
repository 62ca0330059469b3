"""What people type about being away from home; forms parse and nothing else."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from chomchom.wellbeing.actions.trips import Announced
from chomchom.wellbeing.rules.trips import Span
from chomchom.wellbeing.rules.words import HowSaid, WhoSaid
from chomchom.wellbeing.sentences import HOW_SAID, WHO_SAID
from chomchom.wellbeing.web.forms import DAY


class TripForm(forms.Form):
    """An absence as an officer was told of it."""

    from_on = forms.DateField(label=_("떠나시는 날"), widget=DAY)
    until_on = forms.DateField(label=_("돌아오실 날"), widget=DAY)
    said_by = forms.ChoiceField(
        label=_("누가 말했나요"), choices=[(str(one), WHO_SAID[one]) for one in WhoSaid], initial=WhoSaid.PERSON
    )
    said_how = forms.ChoiceField(
        label=_("어떻게 들었나요"), choices=[(str(one), HOW_SAID[one]) for one in (HowSaid.DESK, HowSaid.DOOR)]
    )

    def told(self) -> Announced:
        """What was said."""
        given = self.cleaned_data
        return Announced(
            span=Span(given["from_on"], given["until_on"]), said_by=WhoSaid(given["said_by"]),
            said_how=HowSaid(given["said_how"]),
        )  # fmt: skip


class AwayForm(forms.Form):
    """Until when somebody is away who answers by the link."""

    until = forms.DateField(label=_("돌아오실 날"), widget=DAY)
