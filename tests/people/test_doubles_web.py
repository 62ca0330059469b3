"""Pages of likely doubles: without scripts, masked until pressed, put together and taken apart by the buttons."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chomchom.people import actions
from chomchom.people import public as people
from chomchom.people.models import LikelyPair, Merge, PersonAlias
from chomchom.store.acting import acting
from tests.conftest import IDONG, ILDONG
from tests.people.test_web import enter, text

__all__ = ["enter"]


@pytest.fixture
def pair(sunja, deeds) -> LikelyPair:
    """박순자 and the record that came in with a file, found at night."""
    deed, machine = deeds.haneul(), deeds.machine("doubles")
    with acting(deed):
        people.register_many(
            deed,
            [
                people.NewPerson(
                    name="박순지", birth_date=date(1944, 3, 2), phone="010-1234-5678", sex="female", dong=ILDONG,
                    address="새빛빌라 301호",
                )
            ],
        )  # fmt: skip
    with acting(machine):
        actions.find_doubles(machine)
    return LikelyPair.objects.get()


def looks(subject: UUID) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT purpose FROM accounts_accesslog WHERE subject_id = %s ORDER BY id", [subject])
        return [purpose for (purpose,) in cursor.fetchall()]


def test_the_list_says_why_and_shows_no_name(enter, pair):
    said = text(enter("김하늘").get("/people/doubles/"))
    for word in ("박○자", "박○지", "이름에서 글쇠 하나가 다릅니다", "생년월일이 같습니다", "거의 같은 분"):
        assert word in said
    for secret in ("박순자", "박순지", "010-1234-5678", "203호"):
        assert secret not in said


def test_the_officer_next_door_sees_an_empty_list_and_no_pair(enter, pair):
    page = enter("이도윤")
    assert "같은 분일 수 있는 기록이 없습니다" in text(page.get("/people/doubles/"))
    assert page.get(f"/people/doubles/{pair.pk}/").status_code == 404
    assert page.post(f"/people/doubles/{pair.pk}/apart/").status_code == 404
    assert LikelyPair.objects.get().state == "open"


def test_two_records_stand_side_by_side_and_open_on_one_press(enter, pair):
    page = enter("김하늘")
    said = text(page.get(f"/people/doubles/{pair.pk}/"))
    assert "박○자" in said
    assert "박순자" not in said
    said = text(page.post(f"/people/doubles/{pair.pk}/reveal/"))
    for word in ("박순자", "박순지", "010-1234-5678", "한빛빌라 203호", "새빛빌라 301호"):
        assert word in said
    assert looks(pair.one_id) == looks(pair.other_id) == ["identify"]


def test_an_officer_tells_apart_and_asks_the_team_head_to_merge(enter, pair):
    page = enter("김하늘")
    said = text(page.get(f"/people/doubles/{pair.pk}/"))
    assert "희망복지팀장이나 시 담당에게" in said
    assert "합치기</button>" not in said
    assert page.post(f"/people/doubles/{pair.pk}/merge/", {"kept": "one"}).status_code == 403
    answer = page.post(f"/people/doubles/{pair.pk}/apart/", follow=True)
    assert "다른 분으로 적었습니다" in text(answer)
    assert LikelyPair.objects.get().state == "apart"


def test_a_merge_is_made_field_by_field_and_undone_on_the_page(enter, pair, sunja):
    page = enter("팀장")
    kept = "one" if pair.one_id == sunja else "other"
    away = "other" if kept == "one" else "one"
    answer = page.post(
        f"/people/doubles/{pair.pk}/merge/", {"kept": kept, "part_name": kept, "part_home": away}, follow=True
    )
    said = text(answer)
    assert "두 기록을 합쳤습니다" in said
    assert "주소와 가구" in said
    made = Merge.objects.get()
    assert (made.kept_id, made.taken) == (sunja, ["home"])
    old_link = page.get(f"/people/{made.away_id}/data/")
    assert old_link.status_code == 200
    assert "박○자" in text(old_link)
    said = text(page.get(f"/people/{sunja}/data/"))
    assert "같은 분의 다른 기록" in said
    answer = page.post(f"/people/merges/{made.pk}/undo/", {"because": "other_person"}, follow=True)
    assert "두 기록이 합치기 전과 같습니다" in text(answer)
    assert not PersonAlias.objects.exists()
    assert page.post(f"/people/merges/{made.pk}/undo/", {"because": "other_person"}).status_code == 409


def test_two_ticked_records_of_a_search_are_held_against_each_other(enter, sunja, pair):
    page = enter("김하늘")
    said = text(page.post("/people/", {"name": "박순"}))
    assert "고른 두 기록이 같은 분인지 보기" in said
    both = {"same": [str(pair.one_id), str(pair.other_id)]}
    assert page.post("/people/doubles/compare/", both).url == f"/people/doubles/{pair.pk}/"
    for bad in ({"same": [str(sunja)]}, {"same": [str(sunja), "x"]}, {}):
        answer = page.post("/people/doubles/compare/", bad)
        assert answer.status_code == 422
        assert "서로 다른 두 기록을" in text(answer)


def test_an_agency_reaches_none_of_these_pages(enter, pair, sunja):
    page = enter("박서연")
    for path in ("/people/doubles/", f"/people/doubles/{pair.pk}/"):
        assert page.get(path).status_code in (403, 404)
    assert page.post("/people/doubles/compare/", {"same": [str(pair.one_id), str(pair.other_id)]}).status_code in (
        403,
        404,
    )


def test_a_team_head_keeps_an_officer_away_from_a_relative(enter, deeds, sunja):
    page = enter("팀장")
    officer = deeds.haneul().actor_id
    answer = page.post(f"/people/{sunja}/locks/", {"account_id": str(officer), "because": "relative"}, follow=True)
    said = text(answer)
    assert "접촉을 제한했습니다" in said
    assert "김하늘 · 가족이나 친척" in said
    assert enter("김하늘").get(f"/people/{sunja}/data/").status_code == 404


def test_the_list_asks_as_much_for_thirty_pairs_as_for_one(enter, pair, deeds):
    deed, machine = deeds.head(), deeds.machine("doubles")
    page = enter("팀장")
    page.get("/people/doubles/")
    with CaptureQueriesContext(connection) as few:
        page.get("/people/doubles/")
    with acting(deed):
        people.register_many(
            deed,
            [
                people.NewPerson(
                    name=name,
                    birth_date=date(1950, 1, 1 + n),
                    phone=f"010-5000-{n:04d}",
                    dong=ILDONG if n % 2 else IDONG,
                )
                for n in range(25)
                for name in (f"정{chr(0xAC00 + 588 * (n % 19))}움", f"정{chr(0xAC00 + 588 * (n % 19))}웅")
            ],
        )
    with acting(machine):
        actions.find_doubles(machine)
    assert LikelyPair.objects.count() > 20
    with CaptureQueriesContext(connection) as many:
        page.get("/people/doubles/")
    assert len(many) == len(few)
