"""Short reports of our own writing, of real places so that their codes link up."""

from pathlib import Path

import pytest

REPORT = """{place}政府工作报告
——{year}年1月{day}日在{place}第十四届人民代表大会第{session}次会议上
{place}人民政府{head} 陈一鸣
各位代表：
现在，我代表{place}人民政府，向大会报告工作，请予审议。
一、{last}年工作回顾
过去一年，全{kind}地区生产总值增长{result}%，固定资产投资增长7.2%，居民消费价格上涨0.8%。建成幼儿园{day}所。
二、{year}年工作安排
今年经济社会发展的主要预期目标是：地区生产总值增长{target}，城镇新增就业{jobs}万人以上。{more}
开工建设青山水库。力争新建公园3个。
"""

COMMUNIQUE = """中华人民共和国{year}年国民经济和社会发展统计公报
国家统计局
{next}年2月28日
{year}年，全年国内生产总值800000亿元，比上年增长{growth}%。人均国内生产总值增长{head}%。年末城镇就业人员47000万人。
全年居民消费价格比上年上涨0.3%。
"""


def report(place="三明市", year=2024, result=5.0, target="5.5%左右", jobs=2, more="", day=8, session="三"):
    """The text of one report."""
    kind, head = ("省", "省长") if place.endswith("省") else ("市", "市长")
    return REPORT.format(
        place=place, year=year, last=year - 1, result=result, target=target, jobs=jobs, more=more, day=day,
        session=session, kind=kind, head=head,
    )  # fmt: skip


@pytest.fixture
def folder(tmp_path) -> Path:
    """A folder of six reports of three levels, a communiqué, and four files that do not belong into a panel."""
    made = tmp_path / "reports"
    made.mkdir()
    texts = {
        "三明2024.txt": report(),
        "三明2025.txt": report(year=2025, result=5.9, target="5.5%左右", session="四"),
        "三明2026.txt": report(
            year=2026, result=5.1, target="5%—6%", session="五", more="不再设定固定资产投资增速目标。"
        ),
        "福建2024.txt": report("福建省", target="5%以上", jobs=50, session="二"),
        "福建2025.txt": report("福建省", 2025, result=5.4, target="5%以上", jobs=50),
        "国2024.txt": "政府工作报告\n——2024年3月5日在第十四届全国人民代表大会第二次会议上\n国务院总理 李一\n"
        "各位代表：\n现在，我代表国务院，向大会报告政府工作，请予审议。\n一、2023年工作回顾\n国内生产总值增长5.2%。\n"
        "二、2024年工作安排\n今年发展主要预期目标是：国内生产总值增长5%左右，城镇新增就业1200万人以上。\n",
        "国2025.txt": "政府工作报告\n——2025年3月5日在第十四届全国人民代表大会第三次会议上\n国务院总理 李一\n"
        "各位代表：\n现在，我代表国务院，向大会报告政府工作，请予审议。\n一、2024年工作回顾\n国内生产总值增长5%。\n"
        "二、2025年工作安排\n今年发展主要预期目标是：国内生产总值增长5%左右，城镇新增就业1200万人以上。\n",
        "公报2024.txt": COMMUNIQUE.format(year=2024, next=2025, growth="5.0", head="5.1"),
        "重复.txt": report(),
        "同年.txt": report().replace("建成幼儿园8所。", ""),
        "说明.md": "本文件夹存放若干报告，供测试使用。\n",
        "空.txt": "",
    }
    for name, text in texts.items():
        (made / name).write_text(text, encoding="utf-8")
    return made
