"""The process that knows days off: an order on its standard input, names by date on its standard output."""

import sys

import holidays
import msgspec

from bot.days_off import DaysOffOrder, Names


def main() -> None:
    order = msgspec.json.decode(sys.stdin.buffer.read(), type=DaysOffOrder)
    found = {
        region: {language: names(order, region, language) for language in order.languages} for region in order.regions
    }
    sys.stdout.buffer.write(msgspec.json.encode(found))


def names(order: DaysOffOrder, region: str, language: str) -> Names:
    found = holidays.country_holidays(
        "NL",
        subdiv=region or None,
        years=range(order.first_year, order.last_year + 1),
        categories=("public", "school") if region else ("public",),
        language=language,
    )
    return dict(found.items())


main()
