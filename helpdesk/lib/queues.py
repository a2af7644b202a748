"""The broker's queues by name: helpdesk/celery.py says what each is for."""

DOORS = "doors"
SWEEPS = "sweeps"
BULK = "bulk"
FORECASTS = "forecasts"
LEARNING = "learning"
