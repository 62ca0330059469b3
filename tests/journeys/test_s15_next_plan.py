"""S15, from what the council decided to the printed list of the next plan: nothing is approved that cannot be measured."""

from __future__ import annotations

import re

from chomchom.council.models import DecisionChange
from chomchom.formats.documents import plain
from chomchom.formats.hwpx import lint, read_hwpx
from chomchom.kernel.roles import Role
from chomchom.planning.models import Indicator, Project
from chomchom.planning.rules.tree import ProjectState
from chomchom.store.acting import acting
from tests.council.conftest import room as room
from tests.council.room import approve
from tests.planning.conftest import plans as plans
from tests.planning.indicators import form_of
from tests.planning.plans import enter
from tests.planning.wanting import WANTED, decide_to_measure, linked_share


def read(answer) -> str:
    """What a page says, without its marks."""
    assert answer.status_code == 200, answer.content.decode()[-2000:]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def version_of(project) -> dict[str, str]:
    return {"version": str(Project.objects.get(pk=project).version)}


def test_what_the_council_wants_measured_stands_between_a_project_and_the_next_plan(plans, room, come_in, deeds):
    with acting(deeds.jiu()) as deed:
        old = enter(deed, plans, "찾아서 잇기", code="1-4-1", strategy_id=plans.first)
    decide_to_measure(deeds, room.meeting, code="1-4-1", name="찾아서 잇기")
    office = come_in(Role.COUNCIL_OFFICE, name="최지우")
    assert office.post(f"/plan/projects/{old}/carry/").status_code == 302
    project = Project.objects.get(term=plans.sixth)
    make = f"/plan/decided/{DecisionChange.objects.get().pk}/make/"
    assert office.post(make, {"project": str(project.pk)}).status_code == 409, "its minutes still wait"
    approve(room.meeting)
    assert office.post(make, {"project": str(project.pk)}).status_code == 302
    asked = Indicator.objects.get()
    assert (asked.project_id, asked.state, asked.owner_name) == (project.pk, "draft", "남가온")
    assert asked.decision_id == DecisionChange.objects.get().decision_id

    page = f"/plan/projects/{project.pk}/"
    facts = {
        "name": project.name, "code": "1-1-1", "strategy": str(plans.next_first),
        "department": "복지정책과", "owner_name": "남가온", "partners": "복지관", "target_group": "고립가구",
        "placement": "own", "run_by": "city", "counts_in_score": "on",
    }  # fmt: skip
    assert office.post(f"{page}change/", facts | version_of(project.pk)).status_code == 302
    refused = office.post(f"{page}confirm/", version_of(project.pk))
    assert refused.status_code == 409
    assert asked.code in refused.content.decode(), "the refusal names what is missing"
    assert "확정" not in printed(office), "and the printed list does not call it approved"

    officer = come_in(Role.PROGRAMME_OFFICER, name="남가온")
    defined = officer.post(f"/plan/indicators/{asked.pk}/definition/", form_of(linked_share()))
    assert defined.status_code == 302
    office = come_in(Role.COUNCIL_OFFICE, name="최지우")
    assert office.post(f"{page}confirm/", version_of(project.pk)).status_code == 409, "written, but approved by nobody"
    city = come_in(Role.CITY_OFFICER, name="배로운")
    assert city.post(f"/plan/indicators/{asked.pk}/definition/approve/").status_code == 302

    office = come_in(Role.COUNCIL_OFFICE, name="최지우")
    move = {"project": str(project.pk), "strategy": str(plans.next_second), **version_of(project.pk)}
    assert office.post("/plan/6/board/move/", move).status_code == 302
    assert f"card-{project.pk}" in office.get("/plan/6/board/").content.decode()
    numbered = facts | {"code": "2-1-1", "strategy": str(plans.next_second)} | version_of(project.pk)
    assert office.post(f"{page}change/", numbered).status_code == 302, "its place says its code"
    assert office.post(f"{page}confirm/", version_of(project.pk) | {"board": "6"}).status_code == 302
    assert Project.objects.get(pk=project.pk).state == ProjectState.CONFIRMED
    again = {"project": str(project.pk), "strategy": str(plans.next_first), **version_of(project.pk)}
    assert office.post("/plan/6/board/move/", again).status_code == 409, "an approved card stays where it is"
    row = next(line for line in printed(office).splitlines() if "찾아서 잇기" in line)
    assert "확정" in row
    assert "Ⅰ-4-1" in row, "where it came from"
    assert WANTED in read(office.get(page))


def printed(client) -> str:
    """The list of the sixth plan, as the sound HWPX file the office files."""
    content = client.get("/plan/6/papers/list/2027/hwpx/").content
    assert lint(content) == []
    return plain(read_hwpx(content).blocks)
