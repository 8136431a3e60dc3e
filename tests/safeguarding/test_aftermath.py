"""What is asked or taken back after an alert: answered truly, kept for the lead, never an alarm."""

from datetime import UTC, datetime, timedelta

import pytest

from safeguarding.domain.aftermath import Aftermath, aftermath_of, rest_of, says_nothing_else
from safeguarding.domain.alerts import AlertEventKind, FoundBy
from safeguarding.services.aftermath import answers_about_alert, noted_as_caring
from safeguarding.services.alerts import alert_view, list_alerts
from safeguarding.services.contacts import set_contacts
from safeguarding.words import WORDING
from storage.database import Database, transaction
from tests.safeguarding.situations import CONTACTS, SCHOOL, only_alert_id, raise_one

SATURDAY = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _contacts(db: Database) -> None:
    set_contacts(db, SCHOOL, CONTACTS)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("no i was joking", Aftermath.TAKES_BACK),
        ("i didnt mean it like that", Aftermath.TAKES_BACK),
        ("jk", Aftermath.TAKES_BACK),
        ("it was only a game", Aftermath.TAKES_BACK),
        ("i was only messing", Aftermath.TAKES_BACK),
        ("im fine honestly", Aftermath.TAKES_BACK),
        ("no one is hurting anyone", Aftermath.TAKES_BACK),
        ("i just meant like in PE", Aftermath.TAKES_BACK),
        ("why did u send that?? i only asked about half days", Aftermath.WHY),
        ("will they tell the place about my mum", Aftermath.EMPLOYER),
        ("does the employer know", Aftermath.EMPLOYER),
        ("how do i get out of it", Aftermath.GET_OUT),
        ("can he make me do it", Aftermath.GET_OUT),
        ("what do i do", Aftermath.WHAT_TO_DO),
        ("what should i do now", Aftermath.WHAT_TO_DO),
        ("can u take back what u sent them", Aftermath.DELETE),
        ("can u delete it", Aftermath.DELETE),
        ("pls unsend that", Aftermath.DELETE),
        ("is anyone going to ring my mum", Aftermath.FAMILY),
        ("do they tell my mum", Aftermath.FAMILY),
        ("pls dont tell my dad", Aftermath.FAMILY),
        ("will my mum find out", Aftermath.FAMILY),
        ("does my dad have to know", Aftermath.FAMILY),
        ("will they call the police", Aftermath.OUTSIDE),
        ("are social services coming", Aftermath.OUTSIDE),
        ("i dont want anyone to know", Aftermath.KEEP_QUIET),
        ("dont tell anyone", Aftermath.KEEP_QUIET),
        ("can you keep it secret", Aftermath.KEEP_QUIET),
        ("am i in trouble", Aftermath.TROUBLE),
        ("will i get in trouble", Aftermath.TROUBLE),
        ("will he get in trouble", Aftermath.OTHERS_TROUBLE),
        ("who sees this", Aftermath.WHO_SEES),
        ("who gets what i wrote", Aftermath.WHO_SEES),
        ("will my teacher see it", Aftermath.WHO_SEES),
        ("what happens now", Aftermath.WHAT_NEXT),
        ("so what now", Aftermath.WHAT_NEXT),
        ("when will they talk to me", Aftermath.WHAT_NEXT),
        ("are they going to come to my house", Aftermath.WHAT_NEXT),
        ("did you actually tell someone", Aftermath.TOLD),
        ("wdym u told school??", Aftermath.TOLD),
    ],
)
def test_words_after_an_alert_are_read_for_what_they_are(text: str, kind: Aftermath) -> None:
    assert aftermath_of(text) is kind


@pytest.mark.parametrize(
    "text",
    [
        "im not joking",
        "this isnt a joke",
        "he said dont tell anyone",
        "he says its just a joke",
        "my teacher told me to ask",
        "can you tell me about nursing",
        "should i tell my mum",
        "i dont know what to do with my life",
        "what do i do on the first day",
        "how do i get into nursing",
        "why do you tell me that",
        "what does a nurse earn",
        "delete my data",
        "can i ring my mum at lunch",
    ],
)
def test_other_words_are_about_no_alert(text: str) -> None:
    assert aftermath_of(text) is None


@pytest.mark.parametrize(
    "text",
    ["dont tell my mum she will go mad", "delete it or he will kill me", "jk i want it to stop if"],
)
def test_words_with_a_reason_may_tell_of_more(text: str) -> None:
    assert not says_nothing_else(text)


def test_what_is_taken_back_is_a_note_for_the_lead_and_no_new_alert(
    db: Database, now: datetime
) -> None:
    raise_one(db, now=now)

    (reply,) = raise_one(
        db, now=now, inbox_id=8, text="no i was joking", found_by=FoundBy.CLASSIFIER
    )

    alert = alert_view(db, only_alert_id(db), school_id=SCHOOL)
    assert [event.kind for event in alert.events] == [AlertEventKind.RAISED, AlertEventKind.NOTED]
    assert alert.events[1].text == "The student wrote afterwards: “no i was joking”"
    assert alert.events[1].staff_id is None
    assert reply.startswith("OK, thanks for saying so.")
    assert "999" not in reply


def test_the_same_words_without_an_alert_before_them_are_one(db: Database, now: datetime) -> None:
    raise_one(db, now=now, text="pls dont tell my dad", found_by=FoundBy.CLASSIFIER)

    assert [alert.text for alert in list_alerts(db, school_id=SCHOOL)] == ["pls dont tell my dad"]


@pytest.mark.parametrize(
    ("text", "by_rules"),
    [("i was joking my dad hits me lol", True), ("dont tell mum she will go mad", False)],
)
def test_what_may_be_new_harm_is_an_alert_however_it_is_wrapped(
    db: Database, now: datetime, text: str, by_rules: bool
) -> None:
    raise_one(db, now=now)

    found_by = FoundBy.RULES if by_rules else FoundBy.CLASSIFIER
    reply = raise_one(db, now=now, inbox_id=8, text=text, found_by=found_by)

    assert len(list_alerts(db, school_id=SCHOOL)) == 2
    assert "0800 1111" in " ".join(reply)
    assert not reply[0].startswith("Thank you for telling me more")


def test_asked_again_the_answer_has_other_words(db: Database, now: datetime) -> None:
    raise_one(db, now=now)
    ask = {"text": "do they tell my mum", "found_by": FoundBy.CLASSIFIER}

    first = raise_one(db, now=now, inbox_id=8, **ask)
    second = raise_one(db, now=now, inbox_id=9, **ask)

    assert first != second
    for (text,) in (first, second):
        assert "Ms Okafor" in text
        assert "promise" not in text or "can't promise" in text


def test_what_happens_next_is_true_at_the_weekend(db: Database) -> None:
    raise_one(db, now=SATURDAY)

    texts = answers_about_alert(db, chat_key="chat-1", text="what happens now", now=SATURDAY)

    assert (
        "Nobody at school reads it right now: the next school time I know of is Monday" in texts[0]
    )


@pytest.mark.parametrize(
    ("text", "after", "is_about_it"),
    [
        ("am i in trouble", timedelta(minutes=19), True),
        ("am i in trouble", timedelta(minutes=21), False),
        ("do they tell my mum", timedelta(minutes=59), True),
        ("do they tell my mum", timedelta(minutes=61), False),
        ("did you tell someone", timedelta(hours=23), True),
    ],
)
def test_later_the_words_are_ordinary_again(
    db: Database, now: datetime, text: str, after: timedelta, is_about_it: bool
) -> None:
    raise_one(db, now=now)

    found = answers_about_alert(db, chat_key="chat-1", text=text, now=now + after)

    assert bool(found) is is_about_it


@pytest.mark.parametrize("kind", list(Aftermath))
def test_every_kind_has_two_short_wordings_that_ask_and_promise_nothing(kind: Aftermath) -> None:
    for key in (f"after_{kind.value}", f"after_{kind.value}_again"):
        text = WORDING.text(
            key, who="Ms A", when="", emergency="9", childline_name="C", childline="0",
            shout_name="S", shout="8",
        )  # fmt: skip
        assert len(text) < 360
        assert "?" not in text
        assert "I promise" not in text


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        (
            "no one is hurting anyone, i just want work exp close to home",
            "i just want work exp close to home",
        ),
        ("why did u send that?? i only asked about half days", "i only asked about half days"),
        ("i was joking lol", ""),
        ("i just meant like in PE", ""),
    ],
)
def test_what_is_asked_beside_it_is_kept_apart(text: str, rest: str) -> None:
    assert rest_of(text) == rest


TAKEN_BACK = "i was joking"
CARING = "my mum cant walk so i do the cooking and that"


def hear_as_caring(db: Database, now: datetime, text: str, confidence: float) -> bool:
    with transaction(db) as session:
        return noted_as_caring(
            session, chat_key="chat-1", text=text, confidence=confidence, now=now
        )


@pytest.mark.parametrize(
    ("text", "confidence", "after", "is_ordinary"),
    [
        (CARING, 0.5, timedelta(minutes=59), True),
        ("i cant leave my mum for a whole day. can i do half days", 0.5, timedelta(0), True),
        (CARING, 0.9, timedelta(0), False),
        (CARING, 0.5, timedelta(minutes=61), False),
        ("i look after my mum and she hits me", 0.5, timedelta(0), False),
        ("i look after my brother, hes scared of dad", 0.5, timedelta(0), False),
        ("dad gets drunk so i look after my sister", 0.5, timedelta(0), False),
        ("he comes in at night", 0.5, timedelta(0), False),
    ],
)
def test_a_carers_plain_words_are_a_note_once_the_alert_was_taken_back(
    db: Database, now: datetime, text: str, confidence: float, after: timedelta, is_ordinary: bool
) -> None:
    raise_one(db, now=now)
    raise_one(db, now=now, inbox_id=8, text=TAKEN_BACK, found_by=FoundBy.CLASSIFIER)

    assert hear_as_caring(db, now + after, text, confidence) is is_ordinary

    alert = alert_view(db, only_alert_id(db), school_id=SCHOOL)
    assert len(alert.events) == (3 if is_ordinary else 2)


def test_a_carers_words_behind_an_alert_that_stands_are_no_note(
    db: Database, now: datetime
) -> None:
    raise_one(db, now=now)

    assert not hear_as_caring(db, now, CARING, 0.5)
