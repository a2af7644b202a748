from __future__ import annotations

import pytest
from django.core.cache import cache

from channels_in.models import Connection
from tests.channels_in.form.visitor import a_form


@pytest.fixture
def form(db) -> Connection:
    cache.clear()
    return a_form()
