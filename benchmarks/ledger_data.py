"""A database as large as a province's: tasks, units, years of monthly returns, made in seconds by bulk inserts.

``python benchmarks/ledger_data.py`` fills the database of the settings; ``fill`` does so from a benchmark or a test.
Everything is invented and the same for the same sizes.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from itertools import islice
from typing import Any

import django

PASSWORD = "云汀市-correct-horse"
_ZONE = timezone(timedelta(hours=8))
_AREAS = (
    "经济运行", "产业升级", "科技创新", "改革开放", "城乡建设", "乡村振兴", "生态环境", "民生保障", "教育卫生",
    "文化旅游", "平安建设", "政府自身建设",
)  # fmt: skip
_DOINGS = (
    ("新建改造保障性住房", "套", "cumulative", 5000), ("新增规模以上工业企业", "家", "cumulative", 120),
    ("城镇新增就业", "人", "cumulative", 32000), ("新建农村公路", "公里", "cumulative", 260),
    ("地区生产总值增长", "%", "rate", 6), ("城镇登记失业率控制", "%", "ceiling", 5),
    ("固定资产投资增长", "%", "rate", 8), ("完成老旧小区改造", "个", "cumulative", 85),
    ("出台优化营商环境若干措施", "", "steps", 0), ("建成县级综合医院新院区", "", "steps", 0),
)  # fmt: skip
_PLACES = (
    "石濂", "青岫", "桐壤", "竹溪", "云岗", "沙渚", "柳汀", "丹枫", "松陵", "白鹭", "梅岭", "清河湾", "望江", "长堤",
    "枫桥", "古渡", "兰皋", "芦洲", "雁滩", "鹿鸣",
)  # fmt: skip
_SUBJECTS = (
    "发展和改革", "教育", "科学技术", "工业和信息化", "公安", "民政", "财政", "人力资源和社会保障", "自然资源",
    "生态环境", "住房和城乡建设", "交通运输", "水利", "农业农村", "商务", "文化和旅游", "卫生健康", "应急管理",
    "审计", "市场监督管理",
)  # fmt: skip
_PROBLEMS = ("部分项目征地进度偏慢", "到位资金不足计划的一半", "受汛期影响有效施工天数减少", "")


def fill(tasks: int = 2000, units: int = 300, years: int = 5, last: int = 2026) -> dict[str, int]:
    """Fill an empty database: *years* ledgers up to *last* of *tasks* tasks each, every task with twelve returns.

    The last year's ledger is in force and has nine months of returns.  Log-ins ``office``, ``leader``, ``head`` and
    ``reporter``, all with PASSWORD.
    """
    from django.db import transaction

    from jiannuo.web.overview.search.index import rebuild

    chance = random.Random(20260127)
    with transaction.atomic():
        made = _units(units)
        people = _people(made)
        for year in range(last - years + 1, last + 1):
            _ledger(year, tasks, made, people, chance, months=9 if year == last else 12)
    rebuild()
    return counts()


def counts() -> dict[str, int]:
    """How many rows there are of each kind."""
    from jiannuo.web.accounts.models import Unit
    from jiannuo.web.progress.models import RatingRecord, Return
    from jiannuo.web.tasks.models import Task

    return {model.__name__: model._default_manager.count() for model in (Unit, Task, Return, RatingRecord)}


def _units(count: int) -> list[Any]:
    from jiannuo.ledger.status import UnitKind
    from jiannuo.web.accounts.models import Unit

    city = Unit.objects.create(code="U1", name="云汀市人民政府", short="市政府", kind=UnitKind.GOVERNMENT.value)
    made = [city]

    def add(kind: UnitKind, name: str, short: str, parent: Any) -> None:
        if len(made) < count:
            made.append(
                Unit.objects.create(code=f"U{len(made) + 1}", name=name, short=short, kind=kind.value, parent=parent)
            )

    for subject in _SUBJECTS:
        add(UnitKind.DEPARTMENT, f"云汀市{subject}局", f"市{subject}局", city)
    for place in _PLACES:
        add(UnitKind.COUNTY, f"{place}县人民政府", f"{place}县", city)
    counties = made[1 + len(_SUBJECTS) :]
    for number in range(count - len(made)):
        county = counties[number % len(counties)]
        name = f"{_PLACES[(number * 7 + 3) % len(_PLACES)]}{'一二三四五六七八九十百千万'[number // 20]}镇"
        add(UnitKind.TOWN, f"{county.short}{name}人民政府", name, county)
    return made


def _people(units: list[Any]) -> dict[str, Any]:
    from jiannuo.ledger.status import Role
    from jiannuo.web.accounts.models import Membership, Person

    places = {Role.OFFICE: 0, Role.LEADER: 0, Role.ADMINISTRATOR: 0, Role.HEAD: 11, Role.REPORTER: 11}
    people = {}
    for role, place in places.items():
        person = Person.objects.create_user(role.value, PASSWORD, name=f"{units[place]}{role.zh}")
        Membership.objects.create(person=person, unit=units[place], role=role.value)
        people[role.value] = person
    return people


def _ledger(
    year: int, count: int, units: list[Any], people: dict[str, Any], chance: random.Random, months: int
) -> None:
    from jiannuo.ledger.status import Duty
    from jiannuo.web.orders.models import Order
    from jiannuo.web.progress.models import Collection, RatingRecord, Return
    from jiannuo.web.reports.models import ReportStatement
    from jiannuo.web.tasks.models import Ledger, PlanPoint, Step, Task, TaskStatement, TaskUnit

    issued = datetime(year, 2, 1, 9, tzinfo=_ZONE)
    report, statements = _report(year, count, units[0], issued)
    ledger = Ledger.objects.create(
        owner=units[0],
        report=report,
        year=year,
        title=f"{year}年云汀市政府工作报告任务台账",
        state="issued",
        issued=issued,
        created=issued,
    )
    tasks = [_task(ledger, number, units, months, chance) for number in range(1, count + 1)]
    Task.objects.bulk_create(tasks, batch_size=500)
    ReportStatement.objects.bulk_create(statements, batch_size=500)
    TaskStatement.objects.bulk_create(
        [TaskStatement(task=task, statement=statement) for task, statement in zip(tasks, statements, strict=True)],
        batch_size=500,
    )
    duties = []
    for task in tasks:
        duties.append(TaskUnit(task=task, unit=task.lead, duty=Duty.LEAD.value, order=0))
        for order in range(1, 1 + chance.randrange(3)):
            other = units[1 + (task.number * 13 + order * 29) % (len(units) - 1)]
            if other != task.lead:
                duties.append(TaskUnit(task=task, unit=other, duty=Duty.COOPERATING.value, order=order))
    TaskUnit.objects.bulk_create(duties, batch_size=1000, ignore_conflicts=True)
    points = [
        PlanPoint(task=task, month=f"{year}-{month:02d}", value=_planned(task, month))
        for task in tasks
        if task.target
        for month in range(1, 13)
    ]
    PlanPoint.objects.bulk_create(points, batch_size=1000)
    steps = [
        Step(task=task, order=place, title=title, due=date(year, 3 * place + 3, 28))
        for task in tasks
        if not task.target
        for place, title in enumerate(("编制方案", "完成招标", "开工建设", "竣工验收"))
    ]
    Step.objects.bulk_create(steps, batch_size=1000)
    Collection.objects.bulk_create(
        [
            Collection(
                ledger=ledger,
                month=f"{year}-{month:02d}",
                due=date(year, month, 25),
                opened=issued,
                rated=datetime(year, month, 28, tzinfo=_ZONE) if month < months or months == 12 else None,
            )
            for month in range(1, months + 1)
        ]
    )
    for batch in _batches(_returns(tasks, people["reporter"], months, chance), 1000):
        Return.objects.bulk_create(batch)
    rated = months if months == 12 else months - 1
    records = (_rating(task, f"{year}-{month:02d}", month, issued) for task in tasks for month in range(1, rated + 1))
    for batch in _batches(records, 1000):
        RatingRecord.objects.bulk_create(batch)
    Order.objects.bulk_create(
        [_order(ledger, task, number, people) for number, task in enumerate(tasks[:: max(count // 40, 1)][:40], 1)]
    )


def _report(year: int, count: int, owner: Any, issued: datetime) -> tuple[Any, list[Any]]:
    from jiannuo.web.files.models import StoredFile
    from jiannuo.web.reports.models import GovernmentReport, ReportStatement

    lines = [f"{_title(number)}，由牵头单位按月推进并及时报送进展。" for number in range(1, count + 1)]
    file = StoredFile.objects.create(digest=f"{year:064d}", size=1, media_type="text/plain", created=issued)
    report = GovernmentReport.objects.create(
        owner=owner,
        title=f"{year}年云汀市人民政府工作报告",
        place="云汀市",
        year=year,
        text="\n".join(lines),
        file=file,
        file_name=f"{year}.txt",
        reader="1",
        uploaded=issued,
    )
    statements, place = [], 0
    for number, line in enumerate(lines, 1):
        end = place + len(_title(number))
        code = {5: "gdp_growth", 3: "urban_jobs", 7: "fixed_investment_growth"}.get(number, "")
        statements.append(
            ReportStatement(
                report=report,
                key=f"{number:010x}",
                position=number,
                start=place,
                end=end,
                sentence_start=place,
                sentence_end=place + len(line),
                text=line[: end - place],
                kind="target",
                promise=True,
                record={"type": "measure", "code": code},
            )
        )
        place += len(line) + 1
    return report, statements


def _title(number: int) -> str:
    doing, unit, _sort, target = _DOINGS[(number - 1) % len(_DOINGS)]
    return f"{doing}{target}{unit}" if target else f"{_PLACES[number % len(_PLACES)]}{doing}"


def _task(ledger: Any, number: int, units: list[Any], months: int, chance: random.Random) -> Any:
    from jiannuo.web.tasks.models import Task

    _doing, unit, sort, target = _DOINGS[(number - 1) % len(_DOINGS)]
    rating = chance.choices(("behind", "on_pace", "ahead", "done", "not_started", "other"), (12, 62, 8, 6, 8, 4))[0]
    share = {"behind": 0.5, "on_pace": 0.76, "ahead": 0.9, "done": 1.0, "not_started": 0.0, "other": None}[rating]
    still = chance.choice((1, 3, 4, 6)) if rating in ("behind", "not_started") and chance.random() < 0.3 else 0
    return Task(
        ledger=ledger,
        number=number,
        title=_title(number),
        text=f"{_title(number)}，年底前全面完成。",
        area=_AREAS[number * len(_AREAS) // 2500 % len(_AREAS)],
        state="issued",
        sort=sort,
        target=Decimal(target) if target else None,
        measure_unit=unit,
        bound="ge" if target else "eq",
        frequency="monthly",
        lead=units[1 + number % (len(units) - 1)],
        leader_name="李副市长",
        start=f"{ledger.year}-01",
        due=date(ledger.year, 12, 31),
        created=ledger.created,
        changed=ledger.created,
        rating=rating,
        rating_lenient="on_pace" if rating == "behind" else rating,
        light={"behind": "red", "not_started": "grey", "other": "grey"}.get(rating, "green"),
        rated_month=f"{ledger.year}-{months - (months < 12):02d}",
        last_value=Decimal(target) * Decimal(str(share or 0)) if target else None,
        last_month=f"{ledger.year}-{months:02d}",
        share=share,
        still=still,
    )


def _planned(task: Any, month: int) -> Decimal:
    return task.target if task.sort in ("rate", "ceiling") else (task.target * month / 12).quantize(Decimal("0.1"))


def _returns(tasks: list[Any], person: Any, months: int, chance: random.Random) -> Iterator[Any]:
    from jiannuo.web.progress.models import Return

    for task in tasks:
        year = task.ledger.year
        for month in range(1, months + 1):
            if months < 12 and month == months and chance.random() < 0.3:
                continue  # the month that is being collected: some still owe their return
            when = datetime(year, month, 24, 10, tzinfo=_ZONE)
            done = (
                (_planned(task, month) * Decimal(str(task.share or 0.5))).quantize(Decimal("0.1"))
                if task.target
                else None
            )
            yield Return(
                task=task,
                unit=task.lead,
                month=f"{year}-{month:02d}",
                state="approved",
                value=done,
                text=f"截至{month}月底，{task.title}按计划推进，已完成年度任务的一部分。",
                problems=chance.choice(_PROBLEMS),
                next_step="下月继续推进。",
                late=chance.random() < 0.03,
                created=when,
                changed=when,
                submitted=when,
                submitted_by=person,
                signed=when,
                reviewed=when,
            )


def _rating(task: Any, month: str, number: int, computed: datetime) -> Any:
    from jiannuo.web.progress.models import RatingRecord

    rating = task.rating if number > 3 or task.rating not in ("done", "behind") else "on_pace"
    return RatingRecord(
        task=task,
        month=month,
        strict=rating,
        lenient=task.rating_lenient,
        share=(task.share or 0) * number / 12,
        expected=number / 12,
        actual=(task.share or 0) * number / 12,
        rule=_rule(task, month, number, rating),
        rule_version="2026.1",
        computed=computed,
    )


def _rule(task: Any, month: str, number: int, rating: str) -> dict[str, Any]:
    """The rule of an even plan as ratings keep it, with the month's light."""
    light = {"behind": "red", "not_started": "grey", "other": "grey"}.get(rating, "green")
    kept = {"light": light, "code": "light_green", "params": {"rating": "达进度", "rating_en": "on pace"}}
    if not task.target:
        return {"code": "rated_no_target", "params": {}, "notes": [], "light": kept}
    params = {
        "actual": str(task.last_value),
        "asked": str(_planned(task, number)),
        "target": str(task.target),
        "unit": task.measure_unit,
        "share": f"{(task.share or 0) * 100:.1f}%",
        "ahead": "10%",
        "least": "3%",
        "year": int(month[:4]),
        "month": number,
        "asked_share": f"{number / 12:.1%}",
        "gone": number,
        "of": 12,
    }
    return {"code": "rated_even", "params": params, "notes": [], "light": kept}


def _order(ledger: Any, task: Any, number: int, people: dict[str, Any]) -> Any:
    from jiannuo.web.orders.models import Order

    issued = datetime(ledger.year, 9, 1, 9, tzinfo=_ZONE) + timedelta(days=number % 20)
    return Order(
        ledger=ledger,
        number=f"云督〔{ledger.year}〕{number}号",
        unit=task.lead,
        issuer=ledger.owner,
        task=task,
        title=f"关于加快推进“{task.title}”的督办通知",
        text="请查明原因，加快推进。",
        state="closed" if number % 3 else "open",
        issued=issued,
        person=people["office"],
        report_due=issued + timedelta(days=3),
        due=issued + timedelta(days=30),
        level=number % 3,
    )


def _batches(rows: Iterator[Any], size: int) -> Iterator[list[Any]]:
    while batch := list(islice(rows, size)):
        yield batch


def main() -> None:
    """Fill the database that the settings name."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--tasks", type=int, default=2000)
    asked.add_argument("--units", type=int, default=300)
    asked.add_argument("--years", type=int, default=5)
    given = asked.parse_args()
    django.setup()
    print(fill(given.tasks, given.units, given.years))


if __name__ == "__main__":
    main()
