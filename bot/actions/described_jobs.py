"""Jobs that a message describes without naming one: "the person who drives the crane"."""

import re

from bot.actions.turn import Near, Turn

# Scores of bot.rasa.neighbours, chosen on tests/nlu/nearest_validation.yml (docs/nlu.md).
LIKELY = 0.5  # a message that describes a job in other words than it is asked for
LIKELY_WHEN_SAID = 0.3  # one that says that it describes somebody or a job
CLEAR, LEAD = 0.5, 0.25  # the best, and how far it is before the next
CLOSE = 0.3  # how far behind the best another may be, to be offered beside it
MOST = 3
_FEWEST_WORDS = 3
# "the person who", "them people that", "job where you", "what's it called when you"
_SAYS_SO = re.compile(
    r"\b(?:some(?:one|body|1)|any(?:one|body)|person|people|ppl|peeps|guys?|man|men|bloke|wom[ae]n"
    r"|lad(?:y|ies)|girls?|ones?|them|those|they)\b[^?.]{0,25}?"
    r"\b(?:who|that|wot|which|with|in|on|at|by|\w{3,}ing|does|do|comes?|checks?)\b"
    r"|\bwho\b(?! (?:are|r|is|made|can|do|should|would) (?:you|u|ya|i|we)\b)"
    r"|\b(?:job|work|career|thing)s?\b.{0,12}"
    r"\b(?:where|were|when|that|which|is it|for|of|\w{3,}ing)\b"
    r"|\b(?:called|name of|name for|call (?:it|them|someone|the|a|ppl|people)|word for)\b",
    re.IGNORECASE,
)
_JOBS = re.compile(r"\b(?:jobs|careers|roles|things)\b", re.IGNORECASE)


def described_jobs(turn: Turn) -> tuple[str, ...]:
    """Return up to three jobs that a message may describe, the likeliest first.

    One alone is clear; none where the message names a job or describes nothing.
    """
    near = turn.nearest_jobs
    is_asked = not (turn.is_button or turn.bare or turn.entity("occupation"))
    if not near or not is_asked or len(turn.text.split()) < _FEWEST_WORDS:
        return ()
    best = near[0]
    if best.score < (LIKELY_WHEN_SAID if says_so(turn) else LIKELY):
        return ()
    if _is_clear(near):
        return (best.id,)
    return tuple(one.id for one in near[:MOST] if one.score >= best.score - CLOSE)


def describes_one(turn: Turn) -> bool:
    """Return whether a message says that it describes one job, and clearly does."""
    is_plural = _JOBS.search(turn.text) is not None
    return says_so(turn) and not is_plural and len(described_jobs(turn)) == 1


def says_so(turn: Turn) -> bool:
    """Return whether a message says that it describes somebody at work, or a job."""
    return _SAYS_SO.search(turn.text) is not None


def _is_clear(near: tuple[Near, ...]) -> bool:
    lead = near[0].score - near[1].score if len(near) > 1 else near[0].score
    return near[0].score >= CLEAR and lead >= LEAD
