"""What kind of sentence it is, whatever it is about: friendly, a question how, a question for facts, not for us."""

from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise
from typing import Literal

from bot.understanding import lexicon, sentence
from bot.understanding.mentions import Mention
from bot.understanding.periods import TIME_WORDS
from bot.understanding.sentence import SaidWord


def friendly(said: Sequence[SaidWord]) -> Literal["hello", "thanks", ""]:
    """Nothing but a greeting, or thanks."""
    words = [each.word for each in said]
    if words[:1] == ["tot"] and words[1:] and TIME_WORDS.issuperset(words[1:]):
        return "hello"
    if not all(word in lexicon.GREETINGS | lexicon.THANKS | lexicon.BESIDE for word in words):
        return ""
    asks_how_it_goes = words[:2] in (["hoe", "gaat"], ["how", "are"]) or words == ["hoe", "is", "het"]
    if not asks_how_it_goes and words[:1] and words[0] in lexicon.FACTS_FIRST - lexicon.GREETINGS:
        return ""
    if any(word in lexicon.THANKS for word in words) and lexicon.HOW.isdisjoint(words):
        return "hello" if words[0] in lexicon.GREETINGS else "thanks"
    return "hello" if asks_how_it_goes or any(word in lexicon.GREETINGS for word in words) else ""


def friendly_beside(said: Sequence[SaidWord]) -> Literal["hello", "thanks", ""]:
    """What says nothing else, also when it says it with more words, or with a typing error."""
    words = [each.word for each in said]
    rest = [word for word in words if word not in lexicon.FILLER]
    slips = {word: sentence.slip(word, _FRIENDLY) or word for word in rest}
    after = [word for word in words if word not in lexicon.GREETINGS]
    if (
        not words
        or words[0] in lexicon.FACTS_FIRST
        # "Goedemorgen, wat heb ik vandaag te doen" asks more than who we are.
        or (len(after) > LONG and after[0] in lexicon.FACTS_FIRST)
        or not all(meant in lexicon.GREETINGS | lexicon.THANKS | lexicon.BESIDE for meant in slips.values())
    ):
        return ""
    if any(slips.get(word, word) in lexicon.SURELY_THANKS for word in words):
        return "thanks"
    return "hello" if any(slips.get(word, word) in lexicon.SURELY_HELLO for word in words) else ""


def is_an_answer(said: Sequence[SaidWord]) -> bool:
    """Nothing but yes, no or later: to a question of ours, which has a button for it; or to nothing."""
    words = [each.word for each in said]
    answers = (
        words[:1]
        and words[0] in lexicon.ANSWERS_FIRST
        and (lexicon.BESIDE_ANSWERS | lexicon.THANKS).issuperset(words[1:])
    )
    return bool(answers) or " ".join(words) in lexicon.WHOLE_ANSWERS


def is_not_ours(said: Sequence[SaidWord], found: Sequence[Mention]) -> bool:
    """Something must go that is not the asker's own; or it is about a room or the weather ("weer" is also "again").

    What can be left open in a form may go, and so may who has a role and whom a project is for.
    """
    words = [each.word for each in said]
    is_about_me = any(word in lexicon.MINE or word in ("mij", "me") for word in words)
    can_go = not lexicon.CLASSES["DETAIL"].isdisjoint(words) or any(each.kind in _CAN_GO for each in found)
    takes_away = not lexicon.TAKES_AWAY.isdisjoint(words) and not is_about_me and not can_go
    return takes_away or _has_pair(words, lexicon.ELSEWHERE)


def is_of_another_desk(said: Sequence[SaidWord], found: Sequence[Mention]) -> bool:
    """The canteen, a password, leave; not the coffee of an evening, or whatever else is said of what we have."""
    words = [each.word for each in said]
    kinds = {each.kind for each in found} - {"period", "me"}
    of_pairs = {word for pair in _pairs_of_elsewhere(words) for word in pair.split()}
    if not _OURS.isdisjoint(set(words) - of_pairs):
        return False
    if _parks_somewhere(words):
        return kinds <= {"project"}
    return not kinds and (bool(of_pairs) or not lexicon.OTHER_DESKS.isdisjoint(words) or _has_something_broken(words))


def _pairs_of_elsewhere(words: Sequence[str]) -> list[str]:
    """Also with words between them that say nothing: "hoe vraag ik verlof aan"."""
    telling = [word for word in words if word not in lexicon.FILLER]
    return [" ".join(pair) for pair in (*pairwise(words), *pairwise(telling)) if " ".join(pair) in lexicon.ELSEWHERE]


def _parks_somewhere(words: Sequence[str]) -> bool:
    """The asker, today; where residents park is what they are asked about."""
    return words[:1] in (["waar"], ["where"]) and not _I.isdisjoint(words[1:4]) and not _PARKS.isdisjoint(words)


def _has_something_broken(words: Sequence[str]) -> bool:
    """On the asker's desk: "mijn mail werkt niet"; that "mijn aanpak" does not work is for colleagues to help with."""
    is_broken = not _BROKEN.isdisjoint(words) or _has_pair(words, _DOES_NOT)
    return is_broken and not lexicon.MINE.isdisjoint(words[:1]) and not lexicon.ON_THE_DESK.isdisjoint(words[1:2])


def says_only_whom(said: Sequence[SaidWord], found: Sequence[Mention]) -> bool:
    """ "Iets met ouderen" asks for nothing of them: which is asked back, whatever a group was asked for most."""
    inside = {at for each in found if each.kind == "group" for at in range(each.start, each.end)}
    words = [each.word for at, each in enumerate(said) if at not in inside]
    return bool(inside) and len(words) <= 2 and lexicon.FILLER.issuperset(words)


def asks_how_with_a_project(said: Sequence[SaidWord], found: Sequence[Mention]) -> bool:
    """To do something, with one by its name or with any; "waar vind ik" asks for what there is."""
    words = [each.word for each in said]
    is_any = not lexicon.CLASSES["PROJECT"].isdisjoint(words)
    return (is_any or any(each.kind == "project" for each in found)) and wants_to_do(words)


def says_only_which(said: Sequence[SaidWord], found: Sequence[Mention]) -> bool:
    """ "Wijkschouw havenkade": a form of contact and where, and nothing that asks to see it, or to plan one.

    Who says it of several asks to see them, and a letter may also be written.
    """
    kinds = {each.kind for each in found}
    forms = [said[each.end - 1].word for each in found if each.kind == "form"]
    if not forms or kinds.isdisjoint(_WHERE) or not kinds <= _WHERE | {"form", "namesake"}:
        return False
    if any(word.endswith(("en", "s")) or word in lexicon.CLASSES["TEXTKIND"] for word in forms):
        return False
    inside = {at for each in found for at in range(each.start, each.end)}
    return _BETWEEN.issuperset(each.word for at, each in enumerate(said) if at not in inside)


def is_only_away(said: Sequence[SaidWord]) -> bool:
    """The asker, who does not say of what: a pause of buddies says so."""
    words = {each.word for each in said}
    is_away = not lexicon.CLASSES["AWAY"].isdisjoint(words) or {"er", "niet"} <= words or not _OFF.isdisjoint(words)
    return is_away and _OF_BUDDIES.isdisjoint(words)


def is_about_who_is_away(said: Sequence[SaidWord], found: Sequence[Mention]) -> bool:
    """A colleague is not there, or is replaced; which of their projects it is about is not said."""
    words = {each.word for each in said}
    kinds = {each.kind for each in found}
    if not _ASKER.isdisjoint(words):
        return False
    is_gone = not lexicon.CLASSES["AWAY"].isdisjoint(words)
    return "person" in kinds and kinds.isdisjoint(("project", "me")) and (is_gone or asks_who_takes_over(said))


def asks_who_takes_over(said: Sequence[SaidWord]) -> bool:
    words = {each.word for each in said}
    takes_over = not _REPLACES.isdisjoint(words) or ("over" in words and not _TAKES.isdisjoint(words))
    return takes_over and not words.isdisjoint(("wie", "who"))


def calls_off(said: Sequence[SaidWord], found: Sequence[Mention]) -> bool:
    """Moves a contact moment that there is, or calls it off; "een avond" is any, and who asks how knows of none.

    Nor is it done by who writes about it, or changes a day of the project.
    """
    words = [each.word for each in said]
    is_else = words[:1] in _ASKS_WHAT or not (lexicon.HOW | _ELSE).isdisjoint(words)
    if is_else or not _moves(words):
        return False
    forms = {each.start for each in found if each.kind == "form"}
    moments = forms | {at for at, word in enumerate(words) if word in _MOMENT}
    return any(_ANY.isdisjoint(words[max(at - 2, 0) : at]) for at in moments)


def _moves(words: Sequence[str]) -> bool:
    return not lexicon.CLASSES["CALL_OFF"].isdisjoint(words) or _has_pair(words, lexicon.CALLED_OFF)


def ticks_off(said: Sequence[SaidWord], found: Sequence[Mention]) -> bool:
    """Something that is done, beside the project that it is of: "kernboodschap verkeersplan klaar, vink af"."""
    named = {at for each in found if each.kind == "project" for at in range(each.start, each.end)}
    words = [each.word for at, each in enumerate(said) if at not in named]
    if lexicon.CLASSES["TICK"].isdisjoint(words):
        return False
    return not _SAYS_NO_STEP.issuperset(words)


def wants_to_do(words: Sequence[str]) -> bool:
    """ "Hoe kan ik", "waar meld ik"; not "hoe lang moet"."""
    asks = words[:1] and words[0] in ("hoe", "how", "waar", "where") and lexicon.FACTS.isdisjoint(words[1:2])
    return bool(asks) and not lexicon.DOERS.isdisjoint(words[1:3])


def asks_for_facts(said: Sequence[SaidWord]) -> bool:
    """When, which, who, how many, and whether; "hoe kan ik" asks to do it."""
    words = [each.word for each in said]
    if wants_to_do(words):
        return False
    if words[:1] in (["wie"], ["who"]) and not {"ik", "i", "we"}.isdisjoint(words[1:3]):
        return False
    if words[:1] in (["wat"], ["what"]) and words[1:2] in (["we"], ["ik"], ["i"]):
        return False
    first = words[1:2] if words[:1] and words[0] in lexicon.BEFORE_WHICH else words[:1]
    after = (word for before, word in pairwise(words) if before in lexicon.WONDERS)
    return any(word in lexicon.FACTS_FIRST for word in (*first, *after))


def asks_who(said: Sequence[SaidWord]) -> bool:
    """Who it is; not who must or can, whom "ik" may add, or whom "we" still need."""
    words = [each.word for each in said]
    return words[:1] in (["wie"], ["who"]) and _NOT_YET.isdisjoint(words)


def asks_how(words: Sequence[str], something_is_named: bool) -> Iterator[int]:
    """Where it does; not in "hoe druk is het", and of what is named only in "hoe overtuig ik"."""
    for at, (word, following, after) in enumerate(zip(words, [*words[1:], ""], [*words[2:], "", ""], strict=False)):
        is_ours = something_is_named and {following, after}.isdisjoint(lexicon.DOERS)
        if word in lexicon.HOW and following not in lexicon.FACTS and not is_ours:
            yield at


def asks_in_general(words: Sequence[str], things: Collection[int], *, to_do: bool) -> bool:
    """ "Hoe lang moet een enquete duren", and not "komt er nog een enquete". to_do: it may be asked to be done."""
    first = [] if to_do and wants_to_do(words) else words[:1]
    opens = lexicon.FACTS_FIRST if to_do else lexicon.FACTS_FIRST | lexicon.MUST
    if opens.isdisjoint(first) or not {"er", "there"}.isdisjoint(words):
        return False
    return any(not {"een", "a", "an"}.isdisjoint(words[max(at - 3, 0) : at]) for at in things)


def asks_for_knowledge(words: Sequence[str]) -> Iterator[int]:
    """Where it has a word of advice, of what is allowed, or of what something means."""
    return (at for at, word in enumerate(words) if word in lexicon.KNOW_HOW)


def about_anyone(words: Sequence[str], something_is_named: bool) -> bool:
    """ "Wanneer kies je voor raadplegen", "moet je altijd terugkoppelen": whoever does it."""
    if words[:1] in (["moet"], ["mag"]) and words[1:2] in (["je"], ["men"]):
        return not something_is_named
    if words[:3] == ["wat", "doe", "je"]:
        return len(words) > LONG
    return len(words) > 2 and words[0] in _ASKS and words[2] in _ANYONE and words[1] not in lexicon.OURS


def asks_who_knows(words: Sequence[str], something_is_named: bool) -> bool:
    """Whether anybody has done it before, what works, or what something is."""
    what_is_a = words[:1] in (["wat"], ["what"]) and words[1:3] in _IS_A
    is_a = words[:2] in _IS_A
    good = not something_is_named and _has_pair(words, lexicon.GOOD)
    return what_is_a or is_a or good or about_anyone(words, something_is_named) or _has_pair(words, lexicon.WHO_KNOWS)


_OUR_CLASSES = (
    *("PROJECT", "MOMENT", "AGENDA", "REPORT", "LESSON", "SESSION", "BUDDY"),
    *("KNOWLEDGE", "FEEDBACK", "PROMISE", "PEOPLE", "AREA", "TEXTKIND", "STEP", "DATA"),
)
_OURS = lexicon.STILL_OURS.union(*(lexicon.CLASSES[name] for name in _OUR_CLASSES))
_WHERE = frozenset(("project", "area"))
_BETWEEN = frozenset(("de", "het", "the", "van", "voor", "bij", "in", "over", "of", "for", "at", "about"))
_ASKER = frozenset(("ik", "i", "i'm", "mijn", "my"))
_I = frozenset(("ik", "i"))
_PARKS = frozenset(("parkeren", "park", "stallen"))
_BROKEN = frozenset(("kapot", "stuk", "broken", "frozen", "crashes", "crashing", "vastgelopen"))
_DOES_NOT = frozenset(("werkt niet", "doet het", "doet niks", "not working", "doesn't work"))
_OFF = frozenset(("weg", "vrij", "off", "office"))
_OF_BUDDIES = (
    lexicon.CLASSES["BUDDY"] | lexicon.CLASSES["ROUND"] | {"koppel", "koppelen", "gekoppeld", "groepje", "match"}
)
_REPLACES = frozenset(("vervangt", "vervangen", "vervang", "overneemt", "overnemen", "replaces", "replace"))
_TAKES = frozenset(("neemt", "nemen", "neem", "takes", "take"))
_SAYS_NO_STEP = (lexicon.FILLER | lexicon.LIGHT_WORDS | {"af", "off"}).union(
    *(lexicon.CLASSES[name] for name in ("TICK", "FINISH", "PROJECT"))
)
_CAN_GO = frozenset(("person", "group"))
_MOMENT = lexicon.CLASSES["MOMENT"] - lexicon.CLASSES["SESSION"]
_ANY = frozenset(("een", "a", "an", "nieuwe", "new", "alle", "all", "extra", "another"))
_ELSE = frozenset(("bericht", "message")).union(*(lexicon.CLASSES[name] for name in ("TEXTKIND", "WRITE", "DETAIL")))
_ASKS_WHAT = (["wat"], ["what"], ["mag"], ["may"])
LONG = 4
"""Words; "wat doe je hier" is about us."""
_IS_A = (["is", "een"], ["is", "a"], ["is", "an"], ["zijn", "een"])
_ASKS = frozenset(("wanneer", "wat", "waar", "hoe", "waarmee", "waarom", "when"))
_ANYONE = frozenset(("je", "men"))
_NOT_YET = lexicon.MUST | {
    "ik",
    "i",
    "we",
    "wij",
    "could",
    "zou",
    "wil",
    "nog",
    "still",
    "nodig",
    "needed",
    "mist",
    "ontbreekt",
    "missing",
}
_FRIENDLY = sentence.ByLength([word for word in lexicon.SURELY_THANKS | lexicon.SURELY_HELLO if len(word) > 4])


def _has_pair(words: Sequence[str], pairs: frozenset[str]) -> bool:
    return any(" ".join(pair) in pairs for pair in pairwise(words))
