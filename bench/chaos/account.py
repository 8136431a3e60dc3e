"""The account after a storm: what was said, against what the database and the chats hold."""

import math
import statistics
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bench.chaos.crowd import Crowd, Said
from bench.chaos.seen import Answered, Seen, seen_by
from employers.tables import Application, ApplicationEvent
from messages.tables import Chat, Inbox, InboxState
from safeguarding.signs import find_signs
from safeguarding.tables import Alert
from storage.database import reading

LATE_S = 5.0  # by then a student whose answer is late must have been told
CONFIRMED = "Done. You've applied"  # as `utter_applied` begins


@dataclass(frozen=True)
class Account:
    """Counts of messages, unless the name says otherwise."""

    sent: int
    lost: int  # no row in the inbox
    unanswered: int  # no answer in the database, or parked
    not_delivered: int  # answers that their chat never got
    doubled_inbox: int
    doubled_in_chat: int  # the same answer twice in a chat
    doubled_unrepeatable: int  # of them those that tell of something done
    reordered_in: int  # kept after a message that was said later
    reordered_out: int  # shown after an answer to a later message
    applications: int
    doubled_applications: int
    confirmations_missing: int  # applications whose student was told neither that nor of a gap
    alerts: int
    wrong_alerts: int  # missing, or more than one for a message
    told_late: int  # notices
    told_twice: int  # notices with no answer since the one before
    told_too_late: int  # answers that took more than 5 s without a notice by then
    slowest_notice_s: float
    p50_ms: float
    p95_ms: float

    @property
    def wrong(self) -> dict[str, int]:
        """Return what must be zero after every storm, and is not."""
        names = (
            *("lost", "unanswered", "not_delivered", "doubled_inbox", "doubled_unrepeatable"),
            *("doubled_applications", "confirmations_missing", "wrong_alerts", "told_twice"),
            "reordered_out",
        )
        return {name: getattr(self, name) for name in names if getattr(self, name)}


def account_of(crowd: Crowd) -> Account:
    """Return the account of all that a crowd has said."""
    with reading(crowd.db) as session:
        seen = seen_by(session, crowd)
        keys = [student.chat_key for student in crowd.students]
        doubled_applications, applications, untold = _applications(session, keys, seen)
        alerts, wrong_alerts = _alerts(session, keys, crowd.said)
        kept = _kept(session, keys)
    told = [answer.notice_s for answer in seen.answers.values() if answer.notice_s is not None]
    times = [a.after_s for a in seen.answers.values() if a.after_s is not None]
    p50, p95 = _percentiles(times)
    ids = {said.update_id for said in crowd.said}
    return Account(
        sent=len(crowd.said),
        lost=len(ids - set(kept)),
        unanswered=sum(not (each.is_done and each.has_answer) for each in seen.answers.values()),
        not_delivered=seen.missing,
        doubled_inbox=sum(count - 1 for count in Counter(kept).values()),
        doubled_in_chat=seen.twice,
        doubled_unrepeatable=seen.unrepeatable_twice,
        reordered_in=_reordered(seen),
        reordered_out=seen.reordered,
        applications=applications,
        doubled_applications=doubled_applications,
        confirmations_missing=untold,
        alerts=alerts,
        wrong_alerts=wrong_alerts,
        told_late=len(told),
        told_twice=seen.told_twice,
        told_too_late=_told_too_late(seen.answers.values()),
        slowest_notice_s=max(told, default=0.0),
        p50_ms=p50,
        p95_ms=p95,
    )


def _kept(session: Session, keys: list[str]) -> list[int]:
    """Return the update ids of all rows of the inbox; a row stands for one update."""
    rows = session.scalars(select(Inbox.update_id).where(Inbox.chat_key.in_(keys)))
    numbers = [row.rpartition(":")[2] for row in rows]
    return [int(number) for number in numbers if number.isdigit()]


def _percentiles(times_s: list[float]) -> tuple[float, float]:
    if len(times_s) < 2:
        return 0.0, 0.0
    cuts = statistics.quantiles(times_s, n=20)
    return statistics.median(times_s) * 1000, cuts[18] * 1000


def _reordered(seen: Seen) -> int:
    newest: dict[int, int] = {}
    wrong = 0
    for answer in sorted(seen.answers.values(), key=lambda each: each.inbox_id):
        said = answer.said
        wrong += said.update_id < newest.get(said.user_id, 0)
        newest[said.user_id] = max(said.update_id, newest.get(said.user_id, 0))
    return wrong


def _told_too_late(answers: Iterable[Answered]) -> int:
    """Count answers later than 5 s whose student had no notice by then.

    One notice stands for all that a chat waits for until it waits for nothing any more.
    """
    by_chat: dict[int, list[Answered]] = {}
    for answer in sorted(answers, key=lambda each: each.said.at):
        by_chat.setdefault(answer.said.user_id, []).append(answer)
    return sum(_untold(wait) for chat in by_chat.values() for wait in _waits(chat))


def _waits(chat: list[Answered]) -> Iterator[list[Answered]]:
    """Yield a chat's messages in groups: within one the student always waited for something."""
    group: list[Answered] = []
    ends_at = -math.inf
    for answer in chat:
        if group and answer.said.at > ends_at:
            yield group
            group = []
        group.append(answer)
        after_s = math.inf if answer.after_s is None else answer.after_s
        ends_at = max(ends_at, answer.said.at + after_s)
    if group:
        yield group


def _untold(wait: list[Answered]) -> int:
    told_at = [each.said.at + each.notice_s for each in wait if each.notice_s is not None]
    first = min(told_at, default=math.inf)
    late = [each for each in wait if each.after_s is None or each.after_s > LATE_S]
    return sum(first > each.said.at + LATE_S for each in late)


def _applications(session: Session, keys: list[str], seen: Seen) -> tuple[int, int, int]:
    """Return applications that exist twice, all of them, and those nobody was told of."""
    mine = select(Chat.student_key).where(Chat.key.in_(keys))
    pairs = session.execute(
        select(Application.student_key, Application.slot_id, func.count())
        .where(Application.student_key.in_(mine))
        .group_by(Application.student_key, Application.slot_id)
    ).all()
    filed = session.execute(
        select(func.count())
        .select_from(ApplicationEvent)
        .join(Application, Application.id == ApplicationEvent.application_id)
        .where(Application.student_key.in_(mine))
        .group_by(ApplicationEvent.application_id, ApplicationEvent.state)
    ).scalars()
    doubled = sum(count > 1 for _, _, count in pairs) + sum(count > 1 for count in filed)
    told = sum(text.startswith(CONFIRMED) for text in seen.texts)
    return doubled, len(pairs), max(0, len(pairs) - told - seen.gaps_told)


def _alerts(session: Session, keys: list[str], said: list[Said]) -> tuple[int, int]:
    """Return how many alerts there are, and how many messages have none or more than one."""
    found = Counter(
        session.scalars(
            select(Inbox.update_id)
            .join(Alert, Alert.inbox_id == Inbox.id)
            .where(Alert.chat_key.in_(keys), Inbox.state == InboxState.DONE)
        )
    )
    by_number = {int(key.rpartition(":")[2]): count for key, count in found.items()}
    worrying = [each.update_id for each in said if find_signs(each.text)]
    joined = session.scalars(
        select(Chat.key).where(Chat.key.in_(keys), Chat.school_id.is_not(None))
    )
    if not set(joined):  # a guest has no lead who could be alerted
        return sum(by_number.values()), 0
    return sum(by_number.values()), sum(by_number.get(number, 0) != 1 for number in worrying)
