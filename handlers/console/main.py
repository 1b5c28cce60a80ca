"""The console script `samenspel`: reads the settings, and hands over to the command that was asked for.

Each command imports what it needs when it runs: `samenspel doctor` should not load a web server.
"""

import argparse
import gc
import os
import sys
from collections.abc import Collection, Sequence
from contextlib import nullcontext
from difflib import get_close_matches
from pathlib import Path

from bot.chat.cards import Text
from bot.chat.texts import Speech, speech
from bot.subprocesses import GARBAGE_AFTER
from handlers import databases
from handlers.console import (
    audit,
    first_time,
    jobs,
    lists,
    manifests,
    report,
    search,
    simulate,
    text_templates,
    verbs,
    web,
)
from handlers.observability import logs, version
from handlers.settings import Settings, WrongSettings, from_environment, read_environment

NO_DATABASE, WRONG_SETTINGS, NOT_LISTENING = 1, 2, 3
"""What the console gets back when `run` does not serve; docs/operations.md tells them."""
PLATFORMS = ("slack", "teams")


def main(arguments: Sequence[str] | None = None) -> int:
    # What is written holds names of colleagues: for this account only.
    os.umask(0o077)
    gc.set_threshold(GARBAGE_AFTER)
    given = sys.argv[1:] if arguments is None else arguments
    if given and given[0] == "--version":
        # Also when the settings are wrong: whoever asks for help is asked for this first.
        print("samenspel", version.installed())
        return 0
    try:
        settings = from_environment(read_environment(Path.cwd()))
    except WrongSettings as wrong:
        return _refuse(wrong)
    logs.configure(settings.log_level, settings.log_format)
    t = speech(settings.locale)
    if given and given[0] == "demo":
        # The practice workspace reads the rest itself.
        return first_time.demo(given[1:], t)
    return obey(given, settings, t)


def obey(given: Sequence[str], settings: Settings, t: Speech) -> int:
    parser, known = _parser(t)
    if given and not given[0].startswith("-") and given[0] not in known:
        print(_unknown(given[0], known, t), file=sys.stderr)
        return WRONG_SETTINGS
    asked = parser.parse_args(search.with_words_apart(given) or ["--help"])
    try:
        code: int = asked.does(asked, settings, t)
    except BrokenPipeError:
        # Whoever was reading has seen enough, as in `samenspel import … | head`.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return code


def _unknown(typed: str, known: Collection[str], t: Speech) -> Text:
    near = get_close_matches(typed, known, n=1)
    return (
        t("handlers.console.nearly", typed=typed, near=near[0]) if near else t("handlers.console.unknown", typed=typed)
    )


def _refuse(wrong: WrongSettings) -> int:
    t = speech(wrong.locale)
    print(t("handlers.setting.intro"), file=sys.stderr)
    for problem in wrong.problems:
        print(f"  {problem.setting} {t(problem.text)}", file=sys.stderr)
    return WRONG_SETTINGS


def _parser(t: Speech) -> tuple[argparse.ArgumentParser, Collection[str]]:
    """And the commands that it knows."""
    parser = argparse.ArgumentParser("samenspel", description=str(t("handlers.console.about")))
    parser.add_argument("--version", action="version", version="", help=str(t("handlers.console.version")))
    commands = parser.add_subparsers(
        required=True, title=str(t("handlers.console.verbs")), metavar=str(t("handlers.console.verb"))
    )
    start = verbs.add(commands, "init", t("handlers.console.init"), first_time.init)
    start.add_argument(
        "platform", nargs="?", choices=PLATFORMS, default="slack", help=str(t("handlers.console.platform"))
    )
    commands.add_parser("demo", help=str(t("handlers.console.demo")))
    verbs.add(commands, "run", t("handlers.console.run"), run)
    verbs.add(commands, "doctor", t("handlers.console.doctor"), doctor)
    show = verbs.add(commands, "manifest", t("handlers.console.manifest"), manifests.show)
    show.add_argument("platform", choices=PLATFORMS, help=str(t("handlers.console.platform")))
    show.add_argument("--socket-mode", action="store_true", help=str(t("handlers.console.socket_mode")))
    show.add_argument("--out", type=Path, default=Path(manifests.PACKAGE), help=str(t("handlers.console.out")))
    lists.add_verbs(commands, t)
    search.add_verb(commands, t)
    databases.add_verbs(commands, t)
    jobs.add_verbs(commands, t)
    report.add_verbs(commands, t)
    audit.add_verb(commands, t)
    simulate.add_verbs(commands, t)
    text_templates.add_verbs(commands, t)
    web.add_verb(commands, t)
    return parser, commands.choices


def run(asked: argparse.Namespace, settings: Settings, t: Speech) -> int:
    """Brings the database up to date, and serves until a signal asks to stop."""
    # What is imported stays: looking for garbage among it took 17 % of the start. `serve` begins with that again.
    gc.disable()
    try:
        return _run(settings, t)
    finally:
        gc.enable()


def _run(settings: Settings, t: Speech) -> int:
    if not (settings.has_slack or settings.has_teams):
        print(t("handlers.run.no_way_in"), t("handlers.run.ask_doctor"), file=sys.stderr)
        return WRONG_SETTINGS
    if settings.texts:
        if refusal := text_templates.refusal(settings.texts, t):
            print(t("handlers.texts.refused"), refusal, sep="\n", file=sys.stderr)
            return WRONG_SETTINGS
        from bot.writing import own_templates

        own_templates.take(settings.texts)
    from handlers.databases import trouble
    from handlers.observability import malloc

    malloc.keep_small()
    wrong, made = trouble.open_database(settings, thorough=True)
    if wrong:
        trouble.say(wrong, settings, t)
        return NO_DATABASE
    if made:
        # From the beginning, as the same process: what migrating loads takes 13 MB, for as long as this one serves.
        os.execv(sys.executable, sys.orig_argv)  # noqa: S606 - what we were started with
    from handlers.scheduling import practice
    from handlers.web import listening

    alone = practice.alone_with(settings.clock_file) if settings.clock_file else None
    if settings.clock_file and not alone:
        print(t("handlers.run.practice_twice"), file=sys.stderr)
        return WRONG_SETTINGS
    try:
        door = listening.open_door(settings.host, settings.port)
    except OSError as refused:
        print(*listening.why(refused, settings.host, settings.port, t), file=sys.stderr)
        return NOT_LISTENING
    from handlers import running

    with alone or nullcontext():
        running.serve(settings, door)
    return 0


def doctor(asked: argparse.Namespace, settings: Settings, t: Speech) -> int:
    from handlers.console.doctor import say_all

    return say_all(settings, t)


if __name__ == "__main__":
    sys.exit(main())
