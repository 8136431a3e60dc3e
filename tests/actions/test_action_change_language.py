import pytest

from bot.actions.action_affirm import ActionAffirm
from bot.actions.action_change_language import ActionChangeLanguage
from tests.actions.stage import Reply, Stage


async def change(stage: Stage, text: str) -> Reply:
    return await stage.turn(ActionChangeLanguage, text, intent="change_language")


@pytest.mark.parametrize(
    "text",
    [
        "can you use simpler english",
        "easier words please",
        "i dont understand the hard words",
        "my english is not good, write simple please",
        "it is too long. something short",
        "/change_language",
    ],
)
async def test_simpler_english_is_remembered(stage: Stage, text: str) -> None:
    reply = await change(stage, text)

    assert reply.responses == ["utter_plain_english"]
    assert stage.slots["plain_english"] is True


async def test_asked_for_twice_it_offers_a_person(stage: Stage) -> None:
    await change(stage, "simpler english")

    assert (await change(stage, "even simpler")).responses == ["utter_plain_english_already"]


@pytest.mark.parametrize(
    "text", ["normal english again", "stop the simple words", "use proper english", "too simple"]
)
async def test_normal_english_comes_back(stage: Stage, text: str) -> None:
    stage.slots["plain_english"] = True

    reply = await change(stage, text)

    assert reply.responses == ["utter_normal_english"]
    assert stage.slots["plain_english"] is False


async def test_the_button_brings_normal_english_back(stage: Stage) -> None:
    reply = await stage.turn(ActionChangeLanguage, "/change_language", entities=[("to", "normal")])

    assert reply.responses == ["utter_normal_english"]


@pytest.mark.parametrize(
    ("text", "name", "hello"),
    [
        ("can you speak polish?", "Polish", "Cześć!"),
        ("habla español", "Spanish", "¡Hola!"),
        ("espanol", "Spanish", "¡Hola!"),
        ("do you know farsi", "Persian", "سلام!"),
    ],
)
async def test_another_language_gets_an_honest_answer(
    stage: Stage, text: str, name: str, hello: str
) -> None:
    [said] = (await change(stage, text)).said

    assert said.response == "utter_language_hello"
    assert said.values == {"language": name, "hello": hello}


async def test_without_a_sure_greeting_there_is_none(stage: Stage) -> None:
    assert (await change(stage, "in urdu please")).responses == ["utter_language_other"]


async def test_a_language_without_a_name_is_answered_too(stage: Stage) -> None:
    reply = await change(stage, "can you talk in my language")

    assert reply.responses == ["utter_language_only_english"]


@pytest.mark.parametrize("text", ["my english is bad", "can you write it for me"])
async def test_without_an_outright_wish_it_only_offers(stage: Stage, text: str) -> None:
    reply = await change(stage, text)

    assert reply.responses == ["utter_offer_plain_english"]
    assert not stage.slots.get("plain_english")


async def test_a_yes_to_the_offer_switches(stage: Stage) -> None:
    await change(stage, "my english is bad")

    reply = await stage.turn(ActionAffirm, "yes", intent="affirm")

    assert reply.responses == ["utter_plain_english"]
    assert stage.slots["plain_english"] is True


async def test_a_learner_who_has_simpler_english_hears_so(stage: Stage) -> None:
    stage.slots["plain_english"] = True

    assert (await change(stage, "my english is bad")).responses == ["utter_plain_english_already"]


@pytest.mark.parametrize(
    ("text", "guess", "response"),
    [
        ("what about english", "ask_failed_exams", "utter_card"),
        ("do i need english", "ask_requirements", "utter_card_requirements"),
        ("is it only for english people", "search_placements", "utter_offers"),
        ("what about english", "talk_to_adviser", "utter_offer_plain_english"),
    ],
)
async def test_what_is_no_wish_is_answered_as_the_next_guess(
    stage: Stage, text: str, guess: str, response: str
) -> None:
    stage.join()
    stage.offer()
    stage.slots["occupation"] = "vet"

    reply = await stage.turn(
        ActionChangeLanguage,
        text,
        intent="change_language",
        guesses=["change_language", "out_of_scope", guess],
    )

    assert response in reply.responses
    assert not stage.slots.get("plain_english")


async def test_for_somebody_at_home_it_says_that_there_is_only_english(stage: Stage) -> None:
    reply = await change(stage, "my mother not speak english")

    assert reply.responses == ["utter_language_only_english"]
