"""The process that knows days off: an order on its standard input, names by date on its standard output."""

import sys

import holidays
import msgspec

from bot.days_off import Order


def main() -> None:
    order = msgspec.json.decode(sys.stdin.buffer.read(), type=Order)
    categories = ("public", "school") if order.region else ("public",)
    found = holidays.country_holidays(
        "NL",
        subdiv=order.region or None,
        years=range(order.first_year, order.last_year + 1),
        categories=categories,
        language=order.language,
    )
    sys.stdout.buffer.write(msgspec.json.encode(dict(found.items())))


main()
