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
    "place-not-found": (404, _("찾으시는 장소가 없습니다.")),
    "place-name-taken": (409, _("이 기관에는 '{name}'(이)라는 장소가 이미 있습니다.")),
    "place-dong-unknown": (422, _("장소가 있는 동을 골라 주세요.")),
    "service-changed-meanwhile": (
        409,
        _("그 사이 다른 분이 이 내용을 고쳤습니다. 새로 고쳐 바뀐 것을 보고 다시 적어 주세요."),
    ),
    "fee-impossible": (422, _("이용료는 0원부터 {most}원까지 적을 수 있습니다.")),
    "papers-too-many": (422, _("필요한 서류는 한 줄에 하나씩, {most}개까지 80자 안으로 적어 주세요.")),
    "public-phone-is-a-mobile": (
        422,
        _("공개하는 전화에는 기관 번호를 적어 주세요. 휴대전화 번호는 공개하지 않습니다."),
    ),
    "hours-line-unreadable": (
        422,
        _("여는 시간 {row}번째 줄 '{line}'을(를) 읽을 수 없습니다. '평일 09:00-18:00'처럼 적어 주세요."),
    ),
    "hours-too-many-lines": (422, _("여는 시간은 {most}줄까지 적을 수 있습니다.")),
    "may-not-exchange-directory": (403, _("다른 안내의 자료는 시 담당자가 들여옵니다.")),
    "hsds-file-not-found": (404, _("찾으시는 자료가 없거나 이미 들여왔습니다. 다시 올려 주세요.")),
    "hsds-too-large": (413, _("자료가 너무 큽니다. {most_mb}MB까지 올릴 수 있습니다.")),
    "hsds-too-deep": (422, _("자료가 너무 깊게 겹쳐 있습니다. {most}겹까지 읽습니다.")),
    "hsds-too-many": (422, _("한 번에 서비스 {most}건까지 들여올 수 있습니다. 나누어 올려 주세요.")),
    "hsds-not-json": (422, _("자료의 {row}번째 줄부터 읽을 수 없습니다. HSDS JSON 파일인지 확인해 주세요.")),
    "hsds-no-services": (422, _("자료에 서비스가 없습니다. 서비스 목록이나 contents가 있는 JSON이어야 합니다.")),
    "household-impossible": (422, _("가구원 수는 1명부터 20명까지, 금액은 0원 이상으로 적어 주세요.")),
    "income-year-missing": (
        422,
        _("{year}년 {persons}인 가구의 기준중위소득 표가 없습니다. 그 해의 고시를 먼저 넣어야 합니다."),
    ),
    "neighbour-already-there": (409, _("같은 전화번호의 이웃이 이미 등록되어 있습니다.")),
    "neighbour-outside-your-area": (403, _("담당 동의 이웃만 등록할 수 있습니다.")),
    "neighbour-dates-do-not-add-up": (422, _("위촉 기간이 맞지 않습니다. 끝나는 날이 시작하는 날보다 앞섭니다.")),
}

FILE_FAULTS: dict[str, str | Promise] = {
    "missing": _("꼭 있어야 하는 칸인데 비어 있습니다."),
    "wrong-type": _("글·숫자·목록 가운데 다른 것이 들어 있습니다."),
    "not-in-list": _("쓸 수 있는 말이 아닙니다."),
    "too-long": _("너무 깁니다."),
    "too-many": _("너무 많습니다."),
    "out-of-range": _("숫자가 너무 작거나 큽니다."),
    "wrong-form": _("날짜나 시각의 꼴이 아닙니다."),
    "need-unknown": _("욕구 목록에 없는 코드입니다."),
    "dong-unknown": _("안산시의 동이 아닙니다."),
    "hours-unreadable": _("여는 시간을 읽을 수 없습니다."),
    "twice": _("이 파일에 같은 서비스가 두 번 있습니다."),
    "capacity-does-not-add-up": _("자리 수가 '자리 있음·없음'과 맞지 않습니다."),
    "ages-do-not-add-up": _("시작 나이가 끝 나이보다 많습니다."),
    "public-phone-is-a-mobile": _("공개하는 전화에 휴대전화 번호가 있습니다."),
    "fee-impossible": _("이용료가 너무 크거나 작습니다."),
    "papers-too-many": _("필요한 서류가 너무 많거나 깁니다."),
}

BECOMES: dict[str, str | Promise] = {
    "new": _("새로 들어옴"),
    "changed": _("고쳐짐"),
    "same": _("그대로"),
    "faulty": _("들어오지 않음"),
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

ENTRY_AGES: dict[str, str | Promise] = {
    "fine": _("최근에 확인한 내용"),
    "advised": _("다시 확인해 주세요"),
    "mandatory": _("꼭 다시 확인해 주세요"),
}

AIDS: dict[str, str | Promise] = {
    "step_free": _("문턱 없음"),
    "lift": _("승강기"),
    "toilet": _("장애인 화장실"),
    "parking": _("장애인 주차"),
    "braille": _("점자 안내"),
    "sign_language": _("수어 통역"),
    "guide_dog": _("안내견 함께"),
}

TONGUES: dict[str, str | Promise] = {
    "ko": _("한국어"),
    "en": _("영어"),
    "zh": _("중국어"),
    "vi": _("베트남어"),
    "ru": _("러시아어"),
    "uz": _("우즈베크어"),
    "th": _("태국어"),
    "km": _("캄보디아어"),
    "ne": _("네팔어"),
    "id": _("인도네시아어"),
}

DAYS: dict[int, str | Promise] = {
    0: _("월"),
    1: _("화"),
    2: _("수"),
    3: _("목"),
    4: _("금"),
    5: _("토"),
    6: _("일"),
    7: _("공휴일"),
}

WEEKS: dict[int, str | Promise] = {
    1: _("첫째"),
    2: _("둘째"),
    3: _("셋째"),
    4: _("넷째"),
    5: _("다섯째"),
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
    "network:service:changed": _("서비스 내용을 고침"),
    "network:service:assured": _("서비스 내용이 그대로임을 확인함"),
    "network:directory:entered": _("다른 안내의 자료를 들여옴"),
    "network:place:changed": _("장소를 등록하거나 고침"),
    "network:capacity:updated": _("자리 정보를 고침"),
    "network:neighbour:registered": _("이웃을 등록함"),
    "network:neighbour:ended": _("이웃의 위촉을 끝냄"),
}
