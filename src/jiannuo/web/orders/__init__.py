"""Supervision orders, reminders and the outbox."""
