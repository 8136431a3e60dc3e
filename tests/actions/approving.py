"""Gives the student of a stage an approved placement, as the school's staff would."""

from employers.services.applications import apply, decide
from schools.domain.roles import Role
from schools.services.staff import create_staff
from tests.actions.stage import Stage


def approve(stage: Stage, slot_id: int) -> None:
    """Let the student apply for a slot, joining first where needed, and the school say yes."""
    student = stage.join() if stage.student.is_guest else stage.student
    made = apply(
        stage.db, student_key=student.key, slot_id=slot_id, turn_id=f"a{slot_id}", now=stage.now
    )
    staff_id = create_staff(
        stage.db,
        school_id=stage.school_id,
        name="Grace Oyelaran",
        email=f"staff{slot_id}@school.test",
        password="a long enough password",
        roles=(Role.COORDINATOR,),
        now=stage.now,
    )
    decide(
        stage.db,
        application_id=made.id,
        school_id=stage.school_id,
        staff_id=staff_id,
        approve=True,
        reason="",
        now=stage.now,
    )
