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
    "start_quiz": "utter_meaning_start_quiz",
    "export_data": "utter_meaning_export_data",
    "change_language": "utter_meaning_change_language",
    "explore_by_subject": "utter_meaning_explore_by_subject",
    "explore_by_interest": "utter_meaning_explore_by_interest",
    "ask_requirements": "utter_meaning_ask_requirements",
    "ask_skills": "utter_meaning_ask_skills",
    "ask_hours": "utter_meaning_ask_hours",
    "ask_outlook": "utter_meaning_ask_outlook",
    "ask_similar": "utter_meaning_ask_similar",
    "compare_occupations": "utter_meaning_compare_occupations",
    "ask_options_post16": "utter_meaning_ask_options_post16",
    "ask_gcse_options": "utter_meaning_ask_gcse_options",
    "ask_a_levels": "utter_meaning_ask_a_levels",
    "ask_apprenticeship": "utter_meaning_ask_apprenticeship",
    "ask_t_levels": "utter_meaning_ask_t_levels",
    "ask_university": "utter_meaning_ask_university",
    "ask_student_finance": "utter_meaning_ask_student_finance",
    "ask_failed_exams": "utter_meaning_ask_failed_exams",
    "ask_self_employment": "utter_meaning_ask_self_employment",
    "ask_cv": "utter_meaning_ask_cv",
    "ask_application": "utter_meaning_ask_application",
    "ask_interview": "utter_meaning_ask_interview",
    "ask_part_time_job": "utter_meaning_ask_part_time_job",
    "ask_minimum_wage": "utter_meaning_ask_minimum_wage",
    "ask_insecure_work": "utter_meaning_ask_insecure_work",
    "ask_young_worker_rules": "utter_meaning_ask_young_worker_rules",
    "ask_rights": "utter_meaning_ask_rights",
    "ask_learning": "utter_meaning_ask_learning",
    "ask_badges": "utter_meaning_ask_badges",
    "log_learning": "utter_meaning_log_learning",
    "accept_offer": "utter_meaning_accept_offer",
    "decline_offer": "utter_meaning_decline_offer",
    "report_absence": "utter_meaning_report_absence",
    "ask_placement_prep": "utter_meaning_ask_placement_prep",
    "ask_placement_travel": "utter_meaning_ask_placement_travel",
    "ask_placement_rules": "utter_meaning_ask_placement_rules",
    "log_encounter": "utter_meaning_log_encounter",
    "ask_progress": "utter_meaning_ask_progress",
    "employer_enquiry": "utter_meaning_employer_enquiry",
    "parent_enquiry": "utter_meaning_parent_enquiry",
    "teacher_enquiry": "utter_meaning_teacher_enquiry",
}
_CARRIED = ("occupation", "sector", "interest", "subject", "place")


def meanings(turn: Turn) -> list[Choice]:
    """Return buttons for the three likeliest intents, with what the message named."""
    named = {name: value for name in _CARRIED if (value := turn.entity(name)) is not None}
    guesses = [guess for guess in turn.guesses if guess in TITLES][:MOST_GUESSES]
    return [Choice(turn.words(TITLES[guess]), payload(guess, **named)) for guess in guesses]
