"""Every no has exactly one sentence, and every public function says what it means."""

from __future__ import annotations

import ast
import re
from collections import Counter
from importlib import import_module
from types import ModuleType

import pytest

from tests.house.plan import PACKAGE, calls, name_of, sources

KEBAB = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)+")


def _strings(node: ast.expr) -> list[str]:
    """The constant strings an argument can be: itself, or both arms of a choice."""
    match node:
        case ast.Constant(value=str(text)):
            return [text]
        case ast.IfExp(body=body, orelse=orelse):
            return _strings(body) + _strings(orelse)
    return []


def _said() -> dict[str, str]:
    """Code → file, for every `Refused("code")` and `refusing(constraint, "code")`."""
    found: dict[str, str] = {}
    for path, tree in sources():
        for call, word in calls(tree):
            place = {"Refused": 0, "refusing": 1}.get(word)
            arguments = [*call.args, *(k.value for k in call.keywords if k.arg == "code")]
            if place is not None and len(arguments) > place:
                for code in _strings(arguments[place]):
                    found.setdefault(code, name_of(path))
    return found


def _rooms_sentences() -> list[ModuleType]:
    """The sentences of every room, in one file or in a folder of files."""
    paths = [*PACKAGE.glob("**/sentences.py"), *(path.parent for path in PACKAGE.glob("**/sentences/__init__.py"))]
    return [import_module(".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts)) for path in sorted(paths)]


def _written() -> Counter[str]:
    """How many sentences each code has, over all rooms."""
    found: Counter[str] = Counter()
    for module in _rooms_sentences():
        found.update(getattr(module, "REFUSALS", {}).keys())
    return found


def test_every_refusal_has_a_sentence():
    lacking = {code: where for code, where in _said().items() if code not in _written()}
    assert not lacking, lacking


def test_no_refusal_has_two_sentences():
    twice = [code for code, count in _written().items() if count > 1]
    assert not twice, twice


def test_no_sentence_is_left_over():
    # A code may also be data (a table of rules naming its code), so any string constant counts as a use.
    used = {
        node.value
        for path, tree in sources()
        if "sentences" not in (path.stem, path.parent.name)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    # Codes may be put together from a stem: "file-" + fault.
    stems = {
        part.value
        for path, tree in sources()
        if "sentences" not in (path.stem, path.parent.name)
        for node in ast.walk(tree)
        if isinstance(node, ast.JoinedStr)
        for part in node.values[:1]
        if isinstance(part, ast.Constant) and isinstance(part.value, str) and part.value.endswith("-")
    }
    leftover = [code for code in _written() if code not in used and not code.startswith(tuple(stems) or ("\0",))]
    assert not leftover, leftover


def test_codes_are_kebab_sentences():
    assert not [code for code in [*_said(), *_written()] if not KEBAB.fullmatch(code)]


def test_statuses_are_answers_to_the_asker():
    for module in _rooms_sentences():
        for code, (status, words) in getattr(module, "REFUSALS", {}).items():
            assert 400 <= status < 500 or status == 503, f"{code}: {status}"
            assert str(words).strip(), code


NEEDS_WORDS = ("rules", "access", "actions", "reads", "public")


def _public_functions(tree: ast.Module):
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and not node.name.startswith("_"):
            yield node


def test_public_functions_say_what_they_mean():
    silent = []
    for path, tree in sources():
        parts = path.relative_to(PACKAGE).parts
        if len(parts) < 2 or not ({path.stem, *parts[1:-1]} & set(NEEDS_WORDS) or parts[0] in ("kernel", "store")):
            continue
        silent += [f"{name_of(path)}:{node.lineno} {node.name}" for node in _public_functions(tree)
                   if not ast.get_docstring(node)]  # fmt: skip
    assert not silent, "\n".join(silent)


def test_after_the_first_argument_everything_is_named():
    strays = []
    for path, tree in sources():
        parts = path.relative_to(PACKAGE).parts
        if len(parts) < 2 or not {path.stem, *parts[1:-1]} & {"actions"}:
            continue
        for node in _public_functions(tree):
            if len(node.args.args) > 3:
                strays.append(f"{name_of(path)}:{node.lineno} {node.name}")
    assert not strays, strays


# Django and html.parser call these.
FRAMEWORKS_NAME = ("process_exception", "process_view", "handle_starttag", "handle_endtag", "handle_data")


@pytest.mark.parametrize("verb", ["do_", "handle_", "process_", "manage_"])
def test_no_function_hides_what_it_does(verb):
    strays = [
        f"{name_of(path)}:{node.lineno} {node.name}"
        for path, tree in sources()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.name.startswith(verb)
        and node.name not in FRAMEWORKS_NAME
    ]  # fmt: skip
    assert not strays, strays
