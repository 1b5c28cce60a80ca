"""What Samenspel remembers: tables on top of each file, the questions that can be asked of them below."""

# All subjects together: their tables refer to each other, whichever is imported first.
from storage import (
    areas,
    changes,
    drafts,
    feedback,
    identity,
    indexing,
    joining,
    knowledge,
    lanes,
    moments,
    nudges,
    outbox,
    overviews,
    people,
    projects,
    reminders,
    schedule,
    settings,
    steering,
    vacancies,
    waiting,
    weekly,
)
from storage.database import Base

METADATA = Base.metadata

__all__ = [
    "METADATA",
    "areas",
    "changes",
    "drafts",
    "feedback",
    "identity",
    "indexing",
    "joining",
    "knowledge",
    "lanes",
    "moments",
    "nudges",
    "outbox",
    "overviews",
    "people",
    "projects",
    "reminders",
    "schedule",
    "settings",
    "steering",
    "vacancies",
    "waiting",
    "weekly",
]
