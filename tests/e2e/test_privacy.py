"""What a student types stands nowhere in plain text, and goes when they ask."""

import pytest
from sqlalchemy import inspect, select, text

from bench.students import Student
from messages.services.chats import find_chat
from messages.tables import Channel, Inbox
from storage.database import reading
from storage.tables import RasaTracker

pytestmark = pytest.mark.running

MARKER = "zebrafinch"


def stored_bytes(product):
    files = [path for path in product.home.rglob("*") if path.is_file()]
    return {path.name: path.read_bytes() for path in files if path.suffix != ".log"}


def chat_of(product_db, student):
    channel, _, secret = student.token.partition(".")
    with reading(product_db) as session:
        return find_chat(session, channel=Channel(channel), address=secret)


async def test_what_a_student_types_is_in_no_log_and_in_no_file_in_plain_text(http, product):
    student = await Student.start(http, "DEMO-Y10")

    for message in (
        f"i live in {MARKER}",
        f"my name is {MARKER} and i like animals",
        f"how much does a {MARKER} earn",
        f"{MARKER} hits me at home",
        f"i want to talk to an adviser about {MARKER}",
    ):
        await student.ask(message)

    assert MARKER not in product.logs()
    held = [name for name, content in stored_bytes(product).items() if MARKER.encode() in content]
    assert held == []


async def test_forget_me_erases_what_was_said_and_known(http, product, product_db):
    student = await Student.start(http, "DEMO-Y10")
    await student.ask(f"i live in leeds and i like animals, {MARKER}")
    await student.ask("how much does an electrician earn")
    before = chat_of(product_db, student)

    [*_, question] = await student.ask("/forget")
    confirm = next(button for button in question.buttons if "yes" in button.title.lower())
    [*_, done] = await student.press(confirm.token)

    after = chat_of(product_db, student)
    assert "delete" in done.text.lower()
    assert (after.key, after.student_key, after.school_id) == (before.key, None, None)
    with reading(product_db) as session:
        assert session.scalars(select(Inbox).where(Inbox.chat_key == after.key)).all() == []
        assert session.get(RasaTracker, after.key) is None
        for table in inspect(product_db.engine).get_table_names():
            columns = [column["name"] for column in inspect(product_db.engine).get_columns(table)]
            if "student_key" in columns:
                query = text(f"SELECT count(*) FROM {table} WHERE student_key = :key")
                assert session.execute(query, {"key": before.student_key}).scalar() == 0, table


async def test_a_chat_goes_on_as_a_new_guest_after_forgetting(http):
    student = await Student.start(http, "DEMO-Y10")
    [*_, question] = await student.ask("delete my data")
    confirm = next(button for button in question.buttons if "yes" in button.title.lower())
    await student.press(confirm.token)

    [*_, answer] = await student.ask("how much does an electrician earn")

    assert "lectrician" in answer.text
