"""What a message means after the answer before it: bare words, typed buttons, two questions."""

import pytest

from bot.rasa.bare_words import Bare, bare_word
from bot.rasa.remembered import Button, Remembered
from bot.rasa.two_questions import clauses
from bot.rasa.typed_buttons import typed_button
from bot.rasa.understanding import Reader

ENTITIES = frozenset({"occupation", "sector", "place"})
PAY = '/ask_pay{"occupation": "vet"}'


class Model:
    """Answers with the parses that a test gives it, and keeps what it was asked."""

    def __init__(self, **meanings):
        self.meanings = {text.replace("_", " "): value for text, value in meanings.items()}
        self.asked = []

    def knows(self, text, intent, confidence=0.9, entities=(), ranking=()):
        self.meanings[text] = (intent, confidence, entities, ranking)
        return self

    async def parse(self, text):
        self.asked.append(text)
        intent, confidence, entities, ranking = self.meanings.get(
            text, ("out_of_scope", 0.3, (), ())
        )
        found = [
            {"entity": kind, "value": value, "start": text.find(words), "end": text.find(words)}
            for kind, value, words in entities
        ]
        best = {"name": intent, "confidence": confidence}
        others = [{"name": name, "confidence": score} for name, score in ranking]
        return {"text": text, "intent": best, "intent_ranking": [best, *others], "entities": found}


def reader(model, before=None):
    async def recall():
        return before or Remembered()

    return Reader(model.parse, recall, ENTITIES)


async def understand(model, text, before=None):
    return await reader(model, before).understand(text)


# --- Bare words ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("menu", Bare.MENU),
        ("2", Bare.ITEM),
        ("no 2", Bare.ITEM),
        ("option 3 please", Bare.ITEM),
        ("the second one", Bare.ITEM),
        ("That one!", Bare.ITEM),
        ("ok the last one", Bare.ITEM),
        ("next", Bare.NEXT),
        ("show me more", Bare.NEXT),
        ("others?", Bare.NEXT),
        ("something else", Bare.NEXT),
        ("go on", Bare.MORE),
        ("tell me more", Bare.MORE),
        ("back", Bare.BACK),
        ("go back pls", Bare.BACK),
        ("same again", Bare.AGAIN),
        ("skip", Bare.SKIP),
        ("accept", Bare.ACCEPT),
        ("i'll take it", Bare.ACCEPT),
        ("decline", Bare.DECLINE),
    ],
)
def test_bare_words_are_known(text, bare):
    assert bare_word(text) is bare


@pytest.mark.parametrize(
    "text",
    [
        "2 weeks in july",
        "y10",
        "14",
        "tell me more about nursing",
        "the next step to be a vet",
        "accept me for who i am",
        "i want to go back to spain",
        "my options for gcse",
        "yes",
        "",
    ],
)
def test_whatever_says_more_is_for_the_classifier(text):
    assert bare_word(text) is None


@pytest.mark.parametrize("guessed", ["out_of_scope", "nlu_fallback", "greet", "set_profile"])
async def test_a_bare_word_has_its_intent_whatever_was_guessed(guessed):
    found = await understand(Model().knows("2", guessed), "2")

    assert found.parsed["intent"] == {"name": "placement_details", "confidence": 0.99}
    assert found.told == {"bare": "item"}


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("menu", "help"),
        ("back", "cancel"),
        ("same again", "repeat"),
        ("skip", "deny"),
        ("accept", "accept_offer"),
        ("decline", "decline_offer"),
        ("go on", "placement_details"),
    ],
)
async def test_bare_words_lead_where_they_should(text, intent):
    assert (await understand(Model(), text)).parsed["intent"]["name"] == intent


@pytest.mark.parametrize(
    ("text", "intent"),
    [("accept", "affirm"), ("go on", "affirm"), ("decline", "deny"), ("skip", "deny")],
)
async def test_while_a_question_is_open_they_answer_it(text, intent):
    found = await understand(Model(), text, Remembered(pending="apply"))

    assert found.parsed["intent"]["name"] == intent


# --- Buttons that are typed ----------------------------------------------------------------------

BUTTONS = (Button("What does it pay?", PAY), Button("None of these", "/deny"))


def test_a_typed_title_presses_the_button():
    before = Remembered(buttons=BUTTONS, last_buttons=BUTTONS)

    assert typed_button("what does it pay", before) == PAY


@pytest.mark.parametrize(
    ("text", "payload"),
    [("1", PAY), ("the second one", "/deny"), ("last one", "/deny"), ("3", None)],
)
def test_a_number_presses_the_button_in_its_place(text, payload):
    before = Remembered(buttons=BUTTONS, last_buttons=BUTTONS)

    assert typed_button(text, before) == payload


def test_a_list_on_the_screen_comes_before_buttons():
    before = Remembered(listed=3, buttons=BUTTONS, last_buttons=BUTTONS)

    assert typed_button("1", before) is None


def test_the_guesses_come_before_a_list():
    before = Remembered(pending="meaning", listed=3, buttons=BUTTONS, last_buttons=BUTTONS)

    assert typed_button("1", before) == PAY


@pytest.mark.parametrize("pending", ["apply", "withdraw", "delete", "export"])
def test_a_number_is_no_yes_to_what_cannot_be_undone(pending):
    yes = (Button("Yes", '/affirm{"to": "delete"}'), Button("No", "/deny"))
    before = Remembered(pending=pending, buttons=yes, last_buttons=yes)

    assert typed_button("1", before) is None


def test_a_concern_is_never_a_typed_button():
    concern = (Button("Something is wrong", "/disclose_concern"), Button("No", "/deny"))
    before = Remembered(buttons=concern, last_buttons=concern)

    assert typed_button("something is wrong", before) is None
    assert typed_button("1", before) is None


async def test_a_typed_title_is_understood_as_the_press():
    before = Remembered(buttons=BUTTONS, last_buttons=BUTTONS)
    model = Model().knows(PAY, "ask_pay")

    found = await understand(model, "What does it pay", before)

    assert (found.parsed["text"], model.asked) == (PAY, [PAY])


# --- Two questions -------------------------------------------------------------------------------

EARN, BECOME = "what do vets earn", "how do i become one"


def two(first="ask_pay", second="ask_entry_route", confidence=0.9):
    whole = f"{EARN} and {BECOME}"
    return whole, (
        Model()
        .knows(whole, "ask_pay", 0.5)
        .knows(EARN, first, confidence, [("occupation", "vet", "vets")])
        .knows(BECOME, second, confidence)
    )


async def test_the_first_is_answered_and_the_second_offered_with_its_job():
    whole, model = two()

    found = await understand(model, whole)

    assert (found.parsed["text"], found.parsed["intent"]["name"]) == (EARN, "ask_pay")
    assert found.told == {
        "also": {"title": BECOME, "payload": '/ask_entry_route{"occupation": "vet"}'}
    }


async def test_what_a_parent_asks_of_a_child_is_answered_with_what_was_told():
    told, asked = "my son is 19 and gets £10", "is he paid too little"
    whole = f"{told}. {asked}"
    model = (
        Model()
        .knows(whole, "parent_enquiry", 0.6)
        .knows(told, "parent_enquiry", 0.9)
        .knows(asked, "ask_minimum_wage", 0.9)
    )

    found = await understand(model, whole)

    assert (found.parsed["text"], found.parsed["intent"]["name"]) == (whole, "ask_minimum_wage")
    assert found.told == {}


async def test_one_sentence_costs_one_parse():
    model = Model().knows(EARN, "ask_pay")

    await understand(model, EARN)

    assert model.asked == [EARN]


@pytest.mark.parametrize(
    "change",
    [{"second": "ask_pay"}, {"confidence": 0.59}, {"second": "thank"}, {"second": "set_profile"}],
)
async def test_a_message_is_one_unless_both_parts_are_sure_and_ask_different_things(change):
    whole, model = two(**change)

    found = await understand(model, whole)

    expected = EARN if change == {"second": "thank"} else whole
    assert (found.parsed["text"], found.told) == (expected, {})


async def test_politeness_in_front_of_questions_is_dropped():
    text = "hi! do u get paid on work experience? also what do i wear"
    model = (
        Model()
        .knows(text, "greet")
        .knows("hi", "greet")
        .knows("do u get paid on work experience", "ask_placement_rules")
        .knows("what do i wear", "ask_placement_prep")
    )

    found = await understand(model, text)

    assert found.parsed["intent"]["name"] == "ask_placement_rules"
    assert found.told["also"] == {"title": "what do i wear", "payload": "/ask_placement_prep"}


async def test_a_hello_without_a_stop_hides_no_question():
    model = (
        Model().knows("hey what do vets earn", "greet").knows("hey", "greet").knows(EARN, "ask_pay")
    )

    found = await understand(model, "hey what do vets earn")

    assert found.parsed["text"] == EARN
    assert found.told == {}


async def test_a_yes_to_an_open_question_is_kept():
    text = "yes. what do i wear"
    model = Model().knows(text, "ask_placement_prep").knows("yes", "affirm")
    model.knows("what do i wear", "ask_placement_prep")

    found = await understand(model, text, Remembered(pending="apply"))

    assert found.parsed["intent"]["name"] == "affirm"
    assert found.told["also"]["payload"] == "/ask_placement_prep"


async def test_a_concern_in_a_part_wins_and_the_message_stays_whole():
    whole, model = two(second="disclose_concern")

    found = await understand(model, whole)

    assert (found.parsed["text"], found.told) == (whole, {})
    assert found.parsed["intent"]["name"] == "disclose_concern"


async def test_a_concern_as_a_whole_is_never_split():
    whole, model = two()
    model.knows(whole, "ask_pay", 0.5, (), [("disclose_concern", 0.46)])

    found = await understand(model, whole)

    assert (found.parsed["text"], model.asked) == (whole, [whole])


async def test_an_answer_to_a_form_is_never_split():
    whole, model = two()
    model.knows(whole, "set_profile")

    found = await understand(model, whole, Remembered(form="profile_form"))

    assert found.parsed["text"] == whole


async def test_two_questions_in_the_middle_of_a_form_are_two_questions():
    whole, model = two()
    model.knows(whole, "ask_pay")

    found = await understand(model, whole, Remembered(form="profile_form"))

    assert found.told["also"]["title"] == BECOME


async def test_what_no_action_answers_comes_second():
    whole, model = two(first="bot_challenge")

    found = await understand(model, whole)

    assert found.parsed["text"] == BECOME
    assert found.told["also"]["title"] == EARN


async def test_two_that_no_action_answers_are_one_message():
    whole, model = two(first="bot_challenge", second="ask_privacy")

    assert (await understand(model, whole)).parsed["text"] == whole


async def test_a_yes_takes_the_offered_question():
    payload = '/ask_entry_route{"occupation": "vet"}'
    model = Model().knows("yes", "affirm").knows(payload, "ask_entry_route")

    found = await understand(model, "yes", Remembered(also=payload))
    went_on = await understand(model, "go on", Remembered(also=payload))

    assert found.parsed["text"] == went_on.parsed["text"] == payload


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("what do vets earn", ["what do vets earn"]),
        ("jobs with animals and kids", ["jobs with animals and kids"]),
        ("what do vets earn? how do i start?", ["what do vets earn", "how do i start"]),
        ("hi. /restart", ["hi", "restart"]),
        ("is it hard but do they earn well", ["is it hard", "do they earn well"]),
        ("???", []),
    ],
)
def test_clauses(text, parts):
    assert clauses(text, is_social=False) == parts


async def test_a_long_second_question_is_cut_on_its_button():
    long = "what do i wear on my first day " * 3
    whole = f"{EARN}? {long}"
    model = Model().knows(whole, "ask_pay").knows(EARN, "ask_pay")
    model.knows(long.strip(), "ask_placement_prep")

    title = (await understand(model, whole)).told["also"]["title"]

    assert len(title) <= 40
    assert title.endswith("…")


# --- Corrections and codes -----------------------------------------------------------------------


@pytest.mark.parametrize("guessed", ["out_of_scope", "nlu_fallback", "deny"])
async def test_a_correction_about_oneself_is_taken_as_one(guessed):
    text = "no leeds not london"
    model = Model().knows(text, guessed, entities=[("place", "leeds", "leeds")])

    assert (await understand(model, text)).parsed["intent"]["name"] == "set_profile"


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("not nurse, vet", "deny"),
        ("no not a vet", "deny"),
        ("vet, not nurse", "deny"),
        ("why do vets not earn much", "ask_similar"),
    ],
)
async def test_one_job_in_anothers_place_is_a_correction_whatever_was_guessed(text, intent):
    model = Model().knows(text, "ask_similar", entities=[("occupation", "vet", "vet")])

    assert (await understand(model, text)).parsed["intent"]["name"] == intent


async def test_the_half_that_is_meant_is_read_on_its_own():
    text = "not nurse, vet"
    model = (
        Model()
        .knows(text, "ask_similar", entities=[("occupation", "veterinary-nurse", "nurse, vet")])
        .knows("vet", "ask_occupation", entities=[("occupation", "vet", "vet")])
    )

    found = await understand(model, text)

    assert (found.parsed["text"], found.parsed["intent"]["name"]) == ("vet", "deny")
    assert found.parsed["entities"][0]["value"] == "vet"


async def test_a_code_joins_under_any_intent():
    model = Model().knows("DEMO-Y10", "ask_badges", entities=[("join_code", "DEMO-Y10", "DEMO")])

    assert (await understand(model, "DEMO-Y10")).parsed["intent"]["name"] == "set_profile"


async def test_a_code_in_a_concern_does_not_hide_it():
    text = "DEMO-Y10 help he hits me"
    model = Model().knows(text, "disclose_concern", entities=[("join_code", "DEMO-Y10", "DEMO")])

    assert (await understand(model, text)).parsed["intent"]["name"] == "disclose_concern"


async def test_neither_context_nor_a_clause_hides_how_much_the_whole_looked_like_a_concern():
    whole, model = two()
    model.knows(whole, "ask_pay", 0.5, (), [("disclose_concern", 0.4)])

    found = await understand(model, whole)

    assert found.parsed["intent"]["name"] == "ask_pay"
    ranking = {one["name"]: one["confidence"] for one in found.parsed["intent_ranking"]}
    assert ranking["disclose_concern"] == 0.4
