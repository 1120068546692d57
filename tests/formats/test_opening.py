"""Files as the system has them, the choice of a format, and the search through folders."""

import io
import os
import subprocess
import sys
import threading
import zipfile
from pathlib import Path

import pytest

from jiannuo.formats import find_files, open_bytes, open_document
from jiannuo.formats.registry import BY_EXTENSION, FORMATS
from jiannuo.model.errors import ReadError
from jiannuo.model.messages import MESSAGES

TEXT = "今年建成学校3所。\n"
PAGE = "<!DOCTYPE html><html><body><p>今年建成学校3所，新增学位。</p><p>谢谢大家！</p></body></html>"


def code_of(path):
    with pytest.raises(ReadError) as caught:
        open_document(path)
    assert caught.value.params["source"]
    assert len(caught.value.message("zh").splitlines()) == 1
    return caught.value.code


def archive(*names):
    saved = io.BytesIO()
    with zipfile.ZipFile(saved, "w") as made:
        for name in names:
            made.writestr(name, "x")
    return saved.getvalue()


def test_source_is_the_path_as_given(tmp_path, monkeypatch):
    (tmp_path / "报告.txt").write_text(TEXT, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert open_document("./报告.txt").source == "./报告.txt"
    assert open_document(Path("报告.txt")).text == TEXT


def test_standard_input():
    run = subprocess.run(
        [sys.executable, "-c", "from jiannuo.formats import open_document as o; d = o('-'); print(d.source, d.format)"],
        input=TEXT.encode("gb18030"),
        capture_output=True,
        check=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert run.stdout.split() == [b"-", b"txt"]


def test_what_the_file_system_refuses(tmp_path):
    assert code_of(tmp_path / "none.txt") == "not_found"
    assert code_of(tmp_path / "none" / "a.txt") == "not_found"
    assert code_of(tmp_path) == "is_directory"
    (tmp_path / "a.txt").write_text("x")
    assert code_of(tmp_path / "a.txt" / "b.txt") == "not_found"
    assert code_of(tmp_path / ("长" * 300)) == "not_readable"
    assert code_of(f"{tmp_path}/a\0b.txt") == "not_readable"
    (tmp_path / "link.txt").symlink_to(tmp_path / "gone.txt")
    assert code_of(tmp_path / "link.txt") == "broken_link"
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    assert code_of(tmp_path / "loop.txt") == "not_readable"
    (tmp_path / "empty.txt").touch()
    assert code_of(tmp_path / "empty.txt") == "empty"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_no_permission(tmp_path):
    (tmp_path / "a.txt").write_text("x")
    (tmp_path / "a.txt").chmod(0)
    assert code_of(tmp_path / "a.txt") == "not_permitted"


def test_permission_is_told_apart(tmp_path, monkeypatch):
    def refuse(*_, **__):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("builtins.open", refuse)
    assert code_of(tmp_path / "a.txt") == "not_permitted"


def test_a_large_file_is_refused_before_it_is_read(tmp_path):
    with (tmp_path / "a.txt").open("wb") as file:
        file.truncate(300 * 1024 * 1024)  # sparse: takes no room on the disk
    assert code_of(tmp_path / "a.txt") == "too_large"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes")
def test_a_pipe_is_read(tmp_path):
    os.mkfifo(tmp_path / "a.txt")
    writer = threading.Thread(target=(tmp_path / "a.txt").write_bytes, args=(TEXT.encode(),))
    writer.start()
    assert open_document(tmp_path / "a.txt").text == TEXT
    writer.join()


def test_names_that_are_no_text(tmp_path):
    path = os.fsencode(tmp_path) + b"/\xff\n.txt"
    Path(os.fsdecode(path)).write_text(TEXT, encoding="utf-8")
    document = open_document(os.fsdecode(path))
    assert document.text == TEXT
    document.source.encode("utf-8")
    assert "\n" not in document.source


@pytest.mark.parametrize("name", ["a.html", "a.txt", "a.pdf", "a.doc", "a.docx", "a"])
def test_a_web_page_by_any_name(name):
    assert open_bytes(PAGE.encode("gb18030"), name, name).format == "html"
    assert open_bytes(PAGE.encode("utf-16"), name, name).format == "html"


@pytest.mark.parametrize("name", ["a.docx", "a.txt", "a.doc", "a.pdf", "a"])
def test_a_word_file_by_any_name(name, word):
    data = word(lambda document: document.add_paragraph("今年建成学校3所。"))
    assert open_bytes(data, name, name).format == "docx"


@pytest.mark.parametrize("name", ["a.pdf", "a.txt", "a.docx", "a"])
def test_a_pdf_by_any_name(name, typeset, paragraphs):
    assert open_bytes(typeset(paragraphs), name, name).format == "pdf"


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (TEXT.encode(), "a.pdf", "content_differs"),
        (TEXT.encode(), "a.docx", "content_differs"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "a.doc", "unsupported"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "a.docx", "unsupported"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "a.docx", "docx_password"),
        (archive("OFD.xml"), "a.ofd", "unsupported"),
        (archive("xl/workbook.xml"), "a.xlsx", "unsupported"),
        (archive("a.txt"), "a.zip", "unsupported"),
        (archive("a.txt"), "a", "unsupported"),
        (TEXT.encode(), "a.wps", "unsupported"),
        (b"{\\rtf1\\ansi}", "a.txt", "unsupported"),
        (b"\x1f\x8b\x08" + b"\x00" * 40, "a.txt", "unsupported"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 40, "a.png", "picture"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "a.txt", "picture"),
        (b"PK\x03\x04" + b"\x00" * 40, "a.docx", "docx_damaged"),
    ],
)
def test_formats_that_are_not_read(data, name, code):
    with pytest.raises(ReadError) as caught:
        open_bytes(data, name, name)
    assert caught.value.code == code


def test_an_unsupported_format_names_what_is_supported():
    with pytest.raises(ReadError) as caught:
        open_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "报告.doc", "报告.doc")
    assert caught.value.message("zh") == (
        "报告.doc：不支持 Word 97–2003 格式（可读：.txt .md .html .docx .pdf），请用 Word 或 WPS 另存为 .docx"
    )


def test_folders_are_searched_in_order(tmp_path):
    for name in ("b/2.txt", "b/1.MD", "a.pdf", "c.xlsx", ".hidden.txt", ".git/x.txt", "~$d.docx", "b/c/3.docx"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    (tmp_path / "b" / "up").symlink_to(tmp_path)
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    missing = tmp_path / "missing.doc"
    found = list(find_files([tmp_path, "-", missing, str(tmp_path / "c.xlsx")]))
    relative = [item if item == "-" else Path(item).relative_to(tmp_path).as_posix() for item in found]
    assert relative == ["a.pdf", "b/1.MD", "b/2.txt", "b/c/3.docx", "gone.txt", "-", "missing.doc", "c.xlsx"]


def test_formats_are_documented():
    page = (Path(__file__).parents[2] / "docs" / "adding-a-format.md").read_text(encoding="utf-8")
    for one in FORMATS:
        assert f"`{one.name}`" in page
    for extension in BY_EXTENSION:
        assert f"`{extension}`" in page


def test_every_message_can_be_rendered_in_both_languages():
    words = "source reason size limit kind supported extension encoding position ratio part page pages blank"
    params = dict.fromkeys(words.split(), "7")
    block = list(MESSAGES)[list(MESSAGES).index("broken_link") : list(MESSAGES).index("pdf_fonts") + 1]
    for code in block:
        error = ReadError(code, **params)
        assert error.message("zh").startswith("7：")
        assert error.message("en").startswith("7: ")


def test_opening_a_text_loads_no_heavy_library(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    script = (
        "import sys; from jiannuo.formats import open_document; open_document(sys.argv[1]);"
        "print(*{'lxml', 'docx', 'pypdfium2', 'trafilatura', 'zipfile'} & set(sys.modules))"
    )
    run = subprocess.run(
        [sys.executable, "-c", script, tmp_path / "a.txt"],
        capture_output=True,
        check=True,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert run.stdout.strip() == ""
