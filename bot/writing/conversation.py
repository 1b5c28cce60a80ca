"""`/project tekst`: which texts make sense, one of them to copy, and what it still needs."""

from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from bot.chat import residents
from bot.chat.cards import Card
from bot.chat.forms import Form
from bot.chat.replies import Ask, Replace, Reply, Say, Work
from bot.chat.requests import OldButton, Request
from bot.chat.texts import Speech, speech
from bot.people import rights
from bot.register import history, which_project
from bot.writing import cards, forms, gather, joint, kinds, plain, ticking
from bot.writing.cards import TextSeen, Which
from bot.writing.composing import compose, template_of, words_of
from bot.writing.facts import TextFacts, TextMoment
from bot.writing.own_templates import in_force
from bot.writing.values import sentence
from glossary import TextKind
from storage.people import names
from storage.register import text_words
from storage.register.projects import Project


def menu(request: Request, db: Session) -> Sequence[Reply]:
    found = which_project.meant(request, db)
    if not which_project.is_clear(request, found):
        return which_project.ask(request, found, "writing.menu")
    facts = gather.facts(db, which_project.existing(db, found[0]), request.at)
    may_keep = rights.may_keep_register(request.person, request.municipality)
    return [Say(cards.menu(speech(request.language), facts, list(kinds.offered(facts)), may_keep=may_keep))]


def all_of_them(request: Request, db: Session) -> Sequence[Reply]:
    """Also those whose time is not now."""
    facts = gather.facts(db, which_project.existing(db, request.id_of("id")), request.at)
    about_project = [kind for kind in TextKind if kind not in kinds.OF_A_MOMENT and kind is not TextKind.QUARTER]
    return [Say(cards.all_of_them(speech(request.language), facts, about_project, facts.asks[-cards.MOST_MOMENTS :]))]


def show(request: Request, db: Session) -> Sequence[Reply]:
    project = which_project.existing(db, request.id_of("id"))
    return [Say(_card(request, db, project, which_of(request)))]


def files(request: Request, db: Session) -> Sequence[Reply]:
    """Made after the answer, by a process of its own."""
    which = which_of(request)
    meant(gather.facts(db, which_project.existing(db, which.project), request.at), which)
    return [Work("writing.write", which.args)]


def sent(request: Request, db: Session) -> Sequence[Reply]:
    """Residents got the message before their answer: a step of the basiswerkwijze."""
    project, which = which_project.editable(request, db, request.id_of("id")), which_of(request)
    if which.kind is not TextKind.INTERIM:
        raise OldButton("text")
    meant(gather.facts(db, project, request.at), which)
    ticking.tick(request, db, project.id, ticking.INTERIM_SENT)
    return [Replace(_card(request, db, project, which))]


def words(request: Request, db: Session) -> Sequence[Reply]:
    project, which = which_project.editable(request, db, request.id_of("id")), which_of(request)
    facts = gather.facts(db, project, request.at)
    return [Ask(_form(speech(request.language), db, which, facts, request.args.get("first", "")))]


def save_words(request: Request, db: Session) -> Sequence[Reply]:
    """Back to the text, with one gap less."""
    t = speech(request.language)
    project, which = which_project.editable(request, db, request.id_of("id")), which_of(request)
    facts = gather.facts(db, project, request.at)
    moment, form = meant(facts, which), _form(t, db, which, facts)
    typed = {field.key: request.text(field.key) for field in form.fields}
    typed |= {key: "" for key, known in forms.CHOICES.items() if typed.get(key) and typed[key] not in known}
    if warning := residents.warning(request, _form(t, db, which, facts, typed=typed)):
        return [warning]
    about_moment = {key: said for key, said in typed.items() if key in forms.OF_MOMENT.values()}
    about_project = {key: said for key, said in typed.items() if key in forms.OF_PROJECT.values()}
    text_words.keep_text_words(db, project.id, None, about_project)
    if moment and about_moment:
        text_words.keep_text_words(db, project.id, moment.id, about_moment)
    history.remember(request, db, project, "text_words", after=which.kind.value)
    return [Say(_card(request, db, project, which))]


def _form(
    t: Speech, db: Session, which: Which, facts: TextFacts, first: str = "", typed: Mapping[str, str] | None = None
) -> Form:
    """typed: in place of what is there."""
    moment = meant(facts, which)
    known = {**facts.words, **(moment.words if moment else {})} if typed is None else typed
    holes = in_force(db)[template_of(which.kind, moment, which.language)].holes
    return forms.words(t, which, facts.name, moment.title if moment else "", known, holes, first)


def which_of(request: Request) -> Which:
    """Raises OldButton."""
    kind = next((each for each in TextKind if each.value == request.args.get("text")), None)
    if kind is None or kind is TextKind.QUARTER:
        raise OldButton("text")
    moment = request.id_of("about") if kind in kinds.OF_A_MOMENT else 0
    return Which(request.id_of("id"), kind, moment, "en" if request.args.get("in") == "en" else "nl")


def meant(facts: TextFacts, which: Which) -> TextMoment | None:
    """Raises OldButton when the contact moment is gone."""
    moment = facts.moment(which.moment)
    if which.kind in kinds.OF_A_MOMENT and moment is None:
        raise OldButton("about")
    return moment


def _card(request: Request, db: Session, project: Project, which: Which) -> Card:
    t = speech(request.language)
    facts = gather.facts(db, project, request.at, which.kind)
    moment = meant(facts, which)
    document = compose(which.kind, facts, moment, in_force(db), which.language)
    still = str(speech(document.language)("writing.still"))
    written = words_of(document, still)
    agreed = joint.seen(request.person.id, db, project, which, document)
    return cards.text(
        t,
        TextSeen(
            which=which,
            document=document,
            still=still,
            project=project.name,
            moment=moment.title if moment else "",
            may_edit=rights.may_edit(request.person, request.municipality, project),
            may_choose=request.person.is_admin,
            remarks=list(plain.remarks(document))[: plain.MOST],
            traces=[t(f"chat.residents.{kind}") for kind in residents.traces(_without_contact(written, facts))],
            names=names.names_in(db, written),
            without_lines=without_lines(which, facts),
            corners=agreed.corners,
            is_ready=agreed.is_ready,
            ask=agreed.ask,
            of=agreed.of,
            titles={each.id: each.title for each in facts.moments},
            has_words=bool(_form(t, db, which, facts).fields),
            is_sent=ticking.is_ticked(db, project.id, ticking.INTERIM_SENT) if which.kind is TextKind.INTERIM else None,
        ),
    )


def _without_contact(written: str, facts: TextFacts) -> str:
    """What the municipality itself put there is nobody's, and what a form about a text asked was looked at then."""
    for typed in (facts.contact, *(said for moment in facts.moments for said in moment.words.values())):
        written = written.replace(sentence(typed), "") if typed else written
    return written


WITH_OUTCOMES = frozenset({TextKind.ANSWER, TextKind.REPORT, TextKind.PARAGRAPH})


def without_lines(which: Which, facts: TextFacts) -> list[str]:
    """Titles of the asks of which only one sentence says what was done: why something was declined is missing then."""
    if which.kind not in WITH_OUTCOMES:
        return []
    asks = [moment for moment in facts.asks if which.moment in (0, moment.id)]
    return [moment.title for moment in asks if moment.done and not any(line.decision for line in moment.lines)]
