"""What runs when `manage.py up` runs: places, the embedded services, and the supervisor of all processes."""
