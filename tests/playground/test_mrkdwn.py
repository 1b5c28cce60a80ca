"""mrkdwn looks as it does in Slack, and nothing that people type becomes HTML."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.page.mrkdwn import render_mrkdwn, render_plain

NAMES = {"U00000C07": "Fatma Yildirim", "C0SAMENSPEL": "samenspel"}


def html(text: str) -> str:
    return str(render_mrkdwn(text, NAMES.get, NAMES.get))


@pytest.mark.parametrize(
    ("typed", "seen"),
    [
        ("*vet* en _schuin_ en ~weg~", "<strong>vet</strong> en <em>schuin</em> en <s>weg</s>"),
        ("2*3*4 en een_naam_met_streepjes", "2*3*4 en een_naam_met_streepjes"),
        ("`*letterlijk*`", "<code>*letterlijk*</code>"),
        ("```\na <b>\n```", "<pre><code>a &lt;b&gt;</code></pre>"),
        ("<@U00000C07>", '<span class="mention">@Fatma Yildirim</span>'),
        ("<#C0SAMENSPEL|samenspel>", '<span class="mention">#samenspel</span>'),
        ("<!channel>", '<span class="mention mention-all">@channel</span>'),
        ("&lt;!channel&gt; &amp; &lt;b&gt;", "&lt;!channel&gt; &amp; &lt;b&gt;"),
        ("een\ntwee", "een<br>twee"),
        ("> citaat\nrest", "<blockquote>citaat</blockquote>rest"),
        (":tada: :bestaat_niet:", "🎉 :bestaat_niet:"),
        ("09:00:30", "09:00:30"),
    ],
)
def test_text_looks_as_in_slack(typed: str, seen: str) -> None:
    assert html(typed) == seen


def test_a_link_shows_its_label_and_opens_in_a_new_tab() -> None:
    seen = html("<https://voorbeeld.example?a=1&amp;b=2|de *kade* &lt;3>")
    assert seen.startswith('<a href="https://voorbeeld.example?a=1&amp;b=2" target="_blank"')
    assert ">de *kade* &lt;3</a>" in seen


def test_a_link_with_a_script_is_only_text() -> None:
    assert "<a" not in html("<javascript:alert(1)|klik>")


def test_plain_text_is_literal() -> None:
    assert render_plain("*a* <!channel> & <b>\nb") == "*a* &lt;!channel&gt; &amp; &lt;b&gt;<br>b"


@given(st.text(alphabet="<>&*_~`|@#!:/ab\n\ue000\ue0010 ", max_size=40))
def test_whatever_is_typed_never_opens_a_tag_of_its_own(typed: str) -> None:
    known = ("strong", "em", "s", "code", "pre", "br", "blockquote", "a ", "span")
    opened = [piece for piece in html(typed).split("<")[1:] if not piece.startswith("/")]
    assert all(piece.startswith(known) for piece in opened)
