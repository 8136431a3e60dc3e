"""What can be sent that is no text, and the words that answer it. Nothing of it is ever kept."""

from collections.abc import Mapping

from telegram.constants import MessageType

# By Telegram's kind: which words of `wording.yml` answer it. What is not here is silently left:
# notices of Telegram itself, and what a student does not send.
ANSWERS: Mapping[str, str] = {
    MessageType.PHOTO: "fitting_photo",
    MessageType.PAID_MEDIA: "fitting_photo",
    MessageType.STORY: "fitting_photo",
    MessageType.STICKER: "fitting_sticker",
    MessageType.ANIMATION: "fitting_sticker",
    MessageType.VIDEO: "fitting_video",
    MessageType.VIDEO_NOTE: "fitting_video",
    MessageType.VOICE: "fitting_voice",
    MessageType.AUDIO: "fitting_voice",
    MessageType.DOCUMENT: "fitting_document",
    MessageType.LOCATION: "fitting_location",
    MessageType.VENUE: "fitting_location",
    MessageType.CONTACT: "fitting_contact",
    MessageType.POLL: "fitting_poll",
    MessageType.CHECKLIST: "fitting_poll",
    MessageType.DICE: "fitting_game",
    MessageType.GAME: "fitting_game",
}
EDITED = "fitting_edited"
