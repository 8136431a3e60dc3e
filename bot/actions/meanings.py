"""What a message may have meant, in plain words: buttons for "did you mean"."""

from bot.actions.turn import Turn, payload
from messages.domain.content import Choice

MOST_GUESSES = 3
# What each intent is called on a button; intents that answer a question are left out.
TITLES = {
    "help": "utter_meaning_help",
    "set_profile": "utter_meaning_set_profile",
    "ask_privacy": "utter_meaning_ask_privacy",
    "delete_data": "utter_meaning_delete_data",
    "talk_to_adviser": "utter_meaning_talk_to_adviser",
    "disclose_concern": "utter_meaning_disclose_concern",
    "suggest_careers": "utter_meaning_suggest_careers",
    "ask_occupation": "utter_meaning_ask_occupation",
    "ask_pay": "utter_meaning_ask_pay",
    "ask_entry_route": "utter_meaning_ask_entry_route",
    "search_placements": "utter_meaning_search_placements",
    "placement_details": "utter_meaning_placement_details",
    "apply_placement": "utter_meaning_apply_placement",
    "application_status": "utter_meaning_application_status",
    "withdraw_application": "utter_meaning_withdraw_application",
    "cancel": "utter_meaning_cancel",
    "repeat": "utter_meaning_repeat",
    "start_over": "utter_meaning_start_over",
    "bot_challenge": "utter_meaning_bot_challenge",
    "feedback_negative": "utter_meaning_feedback_negative",
}
_CARRIED = ("occupation", "sector", "interest", "subject", "place")


def meanings(turn: Turn) -> list[Choice]:
    """Return buttons for the three likeliest intents, with what the message named."""
    named = {name: value for name in _CARRIED if (value := turn.entity(name)) is not None}
    guesses = [guess for guess in turn.guesses if guess in TITLES][:MOST_GUESSES]
    return [Choice(turn.words(TITLES[guess]), payload(guess, **named)) for guess in guesses]
