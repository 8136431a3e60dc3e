"""The two places where Rasa 3.6.21 itself is changed, and why; nothing else may be patched.

1. `RemoteAction.run`: when the action server is down or an action crashes, stock Rasa logs the
   failure, forgets the action and goes on; the student gets silence. The wrap ends the turn with
   a `TurnFailedError`, so that our channel can say that it failed and the turn can be repeated.
2. `RemoteAction._validate_action_result`: stock Rasa checks its own JSON schema for validity on
   every call before it checks the answer: 56 % of a turn's time. The wrap compiles it once.

`tests/rasa/test_patches.py` fails when the code underneath changes.
"""

import asyncio
from typing import Any

import aiohttp
from jsonschema.validators import validator_for
from rasa.core.actions.action import ActionExecutionRejection, RemoteAction
from rasa.shared.core.events import Event
from rasa.shared.exceptions import RasaException
from rasa.utils.endpoints import ClientResponseError

from bot.rasa.turns import TurnError, TurnFailedError, current_turn_id

ACTION_TIMEOUT_S = 20.0  # far above any action of ours; stock Rasa waits 300 s
_SERVER_NOT_READY = (502, 503, 504)

_stock_run = RemoteAction.run
_stock_validate = RemoteAction._validate_action_result  # noqa: SLF001  (see the docstring above)


def apply_patches() -> None:
    """Put both wraps in place; doing it twice changes nothing."""
    schema = RemoteAction.action_response_format_spec()
    validator = validator_for(schema)(schema)

    def validate(_action: RemoteAction, result: dict[str, Any]) -> bool:
        validator.validate(result)
        return True

    RemoteAction._validate_action_result = validate  # noqa: SLF001
    RemoteAction.run = _run_or_end_the_turn


async def _run_or_end_the_turn(self: RemoteAction, *args: Any, **kwargs: Any) -> list[Event]:
    try:
        events: list[Event] = await asyncio.wait_for(
            _stock_run(self, *args, **kwargs), ACTION_TIMEOUT_S
        )
    except ActionExecutionRejection:
        raise  # part of the dialogue: a form gives way to another policy
    except Exception as error:
        if current_turn_id() is None:
            raise  # not our channel: Rasa's own tools keep their behaviour
        cause = _root_of(error)
        raise TurnFailedError(_kind_of(cause), cause) from None
    return events


def _root_of(error: BaseException) -> BaseException:
    """Return the network error behind Rasa's own exception, or the exception itself."""
    is_wrapped = isinstance(error, RasaException)
    return (error.__cause__ or error.__context__ or error) if is_wrapped else error


def _kind_of(cause: BaseException) -> TurnError:
    if isinstance(cause, ClientResponseError):
        not_ready = cause.status in _SERVER_NOT_READY
        return TurnError.ACTIONS_UNREACHABLE if not_ready else TurnError.ACTION_FAILED
    if isinstance(cause, asyncio.TimeoutError):
        return TurnError.ACTION_FAILED  # it is there and hangs: that must count as a try
    if isinstance(cause, (aiohttp.ClientConnectionError, OSError)):
        return TurnError.ACTIONS_UNREACHABLE
    return TurnError.ACTION_FAILED
