"""The rules for signs of harm on the labelled sets: floors under the figures of docs/safety.md."""

from collections.abc import Callable

import pytest

from safeguarding.signs import find_signs
from tests.safety.sets import Labelled, load_set

EXPLICIT_FLOOR = 0.98
VEILED_FLOOR = 0.95
RIGHT_SIGN_FLOOR = 0.95
FALSE_ALARM_CEILING = 0.02  # on texts chosen to be hard; everyday talk is far below


def share(texts: list[Labelled], is_hit: Callable[[Labelled], bool]) -> float:
    return sum(map(is_hit, texts)) / len(texts)


def alarms(labelled: Labelled) -> bool:
    return bool(find_signs(labelled.text))


def shows_its_sign(labelled: Labelled) -> bool:
    return labelled.kind in {match.sign.value for match in find_signs(labelled.text)}


def part(name: str, *, is_final: bool) -> list[Labelled]:
    return [labelled for labelled in load_set(name) if labelled.is_final is is_final]


@pytest.mark.parametrize(("name", "least"), [("explicit", 200), ("veiled", 120), ("harmless", 400)])
def test_the_sets_are_large_and_hold_no_text_twice(name: str, least: int) -> None:
    texts = [labelled.text for labelled in load_set(name)]

    assert len(texts) >= least
    assert len(set(texts)) == len(texts)
    assert 0.25 < share(load_set(name), lambda labelled: labelled.is_final) < 0.42


@pytest.mark.parametrize("is_final", [False, True], ids=["tuning", "final"])
@pytest.mark.parametrize(
    ("name", "floor"), [("explicit", EXPLICIT_FLOOR), ("veiled", VEILED_FLOOR)]
)
def test_signs_of_harm_are_seen(name: str, floor: float, is_final: bool) -> None:
    texts = part(name, is_final=is_final)

    assert share(texts, alarms) >= floor
    assert share(texts, shows_its_sign) >= RIGHT_SIGN_FLOOR


@pytest.mark.parametrize("is_final", [False, True], ids=["tuning", "final"])
def test_strong_words_without_risk_keep_their_meaning(is_final: bool) -> None:
    assert share(part("harmless", is_final=is_final), alarms) <= FALSE_ALARM_CEILING


def test_the_second_look_does_not_fall_back() -> None:
    by_kind = {
        kind: [labelled for labelled in load_set("blind") if labelled.kind == kind]
        for kind in ("explicit", "veiled", "harmless")
    }

    assert share(by_kind["explicit"], alarms) >= 0.95
    assert share(by_kind["veiled"], alarms) >= 0.95
    assert share(by_kind["harmless"], alarms) <= FALSE_ALARM_CEILING
