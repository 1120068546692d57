"""Two reports of an invented town in two years, written around promises and answers."""

from jiannuo.linking import link
from jiannuo.model.link import Link, Links
from jiannuo.reading import read_text


def earlier(promised: str, year: int = 2025, place: str = "临江市", five: str = "") -> str:
    """A report that promises *promised*."""
    return (
        f"{place}{year}年政府工作报告\n——{year}年1月10日在{place}第八届人民代表大会第四次会议上\n"
        f"{place}市长 林远舟\n各位代表：\n"
        "现在，我代表市人民政府，向大会报告政府工作，请予审议。\n"
        f"一、{year - 1}年工作回顾\n过去一年，全市上下团结奋斗，经济社会平稳发展。\n"
        f"二、{year}年工作安排\n{five}{promised}\n各位代表，让我们携手前行。\n"
    )


def later(answered: str, planned: str = "继续做好各项工作。", year: int = 2026, place: str = "临江市") -> str:
    """A report that answers with *answered* in its review and plans *planned*."""
    return (
        f"{place}{year}年政府工作报告\n——{year}年1月9日在{place}第八届人民代表大会第五次会议上\n"
        f"{place}市长 林远舟\n各位代表：\n"
        "现在，我代表市人民政府，向大会报告政府工作，请予审议。\n"
        f"一、{year - 1}年工作回顾\n过去一年，我们扎实工作。{answered}\n"
        f"二、{year}年工作安排\n{planned}\n各位代表，让我们携手前行。\n"
    )


def compared(promised: str, answered: str, planned: str = "继续做好各项工作。") -> Links:
    """The links between the two."""
    return link(read_text(earlier(promised), "甲.txt"), read_text(later(answered, planned), "乙.txt"))


def only(promised: str, answered: str, planned: str = "继续做好各项工作。") -> Link:
    """The first link."""
    return compared(promised, answered, planned).links[0]
