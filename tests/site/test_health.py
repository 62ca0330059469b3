"""The operator's page: green only where something was seen to work, red where nobody spoke."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection

from chomchom.site import jobs
from chomchom.site.health import Light, alarm, health, how_long
from chomchom.site.signs import write_sign
from chomchom.store.acting import acting, machine_acting

MINUTE_JOB = "chomchom.site.jobs.write_ledger_head"


def lights(deeds):
    deed = deeds.machine()
    with acting(deed):
        return {row.code: row for row in health(deed)}


def succeed(owner_or_cursor, *, ago: str, task: str = MINUTE_JOB):
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into procrastinate_jobs (queue_name, task_name, args, status) values ('alerts', %s, '{}', 'succeeded')"
            " returning id",
            [task],
        )
        [job] = cursor.fetchone()
        cursor.execute("delete from procrastinate_events where job_id = %s", [job])
        cursor.execute(
            "insert into procrastinate_events (job_id, type, at) values (%s, 'succeeded', now() - %s::interval)",
            [job, ago],
        )


def test_machines_that_never_spoke_are_red(db, deeds):
    found = lights(deeds)
    assert found["worker"].light is Light.RED
    assert found["backup"].light is Light.RED
    assert found["drill"].light is Light.RED
    assert found[f"job:{MINUTE_JOB}"].light is Light.RED


@pytest.mark.parametrize(
    ("ago", "light"), [("30 seconds", Light.GREEN), ("2 minutes", Light.GREEN), ("4 minutes", Light.RED)]
)
def test_a_job_that_runs_each_minute_is_missed_after_two_rounds(db, deeds, ago, light):
    succeed(None, ago=ago)
    row = lights(deeds)[f"job:{MINUTE_JOB}"]
    assert (row.light, row.urgent) == (light, True)


def test_a_nightly_job_that_did_not_run_wakes_nobody(db, deeds):
    rows = list(lights(deeds).values())
    slow = [row for row in rows if row.code == "job:chomchom.site.jobs.backup_when_due"]
    assert [row.light for row in slow] == [Light.YELLOW]
    assert not [row for row in alarm(rows) if row.code == slow[0].code]


def test_a_failed_drill_is_said_with_its_reason_even_when_an_older_one_was_good(db, deeds):
    with connection.cursor() as cursor:
        write_sign(cursor, "drill", well=True, code="chomchom-1")
        write_sign(cursor, "drill", well=False, code="the dump is short")
    row = lights(deeds)["drill"]
    assert row.light is Light.YELLOW
    assert "the dump is short" in row.says


def test_the_number_of_queries_is_always_the_same(db, deeds, django_assert_num_queries):
    deed = deeds.machine()
    with acting(deed), django_assert_num_queries(5):
        health(deed)
    for _n in range(30):
        succeed(None, ago="10 seconds")
    with acting(deed), django_assert_num_queries(5):
        health(deed)


@pytest.mark.parametrize(
    ("seconds", "says"),
    [(None, "한 번도 없음"), (5, "방금"), (90, "1분 전"), (7300, "2시간 전"), (86400 * 3, "3일 전"), (-4, "방금")],
)
def test_ages_are_said_as_people_say_them(seconds, says):
    assert how_long(seconds) == says


def test_the_watcher_outside_is_called_only_when_nothing_urgent_is_red(monkeypatch):
    called = []

    class Answer:
        status = 200

        def __enter__(self):
            return self

        def __exit__(self, *_):
            return None

    monkeypatch.setattr(jobs.urllib.request, "urlopen", lambda address, timeout: called.append(address) or Answer())
    environment = {"CHOMCHOM_DEADMAN_URL": "https://watch.example/abc"}
    assert jobs.ping(environment, silent=True) == "held-back"
    assert called == []
    assert jobs.ping(environment, silent=False) == "sent"
    assert called == ["https://watch.example/abc"]
    assert jobs.ping({}, silent=False) == "off"
    assert jobs.ping({"CHOMCHOM_DEADMAN_URL": "file:///etc/passwd"}, silent=False) == "off"


def test_a_watcher_that_does_not_answer_is_written_down_not_raised(monkeypatch):
    def broken(address, timeout):
        raise OSError("no route")

    monkeypatch.setattr(jobs.urllib.request, "urlopen", broken)
    assert jobs.ping({"CHOMCHOM_DEADMAN_URL": "https://watch.example/abc"}, silent=False) == "failed OSError"


def test_the_head_of_the_ledger_is_written_outside_once_per_entry(tmp_path: Path):
    heads = tmp_path / "heads.log"
    jobs.append_head(heads, seq=0, digest="00")
    assert not heads.exists()
    for seq in (3, 3, 5):
        jobs.append_head(heads, seq=seq, digest=f"d{seq}")
    assert heads.read_text() == "3 d3\n5 d5\n"


def test_a_failed_try_does_not_take_the_last_success_away(db):
    with machine_acting("test"), connection.cursor() as cursor:
        write_sign(cursor, "backup", well=True, code="a", number=5)
        write_sign(cursor, "backup", well=False, code="disk full")
        cursor.execute("select went_well_at is not null, code from site_sign where name = 'backup'")
        assert cursor.fetchone() == (True, "disk full")
