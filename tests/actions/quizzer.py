"""Playing the quiz on the stage: pressing its buttons and typing to it."""

import json

from bot.actions.action_start_quiz import ActionStartQuiz
from bot.actions.base import FootholdAction
from tests.actions.stage import Reply, Stage


async def press(stage: Stage, step: str) -> Reply:
    """Press a button of the quiz."""
    payload = f"/start_quiz{json.dumps({'step': step})}"
    return await stage.turn(
        ActionStartQuiz, payload, intent="start_quiz", entities=[("step", step)]
    )


async def begin(stage: Stage, start: str = "none") -> Reply:
    """Ask for the quiz and say where somebody starts from; return the answer to that."""
    await stage.turn(ActionStartQuiz, "quiz me", intent="start_quiz")
    return await press(stage, f"start-{start}")


async def answer(stage: Stage, digits: str) -> Reply:
    """Press an answer to one statement after the other: 2 is yes, 1 a bit, 0 no."""
    for digit in digits:
        number = len(stage.slots["quiz"]["answers"]) + 1
        reply = await press(stage, f"{number}-{digit}")
    return reply


async def type_to(
    stage: Stage,
    action: type[FootholdAction],
    text: str,
    intent: str,
    *,
    bare: str | None = None,
    turn_id: str | None = None,
) -> Reply:
    """Type something that was taken for an intent, and so reaches that intent's action."""
    told = {} if bare is None else {"bare": bare}
    return await stage.turn(action, text, intent=intent, told=told, turn_id=turn_id)
