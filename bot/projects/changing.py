"""Changing a project, also when two people do so at once, and remembering every change."""

from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from bot import which_project
from bot.chat import editing, residents
from bot.chat.cards import Block, Text
from bot.chat.editing import Spec
from bot.chat.exchange import Ask, NotAllowed, OldButton, Reply, Request, Say
from bot.chat.texts import speech
from bot.people import rights
from bot.projects import cards, fields, forms, rules
from bot.projects.looking import existing, names
from glossary import TargetGroup
from storage import areas, projects
from storage.projects import Change, Project, ProjectArea, ProjectGroup


def edit(request: Request, db: Session) -> Sequence[Reply]:
    found = which_project.meant(request, db)
    if not which_project.is_clear(request, found):
        return which_project.ask(request, found, "project.edit")
    project = editable(request, db, found[0].id)
    return [Say(cards.edit_menu(speech(request.language), project))]


def edit_part(request: Request, db: Session) -> Sequence[Reply]:
    project, part = editable(request, db, request.id_of("id")), _part(request)
    codes = codes_of(project, fields.PARTS[part])
    return [Ask(forms.part(speech(request.language), project, part, codes, area_names(db, codes)))]


def _part(request: Request) -> str:
    part = request.args.get("part", "")
    if part not in fields.PARTS:
        raise OldButton("part")
    return part


def editable(request: Request, db: Session, project_id: int) -> Project:
    """Complete. Raises OldButton and NotAllowed."""
    project = existing(db, project_id)
    if not rights.may_edit(request.person, request.municipality, project):
        raise NotAllowed(speech(request.language)("projects.edit.not_allowed"))
    return project


def codes_of(project: Project, specs: Sequence[Spec]) -> dict[str, str]:
    return {spec.key: editing.code(fields.read(project, spec.key)) for spec in specs}


def area_names(db: Session, codes: Mapping[str, str]) -> dict[str, str]:
    wanted = [code for code in codes.get("areas", "").split(",") if code]
    return {area.code: area.name for area in areas.areas_with_codes(db, wanted)} if wanted else {}


def read_form(
    request: Request, db: Session, specs: Sequence[Spec], now: Mapping[str, str]
) -> tuple[dict[str, str], dict[str, Text]]:
    """What was filled in, as codes, and what is wrong with it, by field. now: the codes before."""
    t = speech(request.language)
    codes, errors = dict(now), {}
    for spec in specs:
        try:
            codes[spec.key] = editing.typed_code(spec, request, now.get(spec.key, ""))
        except editing.Refused as refused:
            codes[spec.key] = request.text(spec.key)
            errors[spec.key] = t(refused.key, **refused.values)
    if "areas" in codes and len(area_names(db, codes)) < len([code for code in codes["areas"].split(",") if code]):
        errors["areas"] = t("chat.refused.unknown_area")
    if not errors and rules.ends_before_it_starts(codes):
        errors["ends_on"] = t("chat.refused.end_before_start")
    return codes, errors


def save(request: Request, db: Session) -> Sequence[Reply]:
    t = speech(request.language)
    project, part = editable(request, db, request.id_of("id")), _part(request)
    specs = fields.PARTS[part]
    now = codes_of(project, specs)
    typed, errors = read_form(request, db, specs, now)
    if errors:
        return [Ask(forms.part(t, project, part, typed, area_names(db, typed)), errors)]
    theirs = projects.changes_since(db, project.id, None, request.id_of("revision"))
    merged = editing.merge(before(now, theirs), typed, now)
    if merged.theirs:
        meanwhile = told_meanwhile(request, db, [change for change in theirs if change.field in merged.theirs])
        return [Ask(forms.part(t, project, part, merged.codes, area_names(db, merged.codes), meanwhile))]
    form = forms.part(t, project, part, typed, area_names(db, typed))
    if warning := residents.warning(request, form):
        return [warning]
    change(request, db, project, typed, specs)
    return [Say(cards.saved(t, project))]


def before(now: Mapping[str, str], since: Sequence[Change]) -> dict[str, str]:
    """The codes as they were before these changes; oldest first."""
    before = dict(now)
    for change in reversed(since):
        if change.field in before:
            before[change.field] = change.before
    return before


def told_meanwhile(request: Request, db: Session, theirs: Sequence[Change]) -> tuple[Block, ...]:
    t = speech(request.language)
    known = names(db, theirs)
    who = t.listed(list(dict.fromkeys(cards.who(t, known, change.colleague_id) for change in theirs)))
    return forms.changed_meanwhile(t, who, [cards.change_in_words(t, change, known) for change in theirs])


def change(request: Request, db: Session, project: Project, codes: Mapping[str, str], specs: Sequence[Spec]) -> None:
    """Writes what differs, and remembers who changed what from what."""
    now = codes_of(project, specs)
    for spec in specs:
        if codes[spec.key] != now[spec.key]:
            write(project, spec, codes[spec.key])
            remember(request, db, project, spec.key, now[spec.key], codes[spec.key])


def write(project: Project, spec: Spec, code: str) -> None:
    value = editing.value(spec, code)
    if spec.key == "areas":
        kept = {row.area_code: row for row in project.areas}
        project.areas = [kept.get(area) or ProjectArea(area_code=area) for area in value]
    elif spec.key == "groups":
        groups = {row.target_group: row for row in project.groups}
        wanted: list[TargetGroup] = value
        project.groups = [groups.get(group) or ProjectGroup(target_group=group) for group in wanted]
    else:
        setattr(project, spec.key, value)


def remember(request: Request, db: Session, project: Project, field: str, before: str, after: str) -> None:
    project.changed_at = request.at
    db.add(
        Change(
            project_id=project.id,
            colleague_id=request.person.id,
            at=request.at,
            # The version counter of the row goes up by one when this transaction is written.
            revision=project.revision + 1,
            field=field,
            before=before,
            after=after,
        )
    )
