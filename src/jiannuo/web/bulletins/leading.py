"""The lead text (导语) of a bulletin, written from its figures; a person may edit it afterwards."""

from __future__ import annotations

from collections.abc import Iterator

from jiannuo.ledger.counts import laggards, share
from jiannuo.ledger.status import Rating
from jiannuo.web.bulletins.issue import Issue, LateUnit

NAMED = 5  # units that a sentence names; the tables name all
# As the sentence tells them: what is done first, what lags last.
_ORDER = (
    Rating.DONE_EARLY,
    Rating.DONE,
    Rating.AHEAD,
    Rating.ON_PACE,
    Rating.BEHIND,
    Rating.NOT_STARTED,
    Rating.OTHER,
)


def lead_of(issue: Issue) -> str:
    """The paragraphs, one a line."""
    return "\n".join(paragraph for paragraph in _paragraphs(issue) if paragraph)


def _paragraphs(issue: Issue) -> Iterator[str]:
    if issue.corrects:
        yield f"本期更正第{issue.corrects.number}期通报。更正说明：{issue.corrects.reason.rstrip('。；;.')}。"
    yield _totals(issue)
    yield _since(issue)
    yield _laggards(issue)
    yield _filing(issue)
    yield _others(issue)
    yield _closing(issue)


def _totals(issue: Issue) -> str:
    total = issue.total
    begin = f"截至{issue.month.name}底，《{issue.ledger_title}》列入任务{total.listed}项"
    if total.cancelled:
        begin += f"，其中已取消{total.cancelled}项，计入{total.counted}项"
    told = [
        f"{rating.zh}{total.ratings[rating]}项，占{total.share(rating)}" for rating in _ORDER if total.ratings[rating]
    ]
    return f"{begin}。计入任务中，{'；'.join(told)}。" if told else f"{begin}。"


def _since(issue: Issue) -> str:
    if issue.before is None:
        return ""
    change = issue.before.change
    shifts = [
        f"{rating.zh}{'增加' if change.ratings[rating] > 0 else '减少'}{abs(change.ratings[rating])}项"
        for rating in _ORDER
        if change.ratings.get(rating)
    ]
    moves = [
        f"{word}{len(numbers)}项"
        for word, numbers in (("新落后", change.fell_behind), ("赶上进度", change.caught_up))
        if numbers
    ]
    what = "，".join([*(shifts or ["各评定等次的项数没有变化"]), *moves])
    return f"与第{issue.before.number}期（{issue.before.name}）相比，{what}。"


def _laggards(issue: Issue) -> str:
    found = laggards(issue.units)
    if not found:
        return "各单位没有落后任务。"
    named = "、".join(
        f"{place.line.name}（{place.line.behind}项，{share(place.line.behind, place.line.counted)}）"
        for place in found[:NAMED]
    )
    begin = f"落后任务共{issue.total.behind}项，涉及{len(found)}个单位"
    order = "按占本单位任务的比例由高到低" if len(found) > 1 else ""
    most = "等" if len(found) > NAMED else ""
    return f"{begin}，{order}{'依次' if order else ''}为{named}{most}。"


def _filing(issue: Issue) -> str:
    if not issue.due:
        return ""
    if not issue.late:
        return f"{issue.month.name}的进展各单位均按时报送。"
    named = "、".join(_late_words(unit) for unit in issue.late[:NAMED])
    most = f"等{len(issue.late)}个单位" if len(issue.late) > NAMED else ""
    return f"未按时报送{issue.month.name}进展的单位：{named}{most}。"


def _late_words(unit: LateUnit) -> str:
    """市商务局（迟报2项、未报1项，最长逾期4天）."""
    parts = [f"{word}{len(tasks)}项" for word, tasks in (("迟报", unit.late), ("未报", unit.missing)) if tasks]
    days = f"，最长逾期{unit.days}天" if unit.days else ""
    return f"{unit.unit}（{'、'.join(parts)}{days}）"


def _others(issue: Issue) -> str:
    parts: list[str] = []
    if issue.stagnant:
        parts.append(f"长期没有进展的任务{len(issue.stagnant)}项，时间最长的已连续{issue.stagnant[0].periods}期未动")
    if issue.made_good:
        parts.append(f"此前未达要求、现已补正的{len(issue.made_good)}项次，改亮黄灯")
    if issue.adjusted:
        parts.append(f"经批准调整任务{len({one.task for one in issue.adjusted})}项")
    return "；".join(parts) + "。" if parts else ""


def _closing(issue: Issue) -> str:
    asked = []
    if issue.total.behind:
        asked.append("落后任务的牵头单位逐项查明原因，提出赶进度的措施和时限")
    if issue.late:
        asked.append("未按时报送的单位按月度截止日报送")
    return f"请{'；'.join(asked)}。" if asked else ""
