from datetime import timedelta

from bot.actions.action_greet import ActionGreet
from bot.actions.action_join import ActionJoin
from messages.services.receive import Incoming, receive
from messages.tables import Channel
from tests.actions.held import applied, approved
from tests.actions.stage import Reply, Said, Stage


def write(stage: Stage, text: str, update: str) -> str:
    """Return the turn id of a message that came in through the gateway."""
    incoming = Incoming(channel=Channel.WEB, address="a", update_id=update, text=text)
    return receive(stage.db, incoming, now=stage.now).turn_id


async def say_hi_again(stage: Stage, update: str = "2") -> Reply:
    write(stage, "what does a vet earn", "1")
    return await stage.turn(ActionGreet, "hi", turn_id=write(stage, "hi", update))


async def test_the_first_typed_hello_is_no_hello_again(stage: Stage) -> None:
    stage.join()
    stage.slots["welcomed"] = True

    reply = await stage.turn(ActionGreet, "hi", turn_id=write(stage, "hi", "1"))

    assert reply.said == [Said("utter_hello_joined", {"name": "Sam"})]


async def test_a_join_code_before_the_hello_does_not_count(stage: Stage) -> None:
    write(stage, stage.codes[10], "1")
    await stage.turn(ActionJoin, stage.codes[10], entities=[("join_code", stage.codes[10])])

    reply = await stage.turn(ActionGreet, "hi", turn_id=write(stage, "hi", "2"))

    assert reply.responses == ["utter_hello_joined"]


async def test_a_learner_of_english_is_offered_simpler_words(stage: Stage) -> None:
    stage.slots["welcomed"] = True

    reply = await stage.turn(ActionGreet, "Hello, I am from Ukraine, I learn English")

    assert reply.responses == ["utter_greet_learner"]


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

    reply = await say_hi_again(stage)

    assert reply.said == [Said("utter_greet_joined", {"name": "Sam"})]


async def test_a_guest_who_comes_back_is_asked_nothing(stage: Stage) -> None:
    await stage.turn(ActionGreet, "/greet")

    reply = await say_hi_again(stage)

    assert reply.said == [Said("utter_greet_guest")]
    assert reply.slots == {"profile_due": False, "pending": None}


async def test_who_comes_back_hears_what_still_waits_once(stage: Stage) -> None:
    stage.join()
    stage.slots["welcomed"] = True
    applied(stage)

    first = await say_hi_again(stage)
    second = await say_hi_again(stage, "3")

    assert first.responses == ["utter_greet_joined", "utter_application_applied"]
    assert second.responses == ["utter_greet_joined"]


async def test_a_fresh_decision_comes_before_what_waits(stage: Stage) -> None:
    stage.join()
    stage.slots["welcomed"] = True
    approved(stage, "Approved", in_days=80)
    applied(stage, "Waiting")

    reply = await say_hi_again(stage)

    assert reply.responses == ["utter_greet_joined", "utter_application_approved"]


async def test_an_old_decision_is_no_news(stage: Stage) -> None:
    stage.join()
    stage.slots["welcomed"] = True
    approved(stage)
    stage.now += timedelta(days=15)

    assert (await say_hi_again(stage)).responses == ["utter_greet_joined"]
