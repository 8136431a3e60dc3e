"""Listing jobs with their reasons: suggested, looked for, in the order of pay, or alike."""

from collections.abc import Collection, Sequence

from bot.actions.listing import Listing
from bot.actions.occupations import choices_of
from bot.actions.screen import Kind, Screen
from bot.actions.turn import Event, Turn, remember
from bot.actions.wanted import Order, Wanted
from careers.cards import Question
from careers.criteria import unsorted_names
from careers.explore import explore, fits_all, known_by_name_in, topic_names
from careers.library import load_library
from careers.phrases import and_list, numbered
from careers.ranking import rank_by_pay
from careers.similar import similar_to
from careers.suggest import Suggestion, suggest
from messages.domain.content import Choice

Job = tuple[str, str]  # id and name


def say_suggestions(
    turn: Turn, likes: Sequence[str], *, without: Collection[str] = ()
) -> list[Event]:
    """Suggest three jobs, without those shown before and those in `without`."""
    listing = Listing(_shown(turn)).going_on_with(list(without))
    suggestions = suggest(
        load_library(),
        interests=likes,
        subjects=likes,
        sectors=likes,
        without=listing.seen,
    )
    lines = [(found.name, found.why if found.fits else "") for found in suggestions]
    jobs = _jobs(suggestions)
    turn.say(_response(suggestions, likes), choices=_buttons(jobs), list=numbered(lines))
    return _remember(jobs, listing)


def say_found(
    turn: Turn, wanted: Wanted, *, seen: Sequence[str] = (), likes: Sequence[str] = ()
) -> list[Event]:
    """List the jobs that fit what is wanted; say honestly where there are none or no more."""
    if wanted.unsorted and not seen:
        turn.say("utter_cannot_sort", wishes=unsorted_names(wanted.unsorted))
    if wanted.has_nothing_to_go_by:
        return say_suggestions(turn, likes, without=seen)
    if wanted.order is not None:
        return _say_ranking(turn, wanted, wanted.order, seen)
    library = load_library()
    found = explore(library, wanted.wishes, without=seen)
    if not found:
        return _say_none(turn, wanted, seen)
    jobs = _jobs(found)
    if wanted.wishes.wants and not seen and not fits_all(library, found, wanted.wishes):
        turn.say("utter_found_for_each")
    reasons = {one.why for one in found}
    is_shared = len(reasons) == 1 and len(found) > 1
    turn.say(
        "utter_found_for_one_reason" if is_shared else "utter_found",
        choices=_buttons(jobs),
        list=numbered([(one.name, "" if is_shared else one.why) for one in found]),
        why=found[0].why,
    )
    named = known_by_name_in(library, wanted.wishes.sectors)
    if named and not seen:
        turn.say("utter_found_names", names=and_list([job.plural for job in named]))
    return _remember(jobs, Listing(tuple(seen), wanted))


def say_similar(turn: Turn, occupation_id: str, *, seen: Sequence[str] = ()) -> list[Event]:
    """List jobs like one, each with what the two share."""
    library = load_library()
    found = similar_to(library, occupation_id, without=seen)
    job = library.named_occupation(occupation_id)
    if not found:
        turn.say("utter_no_similar", plural=job.plural)
        return remember(occupation=occupation_id)
    jobs = _jobs(found)
    lines = numbered([(one.name, one.why) for one in found])
    turn.say("utter_similar", choices=_buttons(jobs), plural=job.plural, list=lines)
    events = _remember(jobs, Listing(tuple(seen), like=occupation_id))
    return [*events, *remember(occupation=occupation_id)]


def say_more_jobs(
    turn: Turn, likes: Sequence[str], *, without: Collection[str] = ()
) -> list[Event]:
    """Go on with the list of jobs on the screen, whatever it is a list of; not with `without`."""
    listing = Listing.from_json(turn.slot("listing")).going_on_with(list(without))
    if listing.wanted is not None:
        return say_found(turn, listing.wanted, seen=listing.seen, likes=likes)
    if listing.like is not None:
        return say_similar(turn, listing.like, seen=listing.seen)
    return say_suggestions(turn, likes, without=without)


def shows_suggestions(turn: Turn) -> bool:
    """Return whether a list of jobs is on the screen, be it of one; a job's card is no list."""
    screen = turn.screen
    is_list = len(screen.items) > 1 or (bool(screen.items) and screen.focus is None)
    return screen.kind is Kind.OCCUPATIONS and is_list


def _say_ranking(turn: Turn, wanted: Wanted, order: Order, seen: Sequence[str]) -> list[Event]:
    """List jobs in the order of their pay, with how few they are and where the figure is from."""
    is_lowest = order is Order.LOWEST_PAID
    ranking = rank_by_pay(
        load_library(), wanted.wishes, today=turn.today, lowest=is_lowest, without=seen
    )
    if not ranking.entries:
        turn.say("utter_no_more_found" if seen else "utter_no_ranking")
        return remember(question=Question.PAY.value)
    jobs = [(one.occupation_id, one.name) for one in ranking.entries]
    turn.say(
        "utter_lowest_paid" if is_lowest else "utter_best_paid",
        choices=_buttons(jobs, Question.PAY),
        list=numbered([(one.text, "") for one in ranking.entries]),
        among=ranking.among,
        counted=ranking.counted,
        source=ranking.source,
    )
    events = _remember(jobs, Listing(tuple(seen), wanted))
    return [*events, *remember(question=Question.PAY.value)]


def _say_none(turn: Turn, wanted: Wanted, seen: Sequence[str]) -> list[Event]:
    topics = topic_names(load_library(), wanted.wishes)
    if seen:
        turn.say("utter_no_more_found")
    elif topics:
        turn.say("utter_nothing_found_for", topics=and_list(topics))
    else:
        turn.say("utter_nothing_found")
    return []


def _shown(turn: Turn) -> tuple[str, ...]:
    """Return the jobs on the screen, and those that were listed before them."""
    if not shows_suggestions(turn):
        return ()
    listing = Listing.from_json(turn.slot("listing"))
    return listing.going_on_with([item.id for item in turn.screen.items]).seen


def _response(suggestions: Sequence[Suggestion], likes: Sequence[str]) -> str:
    if suggestions[0].fits:
        return "utter_suggestions"
    return "utter_suggestions_no_fit" if likes else "utter_suggestions_without_likes"


def _jobs(suggestions: Sequence[Suggestion]) -> list[Job]:
    return [(one.occupation_id, one.name) for one in suggestions]


def _buttons(jobs: Sequence[Job], question: Question = Question.ABOUT) -> list[Choice]:
    return choices_of([occupation_id for occupation_id, _ in jobs], question)


def _remember(jobs: Sequence[Job], listing: Listing) -> list[Event]:
    """Return what a list leaves behind: the screen, and where to go on."""
    shown = listing.going_on_with([occupation_id for occupation_id, _ in jobs])
    screen = Screen.of(Kind.OCCUPATIONS, jobs)
    return remember(screen=screen, occupation=None, listing=shown.to_json())
