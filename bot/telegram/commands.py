"""The commands of the menu: which there are, and what most of them say to the dialogue."""

from collections.abc import Mapping

from messages.services.receive import OPENING_PAYLOAD

# Commands that say something to the dialogue, by the payload that a button would carry.
COMMANDS: Mapping[str, str] = {
    "help": "/help",
    "jobs": "/suggest_careers",
    "placements": "/search_placements",
    "progress": "/ask_progress",
    "adviser": "/talk_to_adviser",
    "privacy": "/ask_privacy",
    "forget": "/delete_data",
}
START = "start"
MYDATA = "mydata"
STOP = "stop"
START_PAYLOAD = OPENING_PAYLOAD
MENU = (START, *COMMANDS, MYDATA, STOP)  # in the order of the menu
KNOWN = frozenset(MENU)
