"""Structured logs: one JSON object a line in production, readable lines elsewhere.

Bind what a line is about (`structlog.contextvars.bind_contextvars(receipt=…, ticket=…, event=…, delivery=…)`)
and every later line of that request or task says it too, so that one id leads from a mail to its answer.
Requests and tasks bind their own ids. Secrets, and the values of variables where something failed, stay out.
"""

from __future__ import annotations

import logging
import logging.config
import re
from collections.abc import Mapping
from typing import Any

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

from helpdesk.lib import controls

SECRET_NAME = re.compile(r"passw|secret|token|authori[sz]ation|cookie|api_?key|field_key", re.I)
SECRET_WORDS = re.compile(
    r"\b(Bearer|Basic|XOAUTH2)\s+[\w.~+/=-]{8,}|(?<=://)[^/\s:@]*:[^\s@]+(?=@)"
    r"|(?<=/rate/[0-9a-fA-F]{32})\w+"  # what signs the link of a survey: whoever has it is believed
)
HIDDEN = "[hidden]"
# Whole requests and arguments, which libraries attach to their lines.
UNSAID = ("request", "color_message", "data")
# These tell what goes well, line by line; the third and fourth many times a second.
QUIET = (
    "uvicorn.error",
    "django_structlog",
    "celery.app.trace",
    "celery.worker.strategy",
    "celery.worker.request",
    "celery.beat",
    "httpx",
    "servestatic",
    "asyncio",
    "mail.log",
)


def hide_secrets(_logger: WrappedLogger, _method: str, line: EventDict) -> EventDict:
    """By the name of a value, and by the look of its text, however deep it lies."""
    return {name: _hide(value, name) for name, value in line.items() if name not in UNSAID}


def hide_secret_words(_logger: WrappedLogger, _method: str, line: Any) -> str:
    """Of a line that is text already: tracebacks are rendered last."""
    return SECRET_WORDS.sub(HIDDEN, line)


def show_controls(_logger: WrappedLogger, _method: str, line: Any) -> str:
    return controls.shown(line)


def _hide(value: object, name: object = "") -> object:
    if isinstance(name, str) and SECRET_NAME.search(name):
        return HIDDEN
    if isinstance(value, Mapping):
        return {inner: _hide(part, inner) for inner, part in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_hide(part) for part in value]
    return SECRET_WORDS.sub(HIDDEN, value) if isinstance(value, str) else value


SHARED: list[Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.ExtraAdder(),
]


def configure(*, as_json: bool) -> None:
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *SHARED,
            structlog.stdlib.PositionalArgumentsFormatter(),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    logging.config.dictConfig(_standard(as_json=as_json))


def _standard(*, as_json: bool) -> dict[str, Any]:
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "lines": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": SHARED,
                "processors": _rendering(as_json=as_json),
            }
        },
        "handlers": {"stream": {"class": "logging.StreamHandler", "formatter": "lines"}},
        "root": {"handlers": ["stream"], "level": "INFO"},
        "loggers": {name: {"level": "WARNING"} for name in QUIET},
    }


def _rendering(*, as_json: bool) -> list[Processor]:
    """Tracebacks without the values of variables: those hold customers' words and keys."""
    forget = structlog.stdlib.ProcessorFormatter.remove_processors_meta
    if as_json:
        transform = structlog.tracebacks.ExceptionDictTransformer(show_locals=False)
        return [
            forget,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.ExceptionRenderer(transform),
            hide_secrets,
            structlog.processors.JSONRenderer(ensure_ascii=False),
            show_controls,
        ]
    plain = structlog.dev.plain_traceback
    console = structlog.dev.ConsoleRenderer(colors=False, pad_event_to=0, exception_formatter=plain)
    return [forget, hide_secrets, console, hide_secret_words, show_controls]
