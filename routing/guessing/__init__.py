"""What was learned meets tickets: what is learned from, how right it is, and what it says of a new ticket.

Only `serving.py` and `lessons.py` run where a learner's libraries may be loaded: the worker that learns.
"""
