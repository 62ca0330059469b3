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


class FieldsForm(forms.Form):
    """What the form of minutes asks for besides the records; empty is printed as not recorded."""

    chair = forms.CharField(label=_("진행자"), required=False, max_length=40)
    observers = forms.CharField(label=_("배석자"), required=False, max_length=300)
    vote = forms.CharField(
        label=_("의결 방법"), required=False, max_length=300, help_text=_("예: 이견 없음, 찬성 12 반대 1")
    )
    onnara_no = forms.CharField(label=_("온나라 문서번호"), required=False, max_length=60)


class OwnForm(forms.Form):
    """A city's own form of minutes."""

    form = forms.FileField(
        label=_("우리 시 서식 (HWPX)"),
        help_text=_("회의일시, 장소, 참석자, 안건 같은 이름의 오른쪽 빈칸을 채웁니다. 나머지는 그대로 둡니다."),
        widget=forms.ClearableFileInput(attrs={"accept": ".hwpx"}),
    )


class PhotoForm(forms.Form):
    """A photograph of the meeting."""

    photo = forms.FileField(
        label=_("회의 사진"),
        help_text=_("찍은 곳, 때, 기기 정보는 지우고 넣습니다. 위원이 아닌 사람의 얼굴이 없는지 봐 주세요."),
        widget=forms.ClearableFileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )
