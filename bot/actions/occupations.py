"""Telling about an occupation: which one is meant, its card, and what to say without one."""

from difflib import get_close_matches

from bot.actions.reading import chosen_item, compares_pay, unknown_job
from bot.actions.screen import Kind
from bot.actions.turn import Event, Turn, payload, remember
from careers.cards import Question, occupation_card
from careers.library import load_library
from messages.domain.content import Choice

INTENTS = {
    Question.ABOUT: "ask_occupation",
    Question.PAY: "ask_pay",
    Question.ROUTE: "ask_entry_route",
}
_CARDS = {
    Question.ABOUT: "utter_card_about",
    Question.PAY: "utter_card_pay",
    Question.ROUTE: "utter_card_route",
}
_NEAR_ENOUGH = 0.75  # difflib ratio; below it names that only look alike come up
_MOST_NEAR = 2


def answer_about(turn: Turn, question: Question) -> list[Event]:
    """Answer a question about the job that the message or the talk so far names."""
    named = turn.entity("occupation")
    if named is not None:
        return tell(turn, named, question)
    chosen = chosen_item(turn) if turn.screen.kind is Kind.OCCUPATIONS else None
    if chosen is not None:
        return tell(turn, chosen.id, question)
    unknown = None if turn.is_button else unknown_job(turn.text)
    if unknown is not None and not compares_pay(unknown):
        return say_unknown(turn, unknown, question)
    if not turn.is_button and compares_pay(turn.text):
        turn.say("utter_cannot_rank")
        return remember(question=Question.PAY.value)
    known = turn.slot("occupation")
    if known is not None:
        return tell(turn, str(known), question)
    return _ask_which(turn, question)


def tell(turn: Turn, occupation_id: str, question: Question) -> list[Event]:
    """Say the card of an occupation; one without content gets an honest card."""
    library = load_library()
    card = occupation_card(library, occupation_id, question, today=turn.today)
    response = _CARDS[question] if card.follow_ups else "utter_card_without_facts"
    turn.say(response, text=card.text, occupation=occupation_id)
    name = library.named_occupation(occupation_id).name
    screen = turn.screen.focused_on(Kind.OCCUPATIONS, occupation_id, name)
    return remember(occupation=occupation_id, question=question.value, screen=screen)


def last_question(turn: Turn) -> Question:
    """Return what was asked about a job last; what it is like, if nothing was."""
    value = turn.slot("question")
    return Question.ABOUT if value is None else Question(value)


def say_unknown(turn: Turn, job: str, question: Question) -> list[Event]:
    """Say honestly that a job is not known, with names that look alike, and whom to ask."""
    near = _near(job)
    choices = [_choice(occupation_id, question) for occupation_id in near]
    response = "utter_unknown_job_near" if near else "utter_unknown_job"
    turn.say(response, choices=choices, job=job)
    return remember(question=question.value, occupation=None)


def choices_of(occupation_ids: list[str], question: Question) -> list[Choice]:
    """Return a button for each occupation that asks the question about it."""
    return [_choice(occupation_id, question) for occupation_id in occupation_ids]


def _ask_which(turn: Turn, question: Question) -> list[Event]:
    turn.say(turn.freshest("utter_ask_which_job", "utter_ask_which_job_again"))
    return remember(question=question.value)


def _choice(occupation_id: str, question: Question) -> Choice:
    name = load_library().named_occupation(occupation_id).name
    return Choice(name, payload(INTENTS[question], occupation=occupation_id))


def _near(job: str) -> list[str]:
    """Return ids of occupations whose names look like the unknown one."""
    library = load_library()
    ids: dict[str, str] = {}
    for occupation in library.occupations.values():
        for name in (occupation.name, occupation.plural, *occupation.also):
            ids.setdefault(name.casefold(), occupation.id)
    found = get_close_matches(job.casefold(), ids, n=2 * _MOST_NEAR, cutoff=_NEAR_ENOUGH)
    return list(dict.fromkeys(ids[name] for name in found))[:_MOST_NEAR]
