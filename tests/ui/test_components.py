"""Components escape what they are given, refuse what they do not know, and never speak by colour alone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django import forms
from django.template import Context, Template, TemplateSyntaxError
from django.utils.safestring import SafeString

from chomchom.kernel.verdicts import Verdict
from chomchom.ui import times
from chomchom.ui.components import bands, buttons, charts, feedback, maps, marks, signs, tables
from chomchom.ui.components import forms as fields
from chomchom.ui.web import samples

NASTY = "<script>alert('x')</script>"
NOW = samples.NOW


def drawn(source: str, **facts: object) -> str:
    return Template("{% load ui %}" + source).render(Context(facts))


@pytest.mark.parametrize(
    "markup",
    [
        buttons.button(NASTY, about=NASTY),
        marks.badge(NASTY),
        marks.figure(NASTY, label=NASTY, note=NASTY, of=NASTY),
        feedback.alert(NASTY, title=NASTY),
        feedback.card(NASTY, title=NASTY),
        feedback.steps([NASTY], current=1, note=NASTY),
        tables.tab(NASTY, href="#"),
        tables.timeline([tables.TimelineEntry(NOW, NASTY, NASTY, NASTY)], at=NOW),
        fields.choices("x", options=[fields.Choice("a", NASTY, NASTY)], label=NASTY),
        fields.slot("x", options=[("a", NASTY)], label=NASTY),
        charts.chart(charts.Chart(NASTY, NASTY, NASTY, (NASTY,), (charts.Series(NASTY, (1,)),))),
    ],
    ids=lambda markup: "",
)
def test_nothing_a_person_wrote_becomes_markup(markup: SafeString) -> None:
    assert "<script>alert" not in markup


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: buttons.button("x", kind="loud"),
        lambda: marks.badge("x", tone="pink"),
        lambda: marks.grade_badge("dreadful"),
        lambda: feedback.alert("x", tone="loud"),
        lambda: signs.sign("unicorn"),
    ],
)
def test_an_unknown_look_is_an_error(wrong) -> None:
    with pytest.raises(ValueError):
        wrong()


def test_an_unknown_argument_of_a_tag_is_an_error() -> None:
    with pytest.raises(TemplateSyntaxError):
        drawn("{% krds_badge 'x' colour='red' %}")


def test_a_button_that_cannot_be_pressed_says_why_and_can_be_reached() -> None:
    markup = buttons.button("보내기", allowed=Verdict(False, "wrong-state"))
    assert 'aria-disabled="true"' in markup
    assert 'type="button"' in markup
    assert " disabled>" not in markup
    reason = markup.split('aria-describedby="')[1].split('"')[0]
    assert f'id="{reason}"' in markup


def test_an_allowed_button_is_an_ordinary_one() -> None:
    assert "aria-disabled" not in buttons.button("보내기", allowed=Verdict(True))


@pytest.mark.parametrize("code", ["severe", "caution", "unknown", "watch"])
def test_a_grade_has_a_word_and_a_shape(code: str) -> None:
    markup = marks.grade_badge(code)
    assert str(marks.GRADES[code]) in markup
    assert "<svg" in markup


def test_grades_have_four_different_shapes() -> None:
    assert len({str(shape) for shape in marks._SHAPES.values()}) == 4


def test_overdue_is_a_word_and_a_shape_and_the_exact_time_is_there() -> None:
    markup = marks.when(NOW - timedelta(days=3), at=NOW, due=True)
    assert "3일 지남" in markup
    assert "cc-late-shape" in markup
    assert times.exact(NOW - timedelta(days=3)) in markup


def test_when_takes_the_present_from_the_deed() -> None:
    class Deed:
        at = NOW

    assert "18분 전" in drawn("{% when moment %}", moment=NOW - timedelta(minutes=18), deed=Deed())
    with pytest.raises(ValueError):
        drawn("{% when moment %}", moment=NOW)


def test_a_tables_cells_learn_their_columns_names() -> None:
    markup = drawn(
        "{% krds_table caption='x' %}<thead><tr><th>누구</th><th class='n'>몇 <b>번</b></th>"
        "<th><span class='sr-only'>할 일</span></th></tr></thead>"
        "<tbody><tr><th scope='row'>가</th><td>1</td><td>나</td></tr></tbody>{% endkrds_table %}"
    )
    assert "data-label=\"누구\" scope='row'" in markup
    assert '<td data-label="몇 번">1' in markup
    assert '<td data-label="">나' in markup


def test_a_figure_says_unit_whole_and_way_in() -> None:
    markup = marks.figure(1031, label="현장 확인", unit="건", of="경보 38건 중", percent=82, href="/in")
    assert "1,031" in markup
    assert "경보 38건 중 · 82%" in markup
    assert markup.startswith('<a href="/in"')


class Form(forms.Form):
    name = forms.CharField(help_text="도움말")
    kind = forms.ChoiceField(choices=[("a", "가"), ("b", "나")], widget=forms.RadioSelect)
    tick = forms.BooleanField(required=False)


def test_a_fields_hint_and_error_are_tied_to_its_input() -> None:
    markup = fields.field(Form({"name": ""})["name"])
    assert 'aria-invalid="true"' in markup
    assert 'aria-describedby="id_name-hint id_name-error"' in markup
    assert 'id="id_name-hint"' in markup
    assert 'id="id_name-error"' in markup


def test_choices_of_a_field_keep_what_was_chosen() -> None:
    markup = fields.field(Form({"kind": "b"})["kind"])
    assert 'role="radiogroup"' in markup
    assert 'value="b" checked' in markup


def test_only_what_may_be_left_out_is_marked() -> None:
    assert "cc-optional" not in fields.field(Form()["name"])
    with_option = Form()
    with_option.fields["name"].required = False
    assert "cc-optional" in fields.field(with_option["name"])


def test_the_evidence_panel_breaks_the_line_where_data_are_missing() -> None:
    panel = samples.evidence()
    electricity, water = panel.bands
    assert len(bands._runs(electricity.hours)) == 1
    assert len(bands._runs(water.hours)) == 2
    markup = bands.evidence_panel(panel)
    assert markup.count('cc-band-gap"') == 1
    assert "style=" not in markup
    assert "26시간 변화 없음" in markup
    assert "고장 신고됨" in markup


def test_every_picture_says_in_words_what_it_shows() -> None:
    markup = bands.evidence_panel(samples.evidence())
    assert markup.count('role="img"') == markup.count("<title>")


def test_a_home_without_sources_says_so() -> None:
    from chomchom.ui.evidence import Absent, EvidencePanel

    since = datetime(2026, 7, 1, tzinfo=UTC)
    panel = EvidencePanel(since, since + timedelta(days=14), (), absent=(Absent("전기", "원격 검침이 아님"),))
    assert "원격 검침이 아님" in bands.evidence_panel(panel)


def test_a_masked_dong_says_that_it_is_masked() -> None:
    markup = maps.dong_map([maps.DongValue("4127151000", None, masked=True)], title="x")
    assert "가림" in markup
    assert "수가 적어 가림" in markup


def test_map_steps_hold_about_as_many_dong_each() -> None:
    assert maps.steps_of([float(n) for n in range(1, 11)]) == [2, 4, 6, 8, 10]
    assert maps.steps_of([1.0, 1.0, 1.0]) == [1.0]
    assert maps.steps_of([]) == []


def test_a_boundary_file_is_drawn_instead_of_tiles(tmp_path) -> None:
    square = '{"type":"Polygon","coordinates":[[[126.8,37.3],[126.9,37.3],[126.9,37.4],[126.8,37.4],[126.8,37.3]]]}'
    feature = f'{{"properties":{{"code":"4127151000","name":"x"}},"geometry":{square}}}'
    path = tmp_path / "city.geojson"
    path.write_text(f'{{"features":[{feature}]}}')
    markup = maps.dong_map([maps.DongValue("4127151000", 3)], title="x", boundary=path)
    assert "cc-map-outlined" in markup
    assert "<path d=" in markup


def test_steps_take_a_lazy_list() -> None:
    from django.utils.translation import gettext_lazy

    assert feedback.steps(gettext_lazy("가,나,다"), current=2).count("<li") == 3
