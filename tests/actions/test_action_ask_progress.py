from bot.actions.action_ask_progress import ActionAskProgress
from tests.actions.held import applied, approved
from tests.actions.stage import Reply, Stage


async def progress(stage: Stage) -> Reply:
    return await stage.turn(ActionAskProgress, "how far am i", intent="ask_progress")


async def test_a_guest_has_no_record(stage: Stage) -> None:
    assert (await progress(stage)).responses == ["utter_progress_guest"]


async def test_an_empty_record_says_so(stage: Stage) -> None:
    stage.join()

    assert (await progress(stage)).responses == ["utter_progress_nothing"]


async def test_it_counts_what_the_database_knows_and_says_its_limits(stage: Stage) -> None:
    stage.join()
    applied(stage, "Waiting")
    approved(stage, "Ahead", in_days=80)
    approved(stage, "Over", in_days=-60)
    approved(stage, "Long over", in_days=-90)

    reply = await progress(stage)

    assert reply.responses == ["utter_progress", "utter_progress_limits"]
    assert reply.said[0].picture == {
        "kind": "progress",
        "about": {"waiting": 1, "ahead": 1, "past": 2, "employers": 2},
    }
    assert reply.said[0].values == {"waiting": 1, "ahead": 1, "past": 2, "employers": 2}
