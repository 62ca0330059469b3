"""Words around opinions that depend on what stands in them."""

from __future__ import annotations

from django.utils.translation import gettext as _

_FIRST, _LAST, _FINALS = 0xAC00, 0xD7A3, 28


def subject_particle(word: str) -> str:
    """The particle after a word that is the subject of a sentence: 이 after a closed syllable, else 가."""
    last = word.rstrip()[-1:]
    closed = bool(last) and _FIRST <= ord(last) <= _LAST and (ord(last) - _FIRST) % _FINALS != 0
    # Korean data: the two forms of one particle
    return "이" if closed else "가"


def gap(label: str) -> str:
    """What is missing, by its name: 현장 쟁점이 아직 없습니다."""
    return _("%(label)s%(particle)s 아직 없습니다") % {"label": label, "particle": subject_particle(label)}
