"""What people type about existing programmes, overlaps, evidence, claims and requests."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chomchom.linkage.programmes import Facet
from chomchom.planning.rules.asks import Answer
from chomchom.planning.rules.evidence import EvidenceKind
from chomchom.planning.rules.existing import Column
from chomchom.planning.rules.pairs import PairVerdict
from chomchom.planning.sentences import library, overlaps
from chomchom.planning.web.review_forms import DATE, Choices, lines

COLUMN_CHOICES = [(str(one), overlaps.COLUMNS[one]) for one in Column]


class ListForm(forms.Form):
    """A list of existing programmes."""

    file = forms.FileField(
        label=_("엑셀이나 CSV 파일"),
        help_text=_("첫 줄이 제목이어야 합니다. 5,000행까지 읽습니다. 같은 목록을 다시 올려도 한 번만 들어갑니다."),
    )


class JudgeForm(forms.Form):
    """What a person says of two programmes."""

    other_kind = forms.CharField(max_length=16)
    other_id = forms.UUIDField()
    verdict = forms.TypedChoiceField(
        coerce=PairVerdict, choices=[(str(one), overlaps.VERDICTS[one]) for one in PairVerdict]
    )
    reason = forms.CharField(required=False, max_length=500)
    percent = forms.IntegerField(required=False, min_value=0, max_value=100)


class StatedForm(forms.Form):
    """An overlap somebody spoke of."""

    other_name = forms.CharField(label=_("무엇과 겹친다고 했나요?"), max_length=120)
    words = forms.CharField(label=_("어떤 말이었나요?"), max_length=500, widget=lines(2))
    said_in = forms.CharField(label=_("어디에서 나온 말인가요?"), required=False, max_length=120)
    other = forms.ChoiceField(label=_("목록에 있는 사업이면 고르세요"), required=False)

    def __init__(self, *args: Any, others: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["other"].choices = others  # type: ignore[attr-defined]


class WordForm(forms.Form):
    """A new concept of the lexicon."""

    facet = forms.TypedChoiceField(
        label=_("무엇에 대한 말인가요?"), coerce=Facet, choices=[(str(one), overlaps.FACETS[one]) for one in Facet]
    )
    label = forms.CharField(label=_("이름"), max_length=40)
    words = forms.CharField(
        label=_("찾을 낱말"), max_length=300, help_text=_("쉼표로 나눕니다. 띄어쓰기는 상관없습니다.")
    )
    weight = forms.DecimalField(
        label=_("무게"), initial=1, min_value=0, max_value=5, max_digits=3, decimal_places=2,
        help_text=_("보통은 1입니다. 흔한 말이면 낮춥니다."),
    )  # fmt: skip


class EvidenceForm(forms.Form):
    """A source with its value."""

    kind = forms.TypedChoiceField(
        label=_("종류"), coerce=EvidenceKind, choices=[(str(one), library.KINDS[one]) for one in EvidenceKind]
    )
    title = forms.CharField(label=_("제목"), max_length=160)
    source = forms.CharField(label=_("출처"), max_length=120, help_text=_("누가 만든 자료인가요?"))
    year = forms.IntegerField(label=_("기준 연도"), min_value=1990, max_value=2100)
    value = forms.CharField(label=_("값"), required=False, max_length=24)
    unit = forms.CharField(label=_("단위"), required=False, max_length=20)
    population = forms.CharField(
        label=_("무엇을 센 값인가요?"), required=False, max_length=200, help_text=_("예: 시에 사는 혼인 5년 안의 부부")
    )
    code = forms.CharField(
        label=_("지표에서 부를 이름"),
        required=False,
        max_length=31,
        help_text=_("지표의 분모로 쓸 때만 적습니다. 예: newlywed_couples"),
    )
    url = forms.CharField(label=_("주소"), required=False, max_length=400)
    note = forms.CharField(label=_("메모"), required=False, max_length=500, widget=lines(2))
    file = forms.FileField(label=_("파일"), required=False)
    replaces = forms.UUIDField(required=False, widget=forms.HiddenInput)


class ClaimForm(forms.Form):
    """A claim without a figure."""

    text = forms.CharField(label=_("어떤 주장인가요?"), max_length=500, widget=lines(2))
    said_in = forms.CharField(label=_("어디에서 나온 말인가요?"), required=False, max_length=120)
    project_id = forms.TypedChoiceField(label=_("관련 세부사업"), required=False, empty_value=None, coerce=str)

    def __init__(self, *args: Any, projects: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["project_id"].choices = projects  # type: ignore[attr-defined]


class SettleForm(forms.Form):
    """What becomes of a claim."""

    move = forms.ChoiceField(choices=[("back", ""), ("drop", ""), ("reopen", "")])
    evidence_id = forms.UUIDField(required=False)
    note = forms.CharField(required=False, max_length=300)


class DataRequestForm(forms.Form):
    """Data that is asked for."""

    what = forms.CharField(label=_("어떤 자료인가요?"), max_length=300)
    why = forms.CharField(label=_("왜 필요한가요?"), required=False, max_length=300)
    asked_of = forms.CharField(label=_("어느 부서·기관에 요청하나요?"), max_length=80)
    owner_id = forms.TypedChoiceField(label=_("챙길 사람"), coerce=str)
    due_on = forms.DateField(label=_("기한"), widget=DATE)
    project_id = forms.TypedChoiceField(label=_("관련 세부사업"), required=False, empty_value=None, coerce=str)

    def __init__(self, *args: Any, owners: Choices, projects: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner_id"].choices = owners  # type: ignore[attr-defined]
        self.fields["project_id"].choices = projects  # type: ignore[attr-defined]


class DataAnswerForm(forms.Form):
    """What came."""

    text = forms.CharField(label=_("받은 내용"), required=False, max_length=4000, widget=lines(4))
    file = forms.FileField(label=_("받은 파일"), required=False)
    seen_version = forms.IntegerField(widget=forms.HiddenInput)


class DataMoveForm(forms.Form):
    """Taking a request back, or asking again."""

    move = forms.ChoiceField(choices=[("withdraw", ""), ("ask_again", "")], widget=forms.HiddenInput)
    note = forms.CharField(label=_("까닭"), required=False, max_length=300)
    due_on = forms.DateField(label=_("새 기한"), required=False, widget=DATE)
    seen_version = forms.IntegerField(widget=forms.HiddenInput)


class ProvinceForm(forms.Form):
    """A request to the province."""

    title = forms.CharField(label=_("제목"), max_length=160)
    asked_of = forms.CharField(label=_("받는 곳"), max_length=80, help_text=_("예: 경기도 복지정책과"))
    text = forms.CharField(label=_("무엇을 건의하나요?"), max_length=4000, widget=lines(4))
    project_id = forms.TypedChoiceField(label=_("관련 세부사업"), required=False, empty_value=None, coerce=str)

    def __init__(self, *args: Any, projects: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["project_id"].choices = projects  # type: ignore[attr-defined]


class SentForm(forms.Form):
    """By which letter and when it was sent."""

    sent_on = forms.DateField(label=_("보낸 날"), widget=DATE)
    due_on = forms.DateField(label=_("답을 바라는 날"), required=False, widget=DATE)
    document_no = forms.CharField(label=_("문서 번호"), required=False, max_length=60)
    seen_version = forms.IntegerField(widget=forms.HiddenInput)


class ProvinceAnswerForm(forms.Form):
    """What the province answered."""

    answered_on = forms.DateField(label=_("답을 받은 날"), widget=DATE)
    kind = forms.TypedChoiceField(
        label=_("어떤 답인가요?"), coerce=Answer, choices=[(str(one), library.ANSWERS[one]) for one in Answer]
    )
    text = forms.CharField(label=_("답의 내용"), max_length=4000, widget=lines(3))
    effect = forms.CharField(label=_("사업이 어떻게 달라지나요?"), required=False, max_length=500)
    seen_version = forms.IntegerField(widget=forms.HiddenInput)


class CloseForm(forms.Form):
    """Why a request ends."""

    note = forms.CharField(label=_("까닭"), required=False, max_length=300)
    seen_version = forms.IntegerField(widget=forms.HiddenInput)
