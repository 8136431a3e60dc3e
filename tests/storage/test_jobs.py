"""Jobs: taken by one worker under a lease, given back by a crash, retried, given up."""

import threading
from datetime import timedelta

import pytest
from sqlalchemy import select

from storage.database import reading, transaction
from storage.effects import effect_of, remember_effect
from storage.jobs import FIRST_RETRY, LEASE, enqueue_job, finish_job, retry_job, take_job
from storage.secrets import keyed_hash, secret_of
from storage.tables import Job, JobState

HOUR = timedelta(hours=1)


@pytest.fixture
def job(any_db, now):
    with transaction(any_db) as session:
        enqueue_job(session, "mail", {"id": 1}, due_at=now, unique_key="one")
        enqueue_job(session, "mail", {"id": 1}, due_at=now, unique_key="one")


def test_a_job_is_enqueued_and_done_once(any_db, job, now):
    lease = take_job(any_db, now=now)

    assert (lease.kind, lease.payload, lease.tries) == ("mail", {"id": 1}, 1)
    assert take_job(any_db, now=now) is None
    finish_job(any_db, lease.job_id, now=now)
    assert take_job(any_db, now=now + HOUR) is None


def test_a_job_is_not_taken_before_it_is_due(any_db, job, now):
    assert take_job(any_db, now=now - timedelta(seconds=1)) is None


def test_a_crashed_worker_loses_its_lease(any_db, job, now):
    take_job(any_db, now=now)

    again = take_job(any_db, now=now + LEASE + timedelta(seconds=1))

    assert again.tries == 2


def test_a_failed_job_comes_back_later_and_is_given_up_at_last(any_db, job, now):
    lease = take_job(any_db, now=now)
    state = retry_job(any_db, lease, OSError("words"), now=now, give_up_after=HOUR)

    assert state is JobState.READY
    assert take_job(any_db, now=now) is None
    lease = take_job(any_db, now=now + FIRST_RETRY)
    late = now + HOUR
    assert retry_job(any_db, lease, OSError(), now=late, give_up_after=HOUR) is JobState.FAILED
    with reading(any_db) as session:
        row = session.scalars(select(Job)).one()
    assert row.last_error == "OSError"


def test_two_workers_never_take_the_same_job(any_db, now):
    with transaction(any_db) as session:
        for number in range(20):
            enqueue_job(session, "mail", {"id": number}, due_at=now)
    taken = []

    def work():
        while (lease := take_job(any_db, now=now)) is not None:
            taken.append(lease.job_id)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(taken) == sorted(set(taken))
    assert len(taken) == 20


def test_an_effect_is_remembered_for_its_turn_only(any_db, now):
    with transaction(any_db) as session:
        remember_effect(session, "t1", "apply", {"id": 3}, now=now)

    with reading(any_db) as session:
        assert effect_of(session, "t1", "apply") == {"id": 3}
        assert effect_of(session, "t1", "withdraw") is None
        assert effect_of(session, "t2", "apply") is None


def test_a_secret_stays_the_same_and_hashes_depend_on_it(any_db):
    with transaction(any_db) as session:
        first = secret_of(session, "address")
        hashed = keyed_hash(session, "address", "a")
    with transaction(any_db) as session:
        assert secret_of(session, "address") == first
        assert keyed_hash(session, "address", "a") == hashed
        assert keyed_hash(session, "codes", "a") != hashed
