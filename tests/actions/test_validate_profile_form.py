import pytest

from bot.actions.action_ask_profile_place import ActionAskProfilePlace
from bot.actions.profile import SKIPPED
from bot.actions.screen import Kind, Screen
from bot.actions.validate_profile_form import ValidateProfileForm
from careers.places import find_places
from tests.actions.stage import Stage


@pytest.fixture
def form(stage: Stage) -> Stage:
    stage.join()
    stage.form = "profile_form"
    stage.slots["requested_slot"] = "profile_place"
    return stage


async def test_a_town_is_kept(form: Stage) -> None:
    reply = await form.turn(
        ValidateProfileForm, "leeds", intent="set_profile", entities=[("place", "leeds")]
    )

    assert reply.slots["profile_place"] == "Leeds"
    assert form.student.place is not None
    assert form.student.place.name == "Leeds"


async def test_an_outward_postcode_is_kept_as_its_area(form: Stage) -> None:
    reply = await form.turn(
        ValidateProfileForm, "BD3", intent="nlu_fallback", entities=[("place", "bd3")]
    )

    assert reply.slots["profile_place"] == "Bradford area"


async def test_an_unknown_place_is_asked_for_again(form: Stage) -> None:
    reply = await form.turn(ValidateProfileForm, "Qwertyville", intent="nlu_fallback")

    assert reply.slots["profile_place"] is None
    assert form.screen.kind is Kind.NOT_KNOWN
    assert form.screen.focus == "Qwertyville"
    assert form.student.place is None


async def test_a_name_that_several_places_share_is_asked_back(form: Stage) -> None:
    reply = await form.turn(ValidateProfileForm, "Newport", intent="set_profile")

    assert reply.slots["profile_place"] is None
    assert form.screen.kind is Kind.PLACES
    assert len(form.screen.items) > 1


@pytest.mark.parametrize(
    ("text", "intent"), [("no", "deny"), ("skip", "cancel"), ("/deny", "deny")]
)
async def test_the_question_can_be_skipped(form: Stage, text: str, intent: str) -> None:
    reply = await form.turn(ValidateProfileForm, text, intent=intent)

    assert reply.slots["profile_place"] == SKIPPED
    assert [question.value for question in form.student.skipped] == ["place"]


@pytest.mark.parametrize(
    ("text", "intent", "entities"),
    [
        ("how much does a plumber earn", "ask_pay", [("occupation", "plumber")]),
        ("what is the weather", "out_of_scope", []),
        ("I like animals", "set_profile", [("interest", "animals")]),
        ("I'm in year 10", "set_profile", [("year_group", "10")]),
        (
            "find me a placement in leeds next july please",
            "search_placements",
            [("place", "leeds")],
        ),
    ],
)
async def test_a_digression_is_left_to_its_own_rule(
    form: Stage, text: str, intent: str, entities: list[tuple[str, str]]
) -> None:
    reply = await form.turn(ValidateProfileForm, text, intent=intent, entities=entities)

    assert reply.events == []


async def test_interests_are_kept(form: Stage) -> None:
    form.slots["requested_slot"] = "profile_interests"

    reply = await form.turn(
        ValidateProfileForm,
        "animals and gaming",
        intent="suggest_careers",
        entities=[("interest", "animals"), ("interest", "gaming")],
    )

    assert reply.slots["profile_interests"] == ["animals", "gaming"]
    assert form.student.interests == ("animals", "gaming")


async def test_unknown_interests_are_asked_for_again(form: Stage) -> None:
    form.slots["requested_slot"] = "profile_interests"

    reply = await form.turn(ValidateProfileForm, "zorbing mostly", intent="nlu_fallback")

    assert reply.slots["profile_interests"] is None
    assert form.screen.kind is Kind.NOT_KNOWN


async def test_interests_can_be_skipped(form: Stage) -> None:
    form.slots["requested_slot"] = "profile_interests"

    reply = await form.turn(ValidateProfileForm, "rather not say", intent="nlu_fallback")

    assert reply.slots["profile_interests"] == [SKIPPED]


async def test_nothing_is_taken_for_an_answer_before_a_question(form: Stage) -> None:
    form.slots["requested_slot"] = None

    reply = await form.turn(ValidateProfileForm, stage_code(form), intent="set_profile")

    assert reply.events == []


def stage_code(stage: Stage) -> str:
    return stage.codes[10]


async def test_reading_is_what_somebody_likes_and_no_town(form: Stage) -> None:
    form.slots["requested_slot"] = "profile_interests"

    reply = await form.turn(
        ValidateProfileForm, "Reading", intent="set_profile", entities=[("place", "reading")]
    )

    assert reply.slots["profile_interests"] == ["reading-and-writing"]
    assert form.student.place is None


async def test_a_number_picks_one_of_the_places_that_share_a_name(stage: Stage) -> None:
    stage.join()
    stage.form = "profile_form"
    found = [place.name for place in find_places("newport")]
    stage.slots |= {
        "requested_slot": "profile_place",
        "screen": Screen.of(Kind.PLACES, [(name, name) for name in found]).to_json(),
    }

    reply = await stage.turn(
        ValidateProfileForm,
        "2",
        intent="placement_details",
        entities=[("number", "2")],
        told={"bare": "item"},
    )

    assert reply.slots["profile_place"] == found[1]
    assert stage.student.place is not None


async def test_likings_told_too_early_are_kept_and_the_town_is_asked_again(form: Stage) -> None:
    reply = await form.turn(
        ValidateProfileForm,
        "im maya and i LOVE animals",
        intent="explore_by_interest",
        entities=[("interest", "animals")],
    )

    assert reply.responses == ["utter_interests_kept"]
    assert reply.slots == {"profile_place": None, "profile_interests": ["animals"]}
    assert form.student.interests == ("animals",)


async def test_a_name_is_no_place(form: Stage) -> None:
    assert (await form.turn(ValidateProfileForm, "im jayden", intent="set_profile")).events == []


async def test_a_village_without_a_name_is_not_looked_up(form: Stage) -> None:
    await form.turn(ValidateProfileForm, "a tiny village", intent="set_profile")

    reply = await form.turn(ActionAskProfilePlace)

    assert reply.responses == ["utter_which_town"]


async def test_a_joke_is_no_liking(form: Stage) -> None:
    form.slots["requested_slot"] = "profile_interests"

    reply = await form.turn(
        ValidateProfileForm, "money lol", intent="ask_pay", entities=[("interest", "money")]
    )

    assert reply.slots["profile_interests"] is None
    assert form.student.interests == ()


@pytest.mark.parametrize(
    ("text", "intent", "likes"),
    [
        ("cake, baking and animals", "out_of_scope", {"animals", "cooking"}),
        ("football and trainers", "explore_by_interest", {"sport-and-fitness", "fashion"}),
        ("i really like football and also trainers", "explore_by_interest", {"fashion"}),
    ],
)
async def test_a_list_of_likes_is_kept_whatever_it_was_taken_for(
    form: Stage, text: str, intent: str, likes: set[str]
) -> None:
    form.slots["requested_slot"] = "profile_interests"
    found = [("interest", "fashion")] if "trainers" in text else []

    await form.turn(ValidateProfileForm, text, intent=intent, entities=found)

    assert set(form.student.interests) >= likes


@pytest.mark.parametrize("intent", ["set_profile", "ask_placement_travel"])
async def test_a_small_place_is_an_answer_however_it_was_taken(stage: Stage, intent: str) -> None:
    stage.join()
    stage.slots["requested_slot"] = "profile_place"

    await stage.turn(ValidateProfileForm, "i live in sunk island", intent=intent)

    assert stage.student.place is not None
    assert stage.student.place.name == "Sunk Island"
