"""What files hold, before anything of them goes in."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from bot.subprocesses import NoAnswer
from bot.transfer import in_subprocess
from bot.transfer.in_subprocess import Head, Reader
from bot.transfer.problems import RowProblem
from bot.transfer.receiving import File, ImportOrder
from bot.transfer.report import Report


@dataclass
class About:
    """What is being read."""

    file: str = ""


@contextmanager
def what_can_not_be_read(report: Report) -> Iterator[About]:
    """What went in before stays; reading the same list again does no harm."""
    about = About()
    try:
        yield about
    except NoAnswer as ended:
        report.errors.append(RowProblem(about.file, 0, "", in_subprocess.SENTENCES.get(type(ended), "broken_file")))


def heads_of(reader: Reader, files: Iterable[File], order: ImportOrder, report: Report, about: About) -> list[Head]:
    """The lists that can go in."""
    heads, named, first = list[Head](), set[str](), ""
    for file in files:
        about.file = file.name
        first = first or file.name
        found = reader.found(file)
        report.take(found.report)
        report.proposals += found.proposals
        report.municipality = report.municipality or found.municipality
        heads += found.heads
        named |= found.named
    reader.that_was_all()
    for proposal in report.proposals:
        if (before := order.remembered.get(proposal.headers)) and before.chosen_on:
            report.chosen_as.append((proposal.name, before.chosen_on))
    lacking = [header for header in order.choice.headers if header not in named]
    report.errors += [RowProblem(first, 0, header, "no_such_column") for header in lacking]
    return heads
