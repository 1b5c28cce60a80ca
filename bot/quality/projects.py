"""`/project kwaliteit`: what participants and the team made of a project, on three factors."""

import datetime as dt
from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from bot.chat.cards import Card, Text
from bot.chat.forms import Form
from bot.chat.replies import Ask, Reply, Say
from bot.chat.requests import OldButton, Request
from bot.chat.texts import speech
from bot.people import rights
from bot.quality import cards, rules
from bot.register import filling_in, history, saving, which_project
from glossary import PartialDate, QualitySource, scores
from storage.learning import quality
from storage.learning.quality import ProjectQuality
from storage.register.projects import Project


def show(request: Request, db: Session) -> Sequence[Reply]:
    found = which_project.meant(request, db)
    if not which_project.is_clear(request, found):
        return which_project.ask(request, found, "quality.show")
    return [Say(_card(request, db, which_project.existing(db, found[0])))]


def new(request: Request, db: Session) -> Sequence[Reply]:
    project = which_project.editable(request, db, request.id_of("id"))
    codes = {"measured_on": request.today.isoformat()}
    return [Ask(_form(request, project, _source(request), codes, {"id": str(project.id)}))]


def edit(request: Request, db: Session) -> Sequence[Reply]:
    kept, project = _kept(request, db)
    codes = {
        "measured_on": kept.measured_on.isoformat(),
        "answers": str(kept.answers),
        "what_changed": kept.what_changed,
        **{scale: scores.written(getattr(kept, scale), ",") for scale in rules.SCALES},
    }
    return [Ask(_form(request, project, kept.source, codes, {"measured": str(kept.id)}))]


def save(request: Request, db: Session) -> Sequence[Reply]:
    if request.args.get("measured"):
        kept, project = _kept(request, db)
        args = {"measured": str(kept.id)}
    else:
        kept, project = None, which_project.editable(request, db, request.id_of("id"))
        args = {"id": str(project.id)}
    source = _source(request)
    codes, errors = _read(request, db, source)
    form = _form(request, project, source, codes, args)
    if returned := saving.returned(request, form, errors):
        return [returned]
    day = dt.date.fromisoformat(codes["measured_on"])
    same_day = quality.measured_then(db, project.id, day, source)
    if kept and same_day and same_day is not kept:
        db.delete(kept)
        db.flush()
    kept = same_day or kept
    if kept is None:
        kept = ProjectQuality(project_id=project.id, measured_on=day, source=source, answers=0)
        db.add(kept)
    kept.measured_on, kept.answers, kept.what_changed = day, int(codes["answers"]), codes["what_changed"]
    for scale in rules.SCALES:
        setattr(kept, scale, scores.tenths(codes[scale]) if codes[scale] else None)
    history.remember(request, db, project, "quality", after=source.value)
    db.flush()
    return [Say(_card(request, db, project))]


def _card(request: Request, db: Session, project: Project) -> Card:
    may_edit = not request.public and rights.may_edit(request.person, request.municipality, project)
    return cards.project(speech(request.language), project, quality.measured(db, project.id), may_edit)


def _form(
    request: Request, project: Project, source: QualitySource, codes: Mapping[str, str], args: Mapping[str, str]
) -> Form:
    return cards.form(speech(request.language), project.name, source, codes, args)


def _source(request: Request) -> QualitySource:
    try:
        return QualitySource.from_code(request.args.get("source", ""))
    except KeyError as unknown:
        raise OldButton("source") from unknown


def _kept(request: Request, db: Session) -> tuple[ProjectQuality, Project]:
    kept = quality.measurement(db, request.id_of("measured"))
    if kept is None:
        raise OldButton("measured")
    return kept, which_project.editable(request, db, kept.project_id)


def _read(request: Request, db: Session, source: QualitySource) -> tuple[dict[str, str], dict[str, Text]]:
    t = speech(request.language)
    codes, errors = filling_in.read_form(request, db, cards.MEASURED, {})
    for scale in rules.SCALES:
        if codes[scale] and scale not in errors and scores.tenths(codes[scale]) is None:
            errors[scale] = t("quality.refused.score")
    if "answers" not in errors:
        answers, least = int(codes["answers"]), source.least
        if answers < least:
            errors["answers"] = t("quality.refused.few", n=least)
        elif answers > rules.MOST_ANSWERS:
            errors["answers"] = t("chat.refused.number")
    if "measured_on" not in errors:
        day = PartialDate(codes["measured_on"]).day
        if day is None:
            errors["measured_on"] = t("quality.refused.day")
        elif day > request.today:
            errors["measured_on"] = t("quality.refused.still_to_come")
    if not errors and not any(codes[key] for key in (*rules.SCALES, "what_changed")):
        errors["process"] = t("quality.refused.nothing")
    return codes, errors
