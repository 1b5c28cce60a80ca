"""Every method there is: the one list to read or to add to."""

from playground.slack.web_api import chat, conversations, files, people, views
from playground.slack.web_api.door import Method

METHODS: dict[str, Method] = {
    "api.test": people.api_test,
    "apps.connections.open": people.open_connection,
    "auth.test": people.auth_test,
    "bots.info": people.bot_info,
    "chat.delete": chat.delete,
    "chat.getPermalink": chat.get_permalink,
    "chat.postEphemeral": chat.post_ephemeral,
    "chat.postMessage": chat.post_message,
    "chat.update": chat.update,
    "conversations.history": conversations.history,
    "conversations.info": conversations.info,
    "conversations.join": conversations.join,
    "conversations.list": conversations.list_,
    "conversations.members": conversations.members,
    "conversations.open": conversations.open_,
    "conversations.replies": conversations.replies,
    "files.completeUploadExternal": files.complete_upload,
    "files.getUploadURLExternal": files.get_upload_url,
    "files.info": files.info,
    "reactions.add": people.add_reaction,
    "reactions.remove": people.remove_reaction,
    "team.info": people.team_info,
    "users.info": people.info,
    "users.list": people.list_,
    "users.lookupByEmail": people.lookup_by_email,
    "views.open": views.open_,
    "views.publish": views.publish,
    "views.push": views.push,
    "views.update": views.update,
}
