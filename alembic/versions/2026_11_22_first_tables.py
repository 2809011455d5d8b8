"""First tables: people and children, checks, consent, events in, deliveries out."""

from __future__ import annotations

import sqlalchemy as sa

from alembic import op

revision = "2026_11_22_first_tables"
down_revision = None
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _create_people()
    _create_checks()
    _create_events()
    _create_deliveries()


def downgrade() -> None:
    for table in (
        "delivery", "inbound_event", "answer", "development_check", "consent", "caregiver_link",
        "child", "person",
    ):  # fmt: skip
        op.drop_table(table)


def _create_people() -> None:
    op.create_table(
        "person",
        sa.Column("line_id", sa.String(33), nullable=False),
        sa.Column("language", sa.String(2)),
        sa.Column("blocked", sa.Boolean, nullable=False),
        sa.Column("muted", sa.Boolean, nullable=False),
        sa.Column("position", sa.JSON(none_as_null=True)),
        sa.Column("last_event_ms", sa.BigInteger, nullable=False),
        sa.Column("held_until", MOMENT),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("line_id", name="pk_person"),
    )
    op.create_table(
        "child",
        sa.Column("child_id", sa.Uuid, nullable=False),
        sa.Column("nickname", sa.LargeBinary),
        sa.Column("birth_date", sa.Date),
        sa.Column("weeks_early", sa.SmallInteger, nullable=False),
        sa.Column("keeps_checks", sa.Boolean, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("child_id", name="pk_child"),
    )
    op.create_table(
        "caregiver_link",
        sa.Column("person_key", sa.String(33), nullable=False),
        sa.Column("child_id", sa.Uuid, nullable=False),
        sa.Column("relation", sa.String(8), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("person_key", "child_id", name="pk_caregiver_link"),
        _reference("caregiver_link", "person_key", "person", "line_id"),
        _reference("caregiver_link", "child_id", "child", "child_id"),
    )
    op.create_index("ix_caregiver_link_child_id", "caregiver_link", ["child_id"])
    op.create_table(
        "consent",
        sa.Column("consent_id", sa.Uuid, nullable=False),
        sa.Column("person_key", sa.String(33), nullable=False),
        sa.Column("child_id", sa.Uuid, nullable=False),
        sa.Column("purpose", sa.String(16), nullable=False),
        sa.Column("relation", sa.String(8), nullable=False),
        sa.Column("version", sa.SmallInteger, nullable=False),
        sa.Column("given_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("consent_id", name="pk_consent"),
        _reference("consent", "person_key", "person", "line_id"),
        _reference("consent", "child_id", "child", "child_id"),
    )
    op.create_index("ix_consent_person_key", "consent", ["person_key"])
    op.create_index("ix_consent_child_id", "consent", ["child_id"])


def _create_checks() -> None:
    op.create_table(
        "development_check",
        sa.Column("check_id", sa.Uuid, nullable=False),
        sa.Column("child_id", sa.Uuid, nullable=False),
        sa.Column("band", sa.SmallInteger, nullable=False),
        sa.Column("started_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("check_id", name="pk_development_check"),
        _reference("development_check", "child_id", "child", "child_id"),
    )
    op.create_index("ix_development_check_child_id", "development_check", ["child_id"])
    op.create_table(
        "answer",
        sa.Column("check_id", sa.Uuid, nullable=False),
        sa.Column("item", sa.SmallInteger, nullable=False),
        sa.Column("answer", sa.String(8), nullable=False),
        sa.Column("answered_ms", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("check_id", "item", name="pk_answer"),
        _reference("answer", "check_id", "development_check", "check_id"),
        sa.CheckConstraint("answer IN ('yes', 'not_yet', 'not_sure')", name="ck_answer_answer"),
    )


def _create_events() -> None:
    op.create_table(
        "inbound_event",
        sa.Column("event_id", sa.String(64), nullable=False),
        sa.Column("person_key", sa.String(33)),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("occurred_ms", sa.BigInteger, nullable=False),
        sa.Column("received_at", MOMENT, nullable=False),
        sa.Column("body", sa.LargeBinary),
        sa.Column("attempts", sa.SmallInteger, nullable=False),
        sa.Column("handled_at", MOMENT),
        sa.Column("set_aside_at", MOMENT),
        sa.PrimaryKeyConstraint("event_id", name="pk_inbound_event"),
    )
    waiting = sa.text("handled_at IS NULL AND set_aside_at IS NULL")
    op.create_index(
        "ix_inbound_event_waiting",
        "inbound_event",
        ["person_key"],
        postgresql_where=waiting,
        sqlite_where=waiting,
    )
    aside = sa.text("set_aside_at IS NOT NULL")
    op.create_index(
        "ix_inbound_event_aside",
        "inbound_event",
        ["person_key"],
        postgresql_where=aside,
        sqlite_where=aside,
    )
    op.create_index(
        "ix_inbound_event_handled_at", "inbound_event", ["handled_at"], postgresql_using="brin"
    )


def _create_deliveries() -> None:
    op.create_table(
        "delivery",
        sa.Column("delivery_id", sa.Uuid, nullable=False),
        sa.Column("kind", sa.String(9), nullable=False),
        sa.Column("person_key", sa.String(33)),
        sa.Column("recipients", sa.JSON, nullable=False),
        sa.Column("messages", sa.LargeBinary, nullable=False),
        sa.Column("event_id", sa.String(64)),
        sa.Column("reply_token", sa.Text),
        sa.Column("reply_until", MOMENT),
        sa.Column("danger", sa.Boolean, nullable=False),
        sa.Column("attempts", sa.SmallInteger, nullable=False),
        sa.Column("unsure", sa.Boolean, nullable=False),
        sa.Column("first_attempt_at", MOMENT),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("leased_until", MOMENT),
        sa.Column("settled_at", MOMENT),
        sa.Column("outcome", sa.String(8)),
        sa.Column("request_id", sa.String(64)),
        sa.PrimaryKeyConstraint("delivery_id", name="pk_delivery"),
        sa.CheckConstraint("kind IN ('reply', 'push', 'multicast')", name="ck_delivery_kind"),
        sa.CheckConstraint(
            "outcome IN ('accepted', 'unknown', 'refused')", name="ck_delivery_outcome"
        ),
    )
    waiting = sa.text("settled_at IS NULL")
    op.create_index(
        "ix_delivery_waiting",
        "delivery",
        ["due_at"],
        postgresql_where=waiting,
        sqlite_where=waiting,
    )
    op.create_index("ix_delivery_settled_at", "delivery", ["settled_at"], postgresql_using="brin")


def _reference(table: str, column: str, other: str, key: str) -> sa.ForeignKeyConstraint:
    name = f"fk_{table}_{column}_{other}"
    return sa.ForeignKeyConstraint([column], [f"{other}.{key}"], name=name, ondelete="CASCADE")
