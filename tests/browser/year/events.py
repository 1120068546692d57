"""What happens beside the returns: one sent back, an adjustment, an override, an order that climbs."""

from __future__ import annotations

from datetime import date, datetime, time
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

from jiannuo.web import clock
from jiannuo.web.worker import tick

from .looking import Looking
from .people import LEADER, OFFICE, People, follow, head, press, reporter
from .plan import ADJUSTED, CODES, HOUSING, OVERRIDDEN, SENT_BACK, STILL, TRADE, YEAR
from .returning import Month

LOWERED = Fraction(1200)


def turn(month: int, day: int, hour: int = 9, year: int = YEAR) -> None:
    """Set the ledger's clock."""
    clock.turn_to(datetime.combine(date(year, month, day), time(hour), ZoneInfo("Asia/Shanghai")))


def work() -> None:
    """The worker does whatever is due."""
    tick(all_duties=True)


def send_back(round_: Month, ledger: str, look: Looking) -> None:
    """The office sends one return back with a reason; the unit mends it in time."""
    people, key = round_.people, round_.keys[SENT_BACK]
    known = next(one for one in round_.tasks if one.number == SENT_BACK)
    page = people.page(OFFICE)
    page.goto(f"/returns/review/{ledger}/{YEAR}-{round_.month:02}?state=signed")
    look.at(page, "review")
    for box in page.locator("[name=chosen]").all():
        box.uncheck()
    page.locator("tr", has=page.locator(f"a[href='/tasks/{key}']")).locator("[name=chosen]").check()
    page.get_by_label("审核意见或退回理由").fill("完成值与财政支付数不一致，请核实后重报")
    press(page, "退回所选")
    assert "已退回" in page.locator(".notice.success").inner_text()
    turn(round_.month, 23)
    own = people.page(reporter(CODES[TRADE]))
    own.goto(round_.address(TRADE))
    look.at(own, "desk-returned")
    assert "完成值与财政支付数不一致" in own.locator(f"#task-{key}").inner_text()
    round_.type(own, known)
    round_.submit(TRADE)


def adjust(people: People, keys: dict[int, int], look: Looking) -> None:
    """A head asks for a lower target, the leader allows it."""
    page = people.page(head(CODES[HOUSING]))
    page.goto(f"/tasks/{keys[ADJUSTED]}")
    follow(page, "申请调整")
    page.get_by_label("调整理由").fill("省级年度计划调减，按新计划执行")
    page.get_by_label("目标值", exact=True).fill(str(LOWERED))
    look.at(page, "task-adjust")
    press(page, "提出申请")
    page = people.page(LEADER)
    page.goto("/adjustments")
    look.at(page, "adjustments")
    page.locator("table tbody a").first.click()
    page.get_by_label("审批意见").fill("同意")
    look.at(page, "adjustment")
    press(page, "批准")


def override(people: People, keys: dict[int, int], month: int, look: Looking) -> None:
    """The office rates one task otherwise, with a reason."""
    page = people.page(OFFICE)
    page.goto(f"/tasks/{keys[OVERRIDDEN]}/rating/{YEAR}-{month:02}")
    page.get_by_label("改评为").select_option(label="达进度")
    page.locator("#reason").fill("汛期停工两周已经市政府同意顺延，按可比口径已达进度")
    look.at(page, "rating")
    press(page, "改评")


def order(people: People, keys: dict[int, int], look: Looking) -> None:
    """An order is issued, nobody answers, it climbs; then it is answered, its closure asked for, and closed."""
    turn(7, 9)
    page = people.page(OFFICE)
    page.goto(f"/tasks/{keys[STILL]}")
    follow(page, "签发督办单")
    page.get_by_label("督办内容").fill("该项任务自3月以来没有进展，请查明原因，提出分月推进计划，按时限反馈。")
    look.at(page, "order-new")
    press(page, "签发")
    address = page.url
    look.at(page, "order-issued")
    for day, level in ((14, 2), (16, 3)):
        turn(7, day, 10)
        work()
        page.goto(address)
        assert f"已升级 {level} 级" in page.locator("main").inner_text()
    look.at(page, "order-late")
    page.goto("/orders?state=late")
    look.at(page, "orders")
    assert page.locator("table.orders tbody tr").count() == 1
    _deal_with(people, address, look)


def _deal_with(people: People, address: str, look: Looking) -> None:
    turn(7, 16, 15)
    page: Any = people.page(reporter(CODES[HOUSING]))
    page.goto(address)
    page.get_by_label("办理情况").fill("已召开专题会，明确责任人，中标单位变更手续8月底前办结。")
    look.at(page, "order-answering")
    press(page, "反馈")
    turn(7, 20)
    page = people.page(head(CODES[HOUSING]))
    page.goto(address)
    page.get_by_label("销号说明").fill("已按要求反馈并制定分月计划。")
    press(page, "申请销号")
    page = people.page(OFFICE)
    page.goto(address)
    page.get_by_label("一般", exact=True).check()
    look.at(page, "order-closing")
    press(page, "销号")
    assert "已销号" in page.locator("main").inner_text()
    page.goto("/orders?state=at_work")
    assert page.locator(".empty").count() == 1
