"""Conditions of rules and policies, stored as data:

{"all": [{"kind": "message", "op": "contains_any", "value": ["refund*", "uang kembali"]},
         {"not": {"kind": "customer_tier", "op": "in", "value": ["gold", "platinum"]}}]}
"""

from routing.conditions.check import check_conditions
from routing.conditions.evaluate import Reason, Verdict, evaluate
from routing.conditions.kinds import KINDS
from routing.conditions.tree import ALWAYS, Node, parse_conditions

__all__ = [
    "ALWAYS",
    "KINDS",
    "Node",
    "Reason",
    "Verdict",
    "check_conditions",
    "evaluate",
    "parse_conditions",
]
