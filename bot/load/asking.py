"""From a button, or the words of a command, to what somebody wants to look at."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from bot.chat.requests import Request
from bot.chat.texts import LANGUAGES, speech
from bot.findings.load import monday_of
from bot.findings.reach import GROUPS
from bot.load import wanted
from bot.load.wanted import Wanted
from glossary import TargetGroup
from storage.register import areas


def asked(request: Request, db: Session) -> Wanted:
    """By a button, or by the words of a command: "Centrum", "jongeren", "jongeren Centrum"."""
    words = request.args.get("words", "").strip()
    if not words:
        return wanted.ordered(request.args, request.today)
    area, group = _read(db, words)
    return Wanted(area, wanted.group(group), monday_of(request.today), unknown="" if area or group else words[:60])


def _read(db: Session, words: str) -> tuple[str, str]:
    """Area and group that these words name. Words that name nothing are left out."""
    groups = {name.casefold(): group for group in GROUPS for name in _names(group)}
    folded = words.casefold()
    named = sorted((name for name in groups if f" {name} " in f" {folded} "), key=len)
    group = groups[named[-1]].value if named else ""
    rest = f" {folded} ".replace(f" {named[-1]} ", " ").strip() if named else words
    found = areas.areas_named(db, rest) if rest else ()
    exact = [area for area in found if rest.casefold() in (area.name.casefold(), area.code.casefold())]
    best = next(iter([*exact, *found]), None)
    return best.code if best else "", group


def _names(group: TargetGroup) -> Sequence[str]:
    return [group.dutch, *(str(speech(language).word(group)) for language in LANGUAGES)]
