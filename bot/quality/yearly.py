"""Quality on the page of a year: what participants thought, all their projects together. Teams are not on it."""

import datetime as dt
from collections.abc import Iterator

from sqlalchemy.orm import Session

from bot.chat.texts import speech
from bot.drawing import Bar, Bars
from bot.quality import rules
from glossary import QualitySource, scores
from storage.learning import quality


def pictures(language: str, first: dt.date, last: dt.date, db: Session) -> Iterator[Bars]:
    """None where nothing was measured that year."""
    rows = [
        row
        for row in quality.measured(db)
        if row.source is QualitySource.PARTICIPANTS and first <= row.measured_on <= last
    ]
    t = speech(language)
    found = {scale: mean for scale in rules.SCALES if (mean := rules.mean(rows, scale))}
    bars = tuple(
        Bar(
            str(t(f"quality.year.{scale}", n=mean.answers)),
            round(mean.value * 10),
            str(t("quality.year.score", score=mean.value)),
        )
        for scale, mean in found.items()
    )
    if bars:
        yield Bars(str(t("quality.year.title")), bars, str(t("quality.year.note")), scores.HIGHEST)
