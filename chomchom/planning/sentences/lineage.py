"""The Korean of lineage and of a plan's versions."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REFUSALS: dict[str, tuple[int, str | Promise]] = {
    "name-is-the-same": (422, _("지금 이름과 같습니다. 새 이름을 적어 주세요.")),
    "two-projects-of-one-name": (422, _("새 이름들이 서로 달라야 합니다.")),
    "closed-project-goes-nowhere": (409, _("끝난 사업은 잇거나 바꿀 수 없습니다.")),
    "lineage-needs-one": (422, _("한 사업을 한 사업으로만 이을 수 있습니다. 여럿이면 합치기나 나누기를 골라 주세요.")),
    "merge-needs-two": (422, _("합치려면 합칠 사업과 합쳐질 사업을 함께 골라 주세요.")),
    "split-needs-two": (422, _("나누려면 새 이름을 한 줄에 하나씩 둘 이상 적어 주세요.")),
    "lineage-goes-forward": (422, _("지난 계획으로는 이을 수 없습니다.")),
    "keeping-leads-into-the-next-plan": (422, _("'이어 감'은 다음 계획으로만 할 수 있습니다.")),
    "lineage-in-a-circle": (409, _("그렇게 이으면 사업이 자기 자신에게서 나온 것이 됩니다.")),
    "already-leads-there": (409, _("이미 그 사업으로 이어져 있습니다.")),
    "plan-has-no-projects": (409, _("확정된 사업이 하나도 없어 계획을 남길 수 없습니다.")),
    "plan-already-established": (409, _("이 계획은 이미 수립되었습니다. 변경으로 남겨 주세요.")),
    "plan-not-established": (409, _("아직 수립되지 않은 계획은 변경할 수 없습니다.")),
    "plan-did-not-change": (409, _("지난 판과 달라진 것이 없습니다.")),
    "decided-in-the-future": (422, _("정한 날은 오늘보다 뒤일 수 없습니다.")),
}

EVENTS: dict[str, str | Promise] = {
    "planning:lineage:recorded": _("사업의 계보를 남김"),
    "planning:version:recorded": _("계획의 판을 남김"),
}

KINDS: dict[str, str | Promise] = {
    "keeps": _("이어 감"),
    "renames": _("이름 바꿈"),
    "merges": _("합침"),
    "splits": _("나눔"),
    "converts": _("전환"),
    "closes": _("종결"),
}

VERSIONS: dict[str, str | Promise] = {"established": _("수립"), "changed": _("변경")}

DIFFERENCES: dict[str, str | Promise] = {
    "added": _("새로 들어감"),
    "removed": _("빠짐"),
    "renamed": _("이름"),
    "renumbered": _("코드"),
    "moved": _("추진전략"),
    "placed": _("배치"),
    "budget": _("예산"),
}
