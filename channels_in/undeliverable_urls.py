from __future__ import annotations

from django.urls import path

from channels_in.views import undeliverable

app_name = "undeliverable"

urlpatterns = [
    path("", undeliverable.show, name="list"),
    path("retries/", undeliverable.retry_all, name="retries"),
    path("deliveries/<int:delivery_id>/retry/", undeliverable.retry, name="retry"),
    path("deliveries/<int:delivery_id>/giving-up/", undeliverable.give_up, name="giving-up"),
    path("items/<int:item_id>/intake/", undeliverable.take_in, name="item-intake"),
    path("items/<int:item_id>/discard/", undeliverable.discard, name="item-discard"),
    path("items/<int:item_id>/block/", undeliverable.block, name="item-block"),
    path("items/<int:item_id>/raw/", undeliverable.raw, name="item-raw"),
    path("work/<slug:work>/retry/", undeliverable.retry_work, name="work-retry"),
]
