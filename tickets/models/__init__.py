from tickets.models.announcement import Announced, Announcement
from tickets.models.attachment import Attachment
from tickets.models.call import Call, QueueStay
from tickets.models.channel import Category, Channel, ChannelKind
from tickets.models.delivery import Delivery
from tickets.models.delivery_part import DeliveryPart
from tickets.models.draft import Draft
from tickets.models.follower import Follower
from tickets.models.impressions import Sentiment, Urgency
from tickets.models.joining import Joining
from tickets.models.message import Message, Note
from tickets.models.message_template import MessageTemplate
from tickets.models.notification import Notification
from tickets.models.participant import Participant
from tickets.models.tag import Tag
from tickets.models.tally import Tally
from tickets.models.ticket import Ticket
from tickets.models.ticket_states import Priority, SlaState, Status
from tickets.models.unreachable import Unreachable

__all__ = [
    "Announced",
    "Announcement",
    "Attachment",
    "Call",
    "Category",
    "Channel",
    "ChannelKind",
    "Delivery",
    "DeliveryPart",
    "Draft",
    "Follower",
    "Joining",
    "Message",
    "MessageTemplate",
    "Note",
    "Notification",
    "Participant",
    "Priority",
    "QueueStay",
    "Sentiment",
    "SlaState",
    "Status",
    "Tag",
    "Tally",
    "Ticket",
    "Unreachable",
    "Urgency",
]
