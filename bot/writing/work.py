"""The worker behind "as a file": composes the text as it is now, and has it written by a process of its own."""

from collections.abc import Sequence

from bot.chat.feature import Task
from bot.chat.replies import Say
from bot.chat.texts import speech
from bot.subprocesses import NoAnswer
from bot.writing import cards, council, gather, in_subprocess
from bot.writing.composing import compose
from bot.writing.document import WrittenText
from bot.writing.own_templates import in_force
from glossary import Quarter, TextKind
from storage.register import projects


def write(task: Task) -> Sequence[Say]:
    t = speech(task.language)
    found = _quarter(task) if task.args.get("quarter") else _of_project(task)
    if found is None:
        return [Say(cards.gone(t))]
    kind, name, document = found
    still = str(speech(document.language)("writing.still"))
    try:
        about = name.rpartition(" · ")[2] or task.args["quarter"]
        written = in_subprocess.files(document, still, f"{kind.dutch} {about}")
    except NoAnswer:
        return [Say(cards.not_written(t))]
    return [Say(cards.files(t, kind, name, written, len(document.gaps)))]


def _quarter(task: Task) -> tuple[TextKind, str, WrittenText] | None:
    which = Quarter.read(task.args["quarter"])
    if which is None:
        return None
    with task.begin() as db:
        return TextKind.QUARTER, "", council.page(db, which, task.at)


def _of_project(task: Task) -> tuple[TextKind, str, WrittenText] | None:
    """None when the project or the moment was removed while this waited."""
    kind = TextKind.from_code(task.args["text"])
    with task.begin() as db:
        project = projects.project(db, int(task.args["id"]))
        if project is None:
            return None
        facts, own = gather.facts(db, project, task.at, kind), in_force(db)
    about = int(task.args.get("about", 0))
    moment = facts.moment(about)
    if about and moment is None:
        return None
    name = f"{facts.name} · {moment.title}" if moment else facts.name
    return kind, name, compose(kind, facts, moment, own, task.args.get("in", "nl"))
