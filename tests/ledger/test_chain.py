"""Canonical JSON has one form, and whatever is done to the log is found where it was done."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from uuid import UUID

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiannuo.ledger.chain import START, Anchor, Entry, canonical, digest, plain_number, seal, verify
from jiannuo.ledger.status import Rating
from jiannuo.ledger.transitions import RefusedError

CONTENT = st.dictionaries(
    st.text(max_size=5), st.none() | st.booleans() | st.integers() | st.text(max_size=9), max_size=4
)


def log(contents: Sequence[dict[str, object]]) -> list[Entry]:
    entries: list[Entry] = []
    for content in contents:
        entries.append(seal(content, entries[-1] if entries else None))
    return entries


def ten() -> list[Entry]:
    return log([{"action": "submit", "value": number} for number in range(1, 11)])


def found(entries: Sequence[Entry], *anchors: Anchor) -> list[tuple[int, str]]:
    return [(trouble.sequence, trouble.remark.code) for trouble in verify(entries, anchors)]


def test_canonical_json_is_what_it_always_was() -> None:
    # Written out: a later Python or database must give these very characters, or old logs would not verify.
    value = {
        "b": [1, True, None],
        "a": "践诺",
        "at": datetime(2026, 3, 25, 8, 0, 0, 42, tzinfo=UTC),
        "day": date(2026, 3, 25),
        "value": Decimal("5.50"),
        "rating": Rating.BEHIND,
        "id": UUID(int=7),
    }
    assert canonical(value) == (
        '{"a":"践诺","at":"2026-03-25T08:00:00.000042Z","b":[1,true,null],"day":"2026-03-25",'
        '"id":"00000000-0000-0000-0000-000000000007","rating":"behind","value":"5.5"}'
    )
    assert digest(START, 1, {"a": 1}) == "a7db533a835f7c54c60b38b6a9adaa45bd7a75747f942ef1b221026204683028"


def test_one_instant_has_one_form() -> None:
    east = timezone(timedelta(hours=8))
    assert canonical(datetime(2026, 3, 25, 16, tzinfo=east)) == canonical(datetime(2026, 3, 25, 8, tzinfo=UTC))
    assert canonical(datetime(2026, 3, 25, 8, tzinfo=UTC)) == '"2026-03-25T08:00:00.000000Z"'


@pytest.mark.parametrize(
    ("number", "text"),
    [("5.50", "5.5"), ("1E+2", "100"), ("-0.00", "0"), ("0.10", "0.1"), ("-3", "-3"), ("1E-7", "0.0000001")],
)
def test_a_decimal_has_one_form(number: str, text: str) -> None:
    assert plain_number(Decimal(number)) == text


@pytest.mark.parametrize(
    "value",
    [
        1.5,
        float("nan"),
        Decimal("NaN"),
        Decimal("Infinity"),
        datetime(2026, 1, 1),
        {1: "a"},
        {"a": {2, 3}},
        b"x",
        "\ud800",
    ],
)
def test_what_has_no_one_form_is_refused(value: object) -> None:
    with pytest.raises(RefusedError) as caught:
        canonical({"x": value} if not isinstance(value, dict) else value)
    assert caught.value.code == "chain_no_form"
    assert "唯一写法" in caught.value.message("zh")


def test_the_refusal_names_the_place() -> None:
    with pytest.raises(RefusedError) as caught:
        canonical({"task": {"targets": [1, 2.5]}})
    assert caught.value.params == {"place": "$.task.targets[1]", "what": "float"}


@given(st.lists(CONTENT, max_size=8))
def test_a_whole_log_has_no_trouble(contents: list[dict[str, object]]) -> None:
    entries = log(contents)
    anchors = [Anchor(len(entries), entries[-1].hash)] if entries else []
    assert found(entries, *anchors) == []


@given(CONTENT)
def test_the_order_of_keys_does_not_matter(content: dict[str, object]) -> None:
    assert digest(START, 1, content) == digest(START, 1, dict(reversed(content.items())))


@given(CONTENT, CONTENT)
def test_different_contents_have_different_hashes(one: dict[str, object], other: dict[str, object]) -> None:
    same = canonical(one) == canonical(other)
    assert (digest(START, 1, one) == digest(START, 1, other)) == same


@pytest.mark.parametrize("place", range(10))
def test_a_change_is_found_once_where_it_was_made(place: int) -> None:
    entries = ten()
    entries[place] = msgspec.structs.replace(entries[place], content={"action": "submit", "value": 99})
    assert found(entries) == [(place + 1, "chain_hash")]


def test_a_change_into_something_without_a_form_is_found() -> None:
    entries = ten()
    entries[3] = msgspec.structs.replace(entries[3], content={"value": 1.5})
    assert found(entries) == [(4, "chain_hash")]


@pytest.mark.parametrize("place", range(9))
def test_a_change_with_a_new_hash_breaks_the_next(place: int) -> None:
    entries = ten()
    last = entries[place - 1] if place else None
    entries[place] = seal({"action": "submit", "value": 99}, last)
    assert found(entries) == [(place + 2, "chain_previous")]


@pytest.mark.parametrize("place", range(9))
def test_a_deletion_is_found(place: int) -> None:
    entries = ten()
    del entries[place]
    assert found(entries)[0] == (place + 1, "chain_gap")


def test_a_deletion_with_new_numbers_is_found() -> None:
    entries = ten()
    del entries[4]
    entries = [msgspec.structs.replace(entry, sequence=number) for number, entry in enumerate(entries, 1)]
    assert found(entries)[0] == (5, "chain_previous")


@pytest.mark.parametrize("place", range(1, 9))
def test_an_insertion_is_found(place: int) -> None:
    entries = ten()
    entries.insert(place, seal({"action": "forged"}, entries[place - 1]))
    assert found(entries)[0] == (place + 2, "chain_gap")


@given(st.permutations(range(10)))
def test_any_other_order_is_found(order: list[int]) -> None:
    entries = ten()
    troubles = found([entries[place] for place in order])
    assert bool(troubles) == (order != sorted(order))
    if troubles:
        first = next(place for place, number in enumerate(order) if place != number)
        assert troubles[0][0] == first + 1


@pytest.mark.parametrize("kept", range(10))
def test_a_cut_end_needs_the_anchor(kept: int) -> None:
    entries = ten()
    anchor = Anchor(10, entries[-1].hash)
    assert found(entries[:kept]) == []
    assert found(entries[:kept], anchor) == [(kept + 1, "chain_cut")]


def test_a_log_written_anew_fails_at_the_first_anchor() -> None:
    entries = ten()
    anchors = [Anchor(count, entries[count - 1].hash) for count in (3, 7, 10)]
    forged = log([{"action": "submit", "value": 0 if number == 5 else number} for number in range(1, 11)])
    assert found(forged) == []
    assert found(forged, *anchors) == [(7, "chain_anchor"), (10, "chain_anchor")]


def test_an_anchor_whose_entry_was_deleted_is_told() -> None:
    entries = ten()
    anchor = Anchor(5, entries[4].hash)
    del entries[4]
    assert (5, "chain_anchor_gone") in found(entries, anchor)


def test_the_check_reads_entry_by_entry() -> None:
    entries = ten()
    entries[0] = msgspec.structs.replace(entries[0], content={})
    read: list[int] = []

    def stream() -> Iterator[Entry]:
        for entry in entries:
            read.append(entry.sequence)
            yield entry

    assert next(verify(stream())).sequence == 1
    assert read == [1]
