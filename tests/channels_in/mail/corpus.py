"""Which files of the mail corpora are mails, and why the others are none.

The corpora lie outside the project: ALUR_CORPORA names their folder. Without it these tests are skipped;
under CI=true that is an error.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path

# The first pattern that fits a path says why it is no mail. "*" also crosses folders.
NOT_MAILS: tuple[tuple[str, str], ...] = (
    ("*/expected.json", "what a parser is expected to read"),
    ("reply-github/*", "a body as plain text, without a header"),
    ("reply-mailparserreply/*", "a body as plain text, without a header"),
    ("reply-trimmer/*", "a body as plain text, without a header"),
    ("reply-zapier/*", "a body as plain text, without a header"),
    ("signatures-zammad/*", "a body, without a header"),
    ("reply-talon/signature/*", "a body or a sender's name, without a header"),
    ("reply-talon/*_reply_text", "what a reply is expected to say"),
    ("reply-talon/html_replies/*", "an HTML body, without a header"),
    ("mimekit/html/*", "an HTML page"),
    ("mimekit/mbox/jwz.body.*", "a body that a parser is expected to read"),
    ("mimekit/mbox/unmunged.mbox.txt", "a mailbox of several mails"),
    ("mimekit/mbox/issue1189-summary.txt", "what a parser is expected to read"),
    ("sisimai-bounces/mailbox/*", "a mailbox of several mails, or of none"),
    ("flanker/attachments/*", "a file to be attached"),
    ("flanker/dkim/README", "a description"),
    ("flanker/dkim/purpose.*", "a description"),
    ("flanker/dkim/*.expected.*", "a canonical form to compare with"),
    ("tnef-*", "a winmail.dat without its mail, or a file out of one"),
    ("cpython/python.*", "a picture"),
    ("cpython/sndhdr.au", "a sound"),
    ("flanker/dkim/email.01", "no bytes at all"),
    ("ruby-mail/emails/sample_output_multipart", "no bytes at all"),
    ("spamassassin-tests/spam/bsmtpnull", "a line end and nothing else"),
)

# Reports that lie among the other mails, found by reading them: twelve bounces and one complaint.
BOUNCES_ELSEWHERE = frozenset(
    {
        "chatwoot/bounced_gmail.eml",
        "chatwoot/bounced_with_no_from.eml",
        "flanker/bounce/delayed.eml",
        "flanker/bounce/gmail-invalid-address.eml",
        "flanker/bounce/mailbox-full.eml",
        "flanker/bounce/office365.eml",
        "flanker/complaints/yahoo.eml",
        "imap_tools/multipart_report_emails/report_530.eml",
        "mail-parser/mail_malformed_2",
        "mimekit/messages/delivery-status.txt",
        "ruby-mail/emails/multipart_report_emails/multipart_report_multiple_status.eml",
        "zammad/mail033-undelivered-mail-returned-to-sender.box",
        "zammad/mail063.box",
    }
)
BOUNCE_FOLDERS = (
    "sisimai-bounces/maildir/bsd/",
    "sisimai-bounces/maildir/dos/",
    "sisimai-bounces/maildir/mac/",
)
# Real reports as well, set apart by their collectors for reasons of their own.
UNDECIDED_FOLDERS = (
    "sisimai-bounces/maildir/err/",
    "sisimai-bounces/maildir/tmp/",
    "sisimai-bounces/to-be-debugged-because/",
)


@dataclass(frozen=True, slots=True)
class CorpusFile:
    name: str
    path: Path

    def raw(self) -> bytes:
        return self.path.read_bytes()


def corpora() -> Path | None:
    """The folder, or None where tests that need it are skipped."""
    stated = os.environ.get("ALUR_CORPORA", "")
    folder = Path(stated).resolve() if stated else None
    if folder and (folder / "emails").is_dir():
        return folder
    if os.environ.get("CI") == "true":
        raise RuntimeError("ALUR_CORPORA must name the folder of the corpora when CI=true.")
    return None


@cache
def _files() -> tuple[CorpusFile, ...]:
    folder = corpora()
    if folder is None:
        return ()
    root = folder / "emails"
    found = (path for path in sorted(root.rglob("*")) if path.is_file())
    return tuple(CorpusFile(path.relative_to(root).as_posix(), path) for path in found)


def why_not(name: str) -> str:
    """The reason why a file is no mail, or ""."""
    return next((reason for pattern, reason in NOT_MAILS if fnmatchcase(name, pattern)), "")


def mails() -> tuple[CorpusFile, ...]:
    return tuple(file for file in _files() if not why_not(file.name))


def left_out() -> dict[str, str]:
    return {file.name: reason for file in _files() if (reason := why_not(file.name))}


def expectations(collection: str) -> dict[str, dict[str, object]]:
    import json

    folder = corpora()
    if folder is None:
        return {}
    cases = json.loads((folder / "emails" / collection / "expected.json").read_text())["cases"]
    return dict(cases)
