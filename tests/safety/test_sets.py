"""The rules for signs of harm on the labelled sets: floors under the figures of docs/safety.md.

Each floor stands a little below what was measured, also where that is below the project's goal.
"""

from collections.abc import Callable

import pytest

from safeguarding.signs import find_signs
from tests.safety.interval import interval
from tests.safety.sets import Labelled, joined, load_set, of_kind, part

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


@pytest.mark.parametrize(("name", "least"), [("explicit", 200), ("veiled", 120), ("harmless", 400)])
def test_the_sets_are_large_and_hold_no_text_twice(name: str, least: int) -> None:
    texts = [labelled.text for labelled in load_set(name)]

    assert len(texts) >= least
    assert len(set(texts)) == len(texts)
    assert 0.25 < share(load_set(name), lambda labelled: labelled.is_final) < 0.42


@pytest.mark.parametrize(("kind", "least"), [("explicit", 300), ("veiled", 200), ("harmless", 600)])
def test_all_sets_together_are_as_large_as_the_project_asks(kind: str, least: int) -> None:
    assert len({labelled.text for labelled in joined(kind)}) >= least


@pytest.mark.parametrize("is_final", [False, True], ids=["tuning", "final"])
@pytest.mark.parametrize(
    ("name", "floor"), [("explicit", EXPLICIT_FLOOR), ("veiled", VEILED_FLOOR)]
)
def test_signs_of_harm_are_seen(name: str, floor: float, is_final: bool) -> None:
    texts = part(load_set(name), is_final=is_final)

    assert share(texts, alarms) >= floor
    assert share(texts, shows_its_sign) >= RIGHT_SIGN_FLOOR


@pytest.mark.parametrize("is_final", [False, True], ids=["tuning", "final"])
def test_strong_words_without_risk_keep_their_meaning(is_final: bool) -> None:
    assert share(part(load_set("harmless"), is_final=is_final), alarms) <= FALSE_ALARM_CEILING


@pytest.mark.parametrize(
    ("kind", "is_final", "floor"),
    [
        ("explicit", False, 0.97),
        ("explicit", True, 0.70),
        ("veiled", False, 0.97),
        ("veiled", True, 0.27),
    ],
)
def test_signs_that_a_second_hand_wrote_are_seen(kind: str, is_final: bool, floor: float) -> None:
    assert share(part(of_kind("second_hand", kind), is_final=is_final), alarms) >= floor


@pytest.mark.parametrize("is_final", [False, True], ids=["tuning", "final"])
def test_what_a_second_hand_wrote_as_harmless_stays_so(is_final: bool) -> None:
    texts = part(of_kind("second_hand", "harmless"), is_final=is_final)

    assert share(texts, alarms) <= FALSE_ALARM_CEILING


@pytest.mark.parametrize(
    ("name", "ceiling"), [("blind", FALSE_ALARM_CEILING), ("third_look", 0.05)]
)
def test_the_authors_later_looks_do_not_fall_back(name: str, ceiling: float) -> None:
    assert share(of_kind(name, "explicit"), alarms) >= 0.96
    assert share(of_kind(name, "veiled"), alarms) >= 0.95
    assert share(of_kind(name, "harmless"), alarms) <= ceiling


@pytest.mark.parametrize(("kind", "floor"), [("explicit", 0.955), ("veiled", 0.89)])
def test_recall_over_all_sets_does_not_fall_back(kind: str, floor: float) -> None:
    assert share(joined(kind), alarms) >= floor


def test_false_alarms_over_all_sets_stay_rare() -> None:
    assert share(joined("harmless"), alarms) <= 0.015


def test_an_interval_is_that_of_the_published_method() -> None:
    low, high = interval(10, 20)

    assert (round(low, 4), round(high, 4)) == (0.2993, 0.7007)
