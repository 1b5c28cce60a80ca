"""Which channels get an overview, and what of. Each is seen by somebody before it goes out the first time."""

from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from bot.chat.cards import Text
from bot.chat.replies import Ask, Happened, Reply, Say
from bot.chat.requests import NotAllowed, OldButton, Request
from bot.chat.texts import speech
from bot.overview import channel_cards, composing, rules
from bot.people import audit, rights, setting_up
from glossary import Deed, DeedPart, Domain
from storage.messages import overviews
from storage.messages.overviews import OverviewChannel
from storage.register import areas
from storage.reports import narrowing


def listed(request: Request, db: Session) -> Sequence[Reply]:
    _only_keepers(request)
    found = overviews.overview_channels(db)
    names = areas.names_of_areas(db, [code for channel in found for code in channel.area_codes])
    misfits = _misfits(request, db, found)
    return [Say(channel_cards.listed(speech(request.language), found, names, misfits, request.person.is_admin))]


def form(request: Request, db: Session) -> Sequence[Reply]:
    """Of a channel that was kept before departments were looked at, what is wrong stands there at once."""
    _only_keepers(request)
    known = _existing(request, db) if request.args.get("channel") else _empty()
    misfit = _misfits(request, db, [known]).get(known.id)
    return [_ask(request, db, known, {"department": misfit} if misfit else None)]


def save(request: Request, db: Session) -> Sequence[Reply]:
    """Then shows what it would tell now; it starts only after a yes to that."""
    _only_keepers(request)
    t = speech(request.language)
    known = _existing(request, db) if request.args.get("channel") else None
    wanted, picked = _filled_in(request, db), request.channel("channel")
    errors, departments = dict[str, Text](), narrowing.departments(db) if wanted.department else ()
    if misfit := _misfit(request, wanted, departments):
        errors["department"] = misfit
    wanted.department = _as_written(wanted.department, departments) or wanted.department
    there = overviews.channel_at(db, *picked) if picked else None
    if picked is None:
        errors["channel"] = t("chat.refused.empty")
    elif there is not None and there is not known:
        errors["channel"] = t("overview.channels.taken", name=there.name)
    if errors:
        return [_ask(request, db, wanted, errors)]
    kept = known or wanted
    for name in ("name", "platform", "tenant", "place", "areas", "domain", "department"):
        setattr(kept, name, getattr(wanted, name))
    db.add(kept)
    _record(request, db)
    db.flush()
    return preview(request.asks("overview.preview", channel=str(kept.id)), db)


def _misfits(request: Request, db: Session, channels: Sequence[OverviewChannel]) -> dict[int, Text]:
    """What is wrong with their departments, by id."""
    if not any(channel.department for channel in channels):
        return {}
    known = narrowing.departments(db)
    found = {channel.id: _misfit(request, channel, known) for channel in channels}
    return {id_: misfit for id_, misfit in found.items() if misfit}


def _misfit(request: Request, channel: OverviewChannel, known: Sequence[str]) -> Text | None:
    """When no project has its department: such an overview would always be empty."""
    if not channel.department or _as_written(channel.department, known):
        return None
    return channel_cards.no_department(speech(request.language), channel.department, known)


def _as_written(department: str, known: Sequence[str]) -> str:
    """As colleagues write it; empty when nobody does."""
    return next((each for each in known if each.casefold() == department.strip().casefold()), "")


def _ask(request: Request, db: Session, channel: OverviewChannel, errors: Mapping[str, Text] | None = None) -> Ask:
    names = areas.names_of_areas(db, channel.area_codes)
    return Ask(channel_cards.form(speech(request.language), channel, names, request.args), errors or {})


def preview(request: Request, db: Session) -> Sequence[Reply]:
    """What this channel would get now, to the asker alone."""
    _only_keepers(request)
    channel = _existing(request, db)
    # In the language of the channel: that is how people will read it.
    language = request.municipality.language
    scope = composing.of_channel(channel, overviews.told_until(db, channel.id), request.at, language, db)
    parts = composing.parts(request.contributed, scope, db)
    shown = rules.in_short(parts, overviews.told_last(db, channel.id, request.at)) if parts else None
    return [Say(channel_cards.preview(speech(request.language), speech(language), channel, scope, shown))]


def start(request: Request, db: Session) -> Sequence[Reply]:
    _only_keepers(request)
    channel = _existing(request, db)
    channel.started_at = channel.started_at or request.at
    _record(request, db)
    return [
        Say(channel_cards.started(speech(request.language), channel, request.person.is_admin)),
        Happened(setting_up.GOES_ON),
    ]


def remove(request: Request, db: Session) -> Sequence[Reply]:
    _only_keepers(request)
    channel = _existing(request, db)
    db.delete(channel)
    _record(request, db)
    return [Say(channel_cards.removed(speech(request.language), channel.name))]


def _record(request: Request, db: Session) -> None:
    audit.record(request, db, Deed.SETTINGS_CHANGED, part=DeedPart.CHANNELS)


def _only_keepers(request: Request) -> None:
    if not rights.may_keep_register(request.person, request.municipality):
        raise NotAllowed(speech(request.language)("overview.channels.who_may"))


def _empty() -> OverviewChannel:
    return OverviewChannel(name="", platform="", tenant="", place="")


def _filled_in(request: Request, db: Session) -> OverviewChannel:
    """What was typed, as a channel that is not kept yet."""
    domain = request.text("domain")
    filled = _empty()
    filled.name = request.text("name")[:100]
    filled.platform, filled.tenant, filled.place = request.channel("channel") or ("", "", "")
    filled.areas = ",".join(area.code for area in areas.areas_with_codes(db, request.several("areas")))[:500]
    filled.domain = Domain.from_code(domain) if domain in list(Domain) else None
    filled.department = request.text("department")[:200]
    return filled


def _existing(request: Request, db: Session) -> OverviewChannel:
    channel = overviews.overview_channel(db, request.id_of("channel"))
    if channel is None:
        raise OldButton("channel")
    return channel
