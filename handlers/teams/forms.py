"""A form becomes a card with inputs. A field is the input "f.key"; the words to search by are "q.key".

A client checks what is required before it sends anything: only in a form whose other buttons send nothing. A search
sends the whole form, and must work while it is half filled in.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

import msgspec

from bot.chat.cards import Text, buttons_in, typed
from bot.chat.forms import Field, Form, Option
from bot.chat.requests import Account, Channel, UploadedFile
from bot.chat.texts import Speech
from handlers.teams import limits
from handlers.teams.blocks import CardSheet, draw, encode, execute, heading, note
from handlers.teams.memory import Seal, TeamsMemory
from handlers.teams.render import adaptive
from handlers.teams.words import Json, plain, rich, shorten

PLATFORM = "teams"
MEMORY = "memory"
SEARCH, CANCEL = "teams.search", "teams.cancel"
"""Actions of ours: they never reach the core."""
GONE = "teams.gone"
"""A form that we do not know any more. No feature answers to it, so it is said that it no longer works."""
YES = "yes"
UNDONE = "teams.undone"
"""The option that nothing is chosen: clients do not know one with an empty value."""
_SEARCHES = ("search", "searches")
_FULL_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_TIME = re.compile(r"\d\d:\d\d")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")


def input_of(key: str) -> str:
    return f"f.{key}"


def query_of(key: str) -> str:
    return f"q.{key}"


def search_fields(form: Form) -> Iterator[Field]:
    return (each for each in form.fields if each.kind in _SEARCHES)


def channel_fields(form: Form) -> Iterator[Field]:
    return (each for each in form.fields if each.kind == "channel")


def with_channels(form: Form, names: Mapping[str, str], theirs: Mapping[str, Collection[str]], t: Speech) -> Form:
    """names: of all channels. theirs: by field, those that may be chosen; the one that is chosen already always can."""
    fields = (
        _with_channels(each, names, theirs[each.key], t) if each.kind == "channel" else each for each in form.fields
    )
    return msgspec.structs.replace(form, fields=tuple(fields))


def _with_channels(each: Field, names: Mapping[str, str], theirs: Collection[str], t: Speech) -> Field:
    chosen = [_channel_chosen(each.value, names, t)] if isinstance(each.value, Channel) else []
    # What stands in a form that is drawn again was offered before.
    chosen += [option for option in each.options if option.value == each.value]
    options = {option.value: option for option in chosen}
    options |= {name: Option(name, typed(names[name])) for name in names if name in theirs}
    return msgspec.structs.replace(each, options=tuple(options.values()))


def _channel_chosen(chosen: Channel, names: Mapping[str, str], t: Speech) -> Option:
    name = names.get(chosen.id)
    return Option(value_of(chosen), typed(name) if name else t("handlers.teams.other_channel"))


def value_of(channel: Channel) -> str:
    """In the input: of another platform it stays what it is, until somebody chooses one of Teams."""
    return channel.id if channel.platform == PLATFORM else " ".join(channel)


def channel_of(value: str, tenant: str) -> Channel:
    elsewhere = value.split(" ")
    return Channel(*elsewhere) if len(elsewhere) == len(Channel._fields) else Channel(PLATFORM, tenant, value)


def offering(form: Form, found: Mapping[str, Sequence[Option]]) -> Form:
    """With the options that were found, by field, below those that are chosen already."""
    fields = tuple(_offering(each, found[each.key]) if each.key in found else each for each in form.fields)
    return msgspec.structs.replace(form, fields=fields)


def _offering(each: Field, found: Sequence[Option]) -> Field:
    options = {option.value: option for option in (*_chosen(each), *found)}
    return msgspec.structs.replace(each, options=tuple(options.values()))


def _chosen(each: Field) -> tuple[Option, ...]:
    value = each.value if isinstance(each.value, tuple) else ()
    return tuple(option for option in value if isinstance(option, Option))


def people_in(form: Form, accounts: Mapping[int, Account]) -> dict[str, str]:
    """Who is filled in, by field, as Teams knows them."""
    filled = {each.key: accounts.get(each.value) for each in form.fields if isinstance(each.value, int)}
    return {key: account.user for key, account in filled.items() if account and account.platform == PLATFORM}


def card(
    form: Form, errors: Mapping[str, Text], t: Speech, memory: TeamsMemory, people: Mapping[str, str], seal: Seal
) -> Json:
    """people: who is filled in, by field. memory: of this form."""
    sheet = CardSheet(t, sends_form=True)
    body = [heading(form.title, "Large")]
    if errors:
        body += note(t("handlers.form_wrong"))
    body += draw(form.body, sheet)
    seen = {each.key: list(_search(each, t, memory)) for each in form.fields}
    look = FormLook(not any(seen.values()) and not any(buttons_in(form.body)), _is_roomy(form))
    drawn = [
        (each, _field(each, errors.get(each.key), t, memory, people.get(each.key, ""), look) + seen[each.key])
        for each in form.fields
    ]
    body += _side_by_side(drawn, errors)
    body.append({"type": "Input.Text", "id": MEMORY, "isVisible": False, "value": memory.packed(seal)})
    submit = execute(plain(form.submit, limits.BUTTON_LABEL), form.action, {"form": True}) | {"style": "positive"}
    # What it took the place of comes back.
    cancelled = memory.back[-1] if memory.back else (CANCEL, {"language": t.language})
    cancel = execute(plain(t("handlers.cancel"), limits.BUTTON_LABEL), cancelled[0], {"args": cancelled[1]})
    if memory.back:
        cancel["data"]["back"] = memory.back[:-1]
    # Whoever wants to leave does not have to fill anything in first.
    whole = adaptive(body, t) | {"actions": [submit, cancel | {"associatedInputs": "none"}]}
    # Our budget for a card is for what we say: what somebody typed, they must be able to change, also 3,000 emoji.
    if len(encode(whole)) > limits.MESSAGE_BYTES:
        raise ValueError(f"{form.action}: a form of {len(encode(whole))} bytes")
    return whole


class FormLook(NamedTuple):
    """checked: the client says at a field itself that it is still empty. roomy: options of a short list stand open."""

    checked: bool
    roomy: bool


def _is_roomy(form: Form) -> bool:
    lists = [len(each.options) for each in form.fields if each.kind in ("choice", "choices")]
    return sum(options for options in lists if options <= limits.EXPANDED) <= limits.EXPANDED_IN_ALL


def needs_file(form: Form, memory: TeamsMemory) -> bool:
    return not memory.files and any(each.kind == "file" for each in form.fields)


def _field(each: Field, error: Text | None, t: Speech, memory: TeamsMemory, person: str, look: FormLook) -> list[Json]:
    drawn: list[Json] = []
    if each.kind == "file":
        drawn += rich(Text("**{label}:** {files}", {"label": each.label, "files": _names(memory.files)}))
    else:
        label, needed = _label(each, t, look.checked), _needed(each, t, look.checked)
        drawn.append({"id": input_of(each.key), "label": label, **_input(each, t, person, look.roomy), **needed})
    if error:
        drawn += map(_close, rich(Text("⚠️ **{error}**", {"error": error}), color="Attention"))
    if each.hint:
        drawn += map(_close, note(each.hint))
    if each.kind == "channel":
        drawn += map(_close, note(t("handlers.teams.which_channels")))
    # Seen as one thing, in which something is to be fixed.
    return [{"type": "Container", "style": "emphasis", "items": drawn}] if error else drawn


def _close(element: Json) -> Json:
    return {**element, "spacing": "Small"}


def _side_by_side(drawn: Sequence[tuple[Field, list[Json]]], errors: Collection[str]) -> Iterator[Json]:
    """From when until when: two short fields that follow each other, with nothing to say about either."""
    waiting: tuple[Field, Json] | None = None
    for each, elements in drawn:
        fits = each.kind in limits.SHORT_FIELDS and len(elements) == 1 and each.key not in errors
        if waiting and fits:
            yield _pair(max(limits.SHORT_FIELDS[it.kind] for it in (waiting[0], each)), [waiting[1], *elements])
            waiting = None
            continue
        if waiting:
            yield waiting[1]
        waiting = (each, elements[0]) if fits else None
        yield from () if fits else elements
    if waiting:
        yield waiting[1]


def _pair(width: int, items: list[Json]) -> Json:
    """In a pane, and in a client that does not know the layout, they stand below each other."""
    flow = {"type": "Layout.Flow", "itemWidth": f"{width}px", "itemFit": "Fill", "verticalItemsAlignment": "Bottom"}
    return {"type": "Container", "layouts": [flow], "items": items}


def _label(each: Field, t: Speech, checked: bool) -> str:
    """The client itself marks what it checks. A choice that is made already cannot be left open."""
    needed = each.required and not checked and not (each.kind == "choice" and each.value)
    return plain(t("handlers.teams.required", label=each.label) if needed else each.label, limits.LABEL)


def _needed(each: Field, t: Speech, checked: bool) -> Json:
    if not (each.required and checked):
        return {}
    return {"isRequired": True, "errorMessage": plain(t("handlers.teams.needed"), limits.LABEL)}


def _names(files: Sequence[UploadedFile]) -> str:
    return ", ".join(file.name for file in files)


def _input(each: Field, t: Speech, person: str, roomy: bool) -> Json:
    match each.kind:
        case "text" | "long_text":
            return _typed(each)
        case "number" if not each.value or _NUMBER.fullmatch(str(each.value)):
            initial = {"value": float(str(each.value))} if each.value not in (None, "") else {}
            return {"type": "Input.Number", **initial}
        case "date" if not each.value or _FULL_DATE.fullmatch(str(each.value)):
            return {"type": "Input.Date", **({"value": each.value} if each.value else {})}
        case "time" if not each.value or _TIME.fullmatch(str(each.value)):
            return {"type": "Input.Time", **({"value": each.value} if each.value else {})}
        case "number" | "date" | "time":
            # "2019", or something that is no number: the client refuses it, and what is known must stay.
            return _typed(each)
        case "choice" | "search" | "channel":
            return _one_of(each, t, roomy)
        case "choices" | "searches":
            return _some_of(each, t, roomy)
        case "person":
            # Teams' own picker: the options are the organisation's, the values their ids at Entra.
            picker = {"type": "Data.Query", "dataset": "graph.microsoft.com/users"}
            hint = plain(t("handlers.find"), limits.OPTION_LABEL)
            return {
                "type": "Input.ChoiceSet",
                "choices": [],
                "choices.data": picker,
                "placeholder": hint,
                "value": person,
            }
        case "agree":
            ticked = "true" if each.value else "false"
            return {"type": "Input.Toggle", "title": plain(t("handlers.yes"), limits.LABEL), "value": ticked}
        case "file":
            raise ValueError("a card holds no files")


def _typed(each: Field) -> Json:
    value = shorten(str(each.value or ""), limits.TYPED)
    return {
        "type": "Input.Text",
        "isMultiline": each.kind == "long_text",
        # A value from before, or from a list, may be longer than what we ask for now.
        "maxLength": min(limits.TYPED, max(each.longest, len(value))),
        "value": value,
    }


def _one_of(each: Field, t: Speech, roomy: bool) -> Json:
    """What may be left open gets an option for that: a choice cannot be undone otherwise."""
    options = _options(each)
    if not each.required:
        options = [{"title": _not_chosen(t), "value": UNDONE}, *options]
    value = each.value if isinstance(each.value, str) else next((option.value for option in _chosen(each)), "")
    if isinstance(each.value, Channel):
        value = value_of(each.value)
    if not (value or each.required):
        value = UNDONE
    stands_open = roomy and len(each.options) <= limits.EXPANDED and each.kind == "choice"
    return {**_choice_set(stands_open, t), "choices": options, "value": value}


def _some_of(each: Field, t: Speech, roomy: bool) -> Json:
    values = each.value if isinstance(each.value, tuple) else ()
    chosen = [value.value if isinstance(value, Option) else value for value in values]
    drawn = _choice_set(roomy and len(each.options) <= limits.EXPANDED, t)
    return {**drawn, "isMultiSelect": True, "choices": _options(each), "value": ",".join(chosen)}


def _choice_set(stands_open: bool, t: Speech) -> Json:
    """A list that is folded in says that nothing is chosen yet: it would be an empty box."""
    style = {"style": "expanded"} if stands_open else {"style": "compact", "placeholder": _not_chosen(t)}
    return {"type": "Input.ChoiceSet", **style, "wrap": True}


def _not_chosen(t: Speech) -> str:
    return plain(t("handlers.teams.not_chosen"), limits.OPTION_LABEL)


def _options(each: Field) -> list[Json]:
    return [_option(option) for option in each.options]


def _option(option: Option) -> Json:
    said = Text("{label} – {hint}", {"label": option.label, "hint": option.hint}) if option.hint else option.label
    return {"title": plain(said, limits.OPTION_LABEL), "value": option.value}


def _search(each: Field, t: Speech, memory: TeamsMemory) -> Iterator[Json]:
    """Words to look for, and the next options that fit; only where there are more than are shown."""
    words, at = memory.shown.get(each.key, ("", 0))
    full = len(each.options) >= limits.PAGE
    is_long = each.kind in _SEARCHES and (words or at or full)
    if not is_long and not (each.kind == "channel" and each.key in memory.shown):
        return
    label = plain(t("handlers.teams.find", label=each.label), limits.LABEL)
    yield {"type": "Input.Text", "id": query_of(each.key), "label": label, "value": words, "spacing": "Small"}
    find = execute(plain(t("handlers.teams.search"), limits.BUTTON_LABEL), SEARCH, {"field": each.key})
    turn = execute(plain(t("handlers.teams.more"), limits.BUTTON_LABEL), SEARCH, {"field": each.key, "turn": at + 1})
    more = full or each.kind == "channel"
    yield {"type": "ActionSet", "actions": [find, turn] if more else [find], "spacing": "Small"}
