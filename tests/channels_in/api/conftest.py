"""A channel of the signed API."""

from __future__ import annotations

import pytest

from tests.channels_in.api.requests import an_api


@pytest.fixture
def api(db):
    return an_api()
