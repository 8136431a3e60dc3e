import pytest

from bot.actions.action_finish_profile import ActionFinishProfile
from tests.actions.stage import Stage


@pytest.mark.parametrize(
    ("likes", "response"),
    [(["animals"], "utter_profile_done"), (["skipped"], "utter_profile_done_without_likes")],
)
async def test_the_form_ends_with_what_is_possible_now(
    stage: Stage, likes: list[str], response: str
) -> None:
    stage.slots |= {"profile_place": "Leeds", "profile_interests": likes, "profile_due": True}

    reply = await stage.turn(ActionFinishProfile)

    assert reply.responses == [response]
    assert stage.slots["profile_place"] is None
    assert stage.slots["profile_interests"] is None
    assert stage.slots["profile_due"] is False


async def test_a_form_that_was_let_go_of_ends_without_a_word(stage: Stage) -> None:
    stage.slots |= {"profile_place": "Leeds", "profile_interests": None, "profile_due": True}

    assert (await stage.turn(ActionFinishProfile)).said == []
    assert stage.slots["profile_due"] is False
