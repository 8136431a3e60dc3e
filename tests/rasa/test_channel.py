"""Our channel through Rasa's real web application."""

import logging
import sys

import pytest

from bot.rasa.logs import configure_logging

REPLY = {"events": [], "responses": [{"response": "utter_pay", "occupation": "nurse"}]}


async def test_a_turn_is_answered_with_its_understanding(chat, actions):
    actions.answers["action_pay"] = REPLY

    answer = await chat.say("how much does a nurse earn")

    assert (answer["ok"], answer["error"]) == (True, None)
    assert [reply["text"] for reply in answer["replies"]] == [
        "Hello there.",
        "A nurse earns something.",
        "Bye for now.",
    ]
    assert answer["replies"][0]["buttons"] == [
        {"title": "What does a nurse earn?", "payload": '/ask_pay{"occupation": "adult-nurse"}'}
    ]
    assert answer["replies"][1]["custom"] == {"as_of": "2025"}
    assert answer["intent"]["name"] == "ask_pay"
    assert len(answer["intent_ranking"]) == 5
    assert answer["entities"] == [
        {"entity": "occupation", "value": "adult-nurse", "start": 16, "end": 21}
    ]


async def test_actions_find_chat_and_turn(chat, actions):
    await chat.say("what do electricians get paid", sender="chat-7", turn_id="turn-7")

    (call,) = actions.calls
    assert call["sender_id"] == "chat-7"
    assert call["tracker"]["latest_message"]["metadata"]["turn_id"] == "turn-7"
    assert call["tracker"]["slots"]["occupation"] == "electrician"
    assert len(call["tracker"]["latest_message"]["intent_ranking"]) <= 5
    assert "domain" not in call


async def test_actions_are_told_what_a_message_is_near_to_and_a_button_is_near_to_nothing(
    chat, actions
):
    await chat.say("what do electricians get paid")
    await chat.say('/ask_pay{"occupation": "electrician"}')

    typed, pressed = (call["tracker"]["latest_message"] for call in actions.calls)
    assert typed["metadata"]["nearest_occupations"][0]["id"] == "electrician"
    assert [part["topic"] for part in typed["metadata"]["nearest_parts"]] == ["ask_pay", "ask_cv"]
    assert "nearest_occupations" not in typed
    assert set(pressed["metadata"]) == {"turn_id"}


async def test_a_typed_title_presses_the_button_of_the_last_answer(chat, actions):
    await chat.say("hello there")

    answer = await chat.say("What does a nurse earn")

    assert answer["intent"] == {"name": "ask_pay", "confidence": 1.0}
    assert _typed(actions.calls[0])[-1] == '/ask_pay{"occupation": "adult-nurse"}'


async def test_a_bare_word_is_told_to_the_actions(chat, actions):
    actions.answers["action_pay"] = REPLY
    await chat.say("how much does a nurse earn")

    answer = await chat.say("go back")
    await chat.say("how much does a vet earn")

    assert answer["intent"] == {"name": "cancel", "confidence": 0.99}
    typed = [event for event in actions.calls[-1]["tracker"]["events"] if event["event"] == "user"]
    assert typed[-2]["metadata"]["turn_id"] == "turn-2"
    assert typed[-2]["metadata"]["bare"] == "back"


async def test_simpler_english_comes_as_short_messages(chat, actions):
    actions.answers["action_pay"] = {
        "events": [{"event": "slot", "name": "plain_english", "value": True}],
        "responses": [],
    }
    await chat.say("how much does a nurse earn")
    actions.answers["action_pay"] = {
        "events": [],
        "responses": [{"text": "", "response": "utter_contract", "buttons": []}],
    }

    answer = await chat.say("how much does a nurse earn")

    texts = [reply["text"] for reply in answer["replies"]]
    assert "You sign a contract." in texts
    assert "“contract” means: a written promise between you and your employer." in texts


async def test_a_pressed_button_is_obeyed(chat, actions):
    answer = await chat.say('/ask_pay{"occupation": "adult-nurse"}')

    assert answer["intent"] == {"name": "ask_pay", "confidence": 1.0}
    assert answer["entities"][0]["value"] == "adult-nurse"
    assert actions.calls[0]["tracker"]["slots"]["occupation"] == "adult-nurse"


@pytest.mark.parametrize(
    "text",
    [
        "/restart",
        "/session_start",
        "/back",
        "/no_such_intent",
        "/goodbye and more",
        '/goodbye{"nothing": "known"}',
        '/goodbye{"place": {"deep": 1}}',
        '/goodbye{"place"',
        "//goodbye",
        "\u200b/restart",
        "/goodbye@0.3",
        "/EXTERNAL: goodbye",
    ],
)
async def test_anything_else_with_a_slash_is_only_text(chat, text):
    await chat.say('/ask_pay{"occupation": "vet"}')

    answer = await chat.say(text)

    assert answer["ok"]
    assert answer["intent"]["confidence"] < 1
    assert (await chat.tracker()).get_slot("occupation") == "vet"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "😀😀",
        "\x00",
        "\ud800",
        "ا" * 50,
        "x" * 10_000,
        "a b " * 2_500,
        "<b>'; DROP",
        "/",
        "{}",
    ],
)
async def test_no_text_breaks_a_turn(chat, text):
    answer = await chat.say(text)

    assert answer["ok"]
    assert len(answer["replies"]) >= 1


@pytest.mark.parametrize(
    "body",
    [
        [],
        "text",
        None,
        {},
        {"sender": "a", "turn_id": "b"},
        {"sender": "", "turn_id": "b", "text": "hi"},
        {"sender": "a" * 65, "turn_id": "b", "text": "hi"},
        {"sender": 1, "turn_id": "b", "text": "hi"},
        {"sender": "a", "turn_id": ["b"], "text": "hi"},
        {"sender": "a", "turn_id": "b", "text": 5},
    ],
)
async def test_a_wrong_request_is_refused(chat, body):
    answer = await chat.post(body)

    assert chat.status == 400
    assert answer == {"ok": False, "error": "bad_request"}


async def test_a_body_that_is_not_json_is_refused(chat):
    url = f"{chat.url}/webhooks/foothold/turn"
    async with chat.http.post(url, data=b"{") as response:
        assert response.status == 400


async def test_without_an_action_server_the_turn_says_so(chat, actions):
    await actions.stop()

    answer = await chat.say("how much does a nurse earn")

    assert (answer["ok"], answer["error"]) == (False, "actions_unreachable")
    assert [reply["text"] for reply in answer["replies"]] == ["Hello there."]
    assert answer["intent"]["name"] == "ask_pay"


@pytest.mark.parametrize(
    ("status", "error"),
    [(500, "action_failed"), (404, "action_failed"), (503, "actions_unreachable")],
)
async def test_a_failing_action_ends_the_turn(chat, actions, status, error):
    actions.status = status

    answer = await chat.say("how much does a nurse earn")

    assert (answer["ok"], answer["error"]) == (False, error)


async def test_an_action_that_hangs_counts_as_failed(chat, actions, monkeypatch):
    monkeypatch.setattr("bot.rasa.patches.ACTION_TIMEOUT_S", 0.2)
    actions.delay_s = 2

    answer = await chat.say("how much does a nurse earn")

    assert (answer["ok"], answer["error"]) == (False, "action_failed")


async def test_a_nonsense_answer_of_an_action_is_a_failure(chat, actions):
    actions.answers["action_pay"] = {"events": "none", "responses": []}

    answer = await chat.say("how much does a nurse earn")

    assert (answer["ok"], answer["error"]) == (False, "action_failed")


async def test_a_failed_turn_leaves_no_trace_and_can_be_repeated(chat, actions):
    await chat.say("hello there", turn_id="t1")
    actions.status = 500
    assert not (await chat.say("how much does a nurse earn", turn_id="t2"))["ok"]
    assert len((await chat.tracker()).latest_message.text) == len("hello there")

    actions.status = 200
    assert (await chat.say("how much does a nurse earn", turn_id="t2"))["ok"]
    assert _typed(actions.calls[-1]) == ["hello there", "how much does a nurse earn"]


async def test_a_repeated_turn_starts_where_it_first_started(chat, actions):
    await chat.say("hello there", turn_id="t1")
    for _ in range(3):
        await chat.say("how much does a nurse earn", turn_id="t2")
        assert _typed(actions.calls[-1]) == ["hello there", "how much does a nurse earn"]
    await chat.say("what do vets make", turn_id="t3")

    assert _typed(actions.calls[-1])[-2:] == ["how much does a nurse earn", "what do vets make"]
    assert len(_typed(actions.calls[-1])) == 3


async def test_the_very_first_turn_can_be_repeated(chat, actions):
    for _ in range(2):
        await chat.say("how much does a nurse earn", turn_id="t1")

    assert _typed(actions.calls[-1]) == ["how much does a nurse earn"]


async def test_an_unreachable_database_shows(chat, home):
    await chat.say("hello there")
    database = home / "foothold.db"
    for path in home.glob("foothold.db*"):
        path.unlink()
    chat.agent.tracker_store._tracker_store.dispose()

    answer = await chat.say("hello there")

    assert database.exists()  # SQLite makes an empty one, without our table
    assert (answer["ok"], answer["error"], answer["replies"]) == (False, "tracker_store", [])


async def test_an_error_inside_rasa_shows(chat, monkeypatch):
    def crash(*_args):
        raise ValueError("a secret")

    monkeypatch.setattr(chat.agent.processor, "_run_prediction_loop", crash)

    answer = await chat.say("hello there")

    assert (answer["ok"], answer["error"]) == (False, "internal")


async def test_nothing_of_what_is_typed_is_in_the_log(chat, actions, capfd):
    marker = "QXMARKERQX"
    configure_logging(as_json=False)
    logging.getLogger("rasa").setLevel(logging.DEBUG)
    try:
        await chat.say(f"how much does a nurse earn {marker}")
        await chat.say(f'/goodbye{{"{marker}": 1}}')
        await chat.say(f"/{marker}")
        await chat.say(marker * 3, sender="chat-2")
        actions.status = 500
        await chat.say(f"how much does a nurse earn {marker}")
        actions.status = 400
        await chat.say(f"how much does a nurse earn {marker}")
        await actions.stop()
        await chat.say(f"how much does a nurse earn {marker}")
        await chat.post({"sender": "a", "turn_id": marker * 9, "text": marker})
    finally:
        logging.getLogger("rasa").setLevel(logging.NOTSET)
        sys.stderr.flush()
    logged = "".join(capfd.readouterr())
    assert "turn failed: turn=turn-5 error=action_failed class=ClientResponseError" in logged
    assert "turn failed: turn=turn-7 error=actions_unreachable" in logged
    assert marker not in logged


async def test_health_readiness_and_metrics(chat):
    await chat.say("hello there")

    assert (await chat.get("healthz"))[0] == 200
    status, text = await chat.get("readyz")
    assert status == 200
    assert chat.agent.model_id in text
    assert 'foothold_rasa_turns_total{outcome="ok"}' in (await chat.get("metrics"))[1]


async def test_the_rest_of_rasas_interface_is_closed(chat):
    for path in ("/conversations/chat-1/tracker", "/model", "/webhooks/rest/webhook", "/domain"):
        async with chat.http.get(chat.url + path) as response:
            assert response.status == 404, path


def _typed(call):
    return [event["text"] for event in call["tracker"]["events"] if event["event"] == "user"]
