"""The interest quiz: one statement at a time, with ways back and out; asked between other talk."""

from dataclasses import replace

from bot.actions.quiz_result import say_result
from bot.actions.quiz_state import PENDING, Asked, QuizState
from bot.actions.quiz_words import Move, answer_in, is_skip, job_in, move_in, start_in
from bot.actions.screen import Screen
from bot.actions.turn import Event, Turn, payload, remember
from bot.actions.words import WORDING
from careers.library import load_library
from careers.quiz_jobs import Start
from careers.quiz_types import ENOUGH, Answer
from storage.database import Database

# What is answered with care of its own, or ends the talk or the quiz with it
_NOT_NOW = frozenset({"disclose_concern", "goodbye", "start_over", "delete_data", "start_quiz"})
_WAITS = "utter_quiz_waits"
_ANSWERS = {str(answer.value): answer for answer in Answer}


def begin(turn: Turn) -> list[Event]:
    """Say what the quiz is, and ask where somebody starts from."""
    return _ask(turn, QuizState(Asked.START, turn.now))


def is_also_asked_for(turn: Turn) -> bool:
    """Return whether the second question of a message is for the quiz: "have you got a test?"."""
    return turn.also is not None and turn.also.payload == payload("start_quiz")


def go_on(turn: Turn, state: QuizState) -> list[Event]:
    """Ask again what is open."""
    asked = Asked.STATEMENT if state.asked is Asked.LEAVE else state.asked
    return _ask(turn, replace(state, asked=asked))


def answer_typed(db: Database, turn: Turn) -> list[Event] | None:
    """Take a typed message as an answer to the quiz; None where it is none, or no quiz is open."""
    state = QuizState.of(turn)
    if state is None or turn.is_button or turn.intent == "disclose_concern":
        return None
    if turn.slot("pending") != PENDING:
        return _answer_to_waiting(turn, state)
    if state.asked is Asked.LEAVE:
        return _leave_or_go_on(turn, state)
    move = move_in(turn)
    if move is not None:
        return take_move(db, turn, state, move)
    if state.asked is Asked.START:
        start = start_in(turn)
        return None if start is None else take_start(turn, state, start)
    if state.asked is Asked.JOB:
        return _take_job(turn, state)
    answer = answer_in(turn)
    return None if answer is None else _next(db, turn, state.answered(answer))


def answer_pressed(db: Database, turn: Turn) -> list[Event]:
    """Do what a button of the quiz says; one of a quiz that is over begins a new one on a yes."""
    step, state = turn.entity("step") or "", QuizState.of(turn)
    if step == "new":
        return begin(turn)
    if state is None:
        turn.say("utter_quiz_over")
        return []
    if step == "leave":
        return leave(turn)
    kind, _, value = step.partition("-")
    if kind == "start":
        return take_start(turn, state, Start(value))
    if kind.isdecimal():
        return _take_pressed(db, turn, state, int(kind) - 1, _ANSWERS[value])
    return take_move(db, turn, state, Move(step))


def leaves_quiz_open(turn: Turn) -> bool:
    """Return whether something else was said than an answer to the open question of the quiz."""
    is_open = turn.slot("pending") == PENDING and QuizState.of(turn) is not None
    is_joining = turn.entity("join_code") is not None  # questions of its own follow
    return is_open and not is_joining and turn.intent not in _NOT_NOW


def say_quiz_waits(turn: Turn) -> None:
    """Say that the quiz can go on where it was, with a button that does so."""
    turn.say(_WAITS)


def take_start(turn: Turn, state: QuizState, start: Start) -> list[Event]:
    """Keep where somebody starts from; of those with an idea, ask which job it is."""
    if start is Start.IDEA:
        named = None if turn.is_button else job_in(turn)
        if named is None:
            return _ask(turn, replace(state, start=start, asked=Asked.JOB))
        return _keep_job(turn, replace(state, start=start), named)
    turn.say("utter_quiz_from_steady" if start is Start.STEADY else "utter_quiz_from_none")
    return _ask(turn, replace(state, start=start, job=None, asked=Asked.STATEMENT))


def take_move(db: Database, turn: Turn, state: QuizState, move: Move) -> list[Event]:
    """Go back, on, past the question for a job, or out: with a result, where there is enough."""
    if move is Move.BACK:
        return _ask(turn, state.one_back())
    if move is Move.ON:
        return go_on(turn, state)
    if move is Move.SKIP:
        return go_on(turn, replace(state, asked=Asked.STATEMENT))
    if move in {Move.LEFT, Move.WHY}:
        turn.say("utter_card", text=_said_between(state, move))
        return go_on(turn, state)
    if len(state.answers) >= ENOUGH:
        return say_result(db, turn, state)
    turn.say("utter_quiz_stop_early", enough=ENOUGH, number=len(state.answers))
    return _remember(turn, replace(state, asked=Asked.LEAVE))


def _said_between(state: QuizState, move: Move) -> str:
    """Return the words about the quiz itself, behind which the open question comes again."""
    if move is Move.WHY:
        return WORDING.text("quiz_why")
    of, done = len(load_library().quiz.statements), len(state.answers)
    key = "quiz_left_enough" if done < ENOUGH else "quiz_left"
    return WORDING.text(key, done=done, left=of - done, enough=ENOUGH)


def leave(turn: Turn) -> list[Event]:
    """Forget the answers and say so."""
    turn.say("utter_quiz_left")
    return remember(quiz=None, pending=None)


def _answer_to_waiting(turn: Turn, state: QuizState) -> list[Event] | None:
    """Go on where the last answer offered that and the message says so."""
    if not turn.said_in_last_answer(_WAITS):
        return None
    move = move_in(turn)
    is_yes = move in {Move.ON, Move.BACK} or answer_in(turn) is Answer.YES
    return go_on(turn, state) if is_yes else None


def _leave_or_go_on(turn: Turn, state: QuizState) -> list[Event] | None:
    move, answer = move_in(turn), answer_in(turn)
    if move is Move.STOP or answer in {Answer.NO, Answer.A_BIT}:
        return leave(turn)
    return go_on(turn, state) if move is not None or answer is Answer.YES else None


def _take_job(turn: Turn, state: QuizState) -> list[Event] | None:
    named = job_in(turn)
    if named is not None:
        return _keep_job(turn, state, named)
    return go_on(turn, replace(state, asked=Asked.STATEMENT)) if is_skip(turn) else None


def _keep_job(turn: Turn, state: QuizState, named: str) -> list[Event]:
    turn.say("utter_quiz_from_idea", plural=load_library().named_occupation(named).plural)
    return _ask(turn, replace(state, job=named, asked=Asked.STATEMENT))


def _take_pressed(
    db: Database, turn: Turn, state: QuizState, number: int, answer: Answer
) -> list[Event]:
    """Take a pressed answer; one to an earlier statement takes the place of that answer."""
    if number == len(state.answers):
        return _next(db, turn, state.answered(answer))
    if number > len(state.answers):  # of what "back" has taken away
        return go_on(turn, state)
    if state.answers[number] is not answer:
        turn.say("utter_quiz_changed", number=number + 1)
    return _ask(turn, state.changed(number, answer))


def _next(db: Database, turn: Turn, state: QuizState) -> list[Event]:
    if len(state.answers) == len(load_library().quiz.statements):
        return say_result(db, turn, state)
    if len(state.answers) == ENOUGH:
        turn.say("utter_quiz_enough", number=ENOUGH, of=len(load_library().quiz.statements))
    return _ask(turn, state)


def _ask(turn: Turn, state: QuizState) -> list[Event]:
    """Ask what is open, and clear the screen: a number now means a button."""
    statements = load_library().quiz.statements
    if state.asked is Asked.START:
        turn.say("utter_quiz_start", of=len(statements))
    elif state.asked is Asked.JOB:
        turn.say("utter_quiz_which_job")
    else:
        number = len(state.answers)
        doing = statements[number].doing
        turn.say("utter_quiz_statement", number=number + 1, of=len(statements), doing=doing)
    return _remember(turn, state)


def _remember(turn: Turn, state: QuizState) -> list[Event]:
    kept = replace(state, at=turn.now).to_json()
    return remember(quiz=kept, pending=PENDING, screen=Screen())
