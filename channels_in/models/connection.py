from __future__ import annotations

import secrets
from typing import ClassVar

from django.db import models
from django.db.models import Q

from events.claimable import Claimable, ClaimableQuerySet
from helpdesk.lib.encrypted import EncryptedJSONField


def new_token() -> str:
    """192 random bits: the part of a hook's URL that names the connection."""
    return secrets.token_urlsafe(24)


class Connection(models.Model):
    """How a channel reaches its provider: settings, secrets, health. `options` and `secrets` are per kind.

    mail: options {"aliases": [], "receives": "smtp"|"imap", "from_name", "smtp": {"host", "port", "tls",
    "user", "auth"}, "imap": {the same and "folder"}} with auth "password"|"oauth2"; secrets {"imap_password",
    "smtp_password", "oauth2": {"client_id", "client_secret", "refresh_token", "token_url"}}.
    api: secrets {"signing": [newest, …older still accepted]}. form: options {"title": {language: words},
    "intro" alike, "categories": [keys], "shows_reference", "answers_through": a mailbox's address}.
    voice: channels_in/voice/phone.py says it.
    messenger, instagram: address is the id of the page or account; options {"apps": [channels_in/meta
    /signature.py app_of], "app_id", "human_agent": Meta has granted it, "automatic_app_ids"}, instagram also
    {"login": "page"|"instagram", "page_id"}; secrets {"app_secrets": [newest, …],
    "verify_token", "access_token", "token_end": {"of": which token, "at"}}.
    webchat: options {"origins": [whose pages may hold it], "colour", "theme", "position", "greeting" by
    language, "asks": {"when", "fields", "consent"}, "identity": "off"|"optional"|"required",
    "identity_hash", "user_base", "mail_after_seconds", "answers_through", "page_url", "shows_number",
    "shows_agent", "powered", "limits": {name of channels_in/webchat/limits.py: [[times, seconds]]}};
    secrets {"identity": [newest, …older still accepted]}.
    """

    class Health(models.TextChoices):
        UNKNOWN = "unknown"
        WORKING = "working"
        FAILING = "failing"

    channel = models.OneToOneField("tickets.Channel", models.CASCADE, related_name="connection")
    token = models.CharField(max_length=40, unique=True, default=new_token, editable=False)
    address = models.CharField(
        max_length=320, blank=True, default=""
    )  # our own, lower case; mail: who we are
    options = models.JSONField(default=dict, blank=True)
    secrets = EncryptedJSONField(default=dict, blank=True)
    health = models.CharField(max_length=10, choices=Health, default=Health.UNKNOWN)
    # direction (smtp, imap) → {"code", "detail", "since"}: sending and fetching do not hide each other
    problems = models.JSONField(default=dict, blank=True)
    last_event_at = models.DateTimeField(null=True, blank=True)  # the last thing that came or went
    last_good_poll_at = models.DateTimeField(null=True, blank=True)
    last_sent_at = models.DateTimeField(null=True, blank=True)
    sends_again_at = models.DateTimeField(null=True, blank=True)  # the provider asked for patience until then
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["address"], condition=~Q(address=""), name="connection_address_once"
            ),
        ]

    def __str__(self) -> str:
        return f"connection of channel {self.channel_id}"

    @property
    def problem(self) -> str:
        """The code of what has been wrong for the longest; empty while nothing is."""
        return str(self._first.get("code", ""))

    @property
    def problem_detail(self) -> str:
        """The other side's own words about it; never holds a secret."""
        return str(self._first.get("detail", ""))

    @property
    def _first(self) -> dict[str, str]:
        return min(self.problems.values(), key=lambda problem: problem["since"], default={})


class MailboxCursor(Claimable):
    """Where we are in one IMAP folder, and when it is looked at next. Never depends on \\Seen."""

    connection = models.ForeignKey(Connection, models.CASCADE, related_name="cursors")
    folder = models.CharField(max_length=200, default="INBOX")
    uidvalidity = models.BigIntegerField(null=True)
    last_uid = models.BigIntegerField(default=0)
    holds_sent = models.BooleanField(default=False, db_default=False)  # what was written in a mail program
    since = models.DateTimeField(null=True)  # what the mailbox held before is not ours to answer
    history_to = models.BigIntegerField(default=0)  # up to this uid, mails may be from before `since`

    objects = ClaimableQuerySet["MailboxCursor"].as_manager()

    class Meta(Claimable.Meta):
        constraints: ClassVar = [
            *Claimable.Meta.constraints,
            models.UniqueConstraint(fields=["connection", "folder"], name="mailboxcursor_once"),
        ]

    def __str__(self) -> str:
        return f"{self.folder} of connection {self.connection_id}"
