"""views.*: modals and home pages, with Slack's triggers, stack and hashes."""

from typing import Any

from playground.slack import payloads
from playground.slack.block_limits import Surface, problems_in_view
from playground.slack.content import Trigger, View
from playground.slack.filled import with_ids
from playground.slack.web_api.chat import missing_files
from playground.slack.web_api.door import Call, Refused
from playground.slack.wire import Json
from playground.slack.workspace import MODALS_IN_A_STACK, Workspace


def open_(call: Call) -> Json:
    trigger = use_trigger(call)
    content = acceptable_view(call.workspace, call.json("view"), Surface.MODAL, trigger.person)
    view = call.workspace.new_view(trigger.person, content, trigger)
    # A new modal takes the place of what was open: only views.push stacks.
    for old in list(call.workspace.stack(trigger.person, trigger.tab)):
        call.workspace.views.pop(old.id, None)
    call.workspace.stack(trigger.person, trigger.tab).clear()
    call.workspace.open_view(view)
    return {"view": payloads.view(call.workspace, view, call.base)}


def push(call: Call) -> Json:
    trigger = use_trigger(call)
    content = acceptable_view(call.workspace, call.json("view"), Surface.MODAL, trigger.person)
    view = push_view(call.workspace, trigger, content)
    return {"view": payloads.view(call.workspace, view, call.base)}


def push_view(workspace: Workspace, trigger: Trigger, content: Json) -> View:
    if len(workspace.stack(trigger.person, trigger.tab)) >= MODALS_IN_A_STACK:
        raise Refused("push_limit_reached", person=trigger.person)
    view = workspace.new_view(trigger.person, content, trigger)
    workspace.open_view(view)
    return view


def update(call: Call) -> Json:
    view = _known(call)
    _same_hash(call, view)
    view.content = acceptable_view(call.workspace, call.json("view"), Surface.MODAL, view.person, view)
    call.workspace.replace_content(view, view.content)
    return {"view": payloads.view(call.workspace, view, call.base)}


def publish(call: Call) -> Json:
    person = call.text("user_id")
    if person not in call.workspace.people:
        raise Refused("user_not_found")
    if not call.manifest.home:
        raise Refused("not_enabled", person=person)
    home = call.workspace.homes.get(person)
    if home:
        _same_hash(call, home)
    content = acceptable_view(call.workspace, call.json("view"), Surface.HOME, person, home)
    if home is None:
        home = call.workspace.homes[person] = call.workspace.new_view(person, content)
    call.workspace.replace_content(home, content)
    return {"view": payloads.view(call.workspace, home, call.base)}


def use_trigger(call: Call) -> Trigger:
    """Each trigger once, and within three seconds."""
    trigger = call.workspace.triggers.get(call.text("trigger_id"))
    if trigger is None:
        raise Refused("invalid_trigger_id")
    if trigger.used:
        raise Refused("exchanged_trigger_id", person=trigger.person)
    if call.workspace.ticking() > trigger.expires:
        raise Refused("expired_trigger_id", person=trigger.person)
    trigger.used = True
    return trigger


def acceptable_view(
    workspace: Workspace, view: Any, surface: Surface, person: str, instead_of: View | None = None
) -> Json:
    """The view with all its ids. Raises Refused."""
    problems = problems_in_view(view, surface)
    if problems:
        raise Refused("invalid_arguments", problems, person=person)
    wrong = missing_files(workspace, view["blocks"])
    if wrong:
        raise Refused("invalid_arguments", wrong, person=person)
    external = view.get("external_id")
    if external and any(
        other.content.get("external_id") == external and other is not instead_of for other in workspace.views.values()
    ):
        raise Refused("duplicate_external_id", person=person)
    # Not in a modal: there what was typed goes by these ids, and Slack keeps it only for those that the bot gave.
    before = instead_of.content["blocks"] if instead_of and surface is Surface.HOME else ()
    return {**view, "blocks": with_ids(view["blocks"], before)}


def _known(call: Call) -> View:
    wanted, external = call.text("view_id"), call.text("external_id")
    for view in call.workspace.views.values():
        if view.id == wanted or (external and view.content.get("external_id") == external):
            return view
    raise Refused("not_found")


def _same_hash(call: Call, view: View) -> None:
    given = call.text("hash")
    if given and given != view.hash:
        raise Refused("hash_conflict", person=view.person)
