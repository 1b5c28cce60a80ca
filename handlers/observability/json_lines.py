"""Log lines as JSON, for whoever collects logs."""

import logging

from pythonjsonlogger.json import JsonFormatter

from handlers.observability import discretion, request_id

NAMES = {"levelname": "level", "name": "module", "exc_info": "trace"}


class JsonLines(JsonFormatter):
    """One object a line: time, level, module, message, and where there is one: reference and trace."""

    def __init__(self) -> None:
        super().__init__(["levelname", "name", "message"], rename_fields=NAMES, json_ensure_ascii=False)

    def format(self, record: logging.LogRecord) -> str:
        told = discretion.discreet(record)
        told.time = discretion.at(record)
        if number := request_id.current():
            told.reference = number
        return super().format(told)
