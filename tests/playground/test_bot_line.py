"""What goes over the line to the bot is signed as Slack signs it; silence and slowness are told apart."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from urllib.parse import parse_qs

import pytest
from slack_sdk.signature import SignatureVerifier

from playground.slack.bot_line import Answer, BotAway, BotLine, BotTooSlow
from playground.slack.wire import SIGNING_SECRET

Reply = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


def talk(
    say: Callable[[BotLine], Awaitable[Answer]], reply: bytes | None, patience: float = 3.0
) -> tuple[Answer, bytes]:
    """What the line brings back, and what the other end heard. `reply` None means silence."""
    heard = bytearray()

    async def other_end(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        length = next(int(line.split(b":")[1]) for line in head.split(b"\r\n") if line.startswith(b"content-length"))
        heard.extend(head + await reader.readexactly(length))
        if reply is None:
            await reader.read()
        else:
            writer.write(reply)
        writer.close()
        await writer.wait_closed()
        over.set()

    over = asyncio.Event()

    async def run() -> Answer:
        server = await asyncio.start_server(other_end, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        try:
            return await say(BotLine(port, SIGNING_SECRET, patience=patience))
        finally:
            await over.wait()
            server.close()

    return asyncio.run(run()), bytes(heard)


OK = b'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 14\r\n\r\n{"text": "Ja"}'


def test_an_interaction_is_signed_as_slacks_own_library_expects() -> None:
    answer, heard = talk(lambda line: line.interaction({"type": "shortcut", "naam": "café"}), OK)
    head, _, body = heard.partition(b"\r\n\r\n")
    headers = dict(line.split(": ", 1) for line in head.decode().split("\r\n")[1:])
    assert SignatureVerifier(SIGNING_SECRET).is_valid_request(body, headers)
    assert json.loads(parse_qs(body.decode())["payload"][0])["naam"] == "café"
    assert answer.json() == {"text": "Ja"}


def test_an_event_that_is_repeated_says_so() -> None:
    _, heard = talk(lambda line: line.event({"event_id": "Ev1"}, 2, "http_timeout"), OK)
    assert b"x-slack-retry-num: 2\r\nx-slack-retry-reason: http_timeout" in heard


def test_answers_in_pieces_arrive_whole() -> None:
    pieces = b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"
    assert talk(lambda line: line.command({}), pieces)[0].body == b"abcde"


def test_silence_is_too_slow() -> None:
    with pytest.raises(BotTooSlow):
        talk(lambda line: line.command({}), None, patience=0.05)


def test_nobody_there_is_away() -> None:
    with pytest.raises(BotAway):
        asyncio.run(BotLine(1, SIGNING_SECRET).command({}))


def test_half_an_answer_is_away() -> None:
    with pytest.raises(BotAway):
        talk(lambda line: line.command({}), b"HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nabc")
