"""`samenspel texts`: the templates of the municipality, out as files, and in after they were checked."""

import argparse
import sys
from pathlib import Path
from typing import Any

from bot.chat.texts import Speech
from handlers import placing
from handlers.console import verbs
from handlers.settings import Settings

DONE, REFUSED = 0, 1


def add_verbs(commands: Any, t: Speech) -> None:
    group = verbs.add_group(commands, "texts", t("handlers.console.texts"), "export | import")
    out = verbs.add(group, "export", t("handlers.console.texts_export"), export)
    out.add_argument("folder", type=Path, metavar="FOLDER", help=str(t("handlers.console.texts_folder")))
    into = verbs.add(group, "import", t("handlers.console.texts_import"), bring_in)
    into.add_argument("folder", type=Path, metavar="FOLDER", help=str(t("handlers.console.texts_folder")))


def export(asked: argparse.Namespace, settings: Settings, t: Speech) -> int:
    """What holds now. A file that is there already stays as it is."""
    from bot.writing import templates

    try:
        asked.folder.mkdir(parents=True, exist_ok=True)
        for file in templates.FILES:
            own = settings.texts / file if settings.texts else None
            written = own.read_bytes() if own and own.is_file() else templates.as_shipped(file).encode()
            try:
                with (asked.folder / file).open("xb") as place:
                    place.write(written)
            except FileExistsError:
                print(t("handlers.texts.there", file=file), file=sys.stderr)
    except OSError:
        print(t("handlers.texts.no_place", folder=str(asked.folder)), file=sys.stderr)
        return REFUSED
    print(t("handlers.texts.exported", folder=str(asked.folder)))
    return DONE


def bring_in(asked: argparse.Namespace, settings: Settings, t: Speech) -> int:
    """All of them or none: a folder with one template that is wrong changes nothing."""
    from bot.writing import templates

    if settings.texts is None:
        print(t("handlers.texts.no_setting"), file=sys.stderr)
        return REFUSED
    if wrong := refusal(asked.folder, t):
        print(wrong, file=sys.stderr)
        return REFUSED
    try:
        settings.texts.mkdir(parents=True, exist_ok=True)
        for file in templates.FILES:
            if (asked.folder / file).is_file():
                with placing.in_place_of(settings.texts / file) as unfinished:
                    unfinished.write_bytes((asked.folder / file).read_bytes())
    except OSError:
        print(t("handlers.texts.no_place", folder=str(settings.texts)), file=sys.stderr)
        return REFUSED
    print(t("handlers.texts.imported", folder=str(settings.texts)))
    return DONE


def refusal(folder: Path, t: Speech) -> str:
    """A sentence for each thing that is wrong with the templates in a folder; empty when nothing is."""
    from bot.writing import templates

    try:
        templates.in_folder(folder)
    except templates.WrongTemplates as wrong:
        return "\n".join(
            str(t(f"handlers.texts.wrong.{each.why}", **{**each._asdict(), "line": str(each.line)}))
            for each in wrong.wrong
        )
    return ""
