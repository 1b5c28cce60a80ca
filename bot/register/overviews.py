"""Whom an overview is for, as the register's own questions want it."""

import datetime as dt

from bot.chat.contributions import Scope
from glossary import Domain
from storage.reports.narrowing import Narrow
from storage.reports.weekly import Since

SOON = dt.timedelta(days=42)
"""Somebody is needed soon when residents are asked something within these days: an invitation takes three weeks."""


def narrow(scope: Scope) -> Narrow:
    return Narrow(scope.areas, Domain.from_code(scope.domain) if scope.domain else None, scope.department, scope.person)


def since(scope: Scope) -> Since:
    return Since(scope.since, scope.until)
