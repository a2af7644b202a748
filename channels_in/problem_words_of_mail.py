"""What keeps a mailbox from sending or fetching, in words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from channels_in.problem import TOKEN, UNREACHABLE, Problem

LOGIN = _("Check user name and password, and that the account may sign in by this way.")
CERTIFICATE = _("Use the name that stands in the server’s certificate, or have the certificate renewed.")
ENCRYPTION = _("Choose another kind of encryption: the server does not offer this one.")
PORT = _(
    "Mail uses 25, 465, 587 or 2525 to send and 143 or 993 to fetch. "
    "Whoever runs the server can allow others: ALUR_MAIL_PORTS."
)
IN_CLEAR = _("A password is not sent without encryption.")
ENCRYPT = _("Choose TLS or STARTTLS.")

PROBLEMS: dict[str, Problem] = {
    "smtp_not_set": Problem(_("No server to send through is set."), _("Enter the outgoing server.")),
    "smtp_unreachable": Problem(_("The outgoing server does not answer."), UNREACHABLE),
    "smtp_port": Problem(_("We do not connect to this port of the outgoing server."), PORT),
    "smtp_login": Problem(_("The outgoing server refuses our login."), LOGIN),
    "smtp_certificate": Problem(_("The outgoing server’s certificate is not valid."), CERTIFICATE),
    "smtp_encryption": Problem(_("There is no secure connection to the outgoing server."), ENCRYPTION),
    "smtp_sender": Problem(
        _("The outgoing server refuses our address as sender."),
        _("Have whoever runs it allow this account to send from the channel’s address."),
    ),
    "smtp_in_clear": Problem(IN_CLEAR, ENCRYPT),
    "smtp_token": Problem(_("No access token for the outgoing server."), TOKEN),
    "imap_not_set": Problem(_("No mailbox to fetch from is set."), _("Enter the incoming server.")),
    "imap_unreachable": Problem(_("The incoming server does not answer."), UNREACHABLE),
    "imap_port": Problem(_("We do not connect to this port of the incoming server."), PORT),
    "imap_login": Problem(_("The incoming server refuses our login."), LOGIN),
    "imap_certificate": Problem(_("The incoming server’s certificate is not valid."), CERTIFICATE),
    "imap_encryption": Problem(_("There is no secure connection to the incoming server."), ENCRYPTION),
    "imap_in_clear": Problem(IN_CLEAR, ENCRYPT),
    "imap_token": Problem(_("No access token for the incoming server."), TOKEN),
    "imap_folder": Problem(_("The mailbox has no such folder."), _("Check the folder’s name.")),
    "sent_folder": Problem(
        _("The mailbox has no folder of sent mail."),
        _("Enter its name, or leave out what is written in other programs."),
    ),
    "sent_unread": Problem(
        _("What is written in other mail programs is not seen."), _("Check the incoming server.")
    ),
    "imap_fetch": Problem(
        _("The incoming server does not hand out a mail."),
        _("It is tried again, and put on the list of undeliverable mails if that does not help."),
    ),
    "imap_silent": Problem(
        _("The mailbox has not been looked into for too long."),
        _("Check that the mail process runs: manage.py doctor says more."),
    ),
}
