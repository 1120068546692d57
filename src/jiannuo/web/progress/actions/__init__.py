"""Every change to rounds, returns, evidence and ratings."""

from jiannuo.web.progress.actions.collecting import OpenMonth
from jiannuo.web.progress.actions.evidence import AddEvidence, StrikeEvidence
from jiannuo.web.progress.actions.filling import RecallReturn, SaveReturn, SignReturn, SubmitReturn
from jiannuo.web.progress.actions.reviewing import ApproveReturn, SendBackReturn

__all__ = [
    "AddEvidence",
    "ApproveReturn",
    "OpenMonth",
    "RecallReturn",
    "SaveReturn",
    "SendBackReturn",
    "SignReturn",
    "StrikeEvidence",
    "SubmitReturn",
]
