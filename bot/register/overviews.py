"""Whom an overview is for, as the register's own questions want it."""

from bot.chat.exchange import Scope
from glossary import Domain
from storage.weekly import Narrow, Since


def narrow(scope: Scope) -> Narrow:
    return Narrow(scope.areas, Domain.from_code(scope.domain) if scope.domain else None, scope.department, scope.person)


def since(scope: Scope) -> Since:
    return Since(scope.since, scope.until)
