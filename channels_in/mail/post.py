"""A mail that is for people: onto its ticket, or a new one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict

from channels_in.items import Decision, became, quarantined
from channels_in.mail.loop_guard import changes_nothing, is_flooding, is_racing
from channels_in.mail.own_addresses import OwnAddresses
from channels_in.mail.thread_match import Match, Place
from channels_in.mail.trust import correspondent
from channels_in.messages import Address, InboundMail
from channels_in.models import Receipt, ReceiptItem
from events import actors
from people.identity import identify
from people.models import Company
from tickets.actions.receive import receive_message
from tickets.incoming import ReceivedAttachment, ReceivedMessage
from tickets.models import ChannelKind

NOBODY = "unknown@sender.invalid"  # the customer of mails that name no sender
DOUBTS = {None: "unknown_sender", Place.IN_COPY: "in_copy", Place.BELIEVED: "number_alone"}
MOST_INVITES = 10
MOST_OTHERS = 50  # of one mail: nobody chooses from a list of thousands; the message has them all


def post(
    mail: InboundMail, *, receipt: Receipt, item: ReceiptItem, match: Match, own: OwnAddresses
) -> Decision:
    sender = correspondent(mail, own)
    customer = identify(kind=ChannelKind.MAIL, address=sender.address or NOBODY, name=sender.name)
    at = receipt.received_at
    if match.ticket is None and is_flooding(customer, at=at) and not item.is_released:
        return quarantined("flood")
    racing = match.ticket is not None and is_racing(match.ticket, sender.address, at=at)
    received = receive_message(
        ReceivedMessage(
            channel=receipt.origin.channel,
            customer=customer,
            received_at=at,
            sent_at=mail.sent_at,
            thread=match.ticket,
            from_name=sender.name,
            from_address=sender.address,
            recipients={"to": pairs_of(mail.to), "cc": pairs_of(mail.cc)},
            subject=mail.subject,
            text=_text(mail),
            quoted=mail.quoted_text,
            signature=mail.signature_text,
            html=mail.html,
            has_remote_images=mail.has_remote_images,
            is_auto_reply=racing or changes_nothing(mail.automatic, is_threaded=match.ticket is not None),
            is_trusted=not match.is_forged and (match.ticket is None or match.sender_is_known),
            remarks=_remarks(mail, match, sender, own, is_racing=racing),
            invites=_invites(mail),
            provider_id=mail.message_id,
            in_reply_to=mail.thread_ids,
            attachments=files_of(mail),
            participants=_others(mail, sender, match, own)[:MOST_OTHERS],
        ),
        by=actors.customer(customer),
    )
    return became(received.message, reason=_reason(mail, item))


def _text(mail: InboundMail) -> str:
    """What the customer wants us to read: their words and what they forward, else what they invite to."""
    said = "\n\n".join(dict.fromkeys(filter(None, [mail.new_text, mail.forwarded_text])))
    return said or next((invite["summary"] for invite in _invites(mail)), "")


def _remarks(
    mail: InboundMail, match: Match, sender: Address, own: OwnAddresses, *, is_racing: bool
) -> list[str]:
    """Codes for people, beside the message: what was cut when reading, and what to be careful about."""
    found: list[str] = [str(note) for note in mail.notes]
    found += [f"automatic_{mail.automatic.kind}"] if mail.automatic else []
    if match.possible:
        found.append(f"possible_match:{Company.current().ticket_prefix}-{match.possible.pk}")
    if match.ticket and not match.sender_is_known:
        found.append(DOUBTS[match.place])
    if wanted := _answers_elsewhere(mail, sender, own):
        found.append(f"answer_wanted:{wanted}")
    if sender is not mail.sender and not match.sender_is_known:
        found.append("unverified_address")
    if match.is_forged:
        found.append("failed_authentication")
    if is_racing:
        found.append("loop_suspected")
    return found


def _answers_elsewhere(mail: InboundMail, sender: Address, own: OwnAddresses) -> str:
    wanted = [one.address for one in mail.reply_to if one.address and one.address not in own]
    return wanted[0] if wanted and sender.address not in wanted else ""


def _reason(mail: InboundMail, item: ReceiptItem) -> str:
    if item.is_released:
        return ReceiptItem.RELEASED
    return "bounce_of_unknown" if mail.bounce else ""


def _others(mail: InboundMail, sender: Address, match: Match, own: OwnAddresses) -> list[tuple[str, str]]:
    """Everybody else on the mail, to be accepted by an agent before they are sent anything."""
    listed = [*([sender] if match.ticket else []), *mail.to, *mail.cc, *mail.reply_to, *mail.from_[1:]]
    return [
        (address.name, address.address)
        for address in listed
        if address.address and address.address not in own
    ]


def files_of(mail: InboundMail) -> list[ReceivedAttachment]:
    """In their order: the HTML names inline images by it."""
    return [
        ReceivedAttachment(
            name=attachment.name,
            content_type=attachment.content_type,
            content=attachment.content,
            content_id=attachment.content_id,
            is_inline=attachment.inline,
        )
        for attachment in mail.attachments
    ]


def _invites(mail: InboundMail) -> list[dict[str, str]]:
    """Each once: programs send one as a part of the text and as a file."""
    found = dict.fromkeys(attachment.invite for attachment in mail.attachments if attachment.invite)
    return [asdict(invite) for invite in found][:MOST_INVITES]


def pairs_of(addresses: Iterable[Address]) -> list[list[str]]:
    return [[address.name, address.address] for address in addresses]
