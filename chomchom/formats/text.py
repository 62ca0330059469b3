"""From bytes of unknown encoding to right Hangul, or a clear no. Wrong characters are never let in."""

from __future__ import annotations

import codecs
import re

from chomchom.kernel.verdicts import Refused

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_HANGUL = re.compile("[가-힣]")
# UTF-8 Hangul that was read as Western European and saved again: lead bytes EA–ED show as these letters.
_READ_WRONG = re.compile("[êëìí][\u0080-\u00bf\u0152-\u2122]{1,2}")
_RARE_SHARE = 0.25
_PROBE = 4096


def decode(content: bytes) -> tuple[str, str]:
    """The text and the name of its encoding: UTF-8, UTF-16 (with or without mark) or CP949.

    Raises Refused "file-encoding-unknown" or "file-text-broken".
    """
    for mark, name in _BOMS:
        if content.startswith(mark):
            return _sound(_decoded(content, name), name)
    if name := _silent_utf16(content):
        return _sound(_decoded(content, name), name)
    try:
        return _sound(content.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        text = _decoded(content, "cp949")
    if _looks_guessed(text):
        raise Refused("file-encoding-unknown")
    return _sound(text, "cp949")


def _decoded(content: bytes, name: str) -> str:
    try:
        return content.decode(name)
    except UnicodeDecodeError as wrong:
        raise Refused("file-encoding-unknown") from wrong


def _silent_utf16(content: bytes) -> str:
    """UTF-16 without a mark shows as a zero byte beside every ASCII character (commas, digits, line ends)."""
    probe = content[:_PROBE]
    if len(content) % 2 or probe.count(0) < len(probe) // 8:
        return ""
    high, low = probe[0::2].count(0), probe[1::2].count(0)
    if max(high, low) < 4 * max(1, min(high, low)):
        return ""
    return "utf-16-be" if high > low else "utf-16-le"


def _looks_guessed(text: str) -> bool:
    """CP949 reads many foreign texts as syllables nobody uses; ordinary Korean keeps to the 2,350 of KS X 1001."""
    foreign = [char for char in text if ord(char) > 127]
    rare = sum(1 for char in foreign if not _in_ks_x_1001(char))
    return bool(foreign) and (rare / len(foreign) > _RARE_SHARE or not any(map(_HANGUL.match, foreign)))


def _in_ks_x_1001(char: str) -> bool:
    """True when both bytes lie in the plane of KS X 1001; the syllables Microsoft added lie outside it.

    (Python's `euc_kr` codec is no test: it writes the others as sequences of letters.)
    """
    return all(byte >= 0xA1 for byte in char.encode("cp949"))


def _sound(text: str, name: str) -> tuple[str, str]:
    if _READ_WRONG.search(text) and not _HANGUL.search(text):
        raise Refused("file-text-broken")
    return text, name
