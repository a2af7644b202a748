"""Which channel has an address: people/customers_write_to.py."""

from __future__ import annotations

from django.utils.translation import gettext as _

from channels_in.mail.own_addresses import own_addresses
from channels_in.models import Connection


def holder_of(address: str) -> str:
    mailbox = own_addresses().mailbox_of(address)
    if mailbox is None:
        return ""
    name = Connection.objects.values_list("channel__name", flat=True).get(pk=mailbox.connection_id)
    return _("channel “%(name)s”") % {"name": name}
