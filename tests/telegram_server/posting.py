"""The control's part that writes as a user: every kind of message, in any kind of chat."""

from tests.telegram_server.control_base import ControlBase, ControlError, Posted, locked
from tests.telegram_server.markup_text import utf16_length, with_automatic
from tests.telegram_server.messages import Message
from tests.telegram_server.sending import LONGEST_TEXT
from tests.telegram_server.shapes import Chat, ChatType, Json

_DAY_S = 86_400


class Posting(ControlBase):
    """Messages of users. Without `chat_id` they go to the user's private chat with the bot."""

    @locked
    def text(
        self, user_id: int, text: str, *, chat_id: int | None = None, reply_to: int | None = None
    ) -> Posted:
        """Send a text; commands, addresses and mentions in it become entities.

        Raises:
            ControlError: no app sends it: it is empty, or so long that the app would split it.
        """
        if not 1 <= utf16_length(text) <= LONGEST_TEXT:
            raise ControlError(f"a text has 1 to {LONGEST_TEXT} UTF-16 units")
        return self._post(user_id, with_automatic(text, []).fields(), chat_id, reply_to)

    def command(self, user_id: int, name: str, argument: str = "") -> Posted:
        """Send a command such as `/start CODE`."""
        return self.text(user_id, f"/{name} {argument}".strip())

    @locked
    def photo(
        self, user_id: int, content: bytes, *, caption: str = "", chat_id: int | None = None
    ) -> Posted:
        """Send a photo."""
        stored = self.world.files.add(
            content, name="photo.jpg", mime_type="image/jpeg", folder="photos"
        )
        return self._post(user_id, {"photo": stored.as_photo(), **_caption(caption)}, chat_id)

    @locked
    def document(
        self,
        user_id: int,
        content: bytes,
        *,
        name: str = "cv.pdf",
        mime_type: str = "application/pdf",
        caption: str = "",
    ) -> Posted:
        """Send a file."""
        stored = self.world.files.add(content, name=name, mime_type=mime_type, folder="documents")
        return self._post(user_id, {"document": stored.as_document(), **_caption(caption)})

    @locked
    def voice(self, user_id: int, content: bytes = b"OggS", *, duration_s: int = 2) -> Posted:
        """Send a voice message."""
        stored = self.world.files.add(content, name="v.oga", mime_type="audio/ogg", folder="voice")
        body = {**stored.as_json(), "duration": duration_s, "mime_type": "audio/ogg"}
        return self._post(user_id, {"voice": body})

    @locked
    def sticker(self, user_id: int, emoji: str = "👍") -> Posted:
        """Send a sticker."""
        stored = self.world.files.add(
            b"RIFF", name="s.webp", mime_type="image/webp", folder="stickers"
        )
        kind = {"type": "regular", "is_animated": False, "is_video": False}
        size = {"width": 512, "height": 512, "emoji": emoji, "set_name": "Smiles"}
        return self._post(user_id, {"sticker": {**stored.as_json(), **kind, **size}})

    @locked
    def location(self, user_id: int, latitude: float = 53.8, longitude: float = -1.55) -> Posted:
        """Send a place."""
        return self._post(user_id, {"location": {"latitude": latitude, "longitude": longitude}})

    @locked
    def contact(self, user_id: int, phone_number: str = "+441130000000") -> Posted:
        """Send the user's own telephone number."""
        person = self._person(user_id)
        names = {"first_name": person.first_name, "user_id": user_id}
        return self._post(user_id, {"contact": {"phone_number": phone_number, **names}})

    @locked
    def forward(self, user_id: int, text: str, *, from_user_id: int) -> Posted:
        """Pass on a text that another user wrote yesterday."""
        written_at = int(self.world.clock()) - _DAY_S
        author = self._person(from_user_id).as_json()
        origin = {"type": "user", "date": written_at, "sender_user": author}
        old_names = {"forward_from": author, "forward_date": written_at}
        content = {**with_automatic(text, []).fields(), "forward_origin": origin, **old_names}
        return self._post(user_id, content)

    @locked
    def channel_post(self, channel_id: int, text: str) -> Posted:
        """Post in a channel."""
        chat = self._chat(channel_id)
        sender: Json = {"sender_chat": chat.as_json()}
        content = with_automatic(text, []).fields()
        at = self.world.clock()
        message = self.world.messages.add(chat, sender, content, by_bot=False, at=at)
        return self._publish(chat, "channel_post", message)

    @locked
    def edit(
        self, user_id: int, message_id: int, text: str, *, chat_id: int | None = None
    ) -> Posted:
        """Change a text that the user sent before."""
        chat = self._chat(chat_id or user_id)
        message = self._message(chat.id, message_id)
        if message.by_bot or "text" not in message.body:
            raise ControlError(f"message {message_id} is not a text of the user's")
        kept = {k: v for k, v in message.body.items() if k not in ("text", "entities")}
        edited_at = int(self.world.clock())
        message.body = {**kept, **with_automatic(text, []).fields(), "edit_date": edited_at}
        return self._publish(chat, "edited_message", message)

    def _post(
        self,
        user_id: int,
        content: Json,
        chat_id: int | None = None,
        reply_to: int | None = None,
    ) -> Posted:
        person, chat = self._person(user_id), self._chat(chat_id or user_id)
        if person.has_blocked and chat.type is ChatType.PRIVATE:
            raise ControlError(f"user {user_id} has blocked the bot; unblock first")
        if chat.type is ChatType.PRIVATE:
            person.has_started = True
        chat.members.add(user_id)
        if reply_to is not None:
            replied = self._message(chat.id, reply_to).as_json()
            replied.pop("reply_to_message", None)
            content = {"reply_to_message": replied, **content}
        sender = {"from": person.as_json()}
        at = self.world.clock()
        message = self.world.messages.add(chat, sender, content, by_bot=False, at=at)
        return self._publish(chat, "message", message)

    def _publish(self, chat: Chat, kind: str, message: Message) -> Posted:
        update = self.world.post(kind, {kind: message.as_json()}, f"chat {chat.id}")
        number = update.update_id if update else None
        return Posted(number, chat.id, message.message_id)


def _caption(caption: str) -> Json:
    return with_automatic(caption, []).fields("caption", "caption_entities")
