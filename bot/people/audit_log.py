"""The audit log as administrators see it: who did what, page by page, and as a list."""

import datetime as dt
from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from bot.chat.replies import Reply, Say
from bot.chat.requests import Request
from bot.chat.texts import Speech, speech
from bot.people import audit_cards
from bot.people.keeping import only_administrators
from storage.people import audit, people
from storage.people.audit import AuditRow

PAGE = 15
COLUMNS = ("at", "who", "deed", "part", "about", "origin")


def show(request: Request, db: Session) -> Sequence[Reply]:
    """Newest first, to the asker alone."""
    only_administrators(request)
    t = speech(request.language)
    before = request.id_of("before") if "before" in request.args else None
    found = audit.newest(db, PAGE + 1, before)
    page = found[:PAGE]
    names = _names(t, db, page)
    lines = [_line(t, row, names, request.at.tzinfo) for row in page]
    return [Say(audit_cards.audit_log(t, lines, page[-1].id if len(found) > PAGE else None))]


def table(t: Speech, db: Session, zone: dt.tzinfo) -> tuple[Sequence[str], Sequence[Sequence[str]]]:
    """Headers and rows, oldest first; times in this zone."""
    rows = audit.all_deeds(db)
    names = _names(t, db, rows)
    return (
        [str(t(f"people.audit.column.{column}")) for column in COLUMNS],
        [
            [
                row.at.astimezone(zone).isoformat(" ", "seconds"),
                _who(row.colleague_id, names),
                str(t.word(row.deed)),
                str(t.word(row.part)) if row.part else "",
                _who(row.about_id, names),
                str(t.word(row.origin)),
            ]
            for row in rows
        ],
    )


def _names(t: Speech, db: Session, rows: Sequence[AuditRow]) -> Mapping[int, str]:
    ids = {each for row in rows for each in (row.colleague_id, row.about_id) if each}
    return {each: name or str(t("chat.former_colleague")) for each, name in people.names_of(db, ids).items()}


def _who(colleague_id: int | None, names: Mapping[int, str]) -> str:
    return names[colleague_id] if colleague_id else ""


def _line(t: Speech, row: AuditRow, names: Mapping[int, str], zone: dt.tzinfo | None) -> audit_cards.DeedLine:
    about = _who(row.about_id, names) if row.about_id != row.colleague_id else ""
    who = _who(row.colleague_id, names) or t.word(row.origin)
    return audit_cards.DeedLine(row.at.astimezone(zone), who, row.deed, row.part, about)
