"""What a short message means by what was answered before: the classifier's ranking, weighed anew.

"and in the holidays" goes on from an answer about young workers' hours, or from a list of
placements; by itself it says nothing, and yet the classifier is sure of something. So after an
answer, short messages that lean on it count less by their own words, and each intent more or less
by how well it goes on. The figures were chosen on the `seen` part of tests/nlu/follow_ups.yml and
on held-out sentences after a wrong answer (docs/nlu.md). Pure.
"""

import re
from collections.abc import Mapping, Sequence

SHORT = 8  # words; a longer message says itself what it is about
FRAGMENT = 3  # words; so short a message always leans on what was said
OWN_WORDS = 0.6  # exponent of the probability of a message that leans: how much its words count
SAME_TOPIC = 100.0
SAME_FAMILY = 5.0
SAME_ROLE = 100.0  # an adult who said who they are stays that adult
OUT_OF_PLACE = 0.02  # what needs a placement, or a job, where none was spoken of
OFTEN_MISTAKEN = 0.3  # what a fragment without a subject is often taken for, and wrongly
UNSEEN = 1e-5  # added to each probability: the classifier knows too well what it cannot know

_LEANS = re.compile(
    r"^\W*(?:and|but|so|or|ok|then|w[ho]?at about|how about|what if|what else|in|on|do i|can i"
    r"|is it|is that)\b|\b(?:it|that|this|they|them|em|their|he|she|one|ones|there)\b",
    re.IGNORECASE,
)
_MISTAKEN = frozenset({"set_profile", "help", "bot_challenge", "change_language", "out_of_scope"})
_JOBS = frozenset(
    {
        "ask_occupation", "ask_pay", "ask_entry_route", "ask_requirements", "ask_skills",
        "ask_hours", "ask_outlook", "ask_similar", "compare_occupations",
    }
)  # fmt: skip
_PLACEMENTS = frozenset(
    {
        "search_placements", "placement_details", "apply_placement", "application_status",
        "accept_offer", "decline_offer", "withdraw_application", "ask_placement_prep",
        "ask_placement_travel", "ask_placement_rules",
    }
)  # fmt: skip
_NEEDS_A_PLACEMENT = _PLACEMENTS - {"search_placements", "ask_placement_rules"}
_FAMILIES = (
    _JOBS,
    _PLACEMENTS,
    frozenset({"suggest_careers", "explore_by_interest", "explore_by_subject", "start_quiz"}),
    frozenset({"ask_options_post16", "ask_a_levels", "ask_t_levels", "ask_apprenticeship"}),
    frozenset({"ask_university", "ask_student_finance"}),
    frozenset({"ask_cv", "ask_application", "ask_interview"}),
    frozenset(
        {
            "ask_part_time_job",
            "ask_young_worker_rules",
            "ask_minimum_wage",
            "ask_rights",
            "ask_insecure_work",
        }
    ),
)
_TOPICS = frozenset(
    {
        "ask_options_post16", "ask_gcse_options", "ask_a_levels", "ask_apprenticeship",
        "ask_t_levels", "ask_university", "ask_student_finance", "ask_failed_exams",
        "ask_self_employment", "ask_cv", "ask_application", "ask_interview", "ask_part_time_job",
        "ask_minimum_wage", "ask_insecure_work", "ask_young_worker_rules", "ask_rights",
        "ask_learning", "ask_badges", "ask_placement_prep", "ask_placement_travel",
        "ask_placement_rules",
    }
)  # fmt: skip
ROLES = frozenset({"employer_enquiry", "parent_enquiry", "teacher_enquiry"})
# What is an answer that one can go on from; hello, thanks and yes are none
ANSWERED = frozenset().union(_TOPICS, ROLES, *_FAMILIES)


def weighed(
    probabilities: Mapping[str, float],
    before: Sequence[str],
    text: str,
    *,
    is_placement_in_view: bool,
    is_job_named: bool = False,
) -> dict[str, float]:
    """Return the intents' probabilities after the intents answered `before`, the newest first.

    The result sums to 1. Only a role reaches beyond short messages.
    """
    answered = [name for name in before if name in ANSWERED]
    if not answered:
        return dict(probabilities)
    count = len(text.split())
    leans = count <= SHORT and (count <= FRAGMENT or _LEANS.search(text) is not None)
    out_of_place = frozenset() if is_placement_in_view else _NEEDS_A_PLACEMENT
    if leans and not is_job_named and answered[0] in _TOPICS | ROLES:
        out_of_place |= _JOBS
    scores = {
        name: (share + UNSEEN) ** (OWN_WORDS if leans else 1.0)
        * _factor(name, answered, is_short=count <= SHORT, leans=leans)
        * (OUT_OF_PLACE if name in out_of_place else 1.0)
        for name, share in probabilities.items()
    }
    total = sum(scores.values())
    return {name: score / total for name, score in scores.items()}


def is_about_placements(before: Sequence[str]) -> bool:
    """Return whether one of the answered intents was about placements."""
    return not _PLACEMENTS.isdisjoint(before)


def _factor(intent: str, answered: Sequence[str], *, is_short: bool, leans: bool) -> float:
    if intent in ROLES:
        return SAME_ROLE if intent in answered else 1.0
    if not is_short:
        return 1.0
    last = answered[0]
    if intent == last and intent in _TOPICS and leans:
        return SAME_TOPIC
    if intent == last or any(intent in family and last in family for family in _FAMILIES):
        return SAME_FAMILY
    return OFTEN_MISTAKEN if leans and intent in _MISTAKEN else 1.0
