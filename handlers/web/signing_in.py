"""The other end of the process that ends a login."""

import logging

import msgspec

from bot import subprocesses
from bot.chat.requests import Account
from handlers.web.providers import BegunLogin, Provider

log = logging.getLogger(__name__)


class LoginToEnd(msgspec.Struct, frozen=True):
    provider: Provider
    code: str
    begun: BegunLogin


class Vouched(msgspec.Struct, frozen=True):
    """account: who it is; None for nobody of ours. wrong: what went wrong, as a word for the log."""

    account: Account | None
    wrong: str = ""


def finish(provider: Provider, code: str, begun: BegunLogin) -> Account | None:
    """Who it is, by the word of the provider; None when that is not to be had."""
    try:
        told = subprocesses.ask("handlers.web.vouching", msgspec.json.encode(LoginToEnd(provider, code, begun)))
        vouched = msgspec.json.decode(told, type=Vouched)
    except (subprocesses.NoAnswer, msgspec.MsgspecError) as missing:
        vouched = Vouched(None, type(missing).__name__)
    if vouched.account is None:
        log.warning("%s did not vouch for somebody: %s", provider.name, vouched.wrong or "nobody of ours")
    return vouched.account
