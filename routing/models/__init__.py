from routing.models.clock import Clock, ClockSpan, Escalation, Metric
from routing.models.decision import Decision
from routing.models.dry_run import DryRun, DryRunChange
from routing.models.policy import PriorityScheme, SlaPolicy, SlaTarget
from routing.models.recomputation import Recomputation
from routing.models.rule import RoutingRule
from routing.models.rule_set import RuleSet

__all__ = [
    "Clock",
    "ClockSpan",
    "Decision",
    "DryRun",
    "DryRunChange",
    "Escalation",
    "Metric",
    "PriorityScheme",
    "Recomputation",
    "RoutingRule",
    "RuleSet",
    "SlaPolicy",
    "SlaTarget",
]
