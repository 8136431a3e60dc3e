"""What can go wrong in the careers room, one class per decision a caller can take."""

from pathlib import Path


class CareersError(Exception):
    """Root of the errors of this room."""


class ContentError(CareersError):
    """A content file breaks its schema; says which file, line and field, for whoever edits it."""

    def __init__(self, path: Path, line: int, field: str, problem: str) -> None:
        self.path = path
        self.line = line
        self.field = field
        self.problem = problem
        super().__init__(f"{path}:{line}: {field}: {problem}")


class UnknownOccupationError(CareersError):
    """There is no content about this occupation."""

    def __init__(self, occupation_id: str) -> None:
        self.occupation_id = occupation_id
        super().__init__(f"no occupation {occupation_id!r}")
