"""The English catalogue of each room: what there is to translate, what is missing, and the compiled file.

Korean is the source language, so a message's id is the Korean sentence itself. Every room keeps its own
catalogue in `chomchom/<room>/locale/en/LC_MESSAGES/django.po`, sorted by id, so that two people who
add sentences to two rooms never meet in one file. No system tool (xgettext, msgfmt) is needed.
"""

from __future__ import annotations

import argparse
import ast
import os
import re
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.template.base import Lexer, Token, TokenType
from django.utils.text import smart_split
from django.utils.translation import trim_whitespace

PACKAGE = Path(__file__).resolve().parent.parent
LANGUAGE = "en"

# Korean data: the syllables and letters themselves
HANGUL = re.compile("[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]")

# name of the function -> position of its context argument (or None) and whether it takes a plural
CALLS: dict[str, tuple[bool, bool]] = {
    "_": (False, False),
    "N_": (False, False),
    "gettext": (False, False),
    "gettext_lazy": (False, False),
    "gettext_noop": (False, False),
    "ngettext": (False, True),
    "ngettext_lazy": (False, True),
    "pgettext": (True, False),
    "pgettext_lazy": (True, False),
    "npgettext": (True, True),
    "npgettext_lazy": (True, True),
}

HEADER = """\
# English of {room}. The ids are the Korean sentences of the interface.
msgid ""
msgstr ""
"Language: en\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""


@dataclass(frozen=True, slots=True, order=True)
class Found:
    """One sentence as the code has it: its id, its plural id, its context, and the file it stands in."""

    msgid: str
    plural: str
    context: str
    where: str


def rooms(package: Path = PACKAGE) -> list[Path]:
    """Every folder that is a Django app, programmes' rooms included; only those can carry a catalogue."""
    return sorted(path.parent for path in package.rglob("apps.py"))


def catalogue_path(room: Path) -> Path:
    """Where a room keeps its English."""
    return room / "locale" / LANGUAGE / "LC_MESSAGES" / "django.po"


# --- what Python says ---------------------------------------------------------------------------------


def _called(node: ast.Call) -> str:
    match node.func:
        case ast.Name(id=name):
            return name
        case ast.Attribute(attr=name):
            return name
    return ""


def _text(node: ast.expr) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def found_in_python(source: str, where: str) -> Iterator[Found]:
    """The constant sentences given to gettext and its relatives."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call) or _called(node) not in CALLS:
            continue
        has_context, has_plural = CALLS[_called(node)]
        texts = [_text(argument) for argument in node.args]
        context = texts.pop(0) if has_context and texts else ""
        if texts and texts[0]:
            yield Found(texts[0], texts[1] if has_plural and len(texts) > 1 else "", context, where)


# --- what templates say -------------------------------------------------------------------------------

_CONSTANT = re.compile(r"""_\(("[^"]*"|'[^']*')\)""")
_BLOCK = re.compile(r"^blocktrans(?:late)?\b")
_END = re.compile(r"^endblocktrans(?:late)?$")


def _unquoted(bit: str) -> str:
    return bit[1:-1] if len(bit) > 1 and bit[0] == bit[-1] and bit[0] in "\"'" else ""


def _context_of(bits: list[str]) -> str:
    return _unquoted(bits[bits.index("context") + 1]) if "context" in bits[:-1] else ""


def _body(tokens: list[Token], *, trimmed: bool) -> str:
    parts = []
    for token in tokens:
        text = token.contents
        parts.append(f"%({text})s" if token.token_type == TokenType.VAR else text.replace("%", "%%"))
    return trim_whitespace("".join(parts)) if trimmed else "".join(parts)


def _block(opening: list[str], inside: list[Token], where: str) -> Found:
    split = next((n for n, token in enumerate(inside) if token.contents.strip() == "plural"), len(inside))
    trimmed = "trimmed" in opening
    return Found(
        _body(inside[:split], trimmed=trimmed),
        _body(inside[split + 1 :], trimmed=trimmed),
        _context_of(opening),
        where,
    )


def found_in_template(source: str, where: str) -> Iterator[Found]:
    """The sentences of `translate`, `blocktranslate` and `_("…")` in one template."""
    opening: list[str] | None = None
    inside: list[Token] = []
    for token in Lexer(source).tokenize():
        contents = token.contents.strip()
        if opening is not None:
            if token.token_type == TokenType.BLOCK and _END.match(contents):
                yield _block(opening, inside, where)
                opening, inside = None, []
            else:
                inside.append(token)
            continue
        if token.token_type not in (TokenType.BLOCK, TokenType.VAR):
            continue
        bits = list(smart_split(contents))
        if token.token_type == TokenType.BLOCK and _BLOCK.match(contents):
            opening = bits
        elif token.token_type == TokenType.BLOCK and bits[0] in ("translate", "trans") and _unquoted(bits[1]):
            yield Found(_unquoted(bits[1]).replace("%", "%%"), "", _context_of(bits), where)
        for constant in _CONSTANT.findall(contents):
            yield Found(_unquoted(constant).replace("%", "%%"), "", "", where)


# --- Hangul that nobody can translate -----------------------------------------------------------------

_EXCUSE = re.compile(r"#\s*Korean data:\s*\S")


def stray_in_template(source: str) -> list[tuple[int, str]]:
    """Lines of a template with Hangul that is not inside a translation tag: (line, text)."""
    strays: list[tuple[int, str]] = []
    inside = commented = False
    for token in Lexer(source).tokenize():
        contents = token.contents.strip()
        if token.token_type == TokenType.BLOCK:
            if contents.startswith("comment"):
                commented = True
            commented = commented and contents != "endcomment"
            if _BLOCK.match(contents):
                inside = True
                continue
            inside = inside and not _END.match(contents)
            if contents.startswith(("translate ", "trans ")):
                continue
        if inside or commented or token.token_type == TokenType.COMMENT:
            continue
        if HANGUL.search(_CONSTANT.sub("", contents)):
            strays.append((token.lineno or 0, contents))
    return strays


def _docstrings(tree: ast.AST) -> set[int]:
    owners = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, owners):
            # A sentence below a field says what it means; it is a docstring in all but name.
            found |= {id(stmt.value) for stmt in node.body if isinstance(stmt, ast.Expr)}
    return found


def _excused(tree: ast.Module, lines: list[str]) -> set[int]:
    """Lines of statements that carry the comment `# Korean data: why`, on themselves or just above."""
    found: set[int] = set()
    for node in ast.walk(tree):
        if not isinstance(node, ast.stmt) or isinstance(node, (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)):
            continue
        span = range(node.lineno, (node.end_lineno or node.lineno) + 1)
        if any(_EXCUSE.search(lines[n - 1]) for n in [max(span.start - 1, 1), *span]):
            found.update(span)
    return found


def stray_in_python(source: str) -> list[tuple[int, str]]:
    """Hangul constants outside gettext calls and docstrings, unless excused as data: (line, text)."""
    tree = ast.parse(source)
    lines = source.splitlines() or [""]
    allowed = _docstrings(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _called(node) in CALLS:
            allowed |= {id(inner) for argument in node.args for inner in ast.walk(argument)}
    excused = _excused(tree, lines)
    return [
        (node.lineno, node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and HANGUL.search(node.value)
        and id(node) not in allowed
        and node.lineno not in excused
    ]


# --- one room -----------------------------------------------------------------------------------------


def _files(room: Path, package: Path) -> Iterator[Path]:
    inner = [other for other in rooms(package) if other != room and room in other.parents]
    for pattern in ("*.py", "templates/**/*.html", "templates/**/*.txt"):
        for path in sorted(room.rglob(pattern)):
            if "migrations" not in path.parts and not any(other in path.parents for other in inner):
                yield path


def sentences_of(room: Path, package: Path = PACKAGE) -> list[Found]:
    """Every sentence a room says to people, once each, sorted."""
    found: dict[tuple[str, str, str], Found] = {}
    for path in _files(room, package):
        where = path.relative_to(package.parent).as_posix()
        source = path.read_text(encoding="utf-8")
        reader = found_in_python if path.suffix == ".py" else found_in_template
        for sentence in reader(source, where):
            found.setdefault((sentence.msgid, sentence.plural, sentence.context), sentence)
    return sorted(found.values())


def _read(path: Path) -> Catalog:
    if not path.exists():
        return Catalog(locale=LANGUAGE)
    with path.open("rb") as file:
        return read_po(file, locale=LANGUAGE)


def _is_translated(found: Found, catalogue: Catalog) -> bool:
    message = catalogue.get(found.msgid, found.context or None)
    if message is None or message.fuzzy:
        return False
    strings = message.string if isinstance(message.string, (list, tuple)) else (message.string,)
    return all(strings) and bool(found.plural) == (len(strings) > 1)


def missing(room: Path, package: Path = PACKAGE) -> list[Found]:
    """The sentences of a room that have no English yet."""
    catalogue = _read(catalogue_path(room))
    return [found for found in sentences_of(room, package) if not _is_translated(found, catalogue)]


def leftover(room: Path, package: Path = PACKAGE) -> list[str]:
    """Translations whose sentence the room no longer says."""
    said = {(found.msgid, found.context) for found in sentences_of(room, package)}
    entries = [m for m in _read(catalogue_path(room)) if m.id]
    ids = [(m.id[0] if isinstance(m.id, (list, tuple)) else m.id, m.context or "") for m in entries]
    return [text for text, context in ids if (text, context) not in said]


def _replace(path: Path, content: bytes) -> None:
    """Write whole or not at all; several processes may compile at once."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    Path(name).chmod(0o644)
    os.replace(name, path)


def update(room: Path, package: Path = PACKAGE) -> tuple[int, list[Found]]:
    """Merge what the room says into its catalogue; returns (sentences, those still without English)."""
    found = sentences_of(room, package)
    path = catalogue_path(room)
    old = _read(path)
    if not found:
        path.unlink(missing_ok=True)
        return 0, []
    fresh = Catalog(locale=LANGUAGE)
    for sentence in found:
        before = old.get(sentence.msgid, sentence.context or None)
        string = before.string if before is not None and _is_translated(sentence, old) else None
        fresh.add(
            (sentence.msgid, sentence.plural) if sentence.plural else sentence.msgid,
            string or (("", "") if sentence.plural else ""),
            locations=[(sentence.where, 0)],
            context=sentence.context or None,
        )
    body = BytesIO()
    write_po(body, fresh, omit_header=True, sort_output=True, include_lineno=False, width=0)
    _replace(path, (HEADER.format(room=room.name)).encode() + body.getvalue())
    return len(found), missing(room, package)


def compile_all(package: Path = PACKAGE, *, force: bool = False) -> int:
    """Compile every catalogue whose compiled file is absent or older; returns how many were written."""
    written = 0
    for room in rooms(package):
        source = catalogue_path(room)
        target = source.with_suffix(".mo")
        if not source.exists():
            target.unlink(missing_ok=True)
            continue
        if not force and target.exists() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns:
            continue
        body = BytesIO()
        write_mo(body, _read(source))
        _replace(target, body.getvalue())
        written += 1
    return written


# --- the command --------------------------------------------------------------------------------------


def _chosen(name: str | None) -> list[Path]:
    every = rooms()
    if name is None:
        return every
    chosen = [room for room in every if room.name == name]
    if not chosen:
        raise SystemExit(f"no room called {name!r}; rooms: {', '.join(room.name for room in every)}")
    return chosen


def run(options: argparse.Namespace) -> int:
    """`chomchom messages update|check|compile`: returns the process's exit code."""
    if options.deed == "compile":
        print(f"{compile_all(force=True)} catalogues compiled")
        return 0
    lacking = 0
    for room in _chosen(options.room):
        if options.deed == "update":
            update(room)
        without = missing(room)
        lacking += len(without)
        for found in without:
            print(f"{room.name}: {found.where}: {found.msgid!r}")
    print(f"{lacking} sentences without English")
    return 1 if lacking else 0


def register(subparsers: argparse._SubParsersAction) -> None:
    """Hang `messages` onto the command line; the handler is set as `run`."""
    parser = subparsers.add_parser("messages", help="translation catalogues: update, check, compile")
    parser.add_argument("deed", choices=("update", "check", "compile"))
    parser.add_argument("room", nargs="?", help="one room only")
    parser.set_defaults(run=run)


def main(arguments: list[str] | None = None) -> int:
    """`python -m chomchom.site.messages …`, without the rest of the command line."""
    parser = argparse.ArgumentParser(prog="chomchom")
    register(parser.add_subparsers(required=True))
    return run(parser.parse_args(["messages", *(sys.argv[1:] if arguments is None else arguments)]))


if __name__ == "__main__":
    raise SystemExit(main())
