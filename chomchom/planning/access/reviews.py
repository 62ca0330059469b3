"""Who sees and does what with reviews, candidates, overlaps, evidence and requests (docs/access.md).

Officers who work on the plan and the council see all of it, members and researchers read; nothing here names a citizen,
but for who proposed a candidate, which only the office sees.
"""

from __future__ import annotations

from typing import TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet

from chomchom.kernel.deeds import Deed
from chomchom.kernel.roles import Role
from chomchom.kernel.verdicts import Refused
from chomchom.planning.models import (
    Candidate,
    Claim,
    DataRequest,
    Evidence,
    ExistingImport,
    ExistingProgramme,
    ProvinceRequest,
    ReviewCard,
    ReviewRound,
)

FILLERS = frozenset({Role.TEAM_HEAD, Role.CITY_OFFICER, Role.PROGRAMME_OFFICER, Role.COUNCIL_OFFICE})
READERS = FILLERS | {Role.COUNCIL_MEMBER, Role.RESEARCHER, Role.SYSTEM}
OFFICE = frozenset({Role.CITY_OFFICER, Role.COUNCIL_OFFICE})
PROPOSERS = FILLERS | {Role.COUNCIL_MEMBER}

T = TypeVar("T", bound=Model)


def _rows(deed: Deed, model: type[T], readers: frozenset[Role] = READERS) -> QuerySet[T]:
    rows: QuerySet[T] = model._default_manager.all()
    return rows if deed.has(*readers) and deed.link_id is None else rows.none()


def rounds_visible_to(deed: Deed) -> QuerySet[ReviewRound]:
    """The review rounds somebody may know of: all, or none."""
    return _rows(deed, ReviewRound)


def cards_visible_to(deed: Deed) -> QuerySet[ReviewCard]:
    """The review cards somebody may know of: all, or none."""
    return _rows(deed, ReviewCard)


def candidates_visible_to(deed: Deed) -> QuerySet[Candidate]:
    """The candidates somebody may know of: all, or none."""
    return _rows(deed, Candidate)


def existing_visible_to(deed: Deed) -> QuerySet[ExistingProgramme]:
    """The programmes of others somebody may know of: all, or none."""
    return _rows(deed, ExistingProgramme)


def imports_visible_to(deed: Deed) -> QuerySet[ExistingImport]:
    """The lists somebody may look into: the office's own work."""
    return _rows(deed, ExistingImport, OFFICE)


def evidence_visible_to(deed: Deed) -> QuerySet[Evidence]:
    """The sources somebody may know of: all, or none."""
    return _rows(deed, Evidence)


def claims_visible_to(deed: Deed) -> QuerySet[Claim]:
    """The claims somebody may know of: all, or none."""
    return _rows(deed, Claim)


def data_requests_visible_to(deed: Deed) -> QuerySet[DataRequest]:
    """The data requests somebody may know of: all, or none."""
    return _rows(deed, DataRequest)


def province_requests_visible_to(deed: Deed) -> QuerySet[ProvinceRequest]:
    """The requests to the province somebody may know of: all, or none."""
    return _rows(deed, ProvinceRequest)


def _load(rows: QuerySet[T], row_id: UUID, code: str, *, lock: bool) -> T:
    # Only the row itself: what it points at is not waited for.
    found = (rows.select_for_update(of=("self",)) if lock else rows).filter(pk=row_id).first()
    if found is None:
        raise Refused(code)
    return found


def load_round(deed: Deed, round_id: UUID, *, lock: bool = False) -> ReviewRound:
    """One review round; raises `review-round-not-found`."""
    return _load(rounds_visible_to(deed), round_id, "review-round-not-found", lock=lock)


def load_card(deed: Deed, card_id: UUID, *, lock: bool = False) -> ReviewCard:
    """One review card with its round and project; raises `review-card-not-found`."""
    rows = cards_visible_to(deed).select_related("round", "project")
    return _load(rows, card_id, "review-card-not-found", lock=lock)


def load_candidate(deed: Deed, candidate_id: UUID, *, lock: bool = False) -> Candidate:
    """One candidate; raises `candidate-not-found`."""
    return _load(candidates_visible_to(deed), candidate_id, "candidate-not-found", lock=lock)


def load_import(deed: Deed, import_id: UUID, *, lock: bool = False) -> ExistingImport:
    """One list of existing programmes; raises `existing-import-not-found`."""
    return _load(imports_visible_to(deed), import_id, "existing-import-not-found", lock=lock)


def load_evidence(deed: Deed, evidence_id: UUID, *, lock: bool = False) -> Evidence:
    """One source; raises `evidence-not-found`."""
    return _load(evidence_visible_to(deed), evidence_id, "evidence-not-found", lock=lock)


def load_claim(deed: Deed, claim_id: UUID, *, lock: bool = False) -> Claim:
    """One claim; raises `claim-not-found`."""
    return _load(claims_visible_to(deed), claim_id, "claim-not-found", lock=lock)


def load_data_request(deed: Deed, request_id: UUID, *, lock: bool = False) -> DataRequest:
    """One data request; raises `data-request-not-found`."""
    return _load(data_requests_visible_to(deed), request_id, "data-request-not-found", lock=lock)


def load_province_request(deed: Deed, request_id: UUID, *, lock: bool = False) -> ProvinceRequest:
    """One request to the province; raises `province-request-not-found`."""
    return _load(province_requests_visible_to(deed), request_id, "province-request-not-found", lock=lock)


def _check(deed: Deed, roles: frozenset[Role], code: str) -> None:
    if not deed.has(*roles) or deed.link_id is not None:
        raise Refused(code)


def check_may_open_round(deed: Deed) -> None:
    """The office opens and closes rounds and says who fills what; raises `may-not-open-round`."""
    _check(deed, OFFICE, "may-not-open-round")


def check_may_fill(deed: Deed) -> None:
    """Officers of the plan fill cards; raises `may-not-fill-card`."""
    _check(deed, FILLERS, "may-not-fill-card")


def check_may_move_card(deed: Deed, who: tuple[str, ...]) -> None:
    """A move is made by the roles its table names; raises `may-not-fill-card` or `may-not-judge-card`."""
    check_may_fill(deed)
    if not deed.has(*who):
        raise Refused("may-not-judge-card")


def check_may_propose(deed: Deed) -> None:
    """Officers and members propose candidates; raises `may-not-propose`."""
    _check(deed, PROPOSERS, "may-not-propose")


def check_may_judge(deed: Deed) -> None:
    """The office judges candidates and decides where they belong; raises `may-not-judge-candidate`."""
    _check(deed, OFFICE, "may-not-judge-candidate")


def check_may_edit_lists(deed: Deed) -> None:
    """The office edits criteria, themes, kinds of rows and the lexicon; raises `may-not-edit-lists`."""
    _check(deed, OFFICE, "may-not-edit-lists")


def check_may_import(deed: Deed) -> None:
    """The office brings in lists of existing programmes; raises `may-not-import-existing`."""
    _check(deed, OFFICE, "may-not-import-existing")


def check_may_judge_overlap(deed: Deed) -> None:
    """The office says what overlaps; raises `may-not-judge-overlap`."""
    _check(deed, OFFICE, "may-not-judge-overlap")


def check_may_enter(deed: Deed) -> None:
    """The office enters evidence, claims and requests; raises `may-not-enter-evidence`."""
    _check(deed, OFFICE, "may-not-enter-evidence")


def check_may_answer_data(deed: Deed, request: DataRequest) -> None:
    """Who follows a data request up answers it, and the office; raises `may-not-answer-data-request`."""
    own = request.owner_id == deed.actor_id and deed.has(*FILLERS) and deed.link_id is None
    if not own:
        _check(deed, OFFICE, "may-not-answer-data-request")
