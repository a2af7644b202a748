import pytest
from asgiref.sync import sync_to_async
from django.db import connections

from tests.tickets.chats import a_chat


@pytest.fixture
async def nothing_is_left_open():
    yield
    await sync_to_async(connections.close_all)()


@pytest.fixture
def chat():
    return a_chat()
