"""Killing every process under load: what was lost, doubled, out of order or left unanswered."""

import asyncio
from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta

import httpx
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bench.product import Product
from bench.students import Student
from employers.tables import Application, ApplicationEvent
from messages.tables import Inbox, InboxState, Outbox, Turn
from storage.database import open_database, reading
from storage.settings import Settings

KILLED = ("rasa", "actions", "gateway", "portal")
APPLICANTS = 8  # of the chats; these search, pick, apply and confirm over and over
QUESTIONS = (
    "how much does an electrician earn",
    "what does a paramedic do all day",
    "how do i become a chef",
    "what about plumbers?",
)
APPLYING = (
    "find me work experience in health",
    "tell me more about the first one",
    "i want to apply for it",
    "yes",
    "how is my application going",
)
CONFIRMED = "Done. You've applied"  # as `utter_applied` begins
SETTLE_S = 120.0


@dataclass(frozen=True)
class CrashReport:
    """What the database says after everything settled."""

    sent: int
    lost: int
    unanswered: int
    doubled_messages: int
    doubled_applications: int
    applications: int
    confirmed: int
    out_of_order: int
    killed: int
    late_told: int
    slowest_notice_s: float


def crash(
    product: Product, *, chats: int = 20, per_s: float = 10.0, seconds: float = 30.0
) -> CrashReport:
    """Chat at a steady rate while each process is killed in turn, then read what is there."""
    sent, killed = asyncio.run(_storm(product, chats, per_s, seconds))
    db = open_database(Settings(home=product.home))
    try:
        with reading(db) as session:
            return _report(session, sent, killed)
    finally:
        db.dispose()


async def _storm(product: Product, chats: int, per_s: float, seconds: float) -> tuple[int, int]:
    async with httpx.AsyncClient(base_url=product.url, timeout=30) as http:
        students = [
            await Student.start(http, "DEMO-Y10" if number < APPLICANTS else None)
            for number in range(chats)
        ]
        killer = asyncio.create_task(_kill_each(product, seconds))
        each = round(per_s * seconds / chats)
        await asyncio.gather(
            *(
                _talk(student, APPLYING if number < APPLICANTS else QUESTIONS, each, chats / per_s)
                for number, student in enumerate(students)
            )
        )
        killed = await killer
        await asyncio.gather(*(student.settle(SETTLE_S) for student in students))
        return sum(len(student.said) for student in students), killed


async def _talk(student: Student, script: tuple[str, ...], times: int, pause_s: float) -> None:
    """Send without waiting for answers, as impatient people do."""
    for number in range(times):
        await student.send(text=script[number % len(script)])
        await asyncio.sleep(pause_s)


async def _kill_each(product: Product, seconds: float) -> int:
    killed = 0
    for process in KILLED:
        await asyncio.sleep(seconds / (len(KILLED) + 1))
        killed += await asyncio.to_thread(product.kill, process)
    return killed


def _report(session: Session, sent: int, killed: int) -> CrashReport:
    typed = Inbox.shown.is_not(None)
    kept = session.scalar(select(func.count()).select_from(Inbox).where(typed)) or 0
    undone = session.scalar(
        select(func.count())
        .select_from(Inbox)
        .outerjoin(Turn, Turn.inbox_id == Inbox.id)
        .where((Inbox.state != InboxState.DONE) | Turn.inbox_id.is_(None))
    )
    notices = [
        (row.told_late_at - row.received_at) / timedelta(seconds=1)
        for row in session.scalars(select(Inbox).where(Inbox.told_late_at.is_not(None)))
        if row.told_late_at
    ]
    doubled, applications = _applications(session)
    said = [str(row.content["text"]) for row in session.scalars(select(Outbox))]
    return CrashReport(
        sent=sent,
        lost=max(0, sent - kept),
        unanswered=undone or 0,
        doubled_messages=max(0, kept - sent),
        doubled_applications=doubled,
        applications=applications,
        confirmed=sum(text.startswith(CONFIRMED) for text in said),
        out_of_order=out_of_order(session),
        killed=killed,
        late_told=len(notices),
        slowest_notice_s=max(notices, default=0.0),
    )


def _applications(session: Session) -> tuple[int, int]:
    """Return how many applications exist twice (or were filed twice), and how many in all."""
    pairs = session.execute(
        select(Application.student_key, Application.slot_id, func.count()).group_by(
            Application.student_key, Application.slot_id
        )
    ).all()
    filed = session.execute(
        select(ApplicationEvent.application_id, ApplicationEvent.state, func.count()).group_by(
            ApplicationEvent.application_id, ApplicationEvent.state
        )
    ).all()
    doubled = sum(count > 1 for _, _, count in pairs) + sum(count > 1 for _, _, count in filed)
    return doubled, len(pairs)


def out_of_order(session: Session) -> int:
    """Return how many answers stand before the answer to an older message of their chat."""
    newest: dict[str, int] = defaultdict(int)
    wrong = 0
    answers = select(Outbox.chat_key, Outbox.inbox_id).where(
        Outbox.inbox_id.is_not(None), Outbox.unique_key.is_(None)
    )
    for chat_key, inbox_id in session.execute(answers.order_by(Outbox.id)):
        if inbox_id is None:
            continue
        wrong += inbox_id < newest[chat_key]
        newest[chat_key] = max(newest[chat_key], inbox_id)
    return wrong
