"""What the same stack needs for nothing: the yardstick of each goal, measured in the same round."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from helpdesk.bench.timing import Browser, Spread, timed


def trivial(request: HttpRequest) -> HttpResponse:
    """A synchronous view that does nothing, behind all middleware."""
    return HttpResponse("ok")


@login_required
def empty_page(request: HttpRequest) -> HttpResponse:
    """The shell of the application around nothing, for somebody signed in."""
    return render(request, "shell/app.html", {"section": "bench"})


def page_floor(browser: Browser, times: int) -> Spread:
    return timed(lambda: browser.get("/bench/empty/"), times)


def raw_ticket_page(ticket: int, times: int) -> Spread:
    """The ticket by its key and its latest fifty messages, in plain SQL on one connection."""

    def ask() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT * FROM tickets_ticket WHERE id = %s", [ticket])
            cursor.fetchall()
            cursor.execute(
                "SELECT * FROM tickets_message WHERE ticket_id = %s "
                "ORDER BY created_at DESC, id DESC LIMIT 50",
                [ticket],
            )
            cursor.fetchall()

    return timed(ask, times)
