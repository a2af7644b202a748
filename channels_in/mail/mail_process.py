"""The mail process: the front door, the pollers, and in the demo the simulator's own mailbox."""

from __future__ import annotations

import asyncio
import logging
import signal
import ssl
from urllib.parse import urlsplit

from django.conf import settings

from channels_in.in_thread import DatabaseThreads
from channels_in.mail.pollers import Pollers
from channels_in.mail.smtp_listener import MailDoor
from channels_in.mail.smtp_server import Terms, serve
from channels_in.simulator import sink
from helpdesk.processes import alive

log = logging.getLogger(__name__)

GRACE_SECONDS = 2.0  # for mails that are on their way in; who does not make it gets no 250 and comes again
ALIVE_SECONDS = 10.0


async def run_mail(host: str, port: int) -> None:
    """Until it is told to stop."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    threads = DatabaseThreads()
    terms = Terms(hostname=our_name(), tls=certificate())
    server = await serve(MailDoor(threads), host=host, port=port, terms=terms)
    servers = [server, *([await sink.serve()] if settings.DEMO else [])]
    pollers = Pollers()
    pollers.start()
    log.info("Mail is taken at %s:%s%s", host, port, " with STARTTLS" if terms.tls else "")
    await _until(stop)
    pollers.stop()
    await _close(servers, terms)
    threads.stop()


def our_name() -> str:
    return urlsplit(settings.BASE_URL).hostname or "localhost"


def certificate() -> ssl.SSLContext | None:
    if not (settings.MAIL.certificate and settings.MAIL.key):
        return None
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(settings.MAIL.certificate, settings.MAIL.key)
    return context


async def _until(stop: asyncio.Event) -> None:
    while not stop.is_set():
        alive.touch(settings.DATA_DIR, "mail")
        try:
            await asyncio.wait_for(stop.wait(), ALIVE_SECONDS)
        except TimeoutError:
            continue


async def _close(servers: list[asyncio.Server], terms: Terms) -> None:
    for server in servers:
        server.close()
    deadline = asyncio.get_running_loop().time() + GRACE_SECONDS
    while terms.taking and asyncio.get_running_loop().time() < deadline:
        await asyncio.sleep(0.02)
