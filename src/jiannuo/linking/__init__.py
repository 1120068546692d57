"""Promises of one report and what the next says of them (兑现)."""

from jiannuo.linking.link import link
from jiannuo.linking.pairing import PairError
from jiannuo.linking.promises import promises

__all__ = ["PairError", "link", "promises"]
