"""What follows a visitor who has left: the mails, and the link in one."""

from __future__ import annotations

import re

from channels_in import tasks
from channels_in.models import Absence
from tests.passing import make_due
from tickets.models import Message


def time_passes():
    make_due(Absence)
    tasks.pass_on_unread()


def mails():
    return list(Message.objects.filter(channel__kind="mail", direction="outbound").order_by("pk"))


def link_in(mail):
    return re.search(r"#alur=([\w-]+)", mail.text)[1]
