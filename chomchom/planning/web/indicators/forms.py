"""What people type about indicators. Forms only parse; rules say whether it may be."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chomchom.planning.rules.definitions import (
    DataSource,
    DefinitionIn,
    Direction,
    FigureKind,
    Frequency,
    IndicatorType,
    LowerMethod,
    PeriodRule,
)
from chomchom.planning.rules.formula.catalogue import TABLE_KINDS, Kind, TableColumn
from chomchom.planning.sentences import indicators as words

DATE = forms.DateInput(attrs={"type": "date"})
FORMULA = forms.Textarea(attrs={"rows": 3, "spellcheck": "false", "class": "cc-code"})
MOST_COLUMNS = 8


def _choice(label: Any, table: dict[Any, Any], kind: Any, **more: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(label=label, choices=lambda: list(table.items()), coerce=kind, **more)


class DefinitionForm(forms.Form):
    """A definition, field by field."""

    name = forms.CharField(label=_("지표 이름"), max_length=80)
    purpose = forms.CharField(label=_("무엇을 알려고 하나요"), max_length=300, required=False)
    type = _choice(_("성격"), words.TYPES, IndicatorType)
    unit = forms.CharField(label=_("단위"), max_length=20, help_text=_("예: 건, 명, 회, %"))
    direction = _choice(_("좋은 방향"), words.DIRECTIONS, Direction)
    kind = _choice(_("셈의 종류"), words.KINDS, FigureKind)
    source = _choice(_("자료"), words.SOURCES, DataSource)
    numerator = forms.CharField(label=_("분자 수식"), max_length=2000, required=False, widget=FORMULA)
    denominator = forms.CharField(label=_("분모 수식"), max_length=2000, required=False, widget=FORMULA)
    population = forms.CharField(label=_("무엇을 세나요 (모집단을 말로)"), max_length=300)
    period_rule = _choice(_("어느 날을 세나요"), words.PERIOD_RULES, PeriodRule)
    source_note = forms.CharField(label=_("자료 설명"), max_length=200, required=False)
    department = forms.CharField(label=_("모으는 부서"), max_length=80, required=False)
    collector = forms.CharField(label=_("모으는 사람"), max_length=60, required=False)
    can_collect = forms.BooleanField(label=_("이 부서가 자료를 모을 수 있음을 확인했습니다"), required=False)
    collect_evidence = forms.CharField(label=_("그렇게 보는 근거"), max_length=300, required=False)
    frequency = _choice(_("얼마나 자주"), words.FREQUENCIES, Frequency, initial=Frequency.YEARLY)
    minimum_cell = forms.IntegerField(
        label=_("가릴 작은 수의 기준"), min_value=1, max_value=100, initial=5,
        help_text=_("이 수보다 작으면 가립니다. 사람을 세지 않는 지표는 1로 둡니다."),
    )  # fmt: skip
    weight = forms.DecimalField(label=_("가중치"), min_value=0, max_value=100, initial=0, decimal_places=2)
    decimals = forms.IntegerField(label=_("소수 자릿수"), min_value=0, max_value=4, initial=1)
    lower_method = _choice(
        _("적을수록 좋을 때 달성률 계산"),
        words.LOWER_METHODS,
        LowerMethod,
        required=False,
        empty_value=LowerMethod.NONE,
    )
    targets_add_up = forms.BooleanField(label=_("동의 목표를 더하면 시의 목표가 됩니다"), required=False)
    valid_from = forms.IntegerField(label=_("어느 해부터 쓰나요"), min_value=2000, max_value=2100)
    reason = forms.CharField(
        label=_("고치는 까닭"), max_length=300, required=False, help_text=_("승인된 정의를 고칠 때 적습니다.")
    )

    def said(self) -> DefinitionIn:
        """The definition somebody wrote."""
        return DefinitionIn(**{name: value for name, value in self.cleaned_data.items() if name != "reason"})


class NewIndicatorForm(forms.Form):
    """An indicator somebody asks for."""

    name = forms.CharField(label=_("지표 이름"), max_length=80)
    code = forms.CharField(
        label=_("부호"),
        max_length=30,
        required=False,
        help_text=_("수식에서 @사업번호.부호로 부릅니다. 비우면 이름에서 만듭니다."),
    )
    owner_name = forms.CharField(label=_("정의할 사람"), max_length=60, required=False)
    due_on = forms.DateField(label=_("언제까지"), required=False, widget=DATE)


class TargetForm(forms.Form):
    """A target of one year."""

    year = forms.TypedChoiceField(label=_("해"), coerce=int)
    value = forms.CharField(label=_("목표"), max_length=30)
    setter = forms.CharField(
        label=_("정한 곳"), max_length=60, required=False, help_text=_("예: 대표협의체, 복지정책과")
    )
    set_on = forms.DateField(label=_("정한 날"), required=False, widget=DATE)
    reason = forms.CharField(label=_("까닭"), max_length=300, required=False)

    def __init__(self, *args: Any, years: tuple[int, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = [(year, words.year_label(year)) for year in years]  # type: ignore[attr-defined]


class ResultForm(forms.Form):
    """A result with its evidence."""

    period = forms.CharField(label=_("기간"), max_length=7, help_text=_("예: 2026 또는 2026-05"))
    numerator = forms.CharField(label=_("실적 (분자)"), max_length=30, required=False)
    denominator = forms.CharField(label=_("분모"), max_length=30, required=False)
    words = forms.CharField(label=_("서술"), max_length=500, required=False)
    evidence = forms.CharField(label=_("근거"), max_length=300, required=False, help_text=_("문서 이름과 쪽"))
    file = forms.FileField(label=_("근거 파일"), required=False)
    note = forms.CharField(label=_("덧붙임"), max_length=300, required=False)


class PeriodForm(forms.Form):
    """Which period."""

    period = forms.CharField(label=_("기간"), max_length=7)


class StageForm(forms.Form):
    """A stage that is planned."""

    name = forms.CharField(label=_("단계"), max_length=60)
    due_year = forms.IntegerField(label=_("마칠 해"), min_value=2000, max_value=2100)


class ReachedForm(forms.Form):
    """A stage that was reached."""

    no = forms.IntegerField(min_value=1)
    on = forms.DateField(label=_("마친 날"), widget=DATE)
    evidence = forms.CharField(label=_("근거"), max_length=300)


class TableForm(forms.Form):
    """A table and its columns."""

    name = forms.CharField(label=_("표 이름"), max_length=30, help_text=_("수식에 쓸 이름. 빈칸 없이."))
    says = forms.CharField(label=_("한 줄이 무엇인가요"), max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [("", "–"), *((str(kind), words.COLUMN_KINDS[str(kind)]) for kind in TABLE_KINDS)]
        for number in range(1, MOST_COLUMNS + 1):
            label = {"number": number}
            self.fields[f"column{number}"] = forms.CharField(
                label=_("%(number)d째 열") % label, max_length=30, required=False
            )
            self.fields[f"kind{number}"] = forms.ChoiceField(
                label=_("%(number)d째 열의 종류") % label, choices=kinds, required=False
            )

    def columns(self) -> list[TableColumn]:
        """The columns that were named."""
        said = self.cleaned_data
        return [
            TableColumn(name=said[f"column{n}"].strip(), kind=Kind(said[f"kind{n}"] or Kind.WORD))
            for n in range(1, MOST_COLUMNS + 1) if said[f"column{n}"].strip()
        ]  # fmt: skip


class FileForm(forms.Form):
    """A file of rows."""

    file = forms.FileField(label=_("파일 (엑셀 또는 CSV)"))
