"""How people ask for a command in their own words."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OwnWords:
    """ways: each a few words that together ask for it, in any order; `a|b` is either of them.

    In capitals is a whole class of words (`bot/understanding/lexicon.py`), in braces something that is mentioned:
    "NEW PROJECT", "wie mijn|my buddy", "LIST {status}". `=word` is that word and no inflection of it; a `.` at
    the end: and nothing else is said.
    takes: what may be mentioned along, each as the argument of that name; "project=id" under another name. "words" is
    what is left over, as it was typed. Nothing: the verb, its synonyms and its description say all.
    changes: it leads to something that is changed. shows_how: who asks how it is done sees that by doing it; else a
    card tells it. tells_who: the command, by root and verb, that answers who it is, for whoever only asks that.
    there_are: the command that shows those that there are, for whoever moves one of them or calls it off.
    of_a_moment: the command for whoever says it of a contact moment: that one is done is not the end of the project.
    of_a_step: the command for whoever ticks something of a project off, which is not all of it.
    while_away: the command that may be meant as well, by whoever only says that they are away.
    of_who_is_away: the command that shows what somebody has, for whoever asks who takes that over.
    last_resort: it answers what fits no command, with the "words" that say something, and all that was
    "said".
    """

    ways: tuple[str, ...] = ()
    takes: tuple[str, ...] = ()
    changes: bool = False
    shows_how: bool = True
    tells_who: str = ""
    there_are: str = ""
    of_a_moment: str = ""
    of_a_step: str = ""
    while_away: str = ""
    of_who_is_away: str = ""
    last_resort: bool = False


FREE = OwnWords()
