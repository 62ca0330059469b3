"""A caller is killed while it rings: nothing is known, nobody else rings meanwhile, and the ladder climbs on."""

from __future__ import annotations

import pytest

from .conftest import House, wait_until

pytestmark = [pytest.mark.chaos, pytest.mark.timeout(300)]


def test_a_caller_killed_in_the_middle_leaves_nothing_known_and_the_ladder_goes_on(house: House):
    with_lease = 100
    call, alert, person, ringing = house.deed("ring-and-die", str(with_lease))
    assert ringing is True
    assert house.deed("ring-too", person) == "busy"

    # While the dead one's lease lasts nobody rings, and the next step of the ladder is taken all the same.
    house.ask("update wellbeing_alert set due_at = now() where id = %s", [alert])
    steps = "select count(*) from wellbeing_steptaken where alert_id = %s"
    wait_until(lambda: house.ask(steps, [alert]) >= [(2,)], seconds=90, what="the next step is taken")
    assert house.ask("select tries, result from wellbeing_call where id = %s", [call]) == [(1, "")]
    assert house.deed("ring-too", person) == "busy"

    # The lease ends in a moment: the broken try is written down as one that says nothing, and the call comes again.
    house.ask("update wellbeing_call set lease_until = now() - interval '1 s' where id = %s", [call])
    house.ask("update wellbeing_ringing set until = now() - interval '1 s' where person_id = %s", [person])
    tries = "select tries from wellbeing_call where id = %s"
    wait_until(lambda: house.ask(tries, [call]) == [(2,)], seconds=120, what="the call is placed again")
    lost = "select result from outreach_attempt where source_id = %s"
    assert house.ask(lost, [f"call:{call}:1"]) == [("system_error",)]
    assert house.ask("select state, grade from wellbeing_alert where id = %s", [alert]) == [("open", "severe")]
