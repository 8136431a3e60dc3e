"""A place that may be another one than the student means is said back."""

from bot.actions.action_ask_profile_interests import ActionAskProfileInterests
from bot.actions.action_set_profile import ActionSetProfile
from bot.actions.validate_profile_form import ValidateProfileForm
from careers.places import find_places, is_postcode_area, town_near
from schools.tables import School
from storage.database import transaction
from tests.actions.stage import Stage


def test_a_small_place_is_known_by_the_town_near_it() -> None:
    (bampton,) = find_places("Bampton")

    assert town_near(bampton) == "Witney"
    assert not is_postcode_area(bampton)


async def test_a_postcode_is_said_to_be_known_only_by_its_middle(stage: Stage) -> None:
    stage.join()

    reply = await stage.turn(
        ActionSetProfile, "i live in YO13", intent="set_profile", entities=[("place", "yo13")]
    )

    assert reply.responses == ["utter_place_area"]
    assert reply.said[0].values == {"place": "York area"}


async def test_also_where_the_form_asked_for_it(stage: Stage) -> None:
    stage.join()
    stage.slots["requested_slot"] = "profile_place"

    reply = await stage.turn(
        ValidateProfileForm, "YO13", intent="set_profile", entities=[("place", "yo13")]
    )

    assert reply.responses == ["utter_place_area"]
    assert reply.slots["profile_place"] == "York area"


async def test_a_place_far_from_the_school_is_said_with_its_town(stage: Stage) -> None:
    stage.join()
    with transaction(stage.db) as session:
        session.get_one(School, stage.school_id).town = "Leeds"

    reply = await stage.turn(
        ActionSetProfile, "i live in bampton", intent="set_profile", entities=[("place", "bampton")]
    )

    assert reply.responses == ["utter_place_far"]
    values = reply.said[0].values
    assert (values["place"], values["town"]) == ("Bampton", "Witney")
    assert 140 < int(values["miles"]) < 150


async def test_a_question_at_the_second_question_is_not_taken_for_a_liking(stage: Stage) -> None:
    stage.join()
    stage.slots["requested_slot"] = "profile_interests"
    text = "i want be engineering how i start"
    named = [("sector", "engineering")]

    kept = await stage.turn(ValidateProfileForm, text, intent="set_profile", entities=named)

    assert kept.slots == {}
    assert stage.student.interests == ("engineering",)


async def test_after_its_answer_the_form_does_not_ask_what_was_told(stage: Stage) -> None:
    stage.join()
    stage.slots["requested_slot"] = "profile_interests"
    text = "i like animals what jobs are there"
    named = [("interest", "animals")]
    await stage.turn(ValidateProfileForm, text, intent="explore_by_interest", entities=named)

    reply = await stage.turn(
        ActionAskProfileInterests, text, intent="explore_by_interest", entities=named
    )

    assert reply.said == []
    assert reply.slots == {"requested_slot": None}
