"""Milestones (事项): checkable promises without a target quantity."""

from jiannuo.statements.milestones.find import Found, find_milestones

__all__ = ["Found", "find_milestones"]
