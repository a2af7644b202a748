"""One thread per mailbox: poll when that is due, and listen in between for what arrives."""

from __future__ import annotations

import logging
import threading
from functools import partial

from django.db import close_old_connections, connection
from django.utils import timezone

from channels_in.actions.move_cursor import ensure_cursors, wake_cursor
from channels_in.mail.fetch import poll
from channels_in.mail.imap import ImapSession, MailboxProblem
from channels_in.mail.oauth2 import TokenRefused
from channels_in.mail.route import NoRoute, Route, fetching_route
from channels_in.models import Connection, MailboxCursor

log = logging.getLogger(__name__)

LOOK_SECONDS = 2.0  # how often mailboxes that were added, changed or switched off are noticed
LONGEST_LISTEN = 25.0
RETRY_SECONDS = 5.0  # after trouble of our own, such as a database that is away


class Pollers:
    """Keeps a thread for each fetched mailbox, and only for those."""

    def __init__(self) -> None:
        self._stop = threading.Event()
        self._watched: dict[tuple[int, int], MailboxThread] = {}
        self._thread = threading.Thread(target=self._watch, name="pollers", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Does not wait for a server that is slow: what is fetched is kept, the rest comes again."""
        self._stop.set()
        for thread in self._watched.values():
            thread.stop()
        self._thread.join(LOOK_SECONDS)

    def _watch(self) -> None:
        while not self._stop.is_set():
            try:
                self._look()
            except Exception as error:
                log.warning("Mailboxes cannot be listed: %s", error)
            connection.close()
            self._stop.wait(LOOK_SECONDS)

    def _look(self) -> None:
        """A thread belongs to one version of a channel's settings."""
        wanted = {(cursor.pk, cursor.connection.version): cursor for cursor in ensure_cursors()}
        for key in self._watched.keys() - wanted.keys():
            self._watched.pop(key).stop()
        for key, cursor in wanted.items():
            if key not in self._watched or not self._watched[key].is_alive():
                self._watched[key] = MailboxThread(cursor)
                self._watched[key].start()


class MailboxThread(threading.Thread):
    def __init__(self, cursor: MailboxCursor) -> None:
        super().__init__(name=f"mailbox-{cursor.pk}", daemon=True)
        self._cursor = cursor
        self._stop_event = threading.Event()
        self._session = ImapSession(partial(route_to, cursor.connection_id))
        self._listened_in_vain = False

    def stop(self) -> None:
        self._stop_event.set()

    def run(self) -> None:
        while not self._stop_event.is_set():
            close_old_connections()
            try:
                self._turn()
            except Exception as error:
                log.warning("Mailbox %s: %s", self._cursor.pk, error, exc_info=error)
                self._session.close()
                self._stop_event.wait(RETRY_SECONDS)
        self._session.close()
        connection.close()

    def _turn(self) -> None:
        wait = self._seconds_until_due()
        if wait <= 0:
            if poll(self._cursor.pk, self._session) is None:  # another process has it
                self._stop_event.wait(1.0)
        elif self._session.is_open:
            self._listen(min(wait, LONGEST_LISTEN))
        else:
            self._stop_event.wait(min(wait, 1.0))

    def _listen(self, seconds: float) -> None:
        try:
            if self._session.wait_for_news(seconds, stopped=self._stop_event.is_set):
                wake_cursor(self._cursor)
            self._listened_in_vain = False
        except MailboxProblem as problem:
            log.info("Mailbox %s cannot be listened to: %s", self._cursor.pk, problem)
            # A line may break: look again at once. Where it breaks each time, the regular look has to do, or
            # we would sign in every second.
            if not self._listened_in_vain:
                wake_cursor(self._cursor)
            self._listened_in_vain = True
            self._stop_event.wait(1.0)

    def _seconds_until_due(self) -> float:
        due_at = MailboxCursor.objects.values_list("due_at", flat=True).get(pk=self._cursor.pk)
        return (due_at - timezone.now()).total_seconds() if due_at else LONGEST_LISTEN


def route_to(connection_id: int) -> Route:
    mailbox = Connection.objects.select_related("channel").get(pk=connection_id)
    try:
        return fetching_route(mailbox)
    except NoRoute as error:
        raise MailboxProblem(f"imap_{error.problem}", str(error)) from error
    except TokenRefused as error:
        raise MailboxProblem("imap_token", str(error)) from error
