"""Real transactions: workers side by side, a telephone that breaks."""

from __future__ import annotations

import threading
from datetime import timedelta

from django.db import connection

from chomchom.outreach.models import Attempt
from chomchom.store.acting import acting
from chomchom.wellbeing import rounds
from chomchom.wellbeing.models import Call, Heartbeat, StepTaken
from tests.wellbeing.town import raise_one


def test_two_workers_take_each_step_once(real_db, deeds, freeze):
    freeze(deeds.at)
    raise_one(deeds, homes=5)
    gate = threading.Barrier(2)

    def work() -> None:
        gate.wait()
        rounds.run_steps()
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with acting(deeds.machine()):
        assert StepTaken.objects.count() == 5
        assert Call.objects.count() == 5
        assert Heartbeat.objects.get(name="steps").counts["faults"] == 0


def test_calls_that_wait_are_made_once_and_a_broken_telephone_tries_again(real_db, deeds, freeze):
    freeze(deeds.at)
    raise_one(deeds)
    rounds.run_steps()

    class Broken:
        longest_seconds, needs_number = 0, False

        def ring(self, ring):
            raise OSError("no line")

    assert rounds.run_calls(phone=Broken()) == 0
    assert rounds.run_calls() == 0
    freeze(deeds.at + timedelta(minutes=1))
    assert rounds.run_calls() == 1
    assert rounds.run_calls() == 0
    with acting(deeds.machine()):
        assert Call.objects.get().tries == 2
        assert Attempt.objects.count() == 1
