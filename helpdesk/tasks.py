from __future__ import annotations

from celery import shared_task

from helpdesk import sessions


@shared_task
def forget_sessions() -> None:
    sessions.forget_sessions()
