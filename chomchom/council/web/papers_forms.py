"""What is uploaded and chosen around papers."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class MinutesForm(forms.Form):
    """A file of minutes."""

    file = forms.FileField(
        label=_("회의록 파일"),
        help_text=_("HWPX, HTML, 글(txt)을 읽습니다. 한글 파일(hwp)은 한글에서 HWPX로 저장해 올려 주세요."),
        widget=forms.ClearableFileInput(attrs={"accept": ".hwpx,.html,.htm,.txt"}),
    )
