"""The numbers and words that a municipality may choose, one form for each feature that has any."""

from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from bot.chat.cards import Text
from bot.chat.replies import Ask, Reply, Say
from bot.chat.requests import OldButton, Request
from bot.chat.settings import Chosen, Setting, Value, as_written
from bot.chat.texts import Speech, speech
from bot.choices import cards
from bot.people import audit
from bot.people.keeping import only_administrators
from glossary import Deed, DeedPart
from storage import settings


def features(request: Request, db: Session) -> Sequence[Reply]:
    only_administrators(request)
    written = settings.written(db)
    counts = {
        name: sum(setting.name in written for setting in each) for name, each in request.contributed.settings.items()
    }
    return [Say(cards.features(speech(request.language), counts))]


def feature(request: Request, db: Session) -> Sequence[Reply]:
    only_administrators(request)
    name, asked = _meant(request)
    chosen = Chosen(settings.written(db))
    values = {setting.name: chosen.value(setting) for setting in asked}
    return [Ask(cards.feature_form(speech(request.language), name, asked, values))]


def _meant(request: Request) -> tuple[str, Sequence[Setting]]:
    name = request.args.get("feature", "")
    if name not in request.contributed.settings:
        raise OldButton("feature")
    return name, request.contributed.settings[name]


def save(request: Request, db: Session) -> Sequence[Reply]:
    only_administrators(request)
    t = speech(request.language)
    name, asked = _meant(request)
    values: dict[str, Value | str] = {}
    errors: dict[str, Text] = {}
    for setting in asked:
        value = _read(request, setting)
        if value is None:
            errors[cards.key_of(setting)] = _refusal(t, setting)
        values[setting.name] = request.text(cards.key_of(setting)) if value is None else value
    if errors:
        return [Ask(cards.feature_form(t, name, asked, values), errors)]
    keep(request, db, {setting: values[setting.name] for setting in asked}, DeedPart.NUMBERS)
    return [Say(cards.feature_saved(t, name, asked, values))]


def keep(request: Request, db: Session, chosen: Mapping[Setting, Value], part: DeedPart) -> None:
    """Writes down only what differs from the default, and records that something changed. part: of the settings."""
    before = settings.written(db)
    for setting, value in chosen.items():
        settings.write(db, setting.name, None if value == setting.default else as_written(value))
    if settings.written(db) != before:
        audit.record(request, db, Deed.SETTINGS_CHANGED, part=part)


def _read(request: Request, setting: Setting) -> Value | None:
    """None for what can't be."""
    written = request.text(cards.key_of(setting))
    match setting.default:
        case bool():
            return written == "yes"
        case int():
            number = int(written) if written.isdecimal() and len(written) < 10 else None
            return number if number is not None and setting.lowest <= number <= setting.highest else None
        case _ if setting.options:
            return written if written in setting.options else None
        case _:
            # What is empty when nothing is chosen may become empty again.
            return written[:200] or (None if setting.default else "")


def _refusal(t: Speech, setting: Setting) -> Text:
    if isinstance(setting.default, str):
        return t("chat.refused.unknown_option" if setting.options else "chat.refused.empty")
    return t("choices.numbers.between", lowest=setting.lowest, highest=setting.highest)
