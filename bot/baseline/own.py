"""The keeper makes the basiswerkwijze the municipality's own: each change is a version, and projects keep theirs."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from bot.baseline import own_cards, steps, versions
from bot.baseline.steps import Baseline, NotReadable, Step
from bot.baseline.versions import Version
from bot.chat.feature import Task
from bot.chat.replies import Ask, Replace, Reply, Say, Work
from bot.chat.requests import NotAllowed, OldButton, Request
from bot.chat.texts import speech
from bot.people import audit, rights
from bot.register import which_project
from glossary import TRIANGLE, Deed, DeedPart, Role
from storage.people import people
from storage.people.municipalities import Municipality
from storage.register import baselines
from storage.register.baselines import BaselineVersion

OWNERS = (*TRIANGLE, Role.AREA_MANAGER)
LARGEST_FILE = 100_000
"""Bytes: a hundred steps with long names are 40,000."""


def show(request: Request, db: Session) -> Sequence[Reply]:
    newest = _for_keepers(request, db)
    return [Say(own_cards.steps_of(speech(request.language), newest.baseline, _left_out(newest.baseline)))]


def edit(request: Request, db: Session) -> Sequence[Reply]:
    baseline = _for_keepers(request, db).baseline
    return [Ask(own_cards.form(speech(request.language), _step(baseline, request), OWNERS))]


def save(request: Request, db: Session) -> Sequence[Reply]:
    """What is not in the form stays. A step that somebody else left out meanwhile is put back by saving it."""
    t, baseline = speech(request.language), _for_keepers(request, db).baseline
    step = _step(baseline, request)
    if request.text("leave_out") == "yes" and len(baseline.steps) > 1:
        return _keep(request, db, baseline, steps.without_step(baseline, step.code))
    name, days, owner = request.text("name"), request.text("days"), request.text("owner")
    own = replace(step, name={**step.name, request.language: name})
    if not name:
        return [Ask(own_cards.form(t, own, OWNERS), {"name": t("chat.refused.empty")})]
    if not days.isdecimal() or int(days) > steps.MOST_DAYS:
        return [Ask(own_cards.form(t, own, OWNERS), {"days": t("chat.refused.number")})]
    role = next((each for each in OWNERS if each.value == owner), step.owner)
    agrees = tuple(each for each in step.agrees if each is not role)
    changed = steps.with_step(baseline, replace(own, days=int(days), owner=role, agrees=agrees))
    return _keep(request, db, baseline, changed)


def put_back(request: Request, db: Session) -> Sequence[Reply]:
    """As it is shipped."""
    baseline, shipped = _for_keepers(request, db).baseline, steps.shipped()
    step = shipped.step(request.args.get("step", ""))
    if step is None:
        raise OldButton("step")
    return _keep(request, db, baseline, steps.put_back(baseline, shipped, step))


def file_out(request: Request, db: Session) -> Sequence[Reply]:
    newest = _for_keepers(request, db)
    return [Say(own_cards.file(speech(request.language), steps.written(newest.baseline)))]


def file_in(request: Request, db: Session) -> Sequence[Reply]:
    _for_keepers(request, db)
    return [Ask(own_cards.file_form(speech(request.language)))]


def read(request: Request, db: Session) -> Sequence[Reply]:
    _for_keepers(request, db)
    files = request.files("file")
    if len(files) != 1 or files[0].size > LARGEST_FILE:
        t = speech(request.language)
        return [Ask(own_cards.file_form(t), {"file": t("baseline.own.one_file")})]
    return [Work("baseline.read", {}, files)]


def bring_in(task: Task) -> Sequence[Say]:
    """The worker behind the form. A file that cannot be right changes nothing, and hears what is wrong."""
    t = speech(task.language)
    content = task.fetch(task.files[0])
    try:
        baseline = steps.read(content[: LARGEST_FILE + 1].decode("utf-8-sig"))
    except (NotReadable, UnicodeDecodeError) as wrong:
        return [Say(own_cards.not_read(t, str(wrong)))]
    with task.begin() as db:
        person = people.colleague(db, task.person)
        # It may have waited for a while, and rights may have changed.
        if person is None or not rights.may_keep_register(person, db.get_one(Municipality, person.municipality_id)):
            return [Say(own_cards.not_allowed(t))]
        _write(db, baseline, task, task.person)
        audit.record_for(task.person, db, task.at, Deed.SETTINGS_CHANGED, part=DeedPart.BASELINE)
    return [Say(own_cards.steps_of(t, baseline, _left_out(baseline)))]


def move_on(request: Request, db: Session) -> Sequence[Reply]:
    """This project takes the newest steps; what was said of a step stays with it."""
    project = which_project.editable(request, db, request.id_of("id"))
    newest = versions.versions(db).newest
    baselines.move_baseline(db, project.id, newest.number)
    return [Replace(own_cards.moved_on(speech(request.language), project.name, project.id))]


def _for_keepers(request: Request, db: Session) -> Version:
    if not rights.may_keep_register(request.person, request.municipality):
        raise NotAllowed(speech(request.language)("baseline.own.not_allowed"))
    return versions.versions(db).newest


def _step(baseline: Baseline, request: Request) -> Step:
    step = baseline.step(request.args.get("step", ""))
    if step is None:
        raise OldButton("step")
    return step


def _left_out(baseline: Baseline) -> Sequence[Step]:
    """Of what is shipped."""
    return [each for each in steps.shipped().steps if baseline.step(each.code) is None]


def _keep(request: Request, db: Session, before: Baseline, after: Baseline) -> Sequence[Reply]:
    """Without a change there is no new version."""
    if after != before:
        _write(db, after, request, request.person.id)
        audit.record(request, db, Deed.SETTINGS_CHANGED, part=DeedPart.BASELINE)
    return [Replace(own_cards.steps_of(speech(request.language), after, _left_out(after)))]


def _write(db: Session, baseline: Baseline, when: Request | Task, person: int) -> None:
    number = baselines.next_baseline_number(db)
    written = steps.written(replace(baseline, version=number))
    db.add(BaselineVersion(number=number, written=written, made_at=when.at, made_by=person))
