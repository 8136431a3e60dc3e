"""Two things that somebody likes at once, and one in another's place."""

import pytest

from bot.actions.action_deny import ActionDeny
from bot.actions.action_explore_by_interest import ActionExploreByInterest
from bot.actions.action_out_of_scope import ActionOutOfScope
from bot.actions.action_set_profile import ActionSetProfile
from careers.explore import explore
from careers.library import load_library
from careers.suggest import Wishes
from tests.actions.stage import Reply, Stage

LIBRARY = load_library()


def interests_of(reply: Reply) -> list[set[str]]:
    """Return the interests of each job that was listed, in order."""
    ids = [payload.split('"')[3] for payload in reply.payloads]
    return [set(LIBRARY.occupation(one).interests) for one in ids]


async def explore_with(stage: Stage, text: str, *entities: tuple[str, str]) -> Reply:
    return await stage.turn(
        ActionExploreByInterest, text, intent="explore_by_interest", entities=entities
    )


def test_a_job_that_fits_both_comes_first() -> None:
    wants = (frozenset({"children"}), frozenset({"sport-and-fitness"}))
    wishes = Wishes(interests=frozenset().union(*wants), wants=wants)

    first = explore(LIBRARY, wishes)[0]

    assert set(LIBRARY.occupation(first.occupation_id).interests) >= wishes.interests


async def test_where_none_has_both_that_is_said_and_each_has_some(stage: Stage) -> None:
    text = "drawing animals for a job"

    reply = await explore_with(stage, text, ("interest", "drawing"), ("interest", "animals"))

    assert reply.responses[0] == "utter_found_for_each"
    found = interests_of(reply)
    assert sum("animals" in one for one in found) in {2, 3}
    assert sum("drawing" in one for one in found) in {2, 3}


async def test_what_is_done_counts_as_what_the_job_is_about(stage: Stage) -> None:
    stage.turns += 1
    text = "i like motor-mechanic jobs and helping-people"

    reply = await explore_with(
        stage, text, ("occupation", "motor-mechanic"), ("interest", "helping-people")
    )

    assert "motor-mechanic" not in str(reply.payloads)  # named as a job, so it is known already


async def test_more_goes_on_with_both(stage: Stage) -> None:
    entities = (("interest", "children"), ("interest", "sport-and-fitness"))
    first = await explore_with(stage, "children and sport-and-fitness", *entities)

    second = await explore_with(stage, "more")

    assert not set(first.payloads) & set(second.payloads)
    assert stage.slots["listing"]["wanted"]["wants"] == [["children"], ["sport-and-fitness"]]


@pytest.mark.parametrize(
    ("action", "intent"), [(ActionDeny, "deny"), (ActionSetProfile, "set_profile")]
)
async def test_another_liking_takes_the_place_of_the_first(
    stage: Stage, action: type[ActionDeny | ActionSetProfile], intent: str
) -> None:
    stage.join()
    await explore_with(stage, "i like animals", ("interest", "animals"))

    reply = await stage.turn(action, "no not animals, cars", intent=intent)

    assert reply.responses[0].startswith("utter_found")
    assert all("cars" in one for one in interests_of(reply))


async def test_a_subject_that_is_hard_is_no_question_about_a_levels(stage: Stage) -> None:
    reply = await stage.turn(
        ActionOutOfScope, "maths is really hard", entities=[("subject", "maths")]
    )

    assert reply.responses == ["utter_feeling_hard"]
    assert reply.said[0].values == {"what": "Maths"}
