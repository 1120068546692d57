"""Evidence: told by its content, served as a download, kept once, never taken from elsewhere."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from jiannuo.ledger.transitions import RefusedError
from jiannuo.model.errors import LexiconError
from jiannuo.web.progress.evidence import FILE, checked_link, clean_name, kind_of, kinds
from jiannuo.web.progress.models import Evidence, Return
from jiannuo.web.tasks.models import Task

from ..conftest import World
from .conftest import Report, send

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40
PDF = b"%PDF-1.7\n" + b"x" * 100


def office(part: str, *more: str) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in ("[Content_Types].xml", part, *more):
            archive.writestr(name, "<x/>")
    return out.getvalue()


def attach(world: World, address: str, task: Task, *files: tuple[str, bytes], link: str = "", **typed: str) -> Any:
    given = [SimpleUploadedFile(name, data) for name, data in files]
    form = {f"file-{task.pk}": given, f"link-{task.pk}": link} | typed
    return send(world.client("reporter.housing"), address, "save", form)


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (PDF, "application/pdf"),
        (PNG, "image/png"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 20, "image/jpeg"),
        (b"RIFF\x24\0\0\0WEBPVP8 ", "image/webp"),
        (b"\0\0\0\x18ftypheic\0\0\0\0", "image/heic"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 20, "application/x-ole-storage"),
        (office("OFD.xml"), "application/ofd"),
        ("进展,数\n开工,3\n".encode(), "text/plain"),
        ("进展，开工".encode("gb18030"), "text/plain"),
    ],
)
def test_kinds_are_told_by_content(data: bytes, media_type: str) -> None:
    assert kind_of(BytesIO(data), "x").media_type == media_type


@pytest.mark.parametrize("part", ["word/document.xml", "xl/workbook.xml", "ppt/presentation.xml"])
def test_office_files_without_macros(part: str) -> None:
    assert "openxmlformats" in kind_of(BytesIO(office(part)), "x").media_type
    with pytest.raises(RefusedError) as refused:
        kind_of(BytesIO(office(part, "word/vbaProject.bin")), "x.docx")
    assert refused.value.code == "evidence_macros"


@pytest.mark.parametrize(
    "data", [b"MZ\x90\0\x03", b"\x7fELF\x02", office("a.txt"), b"PK\x03\x04broken", b"GIF89a\0\0", b"\x1f\x8b\x08\0"]
)
def test_other_contents_are_refused_by_name(data: bytes) -> None:
    with pytest.raises(RefusedError) as refused:
        kind_of(BytesIO(data), "报表.pdf")
    assert refused.value.message("zh").startswith("报表.pdf：内容不是可收的类型（PDF、")


def test_names_lose_folders_and_tricks() -> None:
    pdf = kind_of(BytesIO(PDF), "x")
    assert clean_name("../../etc/passwd", pdf) == "passwd.pdf"
    assert clean_name("C:\\temp\\月报.PDF", pdf) == "月报.PDF"
    assert clean_name("gpj.\u202efdp.exe", pdf) == "gpj.fdp.exe.pdf"
    assert clean_name("", pdf) == "PDF.pdf"
    assert clean_name("a\r\nSet-Cookie: x.pdf", pdf) == "aSet-Cookie: x.pdf"
    assert len(clean_name("长" * 500 + ".pdf", pdf)) == 200


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "ftp://a/b", "//a", "http://", "https://a b", "http://[", "x" * 600]
)
def test_links_of_the_web_only(link: str) -> None:
    with pytest.raises(RefusedError):
        checked_link(link)
    assert checked_link("https://example.org/a?b=1") == "https://example.org/a?b=1"


def test_files_and_links_are_attached_once_and_struck_out(world: World, tasks: list[Task], desk_address: str) -> None:
    for _time in range(2):
        answer = attach(
            world, desk_address, tasks[0], ("照片.png", PNG), ("月报.pdf", PDF), link="https://example.org/a"
        )
        assert answer.status_code == 302
    assert Evidence.objects.count() == 3
    photo = Evidence.objects.get(title="照片.png")
    send(world.client("reporter.housing"), desk_address, f"strike:{photo.pk}")
    photo.refresh_from_db()
    assert photo.struck is not None
    assert "照片.png" not in world.client("reporter.housing").get(desk_address).content.decode()


def test_a_wrong_file_keeps_the_rest(world: World, tasks: list[Task], desk_address: str, settings: Any) -> None:
    settings.JIANNUO_UPLOAD_LIMIT = 1_000_000
    first = tasks[0].pk
    files = (("a.exe", b"MZ\0"), ("空.txt", b""), ("大.pdf", PDF + b"x" * 1_000_001), ("月报.pdf", PDF))
    answer = attach(
        world,
        desk_address,
        tasks[0],
        *files,
        link="javascript:x",
        **{f"value-{first}": "300套", f"text-{first}": "已开工"},
    )
    html = answer.content.decode()
    assert answer.status_code == 409
    for words in (
        "第 1 项：a.exe：内容不是可收的类型",
        "空.txt：文件为空",
        "大.pdf：超过 1 MB",
        "“javascript:x”不是网址",
    ):
        assert words in html
    assert "已开工" in html
    row = Return.objects.get()
    assert (row.value, [item.title for item in row.evidence.all()]) == (300, ["月报.pdf"])


def test_a_wrong_figure_does_not_lose_the_photo(world: World, tasks: list[Task], desk_address: str) -> None:
    answer = attach(world, desk_address, tasks[0], ("照片.png", PNG), **{f"value-{tasks[0].pk}": "约三百"})
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "照片.png" in html
    from .conftest import fields

    mended = {f"value-{tasks[0].pk}": "300"}
    answer = send(world.client("reporter.housing"), desk_address, "save", mended, fields(html))
    assert answer.status_code == 302  # the draft that was begun for the photo is no one else's change
    assert Return.objects.get().value == 300


def test_it_is_served_as_a_download_to_whom_may_see_it(world: World, tasks: list[Task], desk_address: str) -> None:
    page = b"<html><script>alert(1)</script></html>"
    attach(world, desk_address, tasks[0], ("页面.txt", page))
    address = f"/evidence/{Evidence.objects.get().pk}"
    answer = world.client("office.city").get(address)
    assert b"".join(answer) == page
    assert answer.headers["Content-Type"] == "text/plain"
    assert answer.headers["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    again = world.client("office.city").get(address, headers={"if-none-match": answer.headers["ETag"]})
    assert again.status_code == 304
    assert world.client("reporter.trade").get(address).status_code == 404
    assert world.client().get(address).status_code == 302


def test_what_was_signed_keeps_its_evidence(world: World, tasks: list[Task], desk_address: str, report: Report) -> None:
    report(tasks[0], "300", upto="signed")
    assert attach(world, desk_address, tasks[0], ("月报.pdf", PDF)).status_code == 409
    assert not Evidence.objects.exists()


def test_another_units_evidence_cannot_be_struck_out(world: World, tasks: list[Task], desk_address: str) -> None:
    attach(world, desk_address, tasks[0], ("月报.pdf", PDF))
    other = f"/returns/{world.units['trade'].pk}/2026-03"
    world.client("reporter.trade").post(other, {"do": f"strike:{Evidence.objects.get().pk}"})
    assert Evidence.objects.get().struck is None


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        ('never = []\n[[kind]]\nzh = "x"\nmedia_type = "a/b"\nsuffixes = ["x"]\nsigns = ["zz"]', "not hexadecimal"),
        ('never = []\n[[kind]]\nzh = "x"\nmedia_type = "a/b"\nsuffixes = []', "no suffix"),
        ('never = []\n[[kind]]\nzh = "x"\nmedia = "a/b"\nsuffixes = ["x"]', "media"),
    ],
)
def test_a_broken_list_of_kinds_is_named(tmp_path: Path, lines: str, reason: str) -> None:
    (tmp_path / FILE).write_text(lines, encoding="utf-8")
    with pytest.raises(LexiconError, match=reason):
        kinds(tmp_path)
