"""The control's part that makes people and acts as them without writing: press, block, delete."""

from tests.telegram_server.control_base import ControlBase, ControlError, Posted, locked
from tests.telegram_server.markup import inline_buttons
from tests.telegram_server.shapes import Chat, ChatType, Json, Person
from tests.telegram_server.updates import KINDS
from tests.telegram_server.world import Callback


class Acting(ControlBase):
    """People, chats and what happens to them."""

    @locked
    def make_user(
        self, first_name: str = "Sam", *, language_code: str = "en", is_bot: bool = False
    ) -> int:
        """Make a user whom the bot has not met; return the id, which is also the chat's."""
        world = self.world
        return world.add_person(first_name, language_code=language_code, is_bot=is_bot).id

    @locked
    def make_group(self, title: str = "Year 10", *, kind: str = "supergroup") -> int:
        """Make a `group`, `supergroup` or `channel` with the bot in it; return its id."""
        return self.world.add_group(title, ChatType(kind)).id

    @locked
    def press(
        self,
        user_id: int,
        message_id: int,
        *,
        label: str = "",
        data: str = "",
        chat_id: int | None = None,
    ) -> Posted:
        """Press the button with that label, or that data, under a message of the bot."""
        chat = self._chat(chat_id or user_id)
        message = self._message(chat.id, message_id)
        for button in inline_buttons(message.body.get("reply_markup")):
            is_meant = (label and button["text"] == label) or (
                data and button == {**button, "callback_data": data}
            )
            if is_meant and "callback_data" in button:
                return self._press(user_id, chat, message_id, str(button["callback_data"]))
        raise ControlError(f"message {message_id} has no button {label or data!r} that calls back")

    @locked
    def press_stale(
        self, user_id: int, message_id: int, data: str, *, chat_id: int | None = None
    ) -> Posted:
        """Press a button that an old screen still shows: no matter what the message has now."""
        return self._press(user_id, self._chat(chat_id or user_id), message_id, data)

    @locked
    def expire(self, callback_id: str) -> None:
        """Let the time to answer a pressed button be over."""
        self.world.callbacks[callback_id].is_over = True

    @locked
    def delete(self, user_id: int, message_id: int, *, chat_id: int | None = None) -> None:
        """Delete a message as the user; the bot is not told, as really."""
        self._message(chat_id or user_id, message_id).is_deleted = True

    @locked
    def block(self, user_id: int) -> Posted:
        """Block the bot."""
        self._person(user_id).has_blocked = True
        return self._membership(user_id, "member", "kicked")

    @locked
    def unblock(self, user_id: int) -> Posted:
        """Unblock the bot."""
        self._person(user_id).has_blocked = False
        return self._membership(user_id, "kicked", "member")

    @locked
    def deactivate(self, user_id: int) -> None:
        """Delete the user's account."""
        self._person(user_id).is_deactivated = True

    @locked
    def remove_bot(self, chat_id: int, by_user_id: int) -> Posted:
        """Remove the bot from a group."""
        self._chat(chat_id).bot_is_member = False
        return self._membership(by_user_id, "member", "kicked", chat_id=chat_id)

    @locked
    def raw_update(self, body: Json, *, queue: str = "raw") -> Posted:
        """Send any JSON object as an update, whatever it holds; the update_id is added to it."""
        kind = next((name for name in body if name in KINDS), "")
        update = self.world.post(kind, body, queue)
        return Posted(update.update_id if update else None, 0)

    def _press(self, user_id: int, chat: Chat, message_id: int, data: str) -> Posted:
        person, world = self._person(user_id), self.world
        number = str(4_300_000_000_000_000_001 + len(world.callbacks))
        now = world.clock()
        world.callbacks[number] = Callback(number, user_id, chat.id, message_id, data, now)
        message = world.messages.get(chat.id, message_id)
        gone = {"chat": chat.as_json(), "message_id": message_id, "date": 0}
        body: Json = {
            "id": number,
            "from": person.as_json(),
            "message": message.as_json() if message else gone,
            "chat_instance": str(9_000_000_000_000 + abs(chat.id)),
            "data": data,
        }
        update = world.post("callback_query", {"callback_query": body}, f"presses of {user_id}")
        return Posted(update.update_id if update else None, chat.id, message_id, number)

    def _membership(
        self, user_id: int, before: str, after: str, *, chat_id: int | None = None
    ) -> Posted:
        person, chat = self._person(user_id), self._chat(chat_id or user_id)
        body: Json = {
            "chat": chat.as_json(),
            "from": person.as_json(),
            "date": int(self.world.clock()),
            "old_chat_member": _member(self.world.bot, before),
            "new_chat_member": _member(self.world.bot, after),
        }
        queue = f"membership {chat.id}"
        update = self.world.post("my_chat_member", {"my_chat_member": body}, queue)
        return Posted(update.update_id if update else None, chat.id)


def _member(bot: Person, status: str) -> Json:
    until = {"until_date": 0} if status == "kicked" else {}
    return {"user": bot.as_json(), "status": status, **until}
