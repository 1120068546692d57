"""A demonstration: the fictional city of Yunting with last year's ledger kept and this year's running."""

from jiannuo.web.demo.loading import load

__all__ = ["load"]
