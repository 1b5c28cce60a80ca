"""The list of all features: the only line that a new feature adds."""

from bot import (
    baseline,
    buddies,
    calendars,
    choices,
    daily,
    knowledge,
    load,
    meeting,
    moments,
    overview,
    people,
    projects,
    public,
    quality,
    questions,
    thanks,
    undelivered,
    vision,
    welcome,
)
from bot.transfer import feature as transfer
from bot.writing import feature as writing

FEATURES = (
    people.FEATURE,
    undelivered.FEATURE,
    projects.FEATURE,
    baseline.FEATURE,
    moments.FEATURE,
    writing.FEATURE,
    public.FEATURE,
    calendars.FEATURE,
    load.FEATURE,
    transfer.FEATURE,
    buddies.FEATURE,
    knowledge.FEATURE,
    questions.FEATURE,
    thanks.FEATURE,
    welcome.FEATURE,
    quality.FEATURE,
    overview.FEATURE,
    meeting.FEATURE,
    vision.FEATURE,
    daily.FEATURE,
    choices.FEATURE,
)
