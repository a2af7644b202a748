"""The project: settings, addresses, processes, and who reacts to what."""

from helpdesk.celery import app as celery_app

__all__ = ["celery_app"]
