"""A neighbour's report without login, and what the finder may learn (S3)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from uuid import UUID, uuid4

import pytest
from PIL import Image

from chomchom.kernel.deeds import Deed, Sector
from chomchom.kernel.verdicts import Refused
from chomchom.ledger import public as ledger
from chomchom.notices.models import Notice
from chomchom.outreach import public as outreach
from chomchom.outreach.actions.reports import ReportIn, look_up_report, send_report
from chomchom.outreach.actions.texts import shown_photo
from chomchom.outreach.models import Episode, Report, Signal
from chomchom.outreach.public import FinderKind, Grade, HowKnown, Outcome
from chomchom.outreach.rules.reports import ReportStatus
from chomchom.outreach.rules.words import Seen
from chomchom.store.acting import acting
from tests.conftest import ILDONG

pytestmark = pytest.mark.django_db


@pytest.fixture
def passer_by(deeds) -> Deed:
    """Somebody without login."""
    return Deed(actor_id=UUID(int=0), at=deeds.at, sector=Sector.CITIZEN)


@pytest.fixture
def report() -> ReportIn:
    return ReportIn(
        idem_key=uuid4(),
        sender="phone-1",
        dong=ILDONG,
        place="성호로 12 101호",
        seen=frozenset({Seen.MAIL, Seen.LIGHT}),
        memo="계량기에 봉투가 쌓였고 사흘째 불이 켜져 있음",
        phone="010-0000-0099",
        wants_answer=True,
    )


def photo() -> bytes:
    picture = Image.new("RGB", (40, 30), "white")
    exif = picture.getexif()
    exif[0x010F] = "MAKER-OF-PHONE"
    out = BytesIO()
    picture.save(out, "JPEG", exif=exif)
    return out.getvalue()


def test_s3_a_known_neighbours_report_meets_the_household(deeds, homes, staff, alert, passer_by, report) -> None:
    with acting(deeds.machine()) as deed:
        first = outreach.receive_signal(
            deed, alert(homes["ildong"], door=outreach.Door.DISCOVERY, grade=None, items=("loan_arrears",))
        )
    with acting(passer_by) as deed:
        sent = send_report(deed, report)
        assert look_up_report(deed, number=sent.number, code=sent.code, sender="x") is ReportStatus.RECEIVED
    assert sent.finder is FinderKind.TONGJANG
    assert Signal.objects.filter(episode=first.episode_id).count() == 2
    assert Episode.objects.get().grade == Grade.UNKNOWN
    entry = ledger.facts(tags=["outreach:signal:received"]).order_by("seq").last()
    assert (entry.sector, entry.payload["finder"], entry.payload["joined"]) == ("neighbour", "tongjang", True)
    with acting(deeds.haneul()) as deed:
        outreach.close(deed, episode_id=first.episode_id, outcome=Outcome.HELPED, how_known=HowKnown.MET)
    with acting(passer_by) as deed:
        assert look_up_report(deed, number=sent.number, code=sent.code, sender="x") is ReportStatus.CONFIRMED
    assert set(Notice.objects.values_list("template", flat=True)) == {"report-received", "report-checked"}
    assert ledger.facts(tags=["outreach:report:told"]).get().payload["finder"] == "tongjang"


def test_a_second_press_is_one_report(db, passer_by, report) -> None:
    with acting(passer_by) as deed:
        first = send_report(deed, report)
        again = send_report(deed, report)
    assert (again.number, again.code) == (first.number, "")
    assert Report.objects.count() == 1


def test_a_resident_is_credited_as_a_neighbour(db, passer_by, report) -> None:
    with acting(passer_by) as deed:
        sent = send_report(deed, replace(report, phone="", wants_answer=False))
    assert sent.finder is FinderKind.RESIDENT
    entry = ledger.facts(tags=["outreach:signal:received"]).get()
    assert entry.sector == "neighbour"
    assert not Notice.objects.exists()


def test_the_photo_loses_where_and_with_what_it_was_taken(db, deeds, passer_by, report) -> None:
    with acting(passer_by) as deed:
        send_report(deed, replace(report, photo=photo()))
    kept = shown_photo(Report.objects.get().photo)
    assert b"MAKER-OF-PHONE" not in kept
    assert Image.open(BytesIO(kept)).size == (40, 30)
    with acting(passer_by) as deed, pytest.raises(Refused, match="photo-unreadable"):
        send_report(deed, replace(report, idem_key=uuid4(), photo=b"not a photo"))


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"dong": "1111111111"}, "dong-not-of-city"),
        ({"place": ""}, "report-needs-place"),
        ({"seen": frozenset()}, "report-needs-something-seen"),
        ({"phone": "", "wants_answer": True}, "answer-needs-phone"),
    ],
)
def test_a_bad_report_takes_nothing_in(db, passer_by, report, change, code) -> None:
    with pytest.raises(Refused, match=code):
        with acting(passer_by) as deed:
            send_report(deed, replace(report, **change))
    assert not Signal.objects.exists()


def test_one_phone_cannot_flood(db, passer_by, report) -> None:
    with acting(passer_by) as deed:
        for number in range(5):
            send_report(deed, replace(report, idem_key=uuid4(), place=f"골목 {number}번 집"))
        with pytest.raises(Refused, match="too-many-reports"):
            send_report(deed, replace(report, idem_key=uuid4()))
    with acting(replace(passer_by, at=passer_by.at + timedelta(hours=1, minutes=1))) as deed:
        send_report(deed, replace(report, idem_key=uuid4()))


def test_guessing_a_report_is_slow(db, passer_by, report) -> None:
    with acting(passer_by) as deed:
        sent = send_report(deed, report)
        for guess in range(10):
            assert look_up_report(deed, number=sent.number, code=f"{guess:06d}"[::-1] + "x", sender="g") is None
        with pytest.raises(Refused, match="too-many-tries"):
            look_up_report(deed, number=sent.number, code=sent.code, sender="g")


def test_old_reports_lose_phone_and_photo(db, deeds, passer_by, report) -> None:
    with acting(passer_by) as deed:
        send_report(deed, replace(report, photo=photo()))
    machine = deeds.machine()
    with acting(replace(machine, at=deeds.at + timedelta(days=366))) as deed:
        assert outreach.clear_expired(deed) == 1
    row = Report.objects.get()
    assert (row.phone, row.photo) == ("", "")
