"""The gallery's form: one field of each kind."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class GalleryForm(forms.Form):
    """Nothing is kept of it."""

    name = forms.CharField(label=_("이름"), help_text=_("주민등록번호는 적지 마세요."))
    phone = forms.CharField(label=_("전화번호"), widget=forms.TextInput(attrs={"inputmode": "tel"}))
    dong = forms.ChoiceField(label=_("사는 동"), choices=[("", _("고르세요")), ("4127151000", _("일동"))])
    note = forms.CharField(label=_("한 줄 메모"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    photo = forms.FileField(label=_("사진"), required=False)
    agreed = forms.BooleanField(label=_("복지관에 연락처를 주는 데 동의합니다"))
    contact = forms.ChoiceField(
        label=_("어떻게 연락할까요?"),
        choices=[("text", _("문자 먼저")), ("call", _("전화")), ("none", _("연락하지 않음"))],
        widget=forms.RadioSelect,
    )
