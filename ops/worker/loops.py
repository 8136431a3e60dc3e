"""The worker's loops: each goes on whatever happens in one round, until it is cancelled."""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import select

from employers.services.retention import lapse_applications
from messages.services.late import tell_late
from messages.wake import WakeSender
from ops.retention import JOB_NAME, Periods, run_retention
from ops.worker.kinds import Tools, do_job, give_up_after
from ops.worker.metrics import METRICS
from storage.database import Database, StoreUnavailableError, reading, transaction
from storage.jobs import Lease, finish_job, retry_job, take_job
from storage.tables import JobRun, JobState

JOB_POLL_S = 1.0
LATE_POLL_S = 1.0
LAPSE_POLL_S = 600.0
RETENTION_POLL_S = 600.0
RETENTION_EVERY = timedelta(hours=24)
JOB_TIMEOUT_S = 90.0  # shorter than a lease, so that nobody else takes a job still at work
AT_ONCE = 4  # one mail server that hangs must not hold the next alert back

Clock = Callable[[], datetime]

logger = logging.getLogger(__name__)


class Jobs:
    """Takes due jobs and does them, a few at a time."""

    def __init__(self, tools: Tools, clock: Clock) -> None:
        self._tools = tools
        self._clock = clock
        self._at_work: set[asyncio.Task[None]] = set()
        self._room = asyncio.Semaphore(AT_ONCE)

    async def run(self) -> None:
        """Do jobs until cancelled."""
        while True:
            await self._room.acquire()
            try:
                lease = await asyncio.to_thread(take_job, self._tools.db, now=self._clock())
            except StoreUnavailableError:
                logger.warning("taking a job failed: database unavailable")
                lease = None
            if lease is None:
                self._room.release()
                await asyncio.sleep(JOB_POLL_S)
                continue
            task = asyncio.create_task(self._do(lease))
            self._at_work.add(task)
            task.add_done_callback(self._done)

    async def finish(self, *, within_s: float) -> None:
        """Wait for the jobs at work; those that take longer are done anew by the next worker."""
        if self._at_work:
            await asyncio.wait(self._at_work, timeout=within_s)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._at_work.discard(task)
        self._room.release()
        if not task.cancelled() and task.exception() is not None:
            logger.error("noting a job's end failed", exc_info=task.exception())

    async def _do(self, lease: Lease) -> None:
        try:
            async with asyncio.timeout(JOB_TIMEOUT_S):
                await do_job(lease.kind, lease.payload, self._tools)
        except Exception as error:  # noqa: BLE001 - any error of a job means: try it again later
            await asyncio.to_thread(self._failed, lease, error)
        else:
            await asyncio.to_thread(finish_job, self._tools.db, lease.job_id, now=self._clock())
            METRICS.done.labels(lease.kind).inc()

    def _failed(self, lease: Lease, error: Exception) -> None:
        state = retry_job(
            self._tools.db,
            lease,
            error,
            now=self._clock(),
            give_up_after=give_up_after(lease.kind),
        )
        METRICS.failed.labels(lease.kind).inc()
        if state is JobState.FAILED:
            logger.error("job given up: job=%d kind=%s", lease.job_id, lease.kind, exc_info=error)
        else:
            logger.warning(
                "job failed, will try again: job=%d kind=%s tries=%d error=%s",
                lease.job_id,
                lease.kind,
                lease.tries,
                type(error).__name__,
            )


async def tell_late_loop(db: Database, portal: WakeSender, clock: Clock) -> None:
    """Tell students whose answer is late, also while the gateway is down; until cancelled."""
    while True:
        try:
            told = await asyncio.to_thread(tell_late, db, now=clock())
        except StoreUnavailableError:
            logger.warning("late notices failed: database unavailable")
        else:
            if told:
                portal.wake()
        await asyncio.sleep(LATE_POLL_S)


async def lapse_loop(db: Database, portal: WakeSender, clock: Clock) -> None:
    """End applications that nobody decided in time, and tell the students; until cancelled."""
    while True:
        try:
            ended = await asyncio.to_thread(_lapse, db, now=clock())
        except StoreUnavailableError:
            logger.warning("lapsing applications failed: database unavailable")
        else:
            if ended:
                logger.info("applications lapsed: count=%d", ended)
                portal.wake()
        await asyncio.sleep(LAPSE_POLL_S)


async def retention_loop(db: Database, periods: Periods, clock: Clock) -> None:
    """Delete what is past its period, once a day; until cancelled."""
    while True:
        try:
            counts = await asyncio.to_thread(retention_if_due, db, periods, now=clock())
        except StoreUnavailableError:
            logger.warning("retention failed: database unavailable")
        else:
            if counts is not None:
                logger.info("retention: %s", " ".join(f"{k}={n}" for k, n in counts.items()))
        await asyncio.sleep(RETENTION_POLL_S)


def _lapse(db: Database, *, now: datetime) -> int:
    with transaction(db) as session:
        return lapse_applications(session, now=now)


def retention_if_due(db: Database, periods: Periods, *, now: datetime) -> dict[str, int] | None:
    """Run the retention unless it ran within a day; return its counts, None if it was not due."""
    with reading(db) as session:
        last = session.scalar(select(JobRun.ran_at).where(JobRun.name == JOB_NAME))
    if last is not None and now - last < RETENTION_EVERY:
        return None
    return run_retention(db, periods, now=now)
