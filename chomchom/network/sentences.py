"""This room's Korean sentences: refusals, states, reasons and events."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REFUSALS: dict[str, tuple[int, str | Promise]] = {
    "service-not-found": (404, _("찾으시는 서비스가 없습니다.")),
    "neighbour-not-found": (404, _("찾으시는 이웃이 없습니다.")),
    "may-not-change-service": (403, _("이 서비스의 내용은 그 기관이나 시 담당자만 바꿀 수 있습니다.")),
    "may-not-register-service": (403, _("서비스 등록은 기관 책임자나 시 담당자가 합니다.")),
    "may-not-see-neighbours": (403, _("이웃 명단은 그 동의 담당자만 볼 수 있습니다.")),
    "capacity-does-not-add-up": (
        422,
        _("자리 수가 맞지 않습니다. '자리 있음'이면 1 이상, '자리 없음'이면 0이어야 합니다."),
    ),
    "ages-do-not-add-up": (422, _("나이 범위가 맞지 않습니다. 시작 나이가 끝 나이보다 많습니다.")),
    "service-name-taken": (409, _("이 기관에는 '{name}'(이)라는 서비스가 이미 있습니다.")),
    "need-unknown": (422, _("'{need}'은(는) 욕구 목록에 없습니다.")),
    "neighbour-already-there": (409, _("같은 전화번호의 이웃이 이미 등록되어 있습니다.")),
    "neighbour-outside-your-area": (403, _("담당 동의 이웃만 등록할 수 있습니다.")),
    "neighbour-dates-do-not-add-up": (422, _("위촉 기간이 맞지 않습니다. 끝나는 날이 시작하는 날보다 앞섭니다.")),
}

STATES: dict[str, str | Promise] = {
    "active": _("운영 중"),
    "paused": _("잠시 멈춤"),
    "ended": _("끝남"),
}

CAPACITIES: dict[str, str | Promise] = {
    "free": _("자리 있음"),
    "waitlist": _("대기 받음"),
    "full": _("자리 없음"),
    "unknown": _("자리 모름"),
}

WAYS: dict[str, str | Promise] = {
    "account": _("이 시스템에서 받음"),
    "link": _("알림 링크로 받음"),
    "phone": _("전화로 받음"),
    "visit": _("방문으로 받음"),
}

KINDS: dict[str, str | Promise] = {
    "honorary": _("명예사회복지공무원"),
    "tongjang": _("통장"),
}

FRESHNESS: dict[str, str | Promise] = {
    "fresh": _("최근 확인"),
    "aging": _("확인한 지 조금 됨"),
    "stale": _("오래된 정보, 전화로 확인하세요"),
    "never": _("확인한 적 없음, 전화로 확인하세요"),
}

WHY: dict[str, str | Promise] = {
    "covers_dong": _("이 동에서 이용할 수 있음"),
    "covers_city": _("시 전체에서 이용할 수 있음"),
    "takes_over_criteria": _("소득 기준을 넘어도 됨"),
    "age_fits": _("나이가 맞음"),
    "has_place": _("자리 있음"),
    "has_waitlist": _("대기로 받음"),
    "elsewhere": _("이 동은 맡지 않음"),
    "not_over_criteria": _("소득 기준을 넘으면 안 됨"),
    "too_young": _("나이가 기준보다 적음"),
    "too_old": _("나이가 기준보다 많음"),
    "not_alone": _("혼자 사는 분만 이용"),
    "full": _("지금은 자리 없음"),
    "places_unknown": _("자리를 알 수 없음"),
    "places_stale": _("자리 정보가 오래됨"),
    "paused": _("지금은 운영하지 않음"),
}

EVENTS: dict[str, str | Promise] = {
    "network:service:registered": _("서비스를 등록함"),
    "network:service:ended": _("서비스를 끝냄"),
    "network:capacity:updated": _("자리 정보를 고침"),
    "network:neighbour:registered": _("이웃을 등록함"),
    "network:neighbour:ended": _("이웃의 위촉을 끝냄"),
}
