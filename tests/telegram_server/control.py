"""The control: all that a test can do to the server and read from it, from any thread."""

import asyncio
import time

from tests.telegram_server.acting import Acting
from tests.telegram_server.posting import Posting
from tests.telegram_server.reading import Reading, Sent

_LOOK_EVERY_S = 0.01
# What `/control/<name>` offers to other processes; its arguments are those of the method.
COMMANDS = (
    *("make_user", "make_group", "press", "press_stale", "expire", "delete", "block", "unblock"),
    *("deactivate", "remove_bot", "raw_update", "text", "command", "photo", "document", "voice"),
    *("sticker", "location", "contact", "forward", "channel_post", "edit", "calls", "sent"),
    *("texts", "chat", "callback", "commands", "pending", "updates", "fault", "disturb_updates"),
    *("clear_faults", "strict_flood", "duplicates", "wait_sent"),
)


class Control(Acting, Posting, Reading):
    """Acts as the users and reads what the bot did."""

    async def wait_sent(
        self,
        count: int = 1,
        *,
        chat_id: int | None = None,
        after: int = 0,
        timeout_s: float = 10.0,
    ) -> list[Sent]:
        """Return what the bot sent as soon as there are `count` messages.

        Raises:
            TimeoutError: there are fewer by then.
        """
        ends_at = time.monotonic() + timeout_s
        while len(found := self.sent(chat_id=chat_id, after=after)) < count:
            if time.monotonic() > ends_at:
                raise TimeoutError(f"the bot sent {len(found)} of {count} messages")
            await asyncio.sleep(_LOOK_EVERY_S)
        return found
