import pytest

from bot.actions.action_ask_entry_route import ActionAskEntryRoute
from bot.actions.action_ask_occupation import ActionAskOccupation
from bot.actions.action_ask_pay import ActionAskPay
from bot.actions.action_ask_skills import ActionAskSkills
from bot.actions.action_fallback import ActionFallback
from bot.actions.action_placement_details import ActionPlacementDetails
from bot.actions.base import FootholdAction
from careers.library import load_library
from careers.points import Point, point_text
from tests.actions.stage import Said, Stage


async def talk_about(stage: Stage, job: str) -> None:
    await stage.turn(ActionAskPay, f"{job} pay", intent="ask_pay", entities=[("occupation", job)])


async def ask(stage: Stage, action: type[FootholdAction], text: str) -> list[Said]:
    return (await stage.turn(action, text, intent="nlu_fallback")).said


def point(stage: Stage, job: str, of: Point) -> list[Said]:
    library = load_library()
    text = point_text(library, library.occupations[job], of, today=stage.now.date())
    return [Said("utter_card_point", {"text": text, "occupation": job})]


@pytest.mark.parametrize(
    ("action", "text", "of"),
    [
        (ActionAskPay, "is that per month", Point.PERIOD),
        (ActionAskPay, "is it per month or per year?", Point.PERIOD),
        (ActionAskPay, "so is that an hour", Point.PERIOD),
        (ActionAskPay, "is that before tax", Point.PERIOD),
        (ActionAskPay, "start pay tho", Point.NEW_PAY),
        (ActionAskPay, "how much do u get when u start", Point.NEW_PAY),
        (ActionAskEntryRoute, "how many years", Point.LENGTH),
        (ActionAskEntryRoute, "how long does it take", Point.LENGTH),
        (ActionAskEntryRoute, "when can i start", Point.START),
        (ActionAskOccupation, "do they have to put dogs to sleep", Point.HARD),
        (ActionPlacementDetails, "is it dangerous", Point.HARD),
        (ActionPlacementDetails, "how hard is it", Point.HARD),
        (ActionPlacementDetails, "will i see blood", Point.HARD),
        (ActionFallback, "can girls do it", Point.ANYONE),
        (ActionAskOccupation, "my mum says its not a proper job", Point.PROPER),
    ],
)
async def test_a_point_is_answered_and_not_the_whole_card(
    stage: Stage, action: type[FootholdAction], text: str, of: Point
) -> None:
    await talk_about(stage, "vet")

    assert await ask(stage, action, text) == point(stage, "vet", of)


@pytest.mark.parametrize(
    "text",
    [
        "is it hard to get into",
        "how many hours a day is it",
        "how long are the shifts",
        "do women get paid less",
    ],
)
async def test_other_questions_get_their_card(stage: Stage, text: str) -> None:
    await talk_about(stage, "vet")

    [said] = await ask(stage, ActionAskEntryRoute, text)

    assert said.response == "utter_card_route"


@pytest.mark.parametrize("action", [ActionAskSkills, ActionFallback])
async def test_a_subject_comes_first_in_any_question(
    stage: Stage, action: type[FootholdAction]
) -> None:
    await talk_about(stage, "plumber")

    reply = await stage.turn(
        action, "do i hav to be good at maths", entities=[("subject", "maths")]
    )

    assert str(reply.said[0].values["text"]).startswith("Maths: yes")


async def test_a_card_is_not_told_twice_running(stage: Stage) -> None:
    await talk_about(stage, "vet")

    reply = await stage.turn(ActionAskPay, "but how much", intent="ask_pay")

    assert reply.said == [Said("utter_card_told", {"plural": "vets", "occupation": "vet"})]


async def test_without_a_job_on_the_screen_a_point_is_not_guessed_at(stage: Stage) -> None:
    reply = await stage.turn(ActionPlacementDetails, "is it hard", intent="placement_details")

    assert reply.responses == ["utter_no_placement_shown"]
