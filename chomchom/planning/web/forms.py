"""What people type about plans and projects. Forms parse; whether it may be is said by rules and access."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from chomchom.kernel.deeds import Deed
from chomchom.planning.actions.lineage import Becoming
from chomchom.planning.actions.tree import ProjectIn
from chomchom.planning.reads import choices
from chomchom.planning.reads.project import ProjectPage
from chomchom.planning.rules.budget import Money, MoneySource, read_won
from chomchom.planning.rules.lineage import LineageKind
from chomchom.planning.rules.tree import Placement, ProjectKind, RunBy
from chomchom.planning.sentences import budget as money_words
from chomchom.planning.sentences import lineage as line_words
from chomchom.planning.sentences import tree as words

DATE = forms.DateInput(attrs={"type": "date"})


def _id(value: str) -> UUID | None:
    return UUID(value) if value else None


class ProjectForm(forms.Form):
    """A project's facts."""

    name = forms.CharField(label=_("사업 이름"), max_length=120)
    code = forms.CharField(
        label=_("사업 코드"), max_length=24, required=False, help_text=_("예: Ⅰ-4-10. 아직 없으면 비워 둡니다.")
    )
    strategy = forms.TypedChoiceField(label=_("추진전략"), required=False, coerce=_id, empty_value=None)
    priority = forms.TypedChoiceField(label=_("중점추진사업"), required=False, coerce=_id, empty_value=None)
    parent = forms.TypedChoiceField(
        label=_("어느 세부사업의 과업인가요?"), required=False, coerce=_id, empty_value=None,
        help_text=_("과업일 때만 고릅니다."),
    )  # fmt: skip
    summary = forms.CharField(
        label=_("무엇을 하나요?"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    placement = forms.TypedChoiceField(
        label=_("배치"), coerce=Placement, choices=list(words.PLACEMENTS.items()), initial=Placement.OWN
    )
    placed_in = forms.TypedChoiceField(
        label=_("연계할 세부사업"), required=False, coerce=_id, empty_value=None, help_text=_("'연계'일 때만 고릅니다.")
    )
    placed_area = forms.CharField(
        label=_("타 영역의 이름"), max_length=80, required=False, help_text=_("'타 영역'일 때만 적습니다.")
    )
    run_by = forms.TypedChoiceField(
        label=_("운영"), coerce=RunBy, choices=list(words.RUNNERS.items()), initial=RunBy.CITY
    )
    counts_in_score = forms.BooleanField(
        label=_("시 점수에 넣기"), required=False, initial=True, help_text=_("다른 기관이 운영하면 넣을 수 없습니다.")
    )
    department = forms.CharField(label=_("담당 부서"), max_length=80, required=False)
    owner_name = forms.CharField(label=_("담당자"), max_length=40, required=False)
    partners = forms.CharField(label=_("협력 기관"), max_length=200, required=False)
    legal_basis = forms.CharField(label=_("법적 근거"), max_length=200, required=False)
    target_group = forms.CharField(label=_("대상"), max_length=200, required=False)

    def __init__(self, *args: Any, deed: Deed, number: int, but: UUID | None = None, **more: Any) -> None:
        super().__init__(*args, **more)
        offered = choices.of_plan(deed, number, but=but)
        none = [("", _("고르지 않음"))]
        for name, rows in (
            ("strategy", offered.strategies), ("priority", offered.priorities), ("parent", offered.projects),
            ("placed_in", offered.projects),
        ):  # fmt: skip
            field: Any = self.fields[name]
            field.choices = [*none, *rows]

    def project(self) -> ProjectIn:
        """The facts as the action takes them."""
        said = self.cleaned_data
        return ProjectIn(
            name=said["name"], code=said["code"], strategy_id=said["strategy"], priority_id=said["priority"],
            parent_id=said["parent"], kind=ProjectKind.TASK if said["parent"] else ProjectKind.PROJECT,
            summary=said["summary"], placement=said["placement"], placed_in=said["placed_in"],
            placed_area=said["placed_area"], run_by=said["run_by"], counts_in_score=said["counts_in_score"],
            department=said["department"], owner_name=said["owner_name"], partners=said["partners"],
            legal_basis=said["legal_basis"], target_group=said["target_group"],
        )  # fmt: skip


class NewProjectForm(ProjectForm):
    """A project as it is entered."""

    already_approved = forms.BooleanField(
        label=_("이미 승인된 계획의 사업"), required=False, help_text=_("진행 중인 계획을 옮겨 적을 때만 고릅니다.")
    )


class RenameForm(forms.Form):
    """Another name and why."""

    name = forms.CharField(label=_("새 이름"), max_length=120)
    reason = forms.CharField(label=_("까닭"), max_length=300)
    version = forms.IntegerField(widget=forms.HiddenInput)


WAYS = (LineageKind.KEEPS, LineageKind.CONVERTS, LineageKind.SPLITS, LineageKind.MERGES, LineageKind.CLOSES)


class BecomeForm(forms.Form):
    """What a project becomes: in the next plan or in this one, alone or with others."""

    kind = forms.TypedChoiceField(
        label=_("무엇을 하나요?"), coerce=LineageKind, choices=[(one.value, line_words.KINDS[one]) for one in WAYS]
    )
    into = forms.TypedChoiceField(label=_("어느 계획으로?"), coerce=int, required=False, empty_value=None)
    target = forms.TypedChoiceField(
        label=_("합칠 상대"), required=False, coerce=_id, empty_value=None,
        help_text=_("'합침'일 때만 고릅니다. 이 사업이 그 사업 안으로 들어갑니다."),
    )  # fmt: skip
    names = forms.CharField(
        label=_("새 이름"), required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("'나눔'은 한 줄에 하나씩 둘 이상. '이어 감'에서 비우면 이름이 그대로입니다."),
    )  # fmt: skip
    on = forms.DateField(label=_("언제부터"), widget=DATE)
    reason = forms.CharField(label=_("까닭"), max_length=300)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, deed: Deed, page: ProjectPage, **more: Any) -> None:
        super().__init__(*args, **more)
        into: Any = self.fields["into"]
        into.choices = choices.terms_from(deed, page.line.term_number)
        target: Any = self.fields["target"]
        target.choices = [("", _("고르지 않음")), *choices.targets(deed, page.line)]

    def becoming(self) -> Becoming:
        """The step as the action takes it."""
        said = self.cleaned_data
        return Becoming(kind=said["kind"], reason=said["reason"], on=said["on"])

    def new_names(self) -> list[str]:
        """One name a line."""
        return [line for line in self.cleaned_data["names"].splitlines() if line.strip()]


class MoneyForm(forms.Form):
    """The money of one year and source."""

    year = forms.TypedChoiceField(label=_("연도"), coerce=int)
    source = forms.TypedChoiceField(
        label=_("재원"), coerce=MoneySource, choices=[(one.value, money_words.SOURCES[one]) for one in MoneySource]
    )
    planned = forms.CharField(label=_("예산(원)"), max_length=24)
    carried = forms.CharField(label=_("이월(원)"), max_length=24, required=False)
    changed = forms.CharField(
        label=_("변경(원)"), max_length=24, required=False, help_text=_("줄었으면 앞에 -를 붙입니다.")
    )
    executed = forms.CharField(
        label=_("집행(원)"), max_length=24, required=False, help_text=_("아직 모르면 비워 둡니다.")
    )

    def __init__(self, *args: Any, years: range, **more: Any) -> None:
        super().__init__(*args, **more)
        year: Any = self.fields["year"]
        year.choices = [(one, one) for one in years]

    def money(self) -> Money:
        """The amounts. Raises `won-unreadable`."""
        said = self.cleaned_data
        return Money(
            planned=read_won(said["planned"]) or 0, carried=read_won(said["carried"]) or 0,
            changed=read_won(said["changed"]) or 0, executed=read_won(said["executed"]),
        )  # fmt: skip


class UploadForm(forms.Form):
    """A file of money."""

    file = forms.FileField(label=_("예산 파일 (엑셀, CSV)"))


class VersionForm(forms.Form):
    """A plan kept as it stands."""

    decided_on = forms.DateField(label=_("정한 날"), widget=DATE)
    reason = forms.CharField(label=_("까닭"), max_length=300)


class StepForm(forms.Form):
    """A step of the law: when it was done, and its proof."""

    done_on = forms.DateField(label=_("마친 날"), widget=DATE, required=False)
    note = forms.CharField(label=_("한 줄 메모"), max_length=200, required=False)
    file = forms.FileField(label=_("증빙 파일"), required=False)
    covered = forms.BooleanField(label=_("주민등록번호가 보이지 않는 것을 확인했습니다"), required=False)


class ChapterForm(forms.Form):
    """Whether a chapter is written and where."""

    written = forms.BooleanField(label=_("다 씀"), required=False)
    place = forms.CharField(label=_("어디에"), max_length=120, required=False)
    note = forms.CharField(label=_("메모"), max_length=300, required=False)


class StrategyForm(forms.Form):
    """A strategy or, below one, a priority."""

    number = forms.IntegerField(label=_("번호"), min_value=1, max_value=30)
    name = forms.CharField(label=_("이름"), max_length=120)
    below = forms.TypedChoiceField(
        label=_("어느 추진전략 아래"), required=False, coerce=_id, empty_value=None,
        help_text=_("중점추진사업일 때만 고릅니다."),
    )  # fmt: skip

    def __init__(self, *args: Any, deed: Deed, number: int, **more: Any) -> None:
        super().__init__(*args, **more)
        below: Any = self.fields["below"]
        below.choices = [("", _("고르지 않음")), *choices.of_plan(deed, number).strategies]


class TermForm(forms.Form):
    """A new four-year plan."""

    number = forms.IntegerField(label=_("몇 기"), min_value=1, max_value=99)
    name = forms.CharField(label=_("이름"), max_length=80)
    first_year = forms.IntegerField(label=_("첫해"))
    vision = forms.CharField(label=_("비전"), max_length=200, required=False)
