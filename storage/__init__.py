"""What Samenspel remembers: tables on top of each file, the questions that can be asked of them below."""

# All subjects together: their tables refer to each other, whichever is imported first.
from storage import settings
from storage.database import Base
from storage.learning import buddies, festivals, how_to, knowledge, questions, sessions
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
from storage.people import audit, identity, newcomers, people
from storage.register import (
    agreements,
    areas,
    around_moments,
    asked_to_tell,
    baselines,
    changes,
    column_choices,
    drafts,
    feedback,
    help_offers,
    joint_proposals,
    moments,
    outcomes,
    projects,
    step_marks,
    text_asks,
    text_words,
    thanks,
    vacancies,
)
from storage.reports import findings, steering, weekly
from storage.search import indexing

METADATA = Base.metadata

__all__ = [
    "METADATA",
    "agreements",
    "areas",
    "around_moments",
    "asked_to_tell",
    "audit",
    "backlog",
    "baselines",
    "buddies",
    "changes",
    "clocks",
    "column_choices",
    "conversations",
    "drafts",
    "feedback",
    "festivals",
    "findings",
    "help_offers",
    "hosted_files",
    "how_to",
    "identity",
    "indexing",
    "joint_proposals",
    "knowledge",
    "moments",
    "newcomers",
    "nudges",
    "outbox",
    "outcomes",
    "overviews",
    "people",
    "projects",
    "questions",
    "rate_limits",
    "reminders",
    "schedule",
    "sessions",
    "settings",
    "steering",
    "step_marks",
    "text_asks",
    "text_words",
    "thanks",
    "uploads",
    "vacancies",
    "weekly",
]
