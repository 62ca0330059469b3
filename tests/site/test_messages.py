"""The catalogue tooling reads what Python and templates say, and loses nothing when it merges."""

from __future__ import annotations

from pathlib import Path

import pytest

from chomchom.site import messages


@pytest.fixture
def package(tmp_path: Path) -> Path:
    room = tmp_path / "chomchom" / "porch"
    (room / "templates" / "porch").mkdir(parents=True)
    (room / "apps.py").write_text("")
    (room / "sentences.py").write_text(
        "from django.utils.translation import gettext_lazy as _, ngettext, pgettext\n"
        'A = _("문이 잠겨 있습니다")\n'
        'B = ngettext("%(n)s집", "%(n)s집들", 2)\n'
        'C = pgettext("plant", "초롱꽃")\n'
    )
    (room / "templates" / "porch" / "page.html").write_text(
        '{% load i18n %}{% translate "어서 오세요" %}'
        "{% blocktranslate trimmed count n=n %}\n  {{ n }}분이 기다립니다\n{% plural %}\n {{ n }}분이 기다리십니다\n{% endblocktranslate %}"
        '{{ x|default:_("없음 100%") }}{% krds_button label=_("누르기") %}'
    )
    return tmp_path / "chomchom"


def test_every_kind_of_sentence_is_found(package: Path) -> None:
    found = {(f.msgid, f.plural, f.context) for f in messages.sentences_of(package / "porch", package)}
    assert found == {
        ("문이 잠겨 있습니다", "", ""),
        ("%(n)s집", "%(n)s집들", ""),
        ("초롱꽃", "", "plant"),
        ("어서 오세요", "", ""),
        ("%(n)s분이 기다립니다", "%(n)s분이 기다리십니다", ""),
        ("없음 100%%", "", ""),
        ("누르기", "", ""),
    }


def test_updating_keeps_what_was_translated_and_names_what_was_not(package: Path) -> None:
    room = package / "porch"
    count, lacking = messages.update(room, package)
    assert (count, len(lacking)) == (7, 7)
    po = messages.catalogue_path(room)
    text = po.read_text().replace('msgid "어서 오세요"\nmsgstr ""', 'msgid "어서 오세요"\nmsgstr "Welcome"')
    po.write_text(text)
    assert len(messages.update(room, package)[1]) == 6
    assert 'msgstr "Welcome"' in po.read_text()
    assert messages.update(room, package)[1] == messages.missing(room, package)


def test_a_sentence_no_longer_said_leaves_the_catalogue(package: Path) -> None:
    room = package / "porch"
    messages.update(room, package)
    (room / "sentences.py").write_text("")
    assert "문이 잠겨 있습니다" in messages.leftover(room, package)
    messages.update(room, package)
    assert messages.leftover(room, package) == []


def test_compiling_writes_once_and_only_when_older(package: Path) -> None:
    messages.update(package / "porch", package)
    assert messages.compile_all(package) == 1
    assert messages.compile_all(package) == 0


def test_hangul_outside_a_translation_is_a_stray() -> None:
    assert messages.stray_in_template('<p>안녕</p>{% translate "안녕" %}') == [(1, "<p>안녕</p>")]
    assert messages.stray_in_template('{{ x|default:"없음" }}') != []
    assert messages.stray_in_template('{{ x|default:_("없음") }}{# 메모 #}{% comment %}메모{% endcomment %}') == []
    assert messages.stray_in_template("{% blocktranslate %}{{ n }}명{% endblocktranslate %}") == []
    assert messages.stray_in_python('"""동"""\nA = _("안녕")\n') == []
    assert messages.stray_in_python('A = "안녕"\n') == [(1, "안녕")]
    assert messages.stray_in_python('# Korean data: surnames\nA = (\n  "김",\n)\n') == []
