"""The words of the register: activities, actors, resources, payers."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from chomchom.outreach.rules.register import ActivityKind, ActorKind, LinkResult, Payer, Resource

ACTIVITIES: dict[ActivityKind, str | Promise] = {
    ActivityKind.VISIT: _("방문"),
    ActivityKind.CALL: _("전화"),
    ActivityKind.CAMPAIGN: _("홍보·캠페인"),
    ActivityKind.DELIVERY: _("물품 전달"),
    ActivityKind.REPAIR: _("집수리·청소"),
    ActivityKind.MEETING: _("회의"),
    ActivityKind.OTHER: _("기타"),
}

ACTORS: dict[ActorKind, str | Promise] = {
    ActorKind.DONG_COUNCIL: _("동협의체"),
    ActorKind.HONORARY: _("명예사회복지공무원"),
    ActorKind.TONGJANG: _("통장"),
    ActorKind.AGENCY: _("민간기관"),
}

RESOURCES: dict[Resource, str | Promise] = {
    Resource.CASH: _("현금"),
    Resource.RENT: _("월세·관리비"),
    Resource.FOOD: _("먹거리"),
    Resource.GOODS: _("생활용품"),
    Resource.FUEL: _("난방비·연료"),
    Resource.MEDICAL: _("의료비"),
    Resource.REPAIR: _("집수리"),
    Resource.NONE: _("없음"),
}

PAYERS: dict[Payer, str | Promise] = {
    Payer.COMMUNITY_CHEST: _("공동모금회"),
    Payer.FOOD_BANK: _("푸드뱅크"),
    Payer.DONATION: _("후원금"),
    Payer.WELFARE_CENTRE: _("복지관"),
    Payer.RELIGIOUS: _("종교단체"),
    Payer.COMPANY: _("기업"),
    Payer.DONG_COUNCIL: _("동협의체"),
    Payer.PUBLIC: _("공공"),
}

LINK_RESULTS: dict[LinkResult, str | Promise] = {
    LinkResult.DELIVERED: _("전달함"),
    LinkResult.REFUSED: _("받지 않음"),
    LinkResult.NO_RESOURCE: _("줄 자원이 없음"),
}
