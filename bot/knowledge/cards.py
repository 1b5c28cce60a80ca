"""What people see of lessons."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from bot.chat.cards import Block, Bullets, Button, Card, Choices, Facts, Note, Paragraph, Row, Rule, Text, typed
from bot.chat.texts import Speech
from glossary import Role

if TYPE_CHECKING:
    from storage.learning.knowledge import Lesson
    from storage.register.projects import Project
    from storage.search.search import Hit


def menu(t: Speech) -> Card:
    buttons = (
        Button(t("knowledge.menu.lesson"), "lesson.new", style="primary"),
        Button(t("knowledge.menu.search"), "knowledge.search"),
        Button(t("knowledge.menu.session"), "session.new"),
        Button(t("knowledge.menu.sessions"), "session.coming"),
        Button(t("knowledge.menu.question"), "question.again"),
    )
    return Card(t("knowledge.menu.title"), (Paragraph(t("knowledge.menu.text")),), buttons)


def saved(t: Speech, lesson: "Lesson") -> Card:
    me = {"id": str(lesson.id)}
    body = (Paragraph(typed(lesson.lesson)), Note(t("knowledge.saved.text")))
    buttons = (Button(t("chat.show"), "lesson.show", me), Button(t("knowledge.saved.another"), "lesson.new"))
    return Card(t("knowledge.saved.title"), body, buttons, Button(t("knowledge.saved.title"), "lesson.show", me))


def lesson(
    t: Speech,
    lesson: "Lesson",
    project: "Project | None",
    areas: Mapping[str, str],
    author: str | None,
    may: bool,
    reader: int,
) -> Card:
    """areas: code -> name. author: None when they stay unnamed. may: correct it and withdraw it.

    reader: the id of whoever reads it; 0 when everybody in a channel does.
    """
    me = {"id": str(lesson.id)}
    body: list[Block] = [Paragraph(t("knowledge.card.lesson", lesson=lesson.lesson))]
    if lesson.what_happened:
        body.append(Paragraph(t("knowledge.card.happened", what=lesson.what_happened)))
    body.append(Facts(tuple(_facts(t, lesson, project, areas, author))))
    body += [Note(text) for text in _helped(t, lesson, reader)]
    buttons = list(_helped_me(t, lesson, reader))
    if project:
        buttons.append(Button(t("knowledge.card.project"), "project.show", {"id": str(project.id)}))
    if may:
        sure = t("knowledge.card.withdraw_sure")
        buttons += [
            Button(t("knowledge.card.edit"), "lesson.edit", me),
            Button(t("knowledge.card.withdraw"), "lesson.withdraw", me, style="danger", confirm=sure),
        ]
    share = Button(t("knowledge.card.title"), "lesson.show", me)
    return Card(t("knowledge.card.title"), tuple(body), tuple(buttons), share)


def _facts(
    t: Speech, lesson: "Lesson", project: "Project | None", areas: Mapping[str, str], author: str | None
) -> Iterator[tuple[Text, Text]]:
    if lesson.kind:
        yield t("knowledge.card.next_time"), t.word(lesson.kind)
    for key in ("phase", "instrument"):
        if getattr(lesson, key):
            yield t(f"knowledge.field.{key}"), t.word(getattr(lesson, key))
    if project:
        yield t("knowledge.field.project"), typed(project.name)
    if lesson.groups:
        yield t("knowledge.field.groups"), t.listed([t.word(group) for group in lesson.target_groups])
    if lesson.areas:
        yield t("knowledge.field.areas"), t.listed([areas.get(code, code) for code in lesson.area_codes])
    if lesson.tags:
        yield t("knowledge.card.tags"), typed(lesson.tags.replace(",", ", "))
    if author:
        yield t("knowledge.card.author"), typed(author)
    elif lesson.discipline:
        yield t("knowledge.card.discipline"), t.word(lesson.discipline)
    for key, day in (("learned", lesson.learned_on), ("confirmed", lesson.confirmed_on)):
        if day:
            yield t(f"knowledge.card.{key}"), t("knowledge.card.day", date=day)


def _is_own(lesson: "Lesson", reader: int) -> bool:
    return lesson.author_id is not None and lesson.author_id == reader


def _helped(t: Speech, lesson: "Lesson", reader: int) -> Iterator[Text]:
    """An author is not asked whether their own lesson was of use."""
    if lesson.helped:
        yield t("knowledge.card.helped", n=lesson.helped)
    elif not _is_own(lesson, reader):
        yield t("knowledge.card.helped_nobody")


def _helped_me(t: Speech, lesson: "Lesson", reader: int) -> Iterator[Button]:
    """Not for the author. shared: others are reading along, so the thanks may not take the place of what they read."""
    if not _is_own(lesson, reader):
        shared = {} if reader else {"shared": "1"}
        yield Button(t("knowledge.card.helped_me"), "lesson.helped", {"id": str(lesson.id), **shared})


def results(
    t: Speech,
    hits: "Sequence[Hit]",
    lessons: "Mapping[int, Lesson]",
    asked: Mapping[str, str],
    reader: int,
) -> Card:
    """reader: as of a lesson."""
    again = Button(t("knowledge.results.narrow"), "knowledge.narrow", {"text": asked.get("text", "")})
    if not hits:
        text = Paragraph(t("knowledge.results.none", words=asked.get("text", "")))
        hint = Note(t("knowledge.results.hint_wider" if len(asked) > 1 else "knowledge.results.hint"))
        return Card(t("knowledge.results.none_title"), (text, hint), (again,))
    body: list[Block] = [Paragraph(t("knowledge.results.text", words=asked.get("text", "")))]
    for hit in hits:
        if hit.kind == "project":
            show = Button(t("chat.show"), "project.show", {"id": str(hit.id)})
            body.append(Row(t("knowledge.results.project", title=hit.title), show))
        elif hit.kind == "lesson" and hit.id in lessons:
            body += _found(t, lessons[hit.id], reader)
        elif hit.kind == "card":
            show = Button(t("chat.show"), "how_to.show", {"key": hit.key})
            body.append(Row(t("knowledge.results.card", title=hit.title), show))
        elif hit.kind == "answer":
            show = Button(t("chat.show"), "question.show", {"id": str(hit.id)})
            body.append(Row(t("knowledge.results.answer", title=hit.title), show))
    share = Button(t("knowledge.results.title"), "knowledge.search", dict(asked))
    return Card(t("knowledge.results.title"), tuple(body), (again,), share)


def _found(t: Speech, lesson: "Lesson", reader: int) -> list[Block]:
    me = {"id": str(lesson.id)}
    return [
        Row(t("knowledge.results.lesson", title=lesson.lesson), Button(t("chat.show"), "lesson.show", me)),
        *(Row(text, next(_helped_me(t, lesson, reader), None)) for text in _helped(t, lesson, reader)),
    ]


def own_lesson(t: Speech) -> Card:
    return Card(t("knowledge.card.title"), (Paragraph(t("knowledge.thanked.own")),))


def thanked(t: Speech, lesson: "Lesson") -> Card:
    show = Button(t("chat.show"), "lesson.show", {"id": str(lesson.id)})
    return Card(t("knowledge.thanked.title"), (Paragraph(t("knowledge.thanked.text", n=lesson.helped)),), (show,))


def withdrawn(t: Speech, lesson: "Lesson") -> Card:
    return Card(t("knowledge.withdrawn.title"), (Paragraph(t("knowledge.withdrawn.text", lesson=lesson.lesson)),))


# Bewaar als les


def consent(t: Speech, draft: int, who: str, words: str) -> Card:
    me = {"draft": str(draft)}
    body = (
        Paragraph(t("knowledge.message.ask", who=who)),
        Paragraph(t("knowledge.message.words", words=words)),
        Note(t("knowledge.message.yours")),
    )
    buttons = (
        Button(t("knowledge.message.yes"), "lesson.consent", me, style="primary"),
        Button(t("knowledge.message.no"), "lesson.no_consent", me),
    )
    return Card(t("knowledge.message.title"), body, buttons)


def asked_for_consent(t: Speech, author: str) -> Card:
    own = Button(t("knowledge.message.own"), "lesson.new")
    return Card(t("knowledge.message.title"), (Paragraph(t("knowledge.message.asked", author=author)),), (own,))


def no_consent(t: Speech) -> Card:
    return Card(t("knowledge.message.title"), (Paragraph(t("knowledge.message.thrown_away")),))


# What Samenspel asks itself


def what_did_you_learn(t: Speech, project: "Project") -> tuple[Block, ...]:
    me = {"id": str(project.id)}
    buttons = (
        Button(t("knowledge.asking.write"), "lesson.new", me, style="primary"),
        Button(t("knowledge.asking.not_now"), "lesson.not_now", me),
    )
    return Paragraph(t("knowledge.asking.text", project=project.name)), Choices(buttons)


def no_lesson(t: Speech) -> Card:
    return Card(t("knowledge.asking.title"), (Paragraph(t("knowledge.asking.fine")),))


def still_true(t: Speech, lesson: "Lesson") -> tuple[Block, ...]:
    me = {"id": str(lesson.id)}
    buttons = (
        Button(t("knowledge.still.yes"), "lesson.confirm", me, style="primary"),
        Button(t("knowledge.card.edit"), "lesson.edit", me),
        Button(t("knowledge.card.withdraw"), "lesson.withdraw", me, confirm=t("knowledge.card.withdraw_sure")),
    )
    return Paragraph(t("knowledge.still.text", lesson=lesson.lesson)), Choices(buttons)


def confirmed(t: Speech) -> Card:
    return Card(t("knowledge.still.title"), (Paragraph(t("knowledge.still.thanks")),))


def not_yours(t: Speech) -> Card:
    return Card(t("knowledge.still.title"), (Paragraph(t("knowledge.not_allowed")),))


# Projects like this one


class Similar(NamedTuple):
    """reasons: keys of the texts, the weightiest first. people: who has which role."""

    project: int
    name: str
    reasons: Sequence[str]
    lessons: "Sequence[Lesson]"
    people: Sequence[tuple[Role, str]]


def similar(t: Speech, kind: str, found: Sequence[Similar]) -> Iterator[Block]:
    yield Rule()
    yield Paragraph(t(f"knowledge.similar.{kind}", n=len(found)))
    for each in found:
        why = t.listed([t(f"knowledge.similar.because.{reason}") for reason in each.reasons[:3]])
        text = t("knowledge.similar.row", name=each.name, why=why)
        yield Row(text, Button(t("chat.show"), "project.show", {"id": str(each.project)}))
        if each.lessons:
            yield Bullets(tuple(t("knowledge.similar.lesson", lesson=lesson.lesson) for lesson in each.lessons))
        if each.people:
            callers = [t("knowledge.similar.person", name=name, role=role) for role, name in each.people[:3]]
            yield Note(t("knowledge.similar.call", people=t.listed(callers)))
