import pytest

from bot.actions.action_ask_occupation import ActionAskOccupation
from bot.actions.action_ask_pay import ActionAskPay
from careers.library import load_library
from tests.actions.stage import Reply, Stage


async def ask(stage: Stage, text: str, *entities: tuple[str, str]) -> Reply:
    return await stage.turn(ActionAskOccupation, text, entities=entities)


async def test_a_name_that_is_too_wide_asks_which_kind_among_those_with_facts(stage: Stage) -> None:
    stage.slots["occupation"] = "vet"

    reply = await ask(stage, "i don't know engineer", ("sector", "engineer"))

    assert reply.responses == ["utter_which_kind"]
    engineers = [j for j in load_library().occupations.values() if j.name.endswith("engineer")]
    assert len(reply.payloads) == 4
    assert set(reply.payloads) <= {
        f'/ask_occupation{{"occupation": "{job.id}"}}' for job in engineers
    }


async def test_kinds_that_are_all_known_by_name_only_are_named(stage: Stage) -> None:
    assert (await ask(stage, "an investigator")).responses == ["utter_kinds_by_name"]


async def test_somebody_elses_job_is_not_asked_about(stage: Stage) -> None:
    stage.slots["occupation"] = "vet"

    assert (await ask(stage, "my teacher says what")).responses == ["utter_card_about"]


@pytest.mark.parametrize(
    ("text", "entities"),
    [
        ("wot about a vet in the soldier", (("occupation", "vet"), ("occupation", "soldier"))),
        (
            "police-officer animals person",
            (("occupation", "police-officer"), ("interest", "animals")),
        ),
    ],
)
async def test_a_special_kind_is_said_to_be_unknown_before_the_card(
    stage: Stage, text: str, entities: tuple[tuple[str, str], ...]
) -> None:
    reply = await ask(stage, text, *entities)

    assert reply.responses == ["utter_special_kind", "utter_card_about"]


async def test_the_second_question_about_a_job_without_facts_is_one_line(stage: Stage) -> None:
    await ask(stage, "urologist", ("occupation", "urologist"))

    reply = await stage.turn(ActionAskPay, "how much", intent="ask_pay")

    assert reply.responses == ["utter_still_without_facts"]
    jobs = load_library().occupations
    assert reply.payloads
    assert all(any(f'"{job}"' in payload for job in jobs) for payload in reply.payloads)


async def test_an_unknown_job_stays_the_one_that_is_talked_about(stage: Stage) -> None:
    stage.slots["occupation"] = "vet"
    await ask(stage, "streamer")

    reply = await stage.turn(ActionAskPay, "how much they make", intent="ask_pay")

    assert reply.responses == ["utter_still_unknown_job"]
    assert reply.said[0].values["job"] == "streamer"


async def test_start_pay_is_no_job(stage: Stage) -> None:
    assert (await stage.turn(ActionAskPay, "start pay tho")).responses == ["utter_ask_which_job"]
