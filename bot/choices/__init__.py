"""What a municipality chooses: when Samenspel acts by itself, when it is quiet, and the numbers of the rules."""

from bot.chat.feature import Feature
from bot.choices import numbers, quiet_hours, times

FEATURE = Feature(
    name="choices",
    actions={
        "choices.jobs": times.jobs,
        "choices.job": times.job,
        "choices.save_job": times.save,
        "choices.quiet": quiet_hours.hours,
        "choices.save_quiet": quiet_hours.save,
        "choices.features": numbers.features,
        "choices.feature": numbers.feature,
        "choices.save_feature": numbers.save,
    },
)
