"""Writes down what the chat has to recognise and only the database knows."""

from sqlalchemy import select

from careers.gazetteer import export_employers
from employers.tables import Employer
from storage.database import Database, reading
from storage.settings import Settings

EMPLOYERS = "employers.json"  # in the home folder; Rasa reads it when it changes


def list_employers(db: Database, settings: Settings) -> None:
    """Write the names of every employer, so that the chat recognises them."""
    with reading(db) as session:
        rows = session.execute(select(Employer.id, Employer.name).order_by(Employer.id))
        employers = [(str(row.id), row.name) for row in rows]
    export_employers(settings.home / EMPLOYERS, employers)
