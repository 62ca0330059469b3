"""What stands behind the tabs of a case page; each is read only when it is open."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from chomchom.accounts.public import OpenedRow, opened_by
from chomchom.cases import access
from chomchom.cases.reads.conferences import TaskRow, tasks_of
from chomchom.cases.reads.forms import FormKind, FormLine, form_kinds, form_lines
from chomchom.cases.reads.plans import Plans, plans_of
from chomchom.cases.reads.printed import case_files
from chomchom.documents.public import FileRow
from chomchom.kernel.deeds import Deed
from chomchom.people import public as people
from chomchom.referrals import public as referrals
from chomchom.store.acting import require

TABS = ("glance", "forms", "plan", "referrals", "files", "opened")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tab:
    """What one tab shows; the parts of the others are empty."""

    name: str
    lines: tuple[FormLine, ...] = ()
    kinds: tuple[FormKind, ...] = ()
    referrals: tuple[referrals.ReferralRow, ...] = ()
    contacts: tuple[people.ContactRow, ...] = ()
    members: tuple[people.PersonCard, ...] = ()
    opened: tuple[OpenedRow, ...] = ()
    plans: Plans | None = None
    tasks: tuple[TaskRow, ...] = ()
    files: tuple[FileRow, ...] = ()


def case_tab(deed: Deed, case_id: UUID, name: str) -> Tab:
    """The open tab of a case somebody reads; an unknown name is the first tab. Raises `case-not-found`."""
    require(deed)
    case = access.load_case(deed, case_id)
    if not access.may_read(deed, case):
        return Tab(name="glance")
    if name == "forms":
        lines = form_lines(deed, case)
        return Tab(name=name, lines=lines, kinds=form_kinds(lines, on=deed.day))
    if name == "plan":
        return Tab(name=name, plans=plans_of(deed, case))
    if name == "referrals":
        return Tab(name=name, referrals=referrals.of_person(deed, case.person_id))
    if name == "opened":
        return Tab(name=name, opened=tuple(opened_by(deed, case.person_id)))
    if name == "files":
        return Tab(name=name, files=case_files(deed, case_id))
    home = people.household_cards(deed, [case.household_id]).get(case.household_id) if case.household_id else None
    others = [one for one in home.member_ids if one != case.person_id] if home is not None else []
    return Tab(
        name="glance",
        plans=plans_of(deed, case),
        tasks=tasks_of(deed, case.pk),
        contacts=tuple(people.emergency_contacts(deed, case.person_id)),
        members=tuple(people.cards(deed, others).values()) if others else (),
    )
