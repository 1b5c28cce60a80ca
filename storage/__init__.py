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
)
from storage.people import audit, identity, people
from storage.register import (
    agreements,
    areas,
    asked_to_tell,
    changes,
    drafts,
    feedback,
    help_offers,
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
    "agreements",
    "areas",
    "asked_to_tell",
    "audit",
    "backlog",
    "buddies",
    "changes",
    "clocks",
    "conversations",
    "drafts",
    "feedback",
    "findings",
    "help_offers",
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
    "vacancies",
    "weekly",
]
