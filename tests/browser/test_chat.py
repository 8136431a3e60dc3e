"""A student chats: with scripts, without them, offline, with two tabs, on a page left open."""

import re

import pytest
from playwright.sync_api import expect

from messages.domain.content import Choice, Say
from portal.app import create_app
from schools.services.roster import fresh_code
from storage.clock import utc_now
from storage.database import transaction
from storage.settings import Settings
from tests.browser.conftest import SIZES, Site
from tests.portal.serving import served

pytestmark = pytest.mark.browser

PAY = Say("An electrician: about £38,000.", (Choice("How do I become one?", "/r"),))


def begin(site, context) -> tuple[object, str]:
    page = context.new_page()
    page.goto(f"{site.url}/chat")
    page.get_by_role("button", name="Carry on as a guest").click()
    page.wait_for_url("**/chat/room#newest")
    return page, site.newest_chat()


def write(page, text: str) -> None:
    page.get_by_label("Your message").fill(text)
    page.get_by_role("button", name="Send").click()


def test_with_scripts_messages_and_answers_appear_without_leaving_the_page(site, context_of):
    page, chat_key = begin(site, context_of())
    page.evaluate("window.same = true")
    expect(page.get_by_text("Foothold is writing")).to_be_visible()

    site.bot_says(chat_key, Say("Hi, I am Foothold."))
    expect(page.get_by_text("Hi, I am Foothold.")).to_be_visible()
    expect(page.get_by_text("Foothold is writing")).to_be_hidden()
    page.get_by_label("Your message").fill("how much do they earn?")
    page.keyboard.press("Enter")
    expect(page.locator(".line--mine")).to_contain_text("how much do they earn?")
    site.bot_says(chat_key, PAY, Say("More?", (Choice("Show more", "/more"),)))
    expect(page.get_by_role("button", name="Show more")).to_be_visible()
    page.get_by_role("button", name="How do I become one?").click()

    expect(page.locator(".line--mine").last).to_contain_text("How do I become one?")
    expect(page.locator(".reply")).to_have_count(2)
    expect(page.locator("#replies")).to_be_hidden()
    assert page.evaluate("window.same")
    assert site.received("how much do they earn?") == 1


def test_the_newest_line_is_in_sight_and_ones_own_are_on_the_right(site, context_of):
    page, chat_key = begin(site, context_of())
    site.bot_says(chat_key, *(Say(f"Line {number}. " + "words " * 30) for number in range(12)))
    last = page.locator(".line--theirs").nth(11)

    expect(last).to_be_in_viewport()
    write(page, "mine")

    mine = page.locator(".line--mine .bubble").bounding_box()
    assert mine is not None
    assert mine["x"] + mine["width"] > 330
    expect(page.get_by_label("Your message")).to_be_in_viewport()


def test_somebody_reading_further_up_is_not_pulled_down(site, context_of):
    page, chat_key = begin(site, context_of())
    site.bot_says(chat_key, *(Say(f"Line {number}. " + "words " * 30) for number in range(12)))
    expect(page.locator(".line--theirs")).to_have_count(12)
    page.evaluate("window.scrollTo(0, 0)")

    site.bot_says(chat_key, Say("the news"))
    page.get_by_role("button", name="1 new message").click()

    expect(page.get_by_text("the news")).to_be_in_viewport()


def test_offline_is_said_honestly_and_trying_again_sends_once(site, context_of):
    context = context_of()
    page, chat_key = begin(site, context)
    context.set_offline(True)

    write(page, "can you hear me")
    expect(page.get_by_text("Not sent. You are offline.")).to_be_visible()
    assert site.received("can you hear me") == 0
    context.set_offline(False)
    page.get_by_role("button", name="Try again").click()

    expect(page.get_by_text("Not sent")).to_have_count(0)
    site.bot_says(chat_key, Say("Yes, I can."))
    expect(page.get_by_text("Yes, I can.")).to_be_visible()
    assert site.received("can you hear me") == 1


def test_a_lost_acknowledgement_is_repeated_and_received_once(site, context_of):
    context = context_of()
    page, _ = begin(site, context)
    lost = []

    def lose_the_first(route):
        if route.request.method == "POST" and not lost:
            lost.append(route.fetch().status)  # the server took it; the browser never hears
            route.abort()
        else:
            route.continue_()

    context.route("**/chat/room", lose_the_first)
    write(page, "only once please")

    expect(page.locator(".line--mine .line__state")).to_have_text(re.compile(r"^\d\d:\d\d$"))
    assert lost == [202]
    assert site.received("only once please") == 1


def test_an_empty_message_is_not_sent(site, context_of):
    page, _ = begin(site, context_of())

    page.get_by_role("button", name="Send").click()

    expect(page.get_by_role("alert")).to_have_text("Write a message first.")
    expect(page.locator(".line--mine")).to_have_count(0)


def test_what_is_typed_or_answered_never_becomes_a_script(site, context_of):
    page, chat_key = begin(site, context_of())
    evil = "<img src=x onerror=\"document.title='broken'\">"

    write(page, evil)
    site.bot_says(chat_key, Say(evil))

    expect(page.get_by_text(evil)).to_have_count(2)
    assert page.title() == "Chat - Foothold"


def test_answers_can_be_read_aloud(site, context_of):
    context = context_of()
    context.add_init_script(
        "window.spoken = []; Object.defineProperty(window, 'speechSynthesis', {value:"
        " {speak: (one) => window.spoken.push([one.text, one.lang]), cancel: () => {}}});"
    )
    page, chat_key = begin(site, context)
    site.bot_says(chat_key, Say("The first."))
    expect(page.get_by_text("The first.")).to_be_visible()

    page.get_by_role("button", name="Read aloud").click()
    site.bot_says(chat_key, Say("The second."))
    expect(page.get_by_text("The second.")).to_be_visible()

    expect(page.get_by_role("button", name="Read aloud")).to_have_attribute("aria-pressed", "true")
    assert page.evaluate("window.spoken") == [["The first.", "en-GB"], ["The second.", "en-GB"]]


def test_without_scripts_the_same_chat_works_by_plain_forms(site, context_of):
    page, chat_key = begin(site, context_of(scripts=False))
    site.bot_says(chat_key, Say("Hi, I am Foothold."), PAY)

    page.get_by_role("link", name="Check for the answer").click()
    expect(page.get_by_text("Hi, I am Foothold.")).to_be_visible()
    page.get_by_role("button", name="How do I become one?").click()
    expect(page.locator(".line--mine")).to_contain_text("How do I become one?")
    site.bot_says(chat_key, Say("By an apprenticeship."))
    page.get_by_role("link", name="Check for the answer").click()

    expect(page.get_by_text("By an apprenticeship.")).to_be_in_viewport()
    expect(page.get_by_role("link", name="Check for the answer")).to_be_hidden()
    write(page, "thanks")
    expect(page.locator(".line--mine").last).to_contain_text("thanks")
    assert site.received("thanks") == 1


def test_without_scripts_an_empty_message_is_said_and_leaving_works(site, context_of):
    page, _ = begin(site, context_of(scripts=False))

    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("alert")).to_have_text("Write a message first.")
    page.get_by_role("button", name="Leave this chat").click()

    expect(page.get_by_text("You left the chat on this device.")).to_be_visible()
    page.goto(f"{site.url}/chat/room")
    assert page.url == f"{site.url}/chat"


def test_a_join_code_that_is_wrong_is_said_beside_its_field_and_a_right_one_joins(
    site, world, context_of
):
    page = context_of().new_page()
    page.goto(f"{site.url}/chat")

    page.get_by_label("Your join code").fill("WRONG")
    page.keyboard.press("Enter")
    expect(page.locator("#code-error")).to_contain_text("That code is not right.")
    page.get_by_label("Your join code").fill(world.unused_code)
    page.keyboard.press("Enter")

    page.wait_for_url("**/chat/room*")


def test_a_code_typed_as_a_guest_leads_to_the_conversation_there_was(site, world, context_of):
    site.bot_says(world.chat_key, Say("Said on the other device."))
    page, guest = begin(site, context_of())
    site.bot_says(guest, Say("Hi, guest."))
    with transaction(site.db) as session:
        code = fresh_code(session, world.entry_id, school_id=world.school_id, now=utc_now())

    write(page, code)

    expect(page.get_by_text("Said on the other device.")).to_be_visible()
    expect(page.get_by_text("Hi, guest.")).to_be_visible()
    site.bot_says(world.chat_key, Say("And on it goes."))
    expect(page.get_by_text("And on it goes.")).to_be_visible()


def test_a_page_left_open_goes_on_after_the_portal_was_restarted(
    db, world, chromium, tmp_path, free_port
):
    settings = Settings(home=tmp_path, PORTAL_PORT=free_port, GATEWAY_PORT=1)
    context = chromium.new_context(viewport=SIZES["phone"])
    with served(create_app(settings, db), free_port) as url:
        site = Site(url, db, settings)
        page, chat_key = begin(site, context)
        site.bot_says(chat_key, Say("Before."))
        expect(page.get_by_text("Before.")).to_be_visible()

    write(page, "sent while it was away")
    site.bot_says(chat_key, Say("Written while it was away."))
    with served(create_app(settings, db), free_port):
        expect(page.get_by_text("Written while it was away.")).to_be_visible(timeout=15_000)
        state = page.locator(".line--mine .line__state").last
        expect(state).to_have_text(re.compile(r"^\d\d:\d\d$"), timeout=15_000)
        context.close()

    assert site.received("sent while it was away") == 1
