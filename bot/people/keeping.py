"""What administrators look after: the municipality's settings, and who is who in the chat."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from bot.chat.cards import Card
from bot.chat.replies import Ask, Reply, Say
from bot.chat.requests import NotAllowed, OldButton, Request
from bot.chat.texts import LANGUAGES, speech
from bot.people import audit, setting_up, settings_cards
from glossary import Deed, DeedPart
from storage.people import identity, people, standing
from storage.people.municipalities import Municipality

MOST_ROWS = 20


def settings(request: Request, db: Session) -> Sequence[Reply]:
    t = speech(request.language)
    waiting = len(people.colleagues_without_account(db))
    if request.person.is_admin and (request.args.get("form") or request.municipality.keeper_id is None):
        return [Ask(settings_cards.settings_form(t, request.municipality, waiting))]
    return [Say(_settings(request, db, waiting))]


def _settings(request: Request, db: Session, waiting: int) -> Card:
    administrators = sorted(each.name for each in standing.administrators(db))
    return settings_cards.settings(
        speech(request.language),
        request.municipality,
        _keepers(request, db),
        administrators,
        waiting,
        request.person.is_admin,
        len(standing.disciplines_to_confirm(db, MOST_ROWS)) if request.person.is_admin else 0,
    )


def _keepers(request: Request, db: Session) -> dict[int, str]:
    found = [
        people.colleague(db, colleague_id)
        for colleague_id in (request.municipality.keeper_id, request.municipality.deputy_id)
        if colleague_id
    ]
    return {colleague.id: colleague.name for colleague in found if colleague}


def save_settings(request: Request, db: Session) -> Sequence[Reply]:
    only_administrators(request)
    t = speech(request.language)
    waiting = len(people.colleagues_without_account(db))
    if outsiders := [key for key in ("keeper", "deputy") if not _is_colleague_or_nobody(request, db, key)]:
        form = settings_cards.settings_form(t, _filled_in(request), waiting)
        return [Ask(form, {key: t("chat.refused.not_a_colleague") for key in outsiders})]
    municipality = request.municipality
    before = (municipality.keeper_id, municipality.deputy_id)
    municipality.name = request.text("name")[:200] or municipality.name
    municipality.keeper_id = request.colleague("keeper")
    municipality.deputy_id = request.colleague("deputy")
    municipality.holiday_region = request.text("region") or municipality.holiday_region
    language = request.text("language")
    municipality.language = language if language in LANGUAGES else municipality.language
    _record(request, db, before)
    return [Say(_settings(request, db, waiting)), *setting_up.show(request, db)]


def _is_colleague_or_nobody(request: Request, db: Session, key: str) -> bool:
    chosen = request.colleague(key)
    found = people.colleague(db, chosen) if chosen else None
    return not request.picked_an_outsider(key) and (chosen is None or (found is not None and found.is_here))


def _record(request: Request, db: Session, before: tuple[int | None, int | None]) -> None:
    """before: the overview keeper and the deputy, who may do more than others."""
    municipality = request.municipality
    if db.is_modified(municipality):
        audit.record(request, db, Deed.SETTINGS_CHANGED, part=DeedPart.MUNICIPALITY)
    after = (municipality.keeper_id, municipality.deputy_id)
    for was, becomes, part in zip(before, after, (DeedPart.KEEPER, DeedPart.DEPUTY), strict=True):
        if was != becomes and was:
            audit.record(request, db, Deed.RIGHT_TAKEN, about=was, part=part)
        if was != becomes and becomes:
            audit.record(request, db, Deed.RIGHT_GIVEN, about=becomes, part=part)


def _filled_in(request: Request) -> Municipality:
    """What was typed, as a municipality that is not kept."""
    return Municipality(
        name=request.text("name"),
        keeper_id=request.colleague("keeper"),
        deputy_id=request.colleague("deputy"),
        holiday_region=request.text("region"),
        language=request.text("language"),
    )


def unlinked(request: Request, db: Session) -> Sequence[Reply]:
    only_administrators(request)
    return [Say(settings_cards.unlinked(speech(request.language), people.colleagues_without_account(db), MOST_ROWS))]


def link(request: Request, db: Session) -> Sequence[Reply]:
    only_administrators(request)
    colleague = people.colleague(db, request.id_of("colleague"))
    if colleague is None:
        raise OldButton("colleague")
    return [Ask(settings_cards.link_form(speech(request.language), colleague))]


def save_link(request: Request, db: Session) -> Sequence[Reply]:
    only_administrators(request)
    t = speech(request.language)
    known = people.colleague(db, request.id_of("colleague"))
    if known is None:
        raise OldButton("colleague")
    arrived = request.colleague("account")
    if arrived is None:
        return [Ask(settings_cards.link_form(t, known), {"account": t("chat.refused.not_a_colleague")})]
    audit.record(request, db, Deed.ACCOUNT_LINKED, about=known.id)
    if arrived != known.id:
        # An administrator may link themselves: what they did moves along.
        db.flush()
        identity.merge(db, arrived, into_id=known.id)
    return [Say(settings_cards.linked(t, known))]


def only_administrators(request: Request) -> None:
    if not request.person.is_admin:
        raise NotAllowed(speech(request.language)("people.settings.who_may"))
