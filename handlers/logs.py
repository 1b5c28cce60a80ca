"""What is logged: that something happened, never what people typed, who they are, or a token."""

import errno
import logging
import sys
import traceback

_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"


class Discreet(logging.Formatter):
    """Traces without the exceptions' own words: those quote SQL parameters, payloads and names."""

    def formatException(self, ei: object) -> str:  # noqa: N802 - logging's own name
        error = ei[1] if isinstance(ei, tuple) else None
        return "\n".join(_chain(error)) if isinstance(error, BaseException) else ""


def _chain(error: BaseException) -> list[str]:
    """The oldest cause first, as Python prints it."""
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    before = [*_chain(cause), "  which led to"] if cause else []
    frames = [
        f"  {frame.filename}:{frame.lineno} in {frame.name}" for frame in traceback.extract_tb(error.__traceback__)
    ]
    return [*before, *frames, f"  {type(error).__module__}.{type(error).__qualname__} {code_of(error)}".rstrip()]


def code_of(error: BaseException) -> str:
    """The part of an exception that can be told: a code of SQLite, PostgreSQL, the operating system or Slack."""
    for name in ("sqlite_errorname", "sqlstate"):
        if isinstance(code := getattr(error, name, None), str):
            return code
    if isinstance(error, OSError) and error.errno:
        return errno.errorcode.get(error.errno, "")
    answer = getattr(getattr(error, "response", None), "data", None)
    return str(answer.get("error", "")) if isinstance(answer, dict) else ""


def configure(level: str) -> None:
    """Ours at `level`; libraries only when something is wrong, because at DEBUG they print whole requests."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Discreet(_FORMAT))
    root = logging.getLogger()
    for before in [each for each in root.handlers if isinstance(each.formatter, Discreet)]:
        root.removeHandler(before)
    root.addHandler(handler)
    root.setLevel(logging.WARNING)
    for ours in ("bot", "handlers", "storage"):
        logging.getLogger(ours).setLevel(level)


def quiet(name: str) -> logging.Logger:
    """A logger for a library that prints bodies when it may: it only gets to say that something broke."""
    logger = logging.getLogger(name)
    logger.setLevel(logging.ERROR)
    return logger
