"""Several alerts of one chat in a short time are told and answered as one."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from safeguarding.domain.alerts import AlertState, start_of_run
from safeguarding.tables import Alert


def place_in_run(session: Session, alert: Alert) -> int:
    """Return how many alerts of the chat's run came before this one; 0 for the first."""
    first_id, _ = _first(session, alert)
    before = select(func.count(Alert.id)).where(
        Alert.chat_key == alert.chat_key, Alert.id >= first_id, Alert.id < alert.id
    )
    return session.scalar(before) or 0


def is_told_by_another(session: Session, alert: Alert) -> bool:
    """Return whether the mails of the run's first alert, not taken up yet, speak for this one.

    Asked when a mail is due and not when it is planned: once the first alert has been taken up
    and this one has not, its own mails go out again.
    """
    first_id, state = _first(session, alert)
    return first_id != alert.id and state is AlertState.OPEN


def _first(session: Session, alert: Alert) -> tuple[int, AlertState]:
    run = session.execute(
        select(Alert.id, Alert.state, Alert.raised_at)
        .where(Alert.chat_key == alert.chat_key, Alert.id <= alert.id)
        .order_by(Alert.id)
    ).all()
    first = run[start_of_run([row.raised_at for row in run])]
    return first.id, first.state
