from bot.actions.action_ask_occupation import ActionAskOccupation
from bot.actions.action_ask_pay import ActionAskPay
from bot.actions.action_ask_requirements import ActionAskRequirements
from bot.actions.action_compare_occupations import ActionCompareOccupations
from bot.actions.screen import Kind, Screen
from bot.actions.wishing import Asked
from tests.actions.stage import Stage

TRADES = ("electrician", "plumber", "carpenter")


async def talk_about(stage: Stage, *jobs: str) -> None:
    for job in jobs:
        await stage.turn(ActionAskOccupation, f"{job}?", entities=[("occupation", job)])


async def test_the_last_three_are_kept_the_newest_first(stage: Stage) -> None:
    await talk_about(stage, "vet", *TRADES)

    assert stage.slots["recent_jobs"] == ["carpenter", "plumber", "electrician"]


async def test_which_of_them_pays_most_compares_all_three(stage: Stage) -> None:
    await talk_about(stage, *TRADES)

    await stage.turn(ActionCompareOccupations, "which pays the most out of them 3")

    assert [item.id for item in stage.screen.items] == list(TRADES)


async def test_a_third_job_after_a_comparison_of_two_joins_in(stage: Stage) -> None:
    await stage.turn(
        ActionCompareOccupations,
        "electrician or plumber",
        entities=[("occupation", "electrician"), ("occupation", "plumber")],
    )
    await talk_about(stage, "carpenter")

    reply = await stage.turn(ActionAskPay, "which pays the most out of them 3", intent="ask_pay")

    assert reply.responses == ["utter_comparison"]
    assert {item.id for item in stage.screen.items} == set(TRADES)


async def test_which_job_pays_most_is_about_all_jobs(stage: Stage) -> None:
    await talk_about(stage, *TRADES)

    reply = await stage.turn(ActionAskPay, "which job pays the most", intent="ask_pay")

    assert reply.responses == ["utter_best_paid"]


async def test_it_and_the_job_itself_means_the_one_before(stage: Stage) -> None:
    await talk_about(stage, "plumber", "electrician")

    await stage.turn(
        ActionCompareOccupations,
        "hows it compare to electrician",
        entities=[("occupation", "electrician")],
    )

    assert [item.id for item in stage.screen.items] == ["electrician", "plumber"]


async def test_the_nurse_is_the_one_who_was_talked_about(stage: Stage) -> None:
    await talk_about(stage, "veterinary-nurse")
    message = "the vet or the nurse"
    stage.events.append({"event": "user", "text": message})

    reply = await stage._run(
        ActionCompareOccupations,
        {
            "text": message,
            "intent": {"name": "compare_occupations", "confidence": 0.9},
            "intent_ranking": [],
            "entities": [
                {"entity": "occupation", "value": "vet", "start": 4, "end": 7},
                {"entity": "occupation", "value": "adult-nurse", "start": 15, "end": 20},
            ],
            "metadata": {"turn_id": "t"},
        },
    )

    assert reply.slots["screen"]["items"][1][0] == "veterinary-nurse"


async def test_a_job_named_to_another_action_is_the_last_one(stage: Stage) -> None:
    await talk_about(stage, "vet")
    entity = {"entity": "occupation", "value": "chef"}
    stage.events.append({"event": "user", "text": "chef", "parse_data": {"entities": [entity]}})

    await stage.turn(ActionAskPay, "how much they make", intent="ask_pay")

    assert stage.slots["occupation"] == "chef"


async def test_an_employer_is_not_answered_with_the_old_job(stage: Stage) -> None:
    await talk_about(stage, "vet")
    entity = {"entity": "employer", "value": "jd sports"}
    stage.events.append({"event": "user", "text": "jd", "parse_data": {"entities": [entity]}})

    reply = await stage.turn(ActionAskRequirements, "will they ask for my grades")

    assert reply.responses == ["utter_ask_which_job"]


async def test_placements_on_the_screen_end_the_talk_about_a_job(stage: Stage) -> None:
    await talk_about(stage, "vet")
    stage.slots["screen"] = Screen.of(Kind.SLOTS, [("1", "A week")]).to_json()
    stage.slots["wish"] = Asked(words="shops").to_json()

    assert (await stage.turn(ActionAskPay, "how much")).responses == ["utter_ask_which_job"]


async def test_placements_that_were_looked_for_by_the_job_do_not(stage: Stage) -> None:
    await talk_about(stage, "vet")
    stage.slots["screen"] = Screen.of(Kind.SLOTS, [("1", "A week")]).to_json()
    stage.slots["wish"] = Asked(occupation="vet").to_json()

    assert (await stage.turn(ActionAskPay, "how much")).responses == ["utter_card_pay"]


async def test_the_only_job_on_the_screen_is_meant(stage: Stage) -> None:
    stage.slots["screen"] = Screen.of(Kind.OCCUPATIONS, [("vet", "Vet")]).to_json()

    assert (await stage.turn(ActionAskOccupation, "wots it like")).responses == ["utter_card_about"]
