"""What the shape of the models must keep, whatever they become."""

import pytest
from django.apps import apps
from django.db import models

# Bottom to top, as in ARCHITECTURE.md; those side by side may not point at each other.
LEVELS = {
    "events": 1,
    "people": 2,
    "tickets": 3,
    "channels_in": 4,
    "routing": 4,
    "analytics": 5,
    "helpdesk": 6,
}
OURS = [
    model for label in LEVELS for model in apps.get_app_config(label).get_models(include_auto_created=True)
]
POINTERS = [
    field for model in OURS for field in model._meta.get_fields() if field.is_relation and field.concrete
]


@pytest.mark.parametrize("pointer", POINTERS, ids=str)
def test_a_foreign_key_points_to_its_own_app_or_to_one_below(pointer: models.ForeignKey):
    own = pointer.model._meta.app_label
    target = pointer.related_model._meta.app_label

    assert own == target or LEVELS.get(target, 0) < LEVELS[own]


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_no_model_hides_work_behind_save_or_delete(model: type[models.Model]):
    ours = [cls for cls in model.__mro__ if cls.__module__.split(".")[0] in LEVELS]

    assert not [cls for cls in ours if {"save", "delete"} & vars(cls).keys()]


def test_nobody_listens_to_signals_of_our_models():
    listeners = [
        receiver
        for signal in (models.signals.pre_save, models.signals.post_save, models.signals.post_delete)
        for model in OURS
        for group in signal._live_receivers(model)
        for receiver in group
        if receiver.__module__.split(".")[0] in LEVELS
    ]

    assert not listeners
