from bot.actions.action_join import ActionJoin
from messages.services.chats import open_chat
from messages.tables import Channel
from students.services.identity import MAX_WRONG_CODES
from tests.actions.stage import Reply, Said, Stage


async def join(stage: Stage, code: str, turn_id: str | None = None) -> Reply:
    return await stage.turn(
        ActionJoin, code, intent="set_profile", entities=[("join_code", code)], turn_id=turn_id
    )


async def test_a_code_joins_and_the_profile_questions_are_due(stage: Stage) -> None:
    reply = await join(stage, stage.codes[10])

    assert reply.said == [
        Said("utter_joined", {"name": "Sam", "year": 10}),
        Said("utter_joined_limits"),
    ]
    assert reply.slots["profile_due"] is True
    assert reply.slots["join_code"] is None
    assert stage.student.year_group == 10


async def test_the_same_turn_again_says_the_same(stage: Stage) -> None:
    first = await join(stage, stage.codes[10], turn_id="t")
    second = await join(stage, stage.codes[10], turn_id="t")

    assert second.said == first.said


async def test_an_unknown_code_is_refused_kindly(stage: Stage) -> None:
    reply = await join(stage, "NOPE2-NOPE3")

    assert reply.responses == ["utter_code_unknown"]
    assert reply.slots["profile_due"] is False
    assert stage.student.is_guest


async def test_a_used_code_is_refused(stage: Stage) -> None:
    await join(stage, stage.codes[10])
    other = Stage(stage.db, stage.now, stage.school_id, stage.codes, _second_chat(stage))

    reply = await join(other, stage.codes[10])

    assert reply.responses == ["utter_code_used"]


async def test_a_second_students_code_does_not_take_the_chat_over(stage: Stage) -> None:
    await join(stage, stage.codes[10])

    reply = await join(stage, stage.codes[12])

    assert reply.responses == ["utter_code_of_another"]
    assert stage.student.year_group == 10


async def test_guessing_codes_is_stopped(stage: Stage) -> None:
    for number in range(MAX_WRONG_CODES):
        await join(stage, f"NOPE{number + 2}-NOPE2")

    reply = await join(stage, stage.codes[10])

    assert reply.responses == ["utter_code_too_many"]


def _second_chat(stage: Stage) -> str:
    return open_chat(stage.db, channel=Channel.WEB, address="b", now=stage.now)
