"""Which answer a sentence gets: a command, a choice of two, a friendly word, or what the search finds."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from bot.understanding import arguments, clauses, leaning, lexicon, mentions, rather, sentence, tone, weighing
from bot.understanding.arguments import Meant
from bot.understanding.intents import Fit, Grammar, Intent
from bot.understanding.mentions import Mention
from bot.understanding.outcome import Understanding, is_command
from bot.understanding.reading import NamesToAsk, reading
from bot.understanding.sentence import LONGEST, SaidWord

CLEAR, NEARLY_CLEAR, SURELY, NEARLY_ALL, WORTH_ASKING, NAMED_AND_MORE = 0.6, 0.5, 0.9, 0.75, 0.4, 0.2
"""Of what a sentence says: so much explained is clear; less is enough when several words of it ask for the same, or
when it names something; of what asks how it has to be nearly all; and with less than the last nothing is asked back."""
SEVERAL, ONE_AND_SOME = 1.8, 1.4
"""Words that ask for the same; one that says little, such as "welke", counts for less than half."""
NEAR, AS_SURE = 0.08, 0.3
"""How far two commands may be apart in what they explain, and in the words that ask for them, to be asked about."""
ALL_OF_IT = 1.12
"""So well explained, and by so many words, that no part of it says it better."""
LONE = 0.45
"""Enough for the only one that fits."""
DOUBT = 0.3
"""What is less likely of a form for who asks when, which or whether."""
_WHERE_OR_WHEN = ("project", "area", "period", "person")
_HOW_TO = ("form", "level", "group")
"""What colleagues know how to do, or whom to reach; not what the register has."""
MOST_CHOICES = 3


def decide(
    text: str, grammar: Grammar, register: NamesToAsk, today: dt.date, me: int, *, leans: bool = True
) -> Understanding:
    """leans: what sentences like it asked for counts too; not for what begins as a command."""
    said = sentence.said(text)
    if len(text) > LONGEST:
        return _search(text, said, grammar)
    if tone.is_an_answer(said):
        return Understanding("small_talk", kind="yes_or_no")
    if friendly := tone.friendly(said):
        return Understanding("small_talk", kind=friendly)
    if "?" not in text and tone.friendly_beside(said) == "thanks":
        return Understanding("small_talk", kind="thanks")
    read, found = reading(said, grammar, register, today, me)
    answer = (
        _search(text, said, grammar)
        if tone.is_not_ours(read, found)
        else _answered(text, said, read, found, grammar, leans=leans)
    )
    if answer.how == "search" and not answer.instead and tone.is_of_another_desk(said, found):
        return Understanding("search", kind="elsewhere")
    return rather.rather(answer, read, found, grammar)


def _answered(
    text: str,
    said: Sequence[SaidWord],
    read: Sequence[SaidWord],
    found: Sequence[Mention],
    grammar: Grammar,
    *,
    leans: bool,
) -> Understanding:
    fits = grammar.fits(read, found, range(len(read)))
    decided = _decided(text, read, found, fits, grammar)
    if decided is None and (kind := tone.friendly_beside(said)):
        return Understanding("small_talk", kind=kind)
    explained = decided or _search(text, said, grammar)
    if explained.how == "search" and len(read) == 1 and (called := grammar.called(read[0].word)):
        return Understanding("command", (Meant(called.command),))
    weighs = leans and not tone.says_only_whom(read, found) and not _is_shown_how(read, found, fits, explained)
    return _weighed(text, read, found, fits, explained, grammar) if weighs else explained


def _is_shown_how(
    read: Sequence[SaidWord], found: Sequence[Mention], fits: Sequence[Fit], explained: Understanding
) -> bool:
    """ "How do I edit havenkade" says a command and nothing else, so that it leads there whatever else begins so.

    Of what is no project it is not so sure: how minutes are written is what colleagues know.
    """
    if not is_command(explained) or not tone.asks_how_with_a_project(read, found):
        return False
    command = explained.meant[0].command
    return command.said.changes and any(fit.intent.command == command and not fit.left for fit in fits)


def _weighed(
    text: str,
    read: Sequence[SaidWord],
    found: Sequence[Mention],
    fits: Sequence[Fit],
    explained: Understanding,
    grammar: Grammar,
) -> Understanding:
    """What the grammar made of it, beside what sentences like it turned out to ask for."""
    by, signs = leaning.table(), leaning.signs(text, read, found)
    given = () if explained.how == "search" else tuple(grammar.intent_of(each.command).name for each in explained.meant)
    if not weighing.can_weigh(given, signs, by):
        return explained
    verdict = weighing.weighed(leaning.chances(signs, by), explained.how, given)
    if verdict.sure == leaning.SMALL_TALK:
        return Understanding("small_talk", kind=tone.friendly_beside(read) or "thanks")
    meant = tuple(
        _as_explained(explained, intent) or _as_fits(text, read, found, fits, intent)
        for name in verdict.answers
        if (intent := grammar.named(name))
    )
    if verdict.sure and verdict.sure != leaning.SEARCH:
        shows = not meant[0].command.said.changes
        if shows and explained.how == "search" and tone.asks_how_with_a_project(read, found):
            # "Hoe overtuig ik de bewoners van de havenkade" is not told by what there is about it.
            return replace(explained, instead=meant)
        return Understanding("command", meant)
    if leaning.SEARCH in verdict.answers or len(meant) < 2:
        searched = _search(text, read, grammar)
        return replace(searched, instead=meant)
    return Understanding("choose", meant)


def _as_explained(explained: Understanding, intent: Intent) -> Meant | None:
    if explained.how == "search":
        return None
    return next((each for each in explained.meant if each.command == intent.command), None)


def _as_fits(
    text: str, read: Sequence[SaidWord], found: Sequence[Mention], fits: Sequence[Fit], intent: Intent
) -> Meant:
    whole = range(len(read))
    if fit := next((fit for fit in fits if fit.intent == intent), None):
        return arguments.meant(text, read, found, whole, fit)
    args = arguments.of_mentions(intent.takes, found)
    if "words" in intent.takes and "words" not in args and not intent.command.said.changes:
        args["words"] = arguments.to_look_for(read)
    return Meant(intent.command, args)


def _search(text: str, said: Sequence[SaidWord], grammar: Grammar) -> Understanding:
    """For the words that say something, with all that was said."""
    words, last_resort = arguments.to_look_for(said), grammar.last_resort
    return Understanding(
        "search", (Meant(last_resort, {"words": words, "said": text}),) if last_resort and words else ()
    )


def _likely(read: Sequence[SaidWord], clause: range, fits: Sequence[Fit]) -> list[Fit]:
    """Who asks when or which, hardly ever wants something changed."""
    if not tone.asks_for_facts(read[clause.start : clause.stop]):
        return list(fits)
    doubted = [replace(fit, coverage=fit.coverage - DOUBT) if fit.intent.command.said.changes else fit for fit in fits]
    return sorted(doubted, key=lambda fit: -fit.worth)


def _decided(
    text: str, read: Sequence[SaidWord], found: Sequence[Mention], fits: Sequence[Fit], grammar: Grammar
) -> Understanding | None:
    """None for what fits no command. Of a story the sentence that asks, when all together is not so clear."""
    parts = clauses.clauses(text, read)
    worth, whole = _of_clause(text, read, found, range(len(read)), grammar, fits)
    last = _of_clause(text, read, found, parts[-1], grammar) if parts and _is_a_question(read, parts[-1]) else None
    if last and last[0] >= SURELY and is_command(last[1]) and worth < ALL_OF_IT:
        return last[1]
    if worth >= SURELY or not parts:
        return whole
    if is_command(whole) and not clauses.has_sentences(text):
        return whole
    asking = [(clause, *_of_clause(text, read, found, clause, grammar)) for clause in reversed(parts)]
    if any(meant is None and [*tone.asks_how(_words(read, clause), False)] for clause, _, meant in asking):
        return None
    commands = [(worth, meant) for _, worth, meant in asking if is_command(meant)]
    return max(commands, key=lambda each: each[0], default=(0, whole))[1]


def _is_a_question(read: Sequence[SaidWord], clause: range) -> bool:
    return len(clause) > 1 and read[clause.start].word in lexicon.FACTS_FIRST | lexicon.MUST


def _words(read: Sequence[SaidWord], clause: range) -> list[str]:
    return [read[at].word for at in clause]


def _of_clause(
    text: str,
    read: Sequence[SaidWord],
    found: Sequence[Mention],
    clause: range,
    grammar: Grammar,
    known: Sequence[Fit] | None = None,
) -> tuple[float, Understanding | None]:
    """How well it is explained, and what these words ask for."""
    near = clauses.mentioned(found, clause, clauses.CARRIED)
    fits = _likely(read, clause, grammar.fits(read, near, clause) if known is None else known)
    if not fits:
        return 0, None
    best = fits[0]
    if _asks_how(read, clause, near, best) and not _is_answered(read, clause, near, best):
        return 0, None
    named = {each.kind for each in near if each.kind in ("project", "area")}
    names_a_project = "project" in named & best.intent.takes.keys() and not best.intent.command.said.changes
    clear = best.coverage >= (NEARLY_CLEAR if best.cues >= SEVERAL or names_a_project else CLEAR)
    worth_asking = WORTH_ASKING
    left = [at for at in best.left if (read[at].meant or read[at].word) not in lexicon.LIGHT_WORDS]
    if left and not names_a_project and not _is_asked(read, near, best):
        clear, worth_asking = False, WORTH_ASKING if named else CLEAR + NEAR
    if named and not best.intent.command.said.changes:
        worth_asking = NAMED_AND_MORE
    rivals = [fit for fit in fits[: MOST_CHOICES + 1] if _is_rival(fit, best)][:MOST_CHOICES]
    if clear and len(rivals) == 1:
        return best.worth, Understanding("command", (arguments.meant(text, read, found, clause, best),))
    if best.coverage < worth_asking:
        return 0, None
    if not clear:
        rivals = [fit for fit in fits[:2] if fit.coverage >= best.coverage - 2 * NEAR]
    meant = [arguments.meant(text, read, found, clause, fit) for fit in rivals]
    if len(meant) == 1 and (names_a_project or (best.coverage >= LONE and _is_asked(read, near, best))):
        return best.worth, Understanding("command", tuple(meant))
    if len(meant) == 1:
        meant += _akin(best, near, grammar)
    return best.worth, Understanding("choose", tuple(meant[:MOST_CHOICES]))


def _akin(best: Fit, found: Sequence[Mention], grammar: Grammar) -> list[Meant]:
    """Other ways to look at what is mentioned, under the same root: who names an area may want to know much of it."""
    kinds = {each.kind for each in found} & best.intent.takes.keys()
    return [
        Meant(each.command, arguments.of_mentions(each.takes, found))
        for each in grammar.intents
        if kinds <= each.takes.keys() and each.command.root == best.intent.command.root and each != best.intent
        if kinds and not each.command.said.changes
    ]


def _is_rival(fit: Fit, best: Fit) -> bool:
    return fit.coverage > best.coverage - NEAR and fit.cues > best.cues - AS_SURE


def _is_answered(read: Sequence[SaidWord], clause: range, found: Sequence[Mention], fit: Fit) -> bool:
    """How to add a project is told by the form for it; how to write a letter is not, nor how to do it well."""
    words = _words(read, clause)
    something_is_named = any(each.kind in mentions.NAMED for each in found)
    if tone.about_anyone(words, something_is_named) or not (something_is_named or fit.intent.command.said.shows_how):
        return False
    if any(each.kind in _HOW_TO for each in found) or any(at not in fit.used for at in tone.asks_for_knowledge(words)):
        return False
    enough = NEARLY_ALL if fit.intent.command.said.changes else SURELY
    return fit.coverage > enough and fit.cues >= ONE_AND_SOME


def _is_asked(read: Sequence[SaidWord], found: Sequence[Mention], fit: Fit) -> bool:
    """By a word of its own, and not only because something is mentioned: "is the canteen open on friday"."""
    mentioned = {at for each in found for at in range(each.start, each.end)}
    words = {read[at].meant or read[at].word for at in fit.used if at not in mentioned}
    return not words <= lexicon.FILLER or not words.isdisjoint(("wanneer", "when"))


def _asks_how(read: Sequence[SaidWord], clause: range, found: Sequence[Mention], best: Fit) -> bool:
    """For what colleagues know. Words of a name, and words that ask for the command itself, do not say so."""
    named = {at for each in found if each.kind in mentions.NAMED for at in range(each.start, each.end)}
    words = ["" if at in named else read[at].word for at in clause]
    used = {at - clause.start for at in best.used}
    if tone.asks_who_knows(words, bool(named)) or any(at not in used for at in tone.asks_how(words, bool(named))):
        return True
    forms = {each.start - clause.start for each in found if each.kind == "form" and each.start in clause}
    things = forms | {at for at, word in enumerate(words) if word in lexicon.CLASSES["PROJECT"]}
    in_doubt = best.left or not lexicon.MUST.isdisjoint(words)
    is_general = in_doubt and not any(each.kind in _WHERE_OR_WHEN for each in found)
    if is_general and tone.asks_in_general(words, things, to_do=best.intent.command.said.changes):
        return True
    changes_nothing = tone.asks_for_facts(read[clause.start : clause.stop]) and best.intent.command.said.changes
    enough = SEVERAL if best.left else ONE_AND_SOME
    surely_ours = best.cues >= enough and best.coverage >= CLEAR and not changes_nothing
    return not surely_ours and any(at not in used for at in tone.asks_for_knowledge(words))
