"""From facts to a text: one function for each, all pure."""

from collections.abc import Callable, Mapping

from bot.chat.texts import Speech, speech
from bot.writing import templates, to_council, to_plan, to_report, to_residents, values
from bot.writing.document import Gap, WrittenText, lines
from bot.writing.facts import TextFacts, TextMoment
from bot.writing.kinds import IN_ENGLISH, OF_A_MOMENT
from bot.writing.templates import Templates, Value
from bot.writing.values import Writer
from glossary import TextKind

_OF_MOMENT: Mapping[TextKind, Callable[[Writer, TextMoment], Mapping[str, Value]]] = {
    TextKind.INVITATION: to_residents.invitation,
    TextKind.INTERIM: to_residents.interim,
    TextKind.ANSWER: to_residents.answer,
    TextKind.DELAY: to_residents.delay,
    TextKind.AFTERWARDS: to_residents.afterwards,
}
_OF_PROJECT: Mapping[TextKind, Callable[[Writer], Mapping[str, Value]]] = {
    TextKind.NOTICE: to_council.notice,
    TextKind.PLAN: to_plan.plan,
    TextKind.REPORT: to_report.report,
    TextKind.PARAGRAPH: to_council.paragraph,
}


def compose(
    kind: TextKind, facts: TextFacts, moment: TextMoment | None, own: Templates, language: str = "nl"
) -> WrittenText:
    """moment: for a text about one. language: Dutch, unless it is one of what participants get."""
    if kind not in IN_ENGLISH:
        language = "nl"
    say = Writer(speech(language), facts)
    holes = dict(values.of_project(say))
    if kind in OF_A_MOMENT and moment:
        holes |= {"gemist": to_council.missed(say), **values.of_moment(say, moment), **_OF_MOMENT[kind](say, moment)}
    elif kind in _OF_PROJECT:
        holes |= _OF_PROJECT[kind](say)
    return as_concept(say.t, templates.fill(own[template_of(kind, moment, language)], holes, language))


def template_of(kind: TextKind, moment: TextMoment | None, language: str) -> str:
    """The name of its template."""
    return templates.file_of(
        kind, language if kind in IN_ENGLISH else "nl", is_survey=bool(moment and moment.is_survey)
    )


def as_concept(t: Speech, document: WrittenText) -> WrittenText:
    """Says on top that something is still to be filled in."""
    if not document.gaps:
        return document
    concept = str(t("writing.concept", n=len(document.gaps)))
    return WrittenText(document.title, document.language, document.body, concept)


def words_of(document: WrittenText, still: str) -> str:
    """The whole text without its shape: for whoever checks it, and to see whether it is still the same."""
    return "\n".join("".join(_read(piece, still) for piece in line) for line in lines(document))


def _read(piece: str | Gap, still: str) -> str:
    return piece if isinstance(piece, str) else f"[{still}: {piece.what}]"
