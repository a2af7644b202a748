"""What is asked all day is looked up by an index: the tickets of years are not gone through."""

from typing import Any

import pytest
from django.db import connection
from django.db.models import QuerySet

from channels_in.models import Visitor
from channels_in.webchat.visitors import own_tickets
from tests.builders import a_supervisor, a_team, an_admin
from tests.channels_in.webchat.visitor import a_visitor, a_web_chat
from tickets.models import Attachment, Call, Notification

pytestmark = pytest.mark.django_db


@pytest.fixture(params=["admin", "supervisor"])
def reader(request):
    return an_admin() if request.param == "admin" else a_supervisor(a_team())


@pytest.fixture(autouse=True)
def big():
    """The few rows of a test would be gone through whatever is asked."""
    with connection.cursor() as cursor:
        cursor.execute("set local enable_seqscan = off")


def test_whether_notifications_wait(reader):
    assert gone_through(Notification.objects.visible_to(reader).unread()) == []


def test_a_file_that_somebody_opens(reader):
    assert gone_through(Attachment.objects.visible_to(reader).filter(key="one")) == []
    assert gone_through(Attachment.objects.readable_by(reader).filter(key="one")) == []


def test_a_call_that_somebody_opens(reader):
    assert gone_through(Call.objects.visible_to(reader).filter(pk=1)) == []


def test_the_chats_of_a_visitor():
    browser = a_visitor(a_web_chat(team=a_team()))

    assert gone_through(own_tickets(Visitor.objects.get(key=browser.key))) == []


def gone_through(rows: QuerySet[Any]) -> list[str]:
    """How tickets are read from their beginning to their end, if they are."""
    with connection.cursor() as cursor:
        sql, params = rows.query.sql_with_params()
        cursor.execute(f"explain (format json) {sql}", params)
        [(found,)] = cursor.fetchall()
    return [node["Node Type"] for node in _nodes(found[0]["Plan"]) if _is_whole(node)]


def _nodes(plan: dict[str, Any]) -> list[dict[str, Any]]:
    return [plan, *(node for part in plan.get("Plans", []) for node in _nodes(part))]


def _is_whole(node: dict[str, Any]) -> bool:
    return (
        node.get("Relation Name") == "tickets_ticket"
        and "Index Cond" not in node
        and "Recheck Cond" not in node
    )
