"""What is said of a plan: refusals, what became of a project, and the sentences on top of the page."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from chomchom.insight.rules.plan import Standing, Summary

REFUSALS: dict[str, tuple[int, str | Promise]] = {
    "plan-year-unknown": (404, _("이 계획은 {first}년부터 {last}년까지입니다. 그 안의 해를 골라 주세요.")),
    "no-plan-yet": (404, _("아직 들어 있는 계획이 없습니다. 협의체 사무국이 계획을 넣으면 여기에 보입니다.")),
    "plan-data-form-unknown": (404, _("그런 형식의 파일은 없습니다. CSV, JSON, XML 가운데 골라 주세요.")),
}

STANDINGS: dict[Standing, str | Promise] = {
    Standing.REACHED: _("목표에 닿음"),
    Standing.MISSED: _("목표에 못 미침"),
    Standing.RUNNING: _("진행 중"),
    Standing.UNKNOWN: _("견줄 수 없음"),
}
TONES = {
    Standing.REACHED: "success", Standing.MISSED: "danger", Standing.RUNNING: "information", Standing.UNKNOWN: "gray",
}  # fmt: skip
NO_STRATEGY = _("전략을 정하지 않은 사업")
HIDDEN = _("가림")


def reached_line(year: int, sums: Summary) -> str:
    """How many projects reached their target."""
    if sums.running and not sums.missed:
        text = gettext(
            "{year}년, 시가 운영하는 세부사업 {all}개 가운데 {reached}개가 벌써 목표에 닿았고, {running}개가 진행 중이고, "
            "{unknown}개는 아직 견줄 수 없습니다."
        )
    else:
        text = gettext(
            "{year}년, 시가 운영하는 세부사업 {all}개 가운데 {reached}개가 목표에 닿았고, {missed}개가 못 미쳤고, "
            "{unknown}개는 아직 견줄 수 없습니다."
        )
    return text.format(
        year=year,
        all=sums.projects,
        reached=sums.reached,
        missed=sums.missed,
        running=sums.running,
        unknown=sums.unknown,
    )


def running_line(year: int, count: int) -> str:
    """That the year is not over."""
    return gettext("{year}년은 아직 끝나지 않았습니다. 진행 중인 {count}개의 달성률은 지금까지의 값입니다.").format(
        year=year, count=count
    )


def behind_line(names: Sequence[str], count: int) -> str:
    """Of whom less is there than should be by now."""
    return gettext("지금쯤 있어야 할 만큼에 못 미치는 사업이 {count}개 있습니다: {names}").format(
        count=count, names=_named(names, count)
    )


def tasks_line(count: int) -> str:
    """Why tasks are not among the projects."""
    return gettext("과업 {count}개는 따로 세지 않고 세부사업 안에서 봅니다.").format(count=count)


def mean_line(mean: str, capped: str) -> str:
    """The mean as it is, and with 100 % as the most."""
    text = gettext("평균 달성률은 {mean}입니다. {full}를 넘는 사업을 {full}로 보면 {capped}입니다.").format(
        mean=mean, capped=capped, full="100\N{NO-BREAK SPACE}%"
    )
    return text.replace("%", "%\N{WORD JOINER}")  # the ending stays with its number


def again_line(names: Sequence[str], count: int) -> str:
    """Who missed the target for years in a row."""
    return gettext("두 해 넘게 잇달아 못 미친 사업이 {count}개 있습니다: {names}").format(
        count=count, names=_named(names, count)
    )


def unknown_line(names: Sequence[str], count: int) -> str:
    """Of whom nothing can be said."""
    return gettext("실적이나 목표가 없어 견줄 수 없는 사업이 {count}개 있습니다: {names}").format(
        count=count, names=_named(names, count)
    )


def hidden_line(count: int) -> str:
    """How many figures were hidden, and why."""
    return gettext("{count}개 값은 작은 수라 가렸습니다. 한 사람을 알아볼 수 없게 하려는 것입니다.").format(count=count)


def _named(names: Sequence[str], count: int) -> str:
    rest = count - len(names)
    return ", ".join(names) + (" " + gettext("밖 {n}개").format(n=rest) if rest > 0 else "")
