"""What Samenspel remembers: tables on top of each file, the questions that can be asked of them below."""

# All subjects together: their tables refer to each other, whichever is imported first.
from storage import settings
from storage.database import Base
from storage.learning import buddies, knowledge, sessions
from storage.messages import (
    backlog,
    clocks,
    conversations,
    hosted_files,
    nudges,
    outbox,
    overviews,
    rate_limits,
    reminders,
    schedule,
    uploads,
)
from storage.people import audit, identity, people
from storage.register import (
    areas,
    changes,
    column_choices,
    drafts,
    feedback,
    joint_proposals,
    moments,
    projects,
    vacancies,
)
from storage.reports import findings, steering, weekly
from storage.search import indexing

METADATA = Base.metadata

__all__ = [
    "METADATA",
    "areas",
    "audit",
    "backlog",
    "buddies",
    "changes",
    "clocks",
    "column_choices",
    "conversations",
    "drafts",
    "feedback",
    "findings",
    "hosted_files",
    "identity",
    "indexing",
    "joint_proposals",
    "knowledge",
    "moments",
    "nudges",
    "outbox",
    "overviews",
    "people",
    "projects",
    "rate_limits",
    "reminders",
    "schedule",
    "sessions",
    "settings",
    "steering",
    "uploads",
    "vacancies",
    "weekly",
]
