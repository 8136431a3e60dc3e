"""The rule files themselves: no line twice, none that everyday words alone would fulfil."""

import ast
import sys
from pathlib import Path

import pytest

from safeguarding.patterns import Vocabulary, compile_patterns
from safeguarding.phrases import spellings, words
from safeguarding.signs import Sign, find_signs

ROOM = Path(__file__).parents[2] / "safeguarding"
PURE = ("signs.py", "patterns.py", "reading.py", "mending.py", "phrases/words.py")
VOCABULARY = Vocabulary(words.CLASSES, words.VERBS)


def lines_of(sign: Sign) -> list[str]:
    lines = (ROOM / "phrases" / f"{sign.value}.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith(("#", "["))]


@pytest.mark.parametrize("sign", Sign)
def test_no_line_stands_twice(sign: Sign) -> None:
    lines = lines_of(sign)

    assert sorted(set(lines)) == sorted(lines)


@pytest.mark.parametrize("sign", Sign)
def test_no_pattern_is_fulfilled_by_the_commonest_words_alone(sign: Sign) -> None:
    common = frozenset(spellings.COMMON.split())
    bare = {
        line
        for line in lines_of(sign)
        for pattern in compile_patterns(line, VOCABULARY)
        if all(group <= common for group in pattern.classes)
    }

    assert bare == set()


@pytest.mark.parametrize(
    "text",
    [
        "the cafe let me go for no reason, have i got any rights",
        "my cousin got me a place at the garage so i do not need another",
        "dog walking, where are people who want it",
        "they have not given me my last wage",
        "do plumbers get burnt, is it dangerous",
        "i hurt my knee last night so i wont be in",
    ],
)
def test_rules_narrowed_for_ordinary_talk_stay_silent(text: str) -> None:
    assert find_signs(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "theres no reason to carry any on",
        "ive got a date and a place to do it",
        "the olders want it back by friday",
        "mum doesnt give me money for food",
        "i get burnt when dad is angry",
        "this is my last night",
    ],
)
def test_what_the_narrowed_rules_are_for_is_still_seen(text: str) -> None:
    assert find_signs(text)


def test_a_missing_word_in_a_rule_is_refused() -> None:
    with pytest.raises(ValueError, match="missing"):
        compile_patterns("kill||hurt myself", VOCABULARY)


@pytest.mark.parametrize("name", PURE)
def test_the_rules_import_nothing_but_themselves_and_the_standard_library(name: str) -> None:
    tree = ast.parse((ROOM / name).read_text(encoding="utf-8"))
    imported = {
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import)
        for alias in node.names
    } | {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    allowed = {"signs", "patterns", "reading", "mending", "phrases"}

    for module in imported:
        room, _, rest = module.partition(".")
        assert room in sys.stdlib_module_names or (
            room == "safeguarding" and rest.split(".")[0] in allowed
        ), module
