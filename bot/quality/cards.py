"""What people see of quality: of a project, of triangles together, of areas."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.chat import editing
from bot.chat.cards import Block, Bullets, Button, Card, Choices, Heading, Note, Paragraph, Row, Text, typed
from bot.chat.editing import Spec
from bot.chat.forms import Field, Form, Option
from bot.chat.texts import Speech
from bot.quality import rules
from bot.quality.rules import Mean, Silence
from glossary import QualitySource, Quarter

if TYPE_CHECKING:
    from storage.learning.area_reports import AreaReport
    from storage.learning.quality import Measured
    from storage.register.projects import Project

QUESTIONS = ("together", "tasks", "again")
"""To a triangle; as the sums of the answers are called."""
SCORES = tuple(str(score) for score in range(1, 6))
LONGEST = 500
LONGEST_SCORE = 20
"""Whoever types too many decimals is told what a score is, not how many signs there may be."""

MEASURED = (
    Spec("measured_on", "date", required=True),
    Spec("answers", "number", required=True),
    Spec("process", "text", longest=LONGEST_SCORE),
    Spec("result", "text", longest=LONGEST_SCORE),
    Spec("support", "text", longest=LONGEST_SCORE),
    Spec("what_changed", "long_text", longest=LONGEST),
)
"""What is filled in of one measurement."""


# A project


def project(t: Speech, project: "Project", rows: "Sequence[Measured]", may_edit: bool) -> Card:
    me = {"id": str(project.id)}
    body: list[Block] = [Paragraph(typed(project.name))]
    for row in rows:
        change = Button(t("quality.change"), "quality.edit", {"measured": str(row.id)})
        body.append(Row(_measured(t, row), change if may_edit else None))
    if not rows:
        body.append(Paragraph(t("quality.nothing_yet")))
    participants, team = QualitySource
    if rows or may_edit:
        body.append(Note(t("quality.least", participants=participants.least, team=team.least)))
    fill_in = (
        Button(t("quality.fill_in.participants"), "quality.new", {**me, "source": participants.value}, "primary"),
        Button(t("quality.fill_in.team"), "quality.new", {**me, "source": team.value}),
    )
    show = Button(t("quality.to_project"), "project.show", me)
    return Card(
        t("quality.title"),
        tuple(body),
        (*(fill_in if may_edit else ()), show),
        Button(t("quality.title"), "quality.show", me),
    )


def _measured(t: Speech, row: "Measured") -> Text:
    scales = [
        t(f"quality.scale.{scale}", score=tenths / 10)
        for scale in rules.SCALES
        if (tenths := getattr(row, scale)) is not None
    ]
    key = "quality.measured" if scales else "quality.without_scores"
    said = t(key, source=row.source, n=row.answers, date=row.measured_on, scales=t.joined(scales))
    return t.in_a_row([said, t("quality.changed", what=row.what_changed)]) if row.what_changed else said


def form(t: Speech, name: str, source: QualitySource, codes: Mapping[str, str], args: Mapping[str, str]) -> Form:
    fields = tuple(editing.field(t, "quality", spec, codes.get(spec.key, ""), {}) for spec in MEASURED)
    text = Paragraph(t(f"quality.form.{source.value}", project=name, n=source.least))
    return Form(t("quality.title"), fields, t("chat.save"), "quality.save", {**args, "source": source.value}, (text,))


# All of it, for whoever steers


@dataclass(frozen=True, slots=True)
class Survey:
    """participants, team: measurements, which are never mixed. triangles: how many answered, and means by question.

    areas: score by the name of the area; missing: names. quarter: that they are about.
    """

    participants: "Sequence[Measured]"
    team: "Sequence[Measured]"
    silence: Silence
    triangles: tuple[int, Mapping[str, float]]
    quarter: Quarter
    areas: Mapping[str, int]
    missing: Sequence[str]


def survey(t: Speech, found: Survey) -> Card:
    body: list[Block] = []
    for source, rows in ((QualitySource.PARTICIPANTS, found.participants), (QualitySource.TEAM, found.team)):
        if rows:
            body += [Heading(t(f"quality.survey.{source.value}", n=len({row.project_id for row in rows})))]
            body.append(Bullets(tuple(_factors(t, rows))))
    if found.silence.answered and found.silence.waiting:
        answered, waiting = found.silence.answered.value, found.silence.waiting.value
        body.append(Paragraph(t("quality.survey.silence", answered=answered, waiting=waiting)))
    body += _triangles(t, found)
    body += _areas(t, found)
    body.insert(0, Paragraph(t("quality.survey.scale" if body else "quality.survey.nothing")))
    body.append(Note(t("quality.survey.totals_only")))
    return Card(t("quality.survey.title"), tuple(body))


def _factors(t: Speech, rows: "Sequence[Measured]") -> Iterator[Text]:
    for scale in rules.SCALES:
        if (found := rules.mean(rows, scale)) is None:
            continue
        line = t(f"quality.factor.{scale}", score=found.value, n=found.answers)
        apart, years = rules.spread(rows, scale), rules.by_year(rows, scale)
        more = [t("quality.factor.spread", apart=apart)] if apart and round(apart, 1) else []
        if len(years) > 1:
            more.append(t("quality.factor.years", years=t.listed([_year(t, *each) for each in years.items()])))
        yield t.in_a_row([line, *more])


def _year(t: Speech, year: int, found: Mean) -> Text:
    return t("quality.factor.year", year=str(year), score=found.value)


def _triangles(t: Speech, found: Survey) -> Iterator[Block]:
    answers, means = found.triangles
    if not answers:
        return
    yield Heading(t("quality.survey.triangles", n=answers))
    yield Bullets(tuple(t(f"quality.pulse.mean.{question}", score=means[question]) for question in QUESTIONS))


def _areas(t: Speech, found: Survey) -> Iterator[Block]:
    if not found.areas and not found.missing:
        return
    yield Heading(t("quality.survey.areas", quarter=_quarter(t, found.quarter)))
    if found.areas:
        scores = [t("quality.survey.area", area=area, score=str(score)) for area, score in found.areas.items()]
        mean = sum(found.areas.values()) / len(found.areas)
        yield Paragraph(t("quality.survey.area_mean", areas=t.listed(scores), score=mean))
    if found.missing:
        yield Paragraph(t("quality.survey.missing", areas=t.listed(found.missing)))


def _quarter(t: Speech, quarter: Quarter) -> Text:
    return t("quality.quarter", number=str(quarter.number), year=str(quarter.year))


# What an area manager is asked


def ask_about_areas(
    t: Speech, areas: Sequence[tuple[str, str]], over: Quarter, until: dt.date, is_again: bool
) -> tuple[Block, ...]:
    """areas: code and name, each with a button of its own."""
    text = t("area_report.again" if is_again else "area_report.ask", quarter=_quarter(t, over), until=t.deadline(until))
    rows = (
        Row(
            t("area_report.of", area=name),
            Button(t("area_report.answer"), "area_report.write", {"area": code, "period": over.code}),
        )
        for code, name in areas
    )
    return Paragraph(text), *rows


def area_form(t: Speech, area: str, code: str, over: Quarter, known: "AreaReport | None") -> Form:
    options = tuple(Option(each, t("area_report.option", score=each, words=_how(t, each))) for each in SCORES)
    score = str(known.score) if known and known.score else None
    fields = (
        Field("score", t("area_report.how"), "choice", options, required=True, value=score),
        Field(
            *("goes_well", t("area_report.well"), "long_text"),
            value=(known and known.goes_well) or None, hint=t("area_report.well_hint"), longest=LONGEST,
        ),
        Field(
            *("could_be_better", t("area_report.better"), "long_text"),
            value=(known and known.could_be_better) or None, hint=t("area_report.better_hint"), longest=LONGEST,
        ),
    )  # fmt: skip
    text = Paragraph(t("area_report.form", area=area, quarter=_quarter(t, over)))
    args = {"area": code, "period": over.code}
    return Form(t("area_report.title"), fields, t("chat.save"), "area_report.save", args, (text,))


def _how(t: Speech, score: str) -> Text:
    return t(f"area_report.score.{score}")


def area_thanks(t: Speech, area: str, code: str) -> Card:
    show = Button(t("area_report.to_area"), "load.area", {"area": code})
    return Card(t("area_report.title"), (Paragraph(t("area_report.thanks", area=area)),), (show,))


def area_report(t: Speech, report: "AreaReport", name: str) -> tuple[Block, ...]:
    """On the card of an area. name: who signed; empty for somebody who was erased."""
    over = Quarter.read(report.period)
    who = typed(name) if name else t("chat.former_colleague")
    when = _quarter(t, over) if over else typed(report.period)
    said = [
        t(f"area_report.said.{key}", what=words)
        for key in ("goes_well", "could_be_better")
        if (words := getattr(report, key))
    ]
    heading = Heading(t("area_report.heading", quarter=when))
    score = str(report.score)
    signed = t("area_report.signed", score=score, words=_how(t, score), who=who)
    return heading, Paragraph(signed), *map(Paragraph, said)


# What a triangle is asked


def ask_triangle(t: Speech, project_id: int, project: str) -> tuple[Block, ...]:
    me = {"id": str(project_id)}
    answer = Button(t("quality.pulse.answer"), "quality.pulse_form", me, style="primary")
    no = Button(t("quality.pulse.rather_not"), "quality.pulse_no", me)
    return Paragraph(t("quality.pulse.ask", project=project)), Choices((answer, no))


def pulse_form(t: Speech, project_id: int, project: str) -> Form:
    options = tuple(Option(score, t(f"quality.pulse.score.{score}")) for score in SCORES)
    fields = tuple(
        Field(question, t(f"quality.pulse.question.{question}"), "choice", options, required=True)
        for question in QUESTIONS
    )
    text = Paragraph(t("quality.pulse.form", project=project))
    return Form(
        t("quality.pulse.title"),
        fields,
        t("quality.pulse.send"),
        "quality.pulse_save",
        {"id": str(project_id)},
        (text,),
    )


def pulse_done(t: Speech, key: str) -> Card:
    """key: thanks, no, or already."""
    return Card(t("quality.pulse.title"), (Paragraph(t(f"quality.pulse.{key}")),))
