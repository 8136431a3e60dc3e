import pytest

from bot.actions.action_search_placements import ActionSearchPlacements
from bot.actions.action_set_profile import ActionSetProfile
from bot.actions.screen import Kind
from tests.actions.stage import Reply, Said, Stage


async def tell(stage: Stage, text: str, *entities: tuple[str, str]) -> Reply:
    return await stage.turn(ActionSetProfile, text, intent="set_profile", entities=entities)


async def test_a_town_is_kept(stage: Stage) -> None:
    reply = await tell(stage, "I live in Leeds", ("place", "leeds"))

    assert reply.said == [Said("utter_place_kept", {"place": "Leeds"})]
    assert stage.student.place is not None


async def test_a_correction_takes_the_place_of_the_town(stage: Stage) -> None:
    await tell(stage, "I live in Hull", ("place", "hull"))

    await tell(stage, "no I meant Leeds", ("place", "leeds"))

    assert stage.student.place is not None
    assert stage.student.place.name == "Leeds"


async def test_a_new_town_moves_the_search_on_the_screen(stage: Stage) -> None:
    stage.join()
    stage.offer()
    await stage.turn(ActionSearchPlacements, "work experience", intent="search_placements")

    reply = await tell(stage, "actually I live in Bradford", ("place", "bradford"))

    assert reply.responses[0] == "utter_place_kept"
    assert "utter_offers" in reply.responses
    assert stage.slots["wish"]["place"] == "Bradford"


async def test_an_unknown_town_is_said_to_be_unknown(stage: Stage) -> None:
    reply = await tell(stage, "I live in Qwertyville")

    assert reply.responses == ["utter_place_unknown"]


async def test_namesakes_are_asked_back(stage: Stage) -> None:
    reply = await tell(stage, "I'm from Newport", ("place", "newport"))

    assert reply.responses == ["utter_which_place"]
    assert stage.screen.kind is Kind.PLACES
    assert len(reply.payloads) == len(stage.screen.items)


async def test_interests_are_added(stage: Stage) -> None:
    await tell(stage, "I like animals", ("interest", "animals"))

    reply = await tell(stage, "and gaming", ("interest", "gaming"))

    assert reply.said == [Said("utter_interests_kept")]
    assert stage.student.interests == ("gaming", "animals")


async def test_a_correction_replaces_interests(stage: Stage) -> None:
    await tell(stage, "I like animals", ("interest", "animals"))

    await tell(stage, "actually I like gaming", ("interest", "gaming"))

    assert stage.student.interests == ("gaming",)


@pytest.mark.parametrize(
    ("year", "response"), [("10", "utter_year_known"), ("11", "utter_year_from_school")]
)
async def test_the_year_comes_from_the_school(stage: Stage, year: str, response: str) -> None:
    stage.join()

    reply = await tell(stage, f"actually I'm in year {year}", ("year_group", year))

    assert reply.said == [Said(response, {"year": 10})]
    assert stage.student.year_group == 10


async def test_a_guests_year_is_not_kept(stage: Stage) -> None:
    reply = await tell(stage, "I'm 15", ("age", "15"))

    assert reply.said == [Said("utter_year_of_guest")]


async def test_what_cannot_be_kept_is_not_pretended_to_be(stage: Stage) -> None:
    assert (await tell(stage, "I use a wheelchair")).responses == ["utter_profile_not_kept"]
    assert (await tell(stage, "I have autism")).responses == ["utter_profile_not_kept_again"]


async def test_inside_the_form_an_answer_to_the_other_question_counts(stage: Stage) -> None:
    stage.join()
    stage.form = "profile_form"

    await tell(stage, "I like animals", ("interest", "animals"))

    assert stage.slots["profile_interests"] == ["animals"]


async def test_saying_it_in_the_same_turn_twice_keeps_it_once(stage: Stage) -> None:
    for _ in range(2):
        await stage.turn(
            ActionSetProfile,
            "I like animals",
            intent="set_profile",
            entities=[("interest", "animals")],
            turn_id="same",
        )

    assert stage.student.interests == ("animals",)


async def test_a_town_that_only_narrows_the_search_is_not_home(stage: Stage) -> None:
    stage.join()
    stage.offer()
    await stage.turn(ActionSearchPlacements, "work experience", intent="search_placements")

    reply = await tell(stage, "only in Bradford", ("place", "bradford"))

    assert "utter_place_kept" not in reply.responses
    assert stage.slots["wish"]["place"] == "bradford"
    assert stage.student.place is None


@pytest.mark.parametrize(
    ("text", "topic", "value"),
    [
        ("i hate maths", "subject", "maths"),
        ("im not really into gaming", "interest", "gaming"),
        ("i dont like animals", "interest", "animals"),
        ("maths is boring", "subject", "maths"),
        ("do u like animals", "interest", "animals"),
    ],
)
async def test_what_is_not_liked_is_not_kept_as_liked(
    stage: Stage, text: str, topic: str, value: str
) -> None:
    await tell(stage, text, (topic, value))

    assert stage.student.interests == ()


async def test_what_is_liked_instead_is_kept(stage: Stage) -> None:
    await tell(stage, "i hate maths but i love art", ("subject", "maths"), ("subject", "art"))

    assert stage.student.interests == ("art",)


@pytest.mark.parametrize("text", ["i live in a tiny village theres nothing here", "a tiny village"])
async def test_without_a_name_the_nearest_town_is_asked_for(stage: Stage, text: str) -> None:
    reply = await tell(stage, f"i live in {text}")

    assert reply.responses == ["utter_which_town"]


@pytest.mark.parametrize("text", ["im jayden", "my name is maya not aisha"])
async def test_a_name_comes_from_the_school(stage: Stage, text: str) -> None:
    guest = await tell(stage, text)
    stage.join()

    assert guest.responses == ["utter_name_of_guest"]
    assert (await tell(stage, text)).responses == ["utter_name_from_school"]
