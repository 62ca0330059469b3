"""Existing programmes (import, list) and overlaps (list, one thing, what was said, the lexicon)."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from chomchom.accounts.public import page
from chomchom.formats.tables import write_xlsx
from chomchom.kernel.deeds import Deed
from chomchom.kernel.verdicts import Refused
from chomchom.planning.actions import existing as acts
from chomchom.planning.actions import overlaps as judging
from chomchom.planning.reads import candidates as register
from chomchom.planning.reads import existing as reads
from chomchom.planning.reads import overlaps
from chomchom.planning.rules.existing import Runner
from chomchom.planning.rules.pairs import PairVerdict, Thing, ThingKind
from chomchom.planning.sentences import overlaps as sentences
from chomchom.planning.web.library_forms import COLUMN_CHOICES, JudgeForm, ListForm, StatedForm, WordForm
from chomchom.planning.web.review_tabs import drawn
from chomchom.planning.web.views.candidates import asked_term, file_answer
from chomchom.planning.web.views.reviews import OFFICE, READERS
from chomchom.ui.said import tell


@require_GET
@page(roles=READERS)
def existing(request: HttpRequest, deed: Deed) -> HttpResponse:
    """The programmes that run already."""
    query, runner = request.GET.get("q", "")[:60], request.GET.get("runner", "")
    runner = runner if runner in set(Runner) else ""
    facts = {
        "rows": reads.programmes(deed, query=query, runner=runner, after=request.GET.get("after", "")),
        "total": reads.counted(deed),
        "query": query,
        "runner": runner,
        "runners": [("", _("모두")), *((str(one), sentences.RUNNERS[one]) for one in Runner)],
        "may_import": bool(deed.roles & OFFICE),
    }
    return drawn(request, "planning/existing.html", facts)


@page(roles=OFFICE)
def upload(request: HttpRequest, deed: Deed) -> HttpResponse:
    """Bring a list in: first a dry run."""
    form = ListForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        if file.size > acts.FILE_LIMITS.file_bytes:  # by its size, before it is read
            raise Refused("file-too-large", most_mb=acts.FILE_LIMITS.file_bytes // 1_000_000)
        import_id = acts.upload_existing(deed, filename=file.name, content=file.read())
        return HttpResponseRedirect(reverse("planning:existing_import", args=[import_id]))
    facts = {"form": form, "rows": reads.imports(deed)}
    return drawn(request, "planning/existing_upload.html", facts, status=422 if form.errors else 200)


@require_GET
@page(roles=OFFICE)
def dry_run(request: HttpRequest, deed: Deed, import_id: UUID) -> HttpResponse:
    """What a list would do."""
    facts = {"found": reads.import_page(deed, import_id), "choices": COLUMN_CHOICES}
    return drawn(request, "planning/existing_import.html", facts)


@require_POST
@page(roles=OFFICE)
def columns(request: HttpRequest, deed: Deed, import_id: UUID) -> HttpResponse:
    """Say anew which column is what. The n-th choice belongs to the n-th heading."""
    headers = [column.header for column in reads.import_page(deed, import_id).columns]
    known = {value for value, _label in COLUMN_CHOICES}
    chosen = {header: request.POST.get(f"column-{n}", "skip") for n, header in enumerate(headers)}
    acts.remap_existing(
        deed, import_id=import_id, mapping={h: value if value in known else "skip" for h, value in chosen.items()}
    )
    tell(request, _("열을 다시 읽었습니다."))
    return HttpResponseRedirect(reverse("planning:existing_import", args=[import_id]))


@require_POST
@page(roles=OFFICE)
def confirm(request: HttpRequest, deed: Deed, import_id: UUID) -> HttpResponse:
    """Let the sound rows in."""
    acts.confirm_existing(deed, import_id=import_id)
    line = reads.import_page(deed, import_id).line
    happened = _("새 사업 %(new)d개가 들어가고 %(changed)d개가 바뀌었습니다.") % {
        "new": line.new,
        "changed": line.changed,
    }
    tell(request, happened, then=_("이제 겹침을 견줄 때 함께 봅니다."))
    return HttpResponseRedirect(reverse("planning:existing"))


@require_POST
@page(roles=OFFICE)
def discard(request: HttpRequest, deed: Deed, import_id: UUID) -> HttpResponse:
    """Throw the dry run away."""
    acts.discard_existing(deed, import_id=import_id)
    tell(request, _("목록을 버렸습니다. 읽은 내용은 남지 않습니다."))
    return HttpResponseRedirect(reverse("planning:existing_upload"))


@require_GET
@page(roles=OFFICE)
def faults(request: HttpRequest, deed: Deed, import_id: UUID) -> HttpResponse:
    """The rows that cannot go in, as a file."""
    return file_answer(write_xlsx(*reads.fault_table(deed, import_id)), name=f"faults-{import_id}.xlsx")


@require_GET
@page(roles=READERS)
def listing(request: HttpRequest, deed: Deed) -> HttpResponse:
    """Every project and candidate with its nearest neighbour."""
    term = asked_term(request, deed)
    found = overlaps.overlap_list(deed, term) if term else None
    facts = {"term": term, "found": found, "may_edit": bool(deed.roles & OFFICE)}
    return drawn(request, "planning/overlaps.html", facts)


def _thing(kind: str, row_id: UUID) -> Thing:
    if kind not in set(ThingKind):
        raise Refused("overlap-thing-not-found")
    return Thing(ThingKind(kind), row_id)


def _others(deed: Deed) -> list[tuple[str, str]]:
    """Existing programmes to choose from, where somebody named one."""
    return [
        ("", ""),
        *((str(row.programme_id), f"{row.organisation} · {row.name}") for row in reads.all_programmes(deed)),
    ]


@require_GET
@page(roles=READERS)
def show(request: HttpRequest, deed: Deed, kind: str, thing_id: UUID) -> HttpResponse:
    """One project or candidate against everything else."""
    return _page(request, deed, _thing(kind, thing_id))


def _page(
    request: HttpRequest,
    deed: Deed,
    thing: Thing,
    *,
    stated: StatedForm | None = None,
    wrong: str = "",
    status: int = 200,
) -> HttpResponse:
    judging.check_thing(deed, thing)
    term = register.term_of(deed, thing)
    found = overlaps.overlap_page(deed, thing=thing, term=term)
    if found is None:
        raise Refused("overlap-thing-not-found")
    facts = {
        "found": found,
        "verdicts": [(str(one), sentences.VERDICTS[one]) for one in PairVerdict],
        "form": stated or (StatedForm(others=_others(deed)) if found.may_judge else None),
        "wrong": wrong,
    }
    return drawn(request, "planning/overlap.html", facts, status=status)


@require_POST
@page(roles=OFFICE)
def judge(request: HttpRequest, deed: Deed, kind: str, thing_id: UUID) -> HttpResponse:
    """Say of two programmes that they are the same, different or joined."""
    thing, form = _thing(kind, thing_id), JudgeForm(request.POST)
    if not form.is_valid():
        return _page(request, deed, thing, wrong=_("같음, 다름, 이어 붙임 가운데 하나를 골라 주세요."), status=422)
    given = form.cleaned_data
    judging.judge_pair(
        deed, one=thing, other=_thing(given["other_kind"], given["other_id"]), verdict=given["verdict"],
        reason=given["reason"], score_percent=given["percent"],
    )  # fmt: skip
    tell(request, _("판단을 적었습니다."), then=_("앞의 판단은 지워지지 않고 남습니다."))
    return HttpResponseRedirect(reverse("planning:overlap", args=[kind, thing_id]))


@require_POST
@page(roles=OFFICE)
def state(request: HttpRequest, deed: Deed, kind: str, thing_id: UUID) -> HttpResponse:
    """Write down that somebody spoke of an overlap."""
    thing = _thing(kind, thing_id)
    form = StatedForm(request.POST, others=_others(deed))
    if not form.is_valid():
        return _page(request, deed, thing, stated=form, status=422)
    given = form.cleaned_data
    other = given.pop("other")
    judging.state_overlap(
        deed, subject=thing,
        given=judging.StatedIn(other=Thing(ThingKind.EXISTING, UUID(other)) if other else None, said_on=deed.day, **given),
    )  # fmt: skip
    tell(request, _("겹친다는 말을 적었습니다."), then=_("아래에서 글로 견준 것과 나란히 봅니다."))
    return HttpResponseRedirect(reverse("planning:overlap", args=[kind, thing_id]))


@page(roles=OFFICE)
def words(request: HttpRequest, deed: Deed) -> HttpResponse:
    """The lexicon by which words are compared."""
    form = WordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        judging.add_word(
            deed, facet=given["facet"], label=given["label"], words=given["words"].split(","),
            weight_percent=round(given["weight"] * 100),
        )  # fmt: skip
        tell(request, _("낱말을 더했습니다."), then=_("다음부터 견줄 때 씁니다."))
        return HttpResponseRedirect(reverse("planning:words"))
    facts = {"form": form, "rows": overlaps.words(deed)}
    return drawn(request, "planning/words.html", facts, status=422 if form.errors else 200)


@require_POST
@page(roles=OFFICE)
def word_end(request: HttpRequest, deed: Deed, word_id: UUID) -> HttpResponse:
    """Take a concept out of the lexicon."""
    judging.end_word(deed, word_id=word_id)
    tell(request, _("낱말을 뺐습니다."))
    return HttpResponseRedirect(reverse("planning:words"))
