"""`/samenspel peiling`: quality, triangles and areas together, for whoever steers. Totals: nobody is named."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy.orm import Session

from bot.chat.replies import Reply, Say
from bot.chat.requests import Request
from bot.chat.texts import speech
from bot.people.steering import only_who_steer
from bot.quality import cards, rules
from bot.quality.cards import Survey
from glossary import QualitySource, Quarter
from storage.learning import area_reports, pulses, quality
from storage.register import areas

A_YEAR = dt.timedelta(days=365)


def show(request: Request, db: Session) -> Sequence[Reply]:
    only_who_steer(request, db)
    return [Say(cards.survey(speech(request.language), survey(db, request.today)))]


def survey(db: Session, today: dt.date) -> Survey:
    rows = quality.measured(db)
    participants = [row for row in rows if row.source is QualitySource.PARTICIPANTS]
    last = {row.project_id: row.measured_on for row in reversed(participants)}
    over = Quarter.of(today).before
    reports = area_reports.area_reports(db, over.code)
    said = {each.area_code: each.score for each in reports if each.answered_on and each.score}
    managed = {line.area_code: line.area for line in area_reports.managed_areas(db)}
    names = managed | areas.names_of_areas(db, said.keys() - managed.keys())
    pulse = pulses.pulse_total(db, rules.LEAST_OF_TRIANGLE, today - A_YEAR)
    means = {question: getattr(pulse, question) / pulse.answers for question in cards.QUESTIONS if pulse.answers}
    return Survey(
        participants=participants,
        team=[row for row in rows if row.source is QualitySource.TEAM],
        silence=rules.silence(participants, quality.last_answered(db, last), today),
        triangles=(pulse.answers, means),
        quarter=over,
        areas={names[code]: score for code, score in sorted(said.items())},
        missing=[name for code, name in managed.items() if code not in said],
    )
