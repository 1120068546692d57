"""Numbers of orders such as 云督〔2026〕3号: one after the other in each year, none left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from jiannuo.ledger.transitions import RefusedError
from jiannuo.web.accounts.models import Unit
from jiannuo.web.orders.models import OrderNumbering


def next_number(unit: Unit, year: int) -> str:
    """The next number of *unit* in *year*; the caller's transaction gives it back where the order is not issued."""
    numbering = locked_numbering(unit, year)
    numbering.last += 1
    numbering.save(update_fields=["last"])
    return f"{numbering.word}〔{year}〕{numbering.last}号"


def locked_numbering(unit: Unit, year: int) -> OrderNumbering:
    """The numbering of *unit* in *year*, locked; a new year goes on with the word of the last one."""
    # The unit's row is locked first, so that two orders cannot both begin the year.
    lock_numbers([unit])
    found = OrderNumbering.objects.filter(unit=unit, year=year).first()
    return found or OrderNumbering.objects.create(unit=unit, year=year, word=word_of(unit, year))


def lock_numbers(units: Iterable[Unit]) -> None:
    """Lock the numbers of *units* until the transaction ends.

    Whoever issues several orders in one transaction locks all numbers before the first: the log's head, which every
    action holds to the end, must be the last thing that a transaction waits for.
    """
    wanted = {unit.pk for unit in units}
    list(Unit.objects.select_for_update(no_key=True).filter(pk__in=wanted).order_by("pk").values_list("pk"))


def word_of(unit: Unit, year: int) -> str:
    """The word before the year: the one in use, or one made of the unit's name that no other unit uses."""
    used = OrderNumbering.objects.filter(unit=unit, year__lte=year).order_by("-year").values_list("word", flat=True)
    taken = set(OrderNumbering.objects.filter(year=year).exclude(unit=unit).values_list("word", flat=True))
    if (word := used.first()) and word not in taken:
        return word
    return next(word for word in _proposals(unit) if word not in taken)


def _proposals(unit: Unit) -> Iterator[str]:
    yield f"{unit.name[0]}督"
    yield f"{unit.name[:2]}督"
    yield f"{(unit.short or unit.name)[:10]}督"
    yield f"{unit.code[:18]}督"
    yield f"{unit.pk}督"


def set_word(unit: Unit, year: int, word: str) -> OrderNumbering:
    """Change the word of *unit* from *year* on; the count goes on.

    Raises RefusedError where it cannot stand in a number or another unit uses it.
    """
    word = word.strip()
    if not word or len(word) > 20 or any(mark in word for mark in "〔〕[]号 　") or not word.isprintable():
        raise RefusedError("order_word", word=word)
    numbering = locked_numbering(unit, year)
    other = OrderNumbering.objects.filter(word=word).exclude(unit=unit).select_related("unit").first()
    if other is not None:
        raise RefusedError("order_word_taken", word=word, unit=other.unit.name)
    numbering.word = word
    numbering.save(update_fields=["word"])
    return numbering
