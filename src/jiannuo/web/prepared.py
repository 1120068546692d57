"""Queries that are compiled once and then only carried out: for pages of many small queries, most of whose time it is.

    _POINTS = Prepared(lambda pk: PlanPoint.objects.filter(task=pk))
    points = _POINTS(task.pk)

gives what ``list(PlanPoint.objects.filter(task=task.pk))`` gives.  The query may depend on nothing but that number.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from django.db.models import Model, QuerySet

R = TypeVar("R")

_MARK = 4_611_686_018_427_300_417  # stands for the number while the query is compiled; no key is ever as large


class Prepared(Generic[R]):
    """A query on one number, compiled once in each thread, since a thread has its own connection."""

    def __init__(self, make: Callable[[int], QuerySet[Any, R]]) -> None:
        self._make = make
        self._local = threading.local()

    def __call__(self, number: int) -> list[R]:
        """The rows for *number*."""
        rows, compiler, sql, params = getattr(self._local, "compiled", None) or self._compile()
        given = tuple(_given(param, number) for param in params)
        compiler.as_sql = lambda *_args, **_options: (sql, given)
        return list(rows._iterable_class(rows))

    def _compile(self) -> tuple[Any, Any, str, tuple[Any, ...]]:
        rows: Any = self._make(_MARK)
        compiler = rows.query.get_compiler(rows.db)
        sql, params = compiler.as_sql()
        if _MARK not in params and str(_MARK) not in params:
            raise ValueError(f"{sql} does not depend on the number")
        converters = compiler.get_converters([column for column, _sql, _alias in compiler.select])
        compiler.get_converters = lambda _columns: converters
        rows.query.get_compiler = lambda *_args, **_options: compiler
        self._local.compiled = rows, compiler, sql, params
        return self._local.compiled  # type: ignore[no-any-return]


def _given(param: Any, number: int) -> Any:
    if param == _MARK:
        return number
    return str(number) if param == str(_MARK) else param


def attach(thing: Model, name: str, rows: Sequence[Model], model: type[Model]) -> None:
    """Let ``thing.name.all()`` give *rows* (of *model*) without a query, as prefetch_related would."""
    found: Any = QuerySet(model)
    found._result_cache, found._prefetch_done = list(rows), True
    thing.__dict__.setdefault("_prefetched_objects_cache", {})[name] = found
