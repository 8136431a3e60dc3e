"""The spine."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "chat",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column(
            "address_hash",
            sa.String(length=64),
            nullable=False,
            comment="keyed hash of the channel's own address (web: the cookie's secret)",
        ),
        sa.Column("student_key", sa.String(length=64), nullable=True),
        sa.Column("school_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "forgotten_in",
            sa.String(length=64),
            nullable=True,
            comment="the turn under way when it was erased; its end removes what it still wrote",
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_chat")),
        sa.UniqueConstraint("channel", "address_hash", name=op.f("uq_chat_channel_address_hash")),
    )
    with op.batch_alter_table("chat", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_chat_last_seen_at"), ["last_seen_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_chat_school_id"), ["school_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_chat_student_key"), ["student_key"], unique=False)

    op.create_table(
        "effect",
        sa.Column("turn_id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("result", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("turn_id", "name", name=op.f("pk_effect")),
    )
    with op.batch_alter_table("effect", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_effect_created_at"), ["created_at"], unique=False)

    op.create_table(
        "job",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False, comment="ids only, never text"),
        sa.Column("unique_key", sa.String(length=128), nullable=True),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            nullable=False,
            comment="when it was first due",
        ),
        sa.Column("leased_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("last_error", sa.String(length=200), nullable=True, comment="class name only"),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job")),
        sa.UniqueConstraint("unique_key", name=op.f("uq_job_unique_key")),
    )
    with op.batch_alter_table("job", schema=None) as batch_op:
        batch_op.create_index("ix_job_due", ["state", "due_at"], unique=False)

    op.create_table(
        "job_run",
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("ran_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_job_run")),
    )
    op.create_table(
        "join_attempt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("chat_key", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_join_attempt")),
    )
    with op.batch_alter_table("join_attempt", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_join_attempt_at"), ["at"], unique=False)
        batch_op.create_index("ix_join_attempt_chat", ["chat_key", "at"], unique=False)

    op.create_table(
        "rasa_tracker",
        sa.Column("chat_key", sa.String(length=64), nullable=False),
        sa.Column("turn_id", sa.String(length=64), nullable=True),
        sa.Column(
            "session",
            sa.LargeBinary(),
            nullable=False,
            comment="sealed with context rasa_tracker.session",
        ),
        sa.Column(
            "before",
            sa.LargeBinary(),
            nullable=True,
            comment="the session before the last turn; same context",
        ),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("chat_key", name=op.f("pk_rasa_tracker")),
    )
    op.create_table(
        "safeguarding_alert",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("chat_key", sa.String(length=64), nullable=False),
        sa.Column("student_key", sa.String(length=64), nullable=True),
        sa.Column("inbox_id", sa.Integer(), nullable=False),
        sa.Column("excerpt", sa.LargeBinary(), nullable=False),
        sa.Column("matched", sa.LargeBinary(), nullable=False, comment="sign, certainty, phrase"),
        sa.Column("found_by", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "due_at",
            sa.DateTime(timezone=True),
            nullable=False,
            comment="when it is overdue for acknowledgement",
        ),
        sa.Column("acknowledged_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("acknowledged_by", sa.Integer(), nullable=True, comment="a staff id"),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_by", sa.Integer(), nullable=True, comment="a staff id"),
        sa.Column("outcome", sa.String(length=32), nullable=True),
        sa.Column("reason", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_safeguarding_alert")),
        sa.UniqueConstraint(
            "chat_key", "inbox_id", name=op.f("uq_safeguarding_alert_chat_key_inbox_id")
        ),
    )
    with op.batch_alter_table("safeguarding_alert", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_safeguarding_alert_closed_at"), ["closed_at"], unique=False
        )
        batch_op.create_index(
            "ix_safeguarding_alert_queue", ["school_id", "state", "due_at"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_safeguarding_alert_student_key"), ["student_key"], unique=False
        )

    op.create_table(
        "safeguarding_contact",
        sa.Column("school_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("lead_name", sa.LargeBinary(), nullable=False),
        sa.Column("lead_email", sa.LargeBinary(), nullable=False),
        sa.Column("deputy_name", sa.LargeBinary(), nullable=False),
        sa.Column("deputy_email", sa.LargeBinary(), nullable=False),
        sa.Column("hours_from", sa.Time(), nullable=False),
        sa.Column("hours_to", sa.Time(), nullable=False),
        sa.PrimaryKeyConstraint("school_id", name=op.f("pk_safeguarding_contact")),
    )
    op.create_table(
        "school",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("urn", sa.String(length=6), nullable=True),
        sa.Column(
            "demo_name",
            sa.String(length=32),
            nullable=True,
            comment="set only on a fictional school that we load",
        ),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("travel_limit_miles", sa.Integer(), nullable=False),
        sa.Column(
            "telegram_from_age",
            sa.Integer(),
            nullable=True,
            comment="years, by date of birth; None: Telegram is switched off",
        ),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("telegram_from_age >= 13", name=op.f("ck_school_telegram_age")),
        sa.CheckConstraint("travel_limit_miles > 0", name=op.f("ck_school_travel_limit_positive")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_school")),
        sa.UniqueConstraint("demo_name", name=op.f("uq_school_demo_name")),
        sa.UniqueConstraint("urn", name=op.f("uq_school_urn")),
    )
    op.create_table(
        "secret",
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("value", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_secret")),
    )
    op.create_table(
        "sign_in_attempt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("email_hash", sa.String(length=64), nullable=False, comment="SHA-256"),
        sa.Column("address_hash", sa.String(length=64), nullable=False, comment="SHA-256"),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_attempt")),
    )
    with op.batch_alter_table("sign_in_attempt", schema=None) as batch_op:
        batch_op.create_index("ix_sign_in_attempt_address", ["address_hash", "at"], unique=False)
        batch_op.create_index(batch_op.f("ix_sign_in_attempt_at"), ["at"], unique=False)
        batch_op.create_index("ix_sign_in_attempt_email", ["email_hash", "at"], unique=False)

    op.create_table(
        "employer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "school_id",
            sa.Integer(),
            nullable=True,
            comment="whose students alone see it; None: every school's",
        ),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("sector", sa.String(length=64), nullable=False, comment="id in careers/content"),
        sa.Column(
            "size", sa.String(length=16), nullable=False, comment="micro, small, medium or large"
        ),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_employer_school_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_employer")),
        sa.UniqueConstraint("school_id", "name", name=op.f("uq_employer_school_id_name")),
    )
    op.create_table(
        "inbox",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("turn_id", sa.String(length=64), nullable=False),
        sa.Column("chat_key", sa.String(length=64), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("update_id", sa.String(length=128), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=True),
        sa.Column(
            "shown",
            sa.LargeBinary(),
            nullable=True,
            comment="what the student sees as their own words; None: nothing",
        ),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("not_before", sa.DateTime(timezone=True), nullable=True),
        sa.Column("told_late_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["chat_key"], ["chat.key"], name=op.f("fk_inbox_chat_key"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inbox")),
        sa.UniqueConstraint("channel", "update_id", name=op.f("uq_inbox_channel_update_id")),
        sa.UniqueConstraint("turn_id", name=op.f("uq_inbox_turn_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("inbox", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_inbox_received_at"), ["received_at"], unique=False)
        batch_op.create_index("ix_inbox_waiting", ["state", "chat_key", "id"], unique=False)

    op.create_table(
        "roster_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("date_of_birth", sa.LargeBinary(), nullable=False, comment="ISO 8601"),
        sa.Column("year_group", sa.Integer(), nullable=False),
        sa.Column(
            "known_in",
            sa.Integer(),
            nullable=False,
            comment="first year of the school year it is true for",
        ),
        sa.Column("tutor_group", sa.String(length=32), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("year_group BETWEEN 7 AND 13", name=op.f("ck_roster_entry_year_group")),
        sa.ForeignKeyConstraint(
            ["school_id"], ["school.id"], name=op.f("fk_roster_entry_school_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roster_entry")),
    )
    with op.batch_alter_table("roster_entry", schema=None) as batch_op:
        batch_op.create_index(
            "ix_roster_entry_school_year", ["school_id", "year_group"], unique=False
        )

    op.create_table(
        "safeguarding_alert_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("alert_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=True, comment="None: the software itself"),
        sa.Column("text", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["alert_id"],
            ["safeguarding_alert.id"],
            name=op.f("fk_safeguarding_alert_event_alert_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_safeguarding_alert_event")),
    )
    with op.batch_alter_table("safeguarding_alert_event", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_safeguarding_alert_event_alert_id"), ["alert_id"], unique=False
        )

    op.create_table(
        "staff",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False, comment="lower case"),
        sa.Column("password_hash", sa.String(length=256), nullable=False, comment="argon2id"),
        sa.Column("roles", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_staff_school_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff")),
        sa.UniqueConstraint("email", name=op.f("uq_staff_email")),
    )
    with op.batch_alter_table("staff", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_staff_school_id"), ["school_id"], unique=False)

    op.create_table(
        "join_code",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("roster_entry_id", sa.Integer(), nullable=True),
        sa.Column(
            "pool_year", sa.Integer(), nullable=True, comment="binds the next free student of it"
        ),
        sa.Column("code", sa.LargeBinary(), nullable=False, comment="to print it again"),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(roster_entry_id IS NULL) <> (pool_year IS NULL)",
            name=op.f("ck_join_code_entry_or_pool"),
        ),
        sa.ForeignKeyConstraint(
            ["roster_entry_id"],
            ["roster_entry.id"],
            name=op.f("fk_join_code_roster_entry_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_join_code_school_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_join_code")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_join_code_code_hash")),
    )
    with op.batch_alter_table("join_code", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_join_code_roster_entry_id"), ["roster_entry_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_join_code_school_id"), ["school_id"], unique=False)

    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("chat_key", sa.String(length=64), nullable=False),
        sa.Column("inbox_id", sa.Integer(), nullable=True),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("unique_key", sa.String(length=128), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "sent_at", sa.DateTime(timezone=True), nullable=True, comment="when the channel took it"
        ),
        sa.ForeignKeyConstraint(
            ["chat_key"], ["chat.key"], name=op.f("fk_outbox_chat_key"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["inbox_id"], ["inbox.id"], name=op.f("fk_outbox_inbox_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.UniqueConstraint("unique_key", name=op.f("uq_outbox_unique_key")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.create_index("ix_outbox_chat", ["chat_key", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_outbox_created_at"), ["created_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_outbox_inbox_id"), ["inbox_id"], unique=False)

    op.create_table(
        "site",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("employer_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("town", sa.String(length=100), nullable=False),
        sa.Column("lat", sa.Double(), nullable=False, comment="WGS 84, decimal degrees"),
        sa.Column("lon", sa.Double(), nullable=False, comment="WGS 84, decimal degrees"),
        sa.CheckConstraint("lat BETWEEN -90 AND 90", name=op.f("ck_site_lat")),
        sa.CheckConstraint("lon BETWEEN -180 AND 180", name=op.f("ck_site_lon")),
        sa.ForeignKeyConstraint(
            ["employer_id"], ["employer.id"], name=op.f("fk_site_employer_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_site")),
    )
    with op.batch_alter_table("site", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_site_employer_id"), ["employer_id"], unique=False)

    op.create_table(
        "staff_session",
        sa.Column("token_hash", sa.String(length=64), nullable=False, comment="SHA-256"),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_staff_session_staff_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_staff_session")),
    )
    with op.batch_alter_table("staff_session", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_staff_session_created_at"), ["created_at"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_staff_session_staff_id"), ["staff_id"], unique=False)

    op.create_table(
        "student",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=True),
        sa.Column("roster_entry_id", sa.Integer(), nullable=True),
        sa.Column("place_name", sa.LargeBinary(), nullable=True),
        sa.Column(
            "place_lat", sa.Double(), nullable=True, comment="WGS 84, rounded to 0.01 degrees"
        ),
        sa.Column(
            "place_lon", sa.Double(), nullable=True, comment="WGS 84, rounded to 0.01 degrees"
        ),
        sa.Column("place_is_exact", sa.Boolean(), nullable=False),
        sa.Column("interests", sa.LargeBinary(), nullable=False),
        sa.Column(
            "answered",
            sa.JSON(),
            nullable=False,
            comment="profile questions answered or skipped, never the answers",
        ),
        sa.Column("skipped", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["roster_entry_id"], ["roster_entry.id"], name=op.f("fk_student_roster_entry_id")
        ),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_student_school_id")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_student")),
        sa.UniqueConstraint("roster_entry_id", name=op.f("uq_student_roster_entry_id")),
    )
    with op.batch_alter_table("student", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_student_last_seen_at"), ["last_seen_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_student_school_id"), ["school_id"], unique=False)

    op.create_table(
        "turn",
        sa.Column("inbox_id", sa.Integer(), nullable=False),
        sa.Column("chat_key", sa.String(length=64), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=True),
        sa.Column(
            "answered_by", sa.String(length=16), nullable=False, comment="bot, rules or staff"
        ),
        sa.Column("intent", sa.String(length=64), nullable=True),
        sa.Column("confidence", sa.Double(), nullable=True, comment="0..1"),
        sa.Column("understanding", sa.LargeBinary(), nullable=True, comment="ranking and entities"),
        sa.Column("latency_ms", sa.Integer(), nullable=False, comment="received to answered"),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["chat_key"], ["chat.key"], name=op.f("fk_turn_chat_key"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["inbox_id"], ["inbox.id"], name=op.f("fk_turn_inbox_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("inbox_id", name=op.f("pk_turn")),
    )
    with op.batch_alter_table("turn", schema=None) as batch_op:
        batch_op.create_index("ix_turn_chat", ["chat_key", "inbox_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_turn_created_at"), ["created_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_turn_intent"), ["intent"], unique=False)

    op.create_table(
        "adviser_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("student_key", sa.String(length=64), nullable=False),
        sa.Column(
            "chat_key",
            sa.String(length=64),
            nullable=False,
            comment="where the student asked, and hears an answer",
        ),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["closed_by"], ["staff.id"], name=op.f("fk_adviser_request_closed_by")
        ),
        sa.ForeignKeyConstraint(
            ["school_id"], ["school.id"], name=op.f("fk_adviser_request_school_id")
        ),
        sa.ForeignKeyConstraint(
            ["student_key"], ["student.key"], name=op.f("fk_adviser_request_student_key")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_adviser_request")),
    )
    with op.batch_alter_table("adviser_request", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_adviser_request_closed_by"), ["closed_by"], unique=False
        )
        batch_op.create_index("ix_adviser_request_open", ["school_id", "closed_at"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_adviser_request_student_key"), ["student_key"], unique=False
        )

    op.create_table(
        "button",
        sa.Column("token", sa.String(length=32), nullable=False),
        sa.Column("chat_key", sa.String(length=64), nullable=False),
        sa.Column("outbox_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.LargeBinary(), nullable=False),
        sa.Column("payload", sa.LargeBinary(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["chat_key"], ["chat.key"], name=op.f("fk_button_chat_key"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["outbox_id"], ["outbox.id"], name=op.f("fk_button_outbox_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("token", name=op.f("pk_button")),
    )
    with op.batch_alter_table("button", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_button_chat_key"), ["chat_key"], unique=False)

    op.create_table(
        "slot",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("sector", sa.String(length=64), nullable=False, comment="id in careers/content"),
        sa.Column("lat", sa.Double(), nullable=False, comment="WGS 84, decimal degrees"),
        sa.Column("lon", sa.Double(), nullable=False, comment="WGS 84, decimal degrees"),
        sa.Column(
            "year_bits", sa.Integer(), nullable=False, comment="bit 0 is Year 7, bit 6 is Year 13"
        ),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("seats_taken", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=True, comment="as of the employer"),
        sa.Column("risk_level", sa.String(length=32), nullable=False),
        sa.Column("insurance_expires_on", sa.Date(), nullable=True),
        sa.Column(
            "is_insurance_exempt",
            sa.Boolean(),
            nullable=False,
            comment="most public bodies need no employers' liability insurance",
        ),
        sa.Column("daily_from", sa.Time(), nullable=False),
        sa.Column(
            "daily_to", sa.Time(), nullable=False, comment="not after daily_from: over midnight"
        ),
        sa.Column("hours", sa.Double(), nullable=False, comment="in all, breaks not counted"),
        sa.Column("employer_id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("town", sa.String(length=100), nullable=False),
        sa.Column(
            "demo_key",
            sa.String(length=64),
            nullable=True,
            comment="which demo slot it is, so that a reload moves it",
        ),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column("what_you_will_do", sa.Text(), nullable=False),
        sa.Column("needs", sa.Text(), nullable=False, comment="what to bring, wear or know"),
        sa.Column("access", sa.Text(), nullable=False, comment="facilities for access needs"),
        sa.CheckConstraint("ends_on >= starts_on", name=op.f("ck_slot_dates_in_order")),
        sa.CheckConstraint("hours > 0", name=op.f("ck_slot_hours_positive")),
        sa.CheckConstraint("seats > 0", name=op.f("ck_slot_seats_positive")),
        sa.CheckConstraint("seats_taken BETWEEN 0 AND seats", name=op.f("ck_slot_never_oversold")),
        sa.CheckConstraint("year_bits BETWEEN 1 AND 127", name=op.f("ck_slot_year_bits")),
        sa.ForeignKeyConstraint(
            ["employer_id"], ["employer.id"], name=op.f("fk_slot_employer_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["site_id"], ["site.id"], name=op.f("fk_slot_site_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_slot")),
        sa.UniqueConstraint("demo_key", name=op.f("uq_slot_demo_key")),
    )
    with op.batch_alter_table("slot", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_slot_employer_id"), ["employer_id"], unique=False)
        batch_op.create_index(
            "ix_slot_filter",
            [
                "starts_on",
                "id",
                "state",
                "kind",
                "year_bits",
                "lat",
                "lon",
                "sector",
                "seats",
                "seats_taken",
                "school_id",
                "risk_level",
                "insurance_expires_on",
                "is_insurance_exempt",
            ],
            unique=False,
        )
        batch_op.create_index("ix_slot_place", ["lat", "lon"], unique=False)
        batch_op.create_index("ix_slot_sector", ["sector", "starts_on", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_slot_site_id"), ["site_id"], unique=False)

    op.create_table(
        "application",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("student_key", sa.String(length=64), nullable=False),
        sa.Column("slot_id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column(
            "reason", sa.LargeBinary(), nullable=True, comment="of a refusal, for the student"
        ),
        sa.Column("applied_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["school_id"], ["school.id"], name=op.f("fk_application_school_id")
        ),
        sa.ForeignKeyConstraint(["slot_id"], ["slot.id"], name=op.f("fk_application_slot_id")),
        sa.ForeignKeyConstraint(
            ["student_key"], ["student.key"], name=op.f("fk_application_student_key")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application")),
        sa.UniqueConstraint(
            "student_key", "slot_id", name=op.f("uq_application_student_key_slot_id")
        ),
    )
    with op.batch_alter_table("application", schema=None) as batch_op:
        batch_op.create_index("ix_application_school_state", ["school_id", "state"], unique=False)
        batch_op.create_index(batch_op.f("ix_application_slot_id"), ["slot_id"], unique=False)

    op.create_table(
        "slot_occupation",
        sa.Column("occupation", sa.String(length=64), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("slot_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["slot_id"], ["slot.id"], name=op.f("fk_slot_occupation_slot_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint(
            "occupation", "starts_on", "slot_id", name=op.f("pk_slot_occupation")
        ),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("slot_occupation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_slot_occupation_slot_id"), ["slot_id"], unique=False)

    op.create_table(
        "slot_word",
        sa.Column("word", sa.String(length=32), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("slot_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["slot_id"], ["slot.id"], name=op.f("fk_slot_word_slot_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("word", "starts_on", "slot_id", name=op.f("pk_slot_word")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("slot_word", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_slot_word_slot_id"), ["slot_id"], unique=False)

    op.create_table(
        "application_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column(
            "staff_id", sa.Integer(), nullable=True, comment="None: the student, or nobody in time"
        ),
        sa.Column("reason", sa.LargeBinary(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["application.id"],
            name=op.f("fk_application_event_application_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_application_event_staff_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application_event")),
    )
    with op.batch_alter_table("application_event", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_application_event_application_id"), ["application_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_application_event_staff_id"), ["staff_id"], unique=False
        )


def downgrade() -> None:
    with op.batch_alter_table("application_event", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_application_event_staff_id"))
        batch_op.drop_index(batch_op.f("ix_application_event_application_id"))

    op.drop_table("application_event")
    with op.batch_alter_table("slot_word", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_slot_word_slot_id"))

    op.drop_table("slot_word")
    with op.batch_alter_table("slot_occupation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_slot_occupation_slot_id"))

    op.drop_table("slot_occupation")
    with op.batch_alter_table("application", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_application_slot_id"))
        batch_op.drop_index("ix_application_school_state")

    op.drop_table("application")
    with op.batch_alter_table("slot", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_slot_site_id"))
        batch_op.drop_index("ix_slot_sector")
        batch_op.drop_index("ix_slot_place")
        batch_op.drop_index("ix_slot_filter")
        batch_op.drop_index(batch_op.f("ix_slot_employer_id"))

    op.drop_table("slot")
    with op.batch_alter_table("button", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_button_chat_key"))

    op.drop_table("button")
    with op.batch_alter_table("adviser_request", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_adviser_request_student_key"))
        batch_op.drop_index("ix_adviser_request_open")
        batch_op.drop_index(batch_op.f("ix_adviser_request_closed_by"))

    op.drop_table("adviser_request")
    with op.batch_alter_table("turn", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_turn_intent"))
        batch_op.drop_index(batch_op.f("ix_turn_created_at"))
        batch_op.drop_index("ix_turn_chat")

    op.drop_table("turn")
    with op.batch_alter_table("student", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_student_school_id"))
        batch_op.drop_index(batch_op.f("ix_student_last_seen_at"))

    op.drop_table("student")
    with op.batch_alter_table("staff_session", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_staff_session_staff_id"))
        batch_op.drop_index(batch_op.f("ix_staff_session_created_at"))

    op.drop_table("staff_session")
    with op.batch_alter_table("site", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_site_employer_id"))

    op.drop_table("site")
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_outbox_inbox_id"))
        batch_op.drop_index(batch_op.f("ix_outbox_created_at"))
        batch_op.drop_index("ix_outbox_chat")

    op.drop_table("outbox")
    with op.batch_alter_table("join_code", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_join_code_school_id"))
        batch_op.drop_index(batch_op.f("ix_join_code_roster_entry_id"))

    op.drop_table("join_code")
    with op.batch_alter_table("staff", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_staff_school_id"))

    op.drop_table("staff")
    with op.batch_alter_table("safeguarding_alert_event", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_safeguarding_alert_event_alert_id"))

    op.drop_table("safeguarding_alert_event")
    with op.batch_alter_table("roster_entry", schema=None) as batch_op:
        batch_op.drop_index("ix_roster_entry_school_year")

    op.drop_table("roster_entry")
    with op.batch_alter_table("inbox", schema=None) as batch_op:
        batch_op.drop_index("ix_inbox_waiting")
        batch_op.drop_index(batch_op.f("ix_inbox_received_at"))

    op.drop_table("inbox")
    op.drop_table("employer")
    with op.batch_alter_table("sign_in_attempt", schema=None) as batch_op:
        batch_op.drop_index("ix_sign_in_attempt_email")
        batch_op.drop_index(batch_op.f("ix_sign_in_attempt_at"))
        batch_op.drop_index("ix_sign_in_attempt_address")

    op.drop_table("sign_in_attempt")
    op.drop_table("secret")
    op.drop_table("school")
    op.drop_table("safeguarding_contact")
    with op.batch_alter_table("safeguarding_alert", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_safeguarding_alert_student_key"))
        batch_op.drop_index("ix_safeguarding_alert_queue")
        batch_op.drop_index(batch_op.f("ix_safeguarding_alert_closed_at"))

    op.drop_table("safeguarding_alert")
    op.drop_table("rasa_tracker")
    with op.batch_alter_table("join_attempt", schema=None) as batch_op:
        batch_op.drop_index("ix_join_attempt_chat")
        batch_op.drop_index(batch_op.f("ix_join_attempt_at"))

    op.drop_table("join_attempt")
    op.drop_table("job_run")
    with op.batch_alter_table("job", schema=None) as batch_op:
        batch_op.drop_index("ix_job_due")

    op.drop_table("job")
    with op.batch_alter_table("effect", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_effect_created_at"))

    op.drop_table("effect")
    with op.batch_alter_table("chat", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_chat_student_key"))
        batch_op.drop_index(batch_op.f("ix_chat_school_id"))
        batch_op.drop_index(batch_op.f("ix_chat_last_seen_at"))

    op.drop_table("chat")
