"""Malformed updates by polling: each is confirmed once, and blocks nobody behind it."""

import itertools
import json

from bench.fuzzing import JSON_TYPE, malformed
from messages.tables import Inbox, InboxState
from storage.database import reading
from tests.telegram.conftest import until
from tests.telegram_server.updates import KINDS

COUNT = 300
CHATS = 5
LONGEST = 100_000


def objects(chat_ids):
    """Return the malformed updates that can come among others in one answer of Telegram's."""
    numbers = itertools.count(1)
    for post in malformed(COUNT, chat_ids, lambda: next(numbers)):
        if post.kind != JSON_TYPE or len(post.content) > LONGEST:
            continue
        try:
            update = json.loads(post.content)
            json.dumps(update, ensure_ascii=False, allow_nan=False).encode()
        except (ValueError, RecursionError):
            continue
        if isinstance(update, dict) and set(update) & set(KINDS):
            yield {key: value for key, value in update.items() if key != "update_id"}


async def test_the_next_message_behind_each_malformed_update_is_heard(any_stage):
    stage = any_stage
    users = [stage.student(f"S{number}")[0] for number in range(CHATS)]
    sent = 0
    async with stage.polling():
        for number, update in enumerate(objects(users)):
            stage.control.raw_update(update)
            sent += 1
            if number % 10 == 9:
                stage.control.text(users[number % CHATS], f"behind {number}")
        for user in users:
            stage.control.text(user, f"the last of {user}")
        await until(lambda: stage.control.pending() == [], timeout_s=60)
        stage.answer("heard")

    heard = [text for _kind, text in stage.heard()]
    assert sent > COUNT / 4
    assert [f"behind {n}" for n in range(9, sent, 10)] == [t for t in heard if "behind" in str(t)]
    assert [f"the last of {user}" for user in users] == [t for t in heard if "last of" in str(t)]
    with reading(stage.db) as session:
        assert session.query(Inbox).where(Inbox.state == InboxState.PARKED).count() == 0


async def test_what_stands_in_the_place_of_a_number_is_not_logged(stage, caplog):
    intake = stage.intake()
    for wrong in (10**400, -(2**63), "somebody's words", ["words"], None):
        await intake.take({"update_id": wrong, "message": {"chat": "no chat"}})

    assert caplog.text.count("update broke: id=None") == 5
