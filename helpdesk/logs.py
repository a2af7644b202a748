"""Structured logs: one JSON object a line in production, readable lines elsewhere.

Bind what a line is about (`structlog.contextvars.bind_contextvars(receipt=…, ticket=…, event=…, delivery=…)`)
and every later line of that request or task says it too, so that one id leads from a mail to its answer.
"""

from __future__ import annotations

import logging
import logging.config
from typing import Any

import structlog
from structlog.typing import Processor

SHARED: list[Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.ExtraAdder(),
]
QUIET = (
    "uvicorn.error",
    "celery.app.trace",
    "django_structlog",
    "httpx",
    "servestatic",
    "asyncio",
    "mail.log",
    "celery.beat",
    "celery.worker.strategy",
)


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
    forget = structlog.stdlib.ProcessorFormatter.remove_processors_meta
    if as_json:
        return [
            forget,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.dict_tracebacks,
            structlog.processors.JSONRenderer(),
        ]
    return [forget, structlog.dev.ConsoleRenderer(colors=False, pad_event_to=0)]
