from routing.models.clock import Clock, ClockSpan, Escalation, Metric
from routing.models.decision import Decision
from routing.models.dry_run import DryRun, DryRunChange
from routing.models.guess import Guess
from routing.models.learned_version import LearnedVersion, Subject, Threshold, live_subjects, thresholds
from routing.models.offer import TicketOffer
from routing.models.outlook import Experience, Foreseen, Outlook
from routing.models.pause import RoutingPause
from routing.models.policy import PriorityScheme, SlaPolicy, SlaTarget
from routing.models.recomputation import Recomputation
from routing.models.reshuffle import Reshuffle
from routing.models.rule import RoutingRule
from routing.models.rule_matches import RuleMatches
from routing.models.rule_name import RuleName
from routing.models.rule_set import RuleSet
from routing.models.training import Training

__all__ = [
    "Clock",
    "ClockSpan",
    "Decision",
    "DryRun",
    "DryRunChange",
    "Escalation",
    "Experience",
    "Foreseen",
    "Guess",
    "LearnedVersion",
    "Metric",
    "Outlook",
    "PriorityScheme",
    "Recomputation",
    "Reshuffle",
    "RoutingPause",
    "RoutingRule",
    "RuleMatches",
    "RuleName",
    "RuleSet",
    "SlaPolicy",
    "SlaTarget",
    "Subject",
    "Threshold",
    "TicketOffer",
    "Training",
    "live_subjects",
    "thresholds",
]
