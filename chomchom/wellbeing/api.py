"""The API of wellbeing: the province's daily result and deliveries of readings, by bearer key."""

from __future__ import annotations

import time
from datetime import date, datetime
from typing import Annotated
from uuid import UUID

import numpy as np
from django.conf import settings
from django.http import HttpRequest
from ninja import Field, Router, Schema
from ninja.security import APIKeyHeader

from chomchom.accounts.public import Role, api_door, api_key_auth
from chomchom.kernel.deeds import Deed, machine_deed
from chomchom.store.acting import city_now
from chomchom.telephony import Notice, read_notice, verified
from chomchom.wellbeing import public
from chomchom.wellbeing.rules.words import Source

router = Router(tags=["wellbeing"])
MOST_ROWS = 20_000

Number = Annotated[str, Field(min_length=1, max_length=40, pattern=r"^[^\x00-\x1f]+$")]
Word = Annotated[str, Field(max_length=40, pattern=r"^[^\x00-\x1f]*$")]


class Refusal(Schema):
    """Why something was not done."""

    code: str
    sentence: str


class ProvinceLine(Schema):
    """One person's day. The same number and day again is the same line; a later `as_of` corrects it."""

    number: Number
    day: date
    grade: Word = ""
    call: Word = ""
    times: Annotated[int, Field(ge=1, le=99)] = 1
    change: Annotated[str, Field(pattern=r"^(joined|left|)$")] = ""
    reason: Word = ""
    as_of: datetime | None = None


class ProvinceDelivery(Schema):
    """The province's result, one line a person and day."""

    lines: Annotated[list[ProvinceLine], Field(min_length=1, max_length=MOST_ROWS)]


class ProvinceAnswer(Schema):
    """What became of a delivery."""

    total: int
    new: int
    repeated: int
    raised: int
    unmatched: int
    leaving: int


class Reading(Schema):
    """One interval of one meter: its start with a time zone, and the value (Wh, litres, or 1 and 0 for a phone's day)."""

    meter: Number
    at: datetime
    value: float


class ReadingDelivery(Schema):
    """Readings of one source and one interval length."""

    source: Source
    minutes: Annotated[int, Field(ge=15, le=1440)]
    readings: Annotated[list[Reading], Field(min_length=1, max_length=200_000)]


class RowFaultOut(Schema):
    """One reading that was not taken: its place in the delivery, from 1, and why."""

    row: int
    code: str


class ReadingAnswer(Schema):
    """What became of a delivery of readings."""

    batch: int
    total: int
    taken: int
    refused: int
    already: bool
    faults: list[RowFaultOut]


class CallResultIn(Schema):
    """What a vendor's call found. A word we do not know is unclear, never well."""

    key: UUID
    result: Word
    refused: Word = ""
    help: Word = ""
    wants_human: Word = ""
    seconds: Annotated[int, Field(ge=0, le=86_400)] = 0


class CallResultAnswer(Schema):
    """Whether the result was new; the same one again is not."""

    new: bool


REFUSALS = {401: Refusal, 403: Refusal, 409: Refusal, 422: Refusal}


@router.post(
    "/province-days", auth=api_key_auth(Role.PROVINCE), response={200: ProvinceAnswer, **REFUSALS},
    summary="Take in the province's daily result",
)  # fmt: skip
@api_door
def province_days(request: HttpRequest, deed: Deed, delivery: ProvinceDelivery) -> ProvinceAnswer:
    """Answered only after it is kept. Sending it again, late or out of order does no harm."""
    rows = [
        public.ProvinceRow(
            number=line.number, day=line.day, grade=line.grade, call=line.call, times=line.times, change=line.change,
            reason=line.reason, as_of=_aware(line.as_of, deed),
        )
        for line in delivery.lines
        if line.day <= deed.day
    ]  # fmt: skip
    done = public.province_day(deed, rows)
    return ProvinceAnswer(
        total=len(delivery.lines), new=done.new, repeated=done.repeated, raised=done.raised, unmatched=done.unmatched,
        leaving=done.leaving,
    )  # fmt: skip


@router.post(
    "/readings", auth=api_key_auth(Role.PROVINCE, Role.DESK), response={200: ReadingAnswer, **REFUSALS},
    summary="Take in readings of meters",
)  # fmt: skip
@api_door
def readings(request: HttpRequest, deed: Deed, delivery: ReadingDelivery) -> ReadingAnswer:
    """Answered only after they are kept. The same delivery again changes nothing; a later one corrects."""
    meters: dict[str, int] = {}
    index = [meters.setdefault(one.meter, len(meters)) for one in delivery.readings]
    told = public.load_readings(
        deed,
        public.Delivery(
            source=delivery.source, meters=tuple(meters), meter=np.array(index, np.int32),
            second=np.array([_second(one.at) for one in delivery.readings], np.int64),
            value=np.array([one.value for one in delivery.readings], np.float64),
            row=np.arange(1, len(index) + 1), minutes=delivery.minutes,
        ),
    )  # fmt: skip
    return ReadingAnswer(
        batch=told.batch_id, total=told.total, taken=told.taken, refused=told.refused, already=told.already,
        faults=[RowFaultOut(row=fault.row, code=str(fault.code)) for fault in told.faults],
    )  # fmt: skip


class SignedByVendor(APIKeyHeader):
    """Accepts a message that carries the vendor's fresh signature; `request.auth` becomes the telephone's deed.

    The signature is checked by this machine's own clock, the vendor's only link to ours; the deed has the city's time.
    """

    param_name = "X-Call-Signature"

    def authenticate(self, request: HttpRequest, key: str | None) -> Deed | None:
        """The deed, or None for a message nobody signed, signed long ago, or changed on the way."""
        at = request.headers.get("X-Call-Time", "")
        secret = settings.TELEPHONY["vendor_secret"]
        if not verified(secret, signature=key or "", at=at, body=request.body, now=int(time.time())):
            return None
        return machine_deed("call-vendor", at=city_now())


@router.post(
    "/call-results", auth=SignedByVendor(), response={200: CallResultAnswer, **REFUSALS},
    summary="Take in what a vendor's call found",
)  # fmt: skip
@api_door
def call_results(request: HttpRequest, deed: Deed, told: CallResultIn) -> CallResultAnswer:
    """Answered only after it is kept. Sent again it changes nothing; a late word that asks for help is never lost."""
    fact = read_notice(Notice(told.result, told.refused, told.help, told.wants_human))
    return CallResultAnswer(new=public.vendor_told(deed, call_id=told.key, fact=fact, seconds=told.seconds))


def _second(at: datetime) -> int:
    """Seconds UTC; a time without a zone is none and is refused as unreadable."""
    return int(at.timestamp()) if at.utcoffset() is not None else 0


def _aware(at: datetime | None, deed: Deed) -> datetime | None:
    """When the province wrote it; without a zone, or from the future, it counts as now."""
    if at is None or at.utcoffset() is None or at > deed.at:
        return deed.at if at is not None else None
    return at
