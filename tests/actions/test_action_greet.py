from bot.actions.action_greet import ActionGreet
from tests.actions.stage import Said, Stage


async def test_first_contact_says_who_what_is_kept_and_the_limits(stage: Stage) -> None:
    reply = await stage.turn(ActionGreet, "/greet")

    assert reply.responses == ["utter_welcome_who", "utter_welcome_keeps", "utter_welcome_guest"]
    assert reply.slots == {"profile_due": False, "welcomed": True, "pending": "join"}


async def test_a_student_who_joined_before_the_first_hello_hears_their_limits(stage: Stage) -> None:
    stage.join()

    reply = await stage.turn(ActionGreet, "/greet")

    assert reply.responses == ["utter_welcome_who", "utter_welcome_keeps", "utter_welcome_joined"]
    assert reply.slots["profile_due"] is True


async def test_a_student_who_comes_back_is_greeted_by_name(stage: Stage) -> None:
    stage.join()
    stage.slots["welcomed"] = True

    reply = await stage.turn(ActionGreet, "hi")

    assert reply.said == [Said("utter_greet_joined", {"name": "Sam"})]


async def test_a_guest_who_comes_back_is_asked_nothing(stage: Stage) -> None:
    await stage.turn(ActionGreet, "/greet")

    reply = await stage.turn(ActionGreet, "hi again")

    assert reply.said == [Said("utter_greet_guest")]
    assert reply.slots == {"profile_due": False, "pending": None}
