"""What reading minutes gives: plain records, absent things null or empty, never invented."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Document:
    """The head of the paper."""

    title: str = ""
    year: int | None = None
    session_no: int | None = None
    body: str = ""
    committee: str = ""
    author: str = ""
    approval_line: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Meeting:
    """When and where; times as ISO text in Korean time."""

    start: str | None = None
    end: str | None = None
    place: str = ""
    chair: str | None = None


@dataclass(slots=True)
class Absence:
    """Why somebody was away; `sensitive` where the reason says something about health or family."""

    reason: str
    category: str
    sensitive: bool


@dataclass(slots=True)
class Attendee:
    """One row of the attendance table."""

    name: str
    organisation: str
    present: bool
    absence: Absence | None = None


@dataclass(slots=True)
class Stated:
    """What the headline of the attendance says."""

    members: int | None = None
    present: int | None = None
    rate_percent: float | None = None
    rule: str = ""


@dataclass(slots=True)
class Computed:
    """What the table gives when some organisations are left out."""

    excluded: list[str]
    members: int
    present: int
    rate_percent: float | None
    matches_stated: bool


@dataclass(slots=True)
class Attendance:
    """The headline, the rows, and what the rows give by each way of counting."""

    stated: Stated = field(default_factory=Stated)
    rows: list[Attendee] = field(default_factory=list)
    computed: list[Computed] = field(default_factory=list)


@dataclass(slots=True)
class AgendaItem:
    """One numbered item."""

    no: int
    title: str


@dataclass(slots=True)
class Section:
    """One labelled row of a review or candidate with its bullets as printed."""

    label: str
    bullets: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Observation:
    """A percentage stated for a year (None where no year is printed)."""

    year: int | None
    measure: str
    value_percent: float


@dataclass(slots=True)
class Milestone:
    """A stage reached in a year."""

    year: int
    event: str


@dataclass(slots=True)
class Review:
    """The review of one project of the running plan."""

    code: str | None
    name: str
    sections: list[Section] = field(default_factory=list)
    observations: list[Observation] = field(default_factory=list)
    milestones: list[Milestone] = field(default_factory=list)
    disposition: str = ""


@dataclass(slots=True)
class Issue:
    """One row of the table of issues."""

    title: str
    bullets: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Direction:
    """What was said about the next plan."""

    bullets: list[str] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    criteria: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Candidate:
    """A new programme that was proposed."""

    name: str
    sections: list[Section] = field(default_factory=list)
    disposition: str = ""


@dataclass(slots=True)
class Decision:
    """One row of the agreed conclusion."""

    kind: str
    code: str | None
    name: str
    summary: str
    direction: str
    label: str
    modifiers: list[str]
    class_: str


@dataclass(slots=True)
class NextMeeting:
    """The next meeting as announced."""

    start: str | None = None
    place: str = ""
    agenda: str = ""


@dataclass(slots=True)
class Correction:
    """A printed slip and what was probably meant; a person accepts it or not."""

    line: int
    raw: str
    suggest: str


@dataclass(slots=True)
class Finding:
    """Something that does not agree: its code, its lines, and what its sentence needs to say what to do."""

    code: str
    lines: list[int]
    facts: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Unread:
    """A line no rule understood."""

    line: int
    text: str


@dataclass(slots=True)
class FormFields:
    """What the form of minutes asks for besides: the number in 온나라, who sat in, how was voted. Empty where nobody
    wrote it down; our paper then says so instead of leaving the line out."""

    onnara_no: str = ""
    observers: str = ""
    vote: str = ""


@dataclass(slots=True)
class Minutes:
    """Everything that was read. `where` remembers the source lines of each record for findings and the screen;
    `headings` the numbered headings of the parts as printed, which mostly repeat the agenda."""

    document: Document = field(default_factory=Document)
    meeting: Meeting = field(default_factory=Meeting)
    attendance: Attendance = field(default_factory=Attendance)
    agenda: list[AgendaItem] = field(default_factory=list)
    reviews: list[Review] = field(default_factory=list)
    direction: Direction = field(default_factory=Direction)
    candidates: list[Candidate] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    follow_up: list[str] = field(default_factory=list)
    next_meeting: NextMeeting = field(default_factory=NextMeeting)
    photos: int = 0
    corrections: list[Correction] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    form: FormFields = field(default_factory=FormFields)
    headings: dict[int, str] = field(default_factory=dict)
    where: dict[str, list[int]] = field(default_factory=dict)

    def at(self, place: str, *lines: int) -> None:
        """Remember that a record (`review:0`, `decision:3`) stands on these lines."""
        held = self.where.setdefault(place, [])
        held.extend(line for line in lines if line not in held)

    def lines_of(self, *places: str) -> list[int]:
        """The source lines of these records, in order, once each."""
        return sorted({line for place in places for line in self.where.get(place, [])})
