"""The third party is really asked: it agrees with what is right, and not with what is wrong."""

from __future__ import annotations

import pytest

from playground.slack.http import Asked
from playground.slack.wire import BOT_TOKEN

from .bench import Bench
from .opinion import disagreements


@pytest.mark.usefixtures("others_agree")
def test_others_take_what_ours_took_and_say_so_when_they_would_not(bench: Bench) -> None:
    bench.channel("communicatie").invites_bot()
    form = {"content-type": "application/x-www-form-urlencoded", "authorization": f"Bearer {BOT_TOKEN}"}
    asked = Asked("POST", "/api/chat.postMessage", "channel=C0COMMUNICATIE&text=Dag", form)
    assert bench.slack.do(bench.slack.answer(asked))
    (call,) = bench.slack.calls
    assert disagreements(bench.slack, bench.folder) == []
    kept, call.answer = call.answer, {**call.answer, "ts": 1.5}
    assert "/ts is 1.5 here" in disagreements(bench.slack, bench.folder)[0]
    call.answer, call.params["channel"] = kept, "C0NERGENS"
    assert "channel_not_found" in disagreements(bench.slack, bench.folder)[0]
    call.params["channel"] = "C0COMMUNICATIE"
