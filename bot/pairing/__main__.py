"""The process that draws a round: an order on its standard input, the round on its standard output."""

import sys

import msgspec

from bot.pairing.ahead import next_round
from bot.pairing.in_subprocess import RoundOrder


def main() -> None:
    order = msgspec.json.decode(sys.stdin.buffer.read(), type=RoundOrder)
    drawn = next_round(order.people, order.before, order.seed, order.never, order.wishes, order.recent)
    sys.stdout.buffer.write(msgspec.json.encode(drawn))


main()
