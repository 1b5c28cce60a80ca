"""`samenspel texts`: the templates of the municipality, out as files, and in after they were checked."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.chat.texts import Speech
from glossary import Deed, DeedPart, Origin
from handlers.console import lists, verbs
from handlers.console.lists import DONE, REFUSED, Refusal
from handlers.now import told_by
from handlers.settings import Settings

if TYPE_CHECKING:
    from storage.database import Database
    from storage.people.municipalities import Municipality


def add_verbs(commands: Any, t: Speech) -> None:
    group = verbs.add_group(commands, "texts", t("handlers.console.texts"), "export | import")
    out = verbs.add(group, "export", t("handlers.console.texts_export"), export)
    into = verbs.add(group, "import", t("handlers.console.texts_import"), bring_in)
    for verb in (out, into):
        verb.add_argument("folder", type=Path, metavar="FOLDER", help=str(t("handlers.console.texts_folder")))
        verbs.ask_municipality(verb, t)


def export(asked: argparse.Namespace, settings: Settings, t: Speech) -> int:
    """What holds now. A file that is there already stays as it is."""
    return lists.with_database(settings, t, lambda database: _export(asked, settings, t, database))


def bring_in(asked: argparse.Namespace, settings: Settings, t: Speech) -> int:
    """All of them or none: a folder with one template that is wrong changes nothing."""
    return lists.with_database(settings, t, lambda database: _bring_in(asked, settings, t, database))


def _export(asked: argparse.Namespace, settings: Settings, t: Speech, database: "Database") -> int:
    from bot.writing import own_templates, templates

    if wrong := _take_defaults(settings, t):
        print(wrong, file=sys.stderr)
        return REFUSED
    with database.session(_home(asked, database).id) as db:
        written = {file: own_templates.written(db, file) for file in templates.FILES}
    try:
        asked.folder.mkdir(parents=True, exist_ok=True)
        for file, content in written.items():
            try:
                with (asked.folder / file).open("xb") as place:
                    place.write(content.encode())
            except FileExistsError:
                print(t("handlers.texts.there", file=file), file=sys.stderr)
    except OSError:
        print(t("handlers.texts.no_place", folder=str(asked.folder)), file=sys.stderr)
        return REFUSED
    print(t("handlers.texts.exported", folder=str(asked.folder)))
    return DONE


def _bring_in(asked: argparse.Namespace, settings: Settings, t: Speech, database: "Database") -> int:
    from bot.people import audit
    from bot.writing import own_templates, templates

    if wrong := refusal(asked.folder, t) or _take_defaults(settings, t):
        print(wrong, file=sys.stderr)
        return REFUSED
    now = told_by(settings.console_clock)()
    with database.session(_home(asked, database).id, writes=True) as db:
        came = templates.in_folder(asked.folder)
        kept = sum(own_templates.keep(db, file, written, now, None) for file, written in came.items())
        if kept:
            audit.record_unasked(db, now, Deed.SETTINGS_CHANGED, Origin.CONSOLE, part=DeedPart.TEXTS)
    print(t("handlers.texts.imported", n=kept))
    return DONE


def _home(asked: argparse.Namespace, database: "Database") -> "Municipality":
    from storage.people import municipalities

    with database.session(None) as db:
        home = lists.chosen(municipalities.municipalities(db), asked.municipality)
    if home is None:
        raise Refusal("transfer.console.no_municipality")
    return home


def _take_defaults(settings: Settings, t: Speech) -> str:
    """What the installation has in place of what is shipped; a sentence when that is wrong."""
    from bot.writing import own_templates

    if settings.texts and (wrong := refusal(settings.texts, t)):
        return wrong
    own_templates.take(settings.texts)
    return ""


def refusal(folder: Path, t: Speech) -> str:
    """A sentence for each thing that is wrong with the templates in a folder; empty when nothing is."""
    from bot.writing import own_cards, templates

    try:
        templates.in_folder(folder)
    except templates.WrongTemplates as wrong:
        return "\n".join(map(str, own_cards.why(t, wrong.wrong)))
    return ""
