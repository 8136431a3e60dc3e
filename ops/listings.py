"""What commands read from the rooms above the gazetteer."""

from sqlalchemy import select

from employers.tables import Employer
from storage.database import Database, reading


def employer_names(db: Database) -> list[tuple[str, str]]:
    """Return (id, name) of every employer, so that the chat recognises their names."""
    with reading(db) as session:
        rows = session.execute(select(Employer.id, Employer.name).order_by(Employer.id))
        return [(str(row.id), row.name) for row in rows]
