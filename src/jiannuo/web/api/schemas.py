"""The shapes of what the interface takes and gives; figures are decimal text, so that no digit is lost."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Generic, TypeVar

from ninja import Field, Schema
from pydantic import BeforeValidator, ConfigDict, PlainSerializer

from jiannuo.web.api.scopes import limits

T = TypeVar("T")
_MOST_ID = 2**53


def _without_nul(value: Any) -> Any:
    return value.replace("\0", "") if isinstance(value, str) else value


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"


Words = Annotated[str, BeforeValidator(_without_nul)]
Key = Annotated[int, Field(ge=1, le=_MOST_ID)]
Figure = Annotated[Decimal, PlainSerializer(_plain, return_type=str)]
MonthText = Annotated[str, Field(pattern=r"^(19|20)[0-9]{2}-(0[1-9]|1[0-2])$")]


class Strict(Schema):
    """A body that takes no field that there is none of."""

    model_config = ConfigDict(extra="forbid")


class Paged(Schema, Generic[T]):
    """A page of a list."""

    total: int
    page: int
    size: int
    items: list[T]


class Slice(Schema):
    """Which page of a list."""

    page: int = Field(1, ge=1, le=100_000)
    size: int = Field(50, ge=1, le=limits().page_most)


class UnitOut(Schema):
    """A unit."""

    id: int
    code: str
    name: str
    short: str
    kind: str
    level: int
    parent: int | None
    active: bool


class LedgerOut(Schema):
    """A year's ledger."""

    id: int
    title: str
    year: int
    state: str
    owner: str
    report: int | None
    public: bool
    issued: datetime | None


class TaskOut(Schema):
    """A task; version must be sent back where it is changed."""

    id: int
    ledger: int
    number: int
    title: str
    area: str
    state: str
    sort: str
    target: Figure | None
    upper: Figure | None
    measure_unit: str
    bound_words: str
    due: date | None
    lead: str | None
    rating: str
    rating_lenient: str
    light: str
    rated_month: str
    last_value: Figure | None
    last_month: str
    share: float | None
    still: int
    version: int


class DutyOut(Schema):
    """What a unit has to do with a task."""

    unit: str
    duty: str


class StepOut(Schema):
    """A dated step."""

    id: int
    title: str
    due: date
    done: date | None


class SourceOut(Schema):
    """A statement that the task delivers."""

    report: int
    text: str
    start: int
    end: int


class PlanOut(Schema):
    """What should be reached by the end of a month."""

    month: str
    value: Figure


class TaskWhole(TaskOut):
    """A task with its units, plan, steps and sources."""

    text: str
    duties: list[DutyOut]
    plan: list[PlanOut]
    steps: list[StepOut]
    sources: list[SourceOut]


class EntryOut(Schema):
    """An entry of the log about a task."""

    seq: int
    at: datetime
    actor: str
    action: str


class RatingOut(Schema):
    """A rating as computed; shown is the one that counts."""

    month: str
    strict: str
    lenient: str
    shown: str
    override_reason: str
    share: float | None
    expected: float | None
    actual: float | None
    rule_version: str
    computed: datetime
    in_force: bool


class ReturnOut(Schema):
    """A unit's return for a task and month."""

    id: int
    task: int
    unit: str
    month: str
    state: str
    value: Figure | None
    text: str
    problems: str
    next_step: str
    steps: dict[str, str]
    late: bool
    origin: str
    review: str
    version: int


class ReturnIn(Strict):
    """What is filled in; version is that of the return that was read, 0 where there was none."""

    version: int = Field(0, ge=0, le=2**31 - 1)
    value: Words = Field("", max_length=60)
    text: Words = Field("", max_length=5_000)
    problems: Words = Field("", max_length=5_000)
    next_step: Words = Field("", max_length=5_000)
    steps: dict[str, Words] = Field({}, max_length=200)
    submit: bool = False


class StepIn(Strict):
    """A step of a return; version is that of the return that was read."""

    version: int = Field(ge=0, le=2**31 - 1)


class ReviewIn(StepIn):
    """A decision on a return, with a reason where it is sent back."""

    review: Words = Field("", max_length=2_000)


class BulletinOut(Schema):
    """A frozen bulletin; digest is the SHA-256 of its snapshot."""

    id: int
    ledger: int
    number: int
    title: str
    month: str
    frozen: datetime
    digest: str
    corrects: int | None


class BulletinWhole(BulletinOut):
    """A frozen bulletin with everything that it was printed from."""

    snapshot: dict[str, Any]


class OrderOut(Schema):
    """A supervision order."""

    id: int
    number: str
    unit: str
    issuer: str
    task: int | None
    title: str
    text: str
    hard: bool
    state: str
    issued: datetime
    report_due: datetime
    due: datetime
    level: int
    version: int


class EventOut(Schema):
    """What happened to an order."""

    at: datetime
    who: str
    what: str
    text: str


class OrderWhole(OrderOut):
    """An order with its history."""

    events: list[EventOut]


class AnswerIn(Strict):
    """A unit's answer to an order; version is that of the order that was read."""

    version: int = Field(ge=0, le=2**31 - 1)
    text: Words = Field(min_length=1, max_length=5_000)


class ReportOut(Schema):
    """A report that was read."""

    id: int
    title: str
    place: str
    year: int
    owner: str
    delivered: date | None
    uploaded: datetime


class StatementOut(Schema):
    """A statement of a report; record is the flat record of ``docs/records.md``."""

    key: str
    position: int
    kind: str
    promise: bool
    text: str
    start: int
    end: int
    record: dict[str, Any]


class ValueIn(Strict):
    """A value of a watched figure: the series by its code, or by its entity and indicator."""

    month: Words = Field(max_length=20)
    value: Words = Field(max_length=60)
    code: Words = Field("", max_length=80)
    entity: Words = Field("", max_length=60)
    indicator: Words = Field("", max_length=80)
    unit: Words = Field("", max_length=40)


class ValuesIn(Strict):
    """Values to be taken in; source says where they come from."""

    source: Words = Field("接口", max_length=120)
    rows: list[ValueIn] = Field(max_length=1_000)


class FailedOut(Schema):
    """A row that was not taken in: its place in what was sent, from 1, and why."""

    row: int
    error: str
    message: str


class TakenOut(Schema):
    """What became of the rows; breaches are the numbers of the warnings that came of them."""

    new: int
    corrected: int
    unchanged: int
    failed: list[FailedOut]
    breaches: list[int]
