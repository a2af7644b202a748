from __future__ import annotations

import threading

import pytest
from django.db import connection

from channels_in.actions.claim_automatic_mail import claim_automatic_mail


@pytest.mark.django_db(transaction=True)
def test_of_many_workers_one_may_write_to_an_address():
    won = []

    def worker() -> None:
        won.append(claim_automatic_mail("rina@people.example"))
        connection.close()

    threads = [threading.Thread(target=worker) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert won.count(True) == 1
