"""The commands as they are typed: set-up, people, tables, what goes wrong in one line."""

from __future__ import annotations

import csv
import importlib.util
import io
import json
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from jiannuo.cli.ledger import FORMATS, ROLES
from jiannuo.ledger.status import Role
from jiannuo.web.upkeep import export

from .conftest import SOURCE, Place
from .test_backup import FILL

DOCS = SOURCE.parent / "docs"


def test_choices_of_the_command_are_those_of_the_ledger() -> None:
    assert set(ROLES) == {role.value for role in Role if role is not Role.PUBLIC}
    assert export.FORMATS == FORMATS


def test_set_up_gives_a_password_for_one_log_in(place: Callable[..., Place]) -> None:
    first = place()
    done = first.run("ledger", "init", "--government", "云汀市人民政府", "--username", "admin")
    assert done.returncode == 0
    assert re.search(r"管理员 admin，首次登录的密码 (\w{4}-){3}\w{4}", done.stdout)
    again = first.run("ledger", "init")
    assert again.returncode == 2
    assert "数据库里已有单位" in again.stderr
    shown = first.run("ledger", "user", "admin").stdout
    assert "管理员" in shown
    assert "督查室" in shown


def test_a_password_from_the_environment_must_be_a_good_one(place: Callable[..., Place]) -> None:
    first = place()
    weak = first.run("ledger", "init", env={"JIANNUO_ADMIN": "admin", "JIANNUO_ADMIN_PASSWORD": "12345678"})
    assert weak.returncode == 2
    assert "密码不合要求" in weak.stderr
    assert first.run("ledger", "init", env={"JIANNUO_ADMIN_PASSWORD": "云汀-correct-horse"}).returncode == 0


def test_units_and_people_come_from_a_table(place: Callable[..., Place], tmp_path: Path) -> None:
    units, people = tmp_path / "单位.csv", tmp_path / "人员.csv"
    units.write_text("编码,名称,上级编码\nhousing,云汀市住建局,root\nlost,某局,nowhere\n", encoding="utf-8")
    people.write_text("登录名,姓名,单位编码,角色\nli,李四,housing,填报人\n", encoding="utf-8")
    first = place()
    done = first.run("ledger", "init", "--units", str(units))
    assert done.returncode == 2
    assert "单位第 3 行：上级编码“nowhere”不存在" in done.stderr
    done = first.run("ledger", "import", str(people))
    assert re.search(r"li（李四）首次登录的密码 ", done.stdout)
    assert first.run("ledger", "import", str(people)).stdout.strip() == "单位和人员：0 行已导入"


def test_a_report_becomes_a_ledger(place: Callable[..., Place], tmp_path: Path) -> None:
    first = place(founded=True)
    sample = SOURCE / "jiannuo" / "samples" / "yunting-2026.md"
    done = first.run("ledger", "import", str(sample))
    assert (done.returncode, done.stderr) == (0, "")
    assert re.search(r"已建立台账 1，拟定任务 \d{3} 项", done.stdout)
    assert "已建有台账" in first.run("ledger", "import", str(sample)).stderr
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.4 no more")
    for arguments, words in (
        ((str(broken),), "broken.pdf"),
        ((str(tmp_path / "none.docx"),), "没有这个文件"),
        ((str(sample), "--owner", "nowhere"), "--owner"),
    ):
        done = first.run("ledger", "import", *arguments)
        assert (done.returncode, words in done.stderr) == (2, True), done.stderr
        assert len(done.stderr.strip().splitlines()) == 1


def test_people_by_command(place: Callable[..., Place]) -> None:
    first = place(founded=True)
    added = first.run("ledger", "user", "li", "--add", "李四", "--unit", "root", "--role", "head")
    assert "li 下次登录的密码" in added.stdout
    assert "单位负责人" in added.stdout
    assert "已停用" in first.run("ledger", "user", "li", "--inactive").stdout
    assert "li 下次登录的密码" in first.run("ledger", "user", "li", "--active", "--reset").stdout
    for arguments, words in (
        (("nobody",), "没有登录名为“nobody”的人员"),
        (("li", "--role", "head"), "须一起写"),
        (("li", "--unit", "nowhere", "--role", "head"), "单位编码“nowhere”不存在"),
        (("li", "--add", "李四", "--unit", "root", "--role", "head"), "登录名“li”已有人使用"),
    ):
        done = first.run("ledger", "user", *arguments)
        assert done.returncode == 2
        assert words in done.stderr
        assert len(done.stderr.strip().splitlines()) == 1


def test_a_ledger_goes_out_as_a_table(place: Callable[..., Place], tmp_path: Path) -> None:
    first = place(founded=True)
    first.script(FILL.replace("第{number}项", "=第{number}项"))
    rows = [json.loads(line) for line in first.run("ledger", "export").stdout.splitlines()]
    assert [(row["number"], row["target"], row["units"][0]["duty"]) for row in rows] == [
        (number, "12.5", "lead") for number in (1, 2, 3)
    ]
    table = tmp_path / "台账.csv"
    assert first.run("ledger", "export", "2026", "-o", str(table)).returncode == 0
    read = list(csv.DictReader(io.StringIO(table.read_text(encoding="utf-8-sig"))))
    assert read[0]["牵头单位"] == "云汀市人民政府"
    assert read[0]["任务"].startswith("'=")
    sheet = tmp_path / "台账.xlsx"
    assert first.run("ledger", "export", "-o", str(sheet)).returncode == 0
    cell = load_workbook(sheet)["台账"]["B2"]
    assert (cell.data_type, cell.value[:2]) == ("s", "=第")
    assert first.run("ledger", "export", "--tables", "-o", str(tmp_path / "all.zip")).returncode == 0
    for arguments, words in (
        (("1999",), "请写台账编号"),
        (("-o", str(table)), "已存在"),
        (("-o", str(tmp_path / "x.pdf")), "看不出格式"),
        (("--tables",), "-o"),
    ):
        done = first.run("ledger", "export", *arguments)
        assert (done.returncode, words in done.stderr) == (2, True), done.stderr


def test_verify_names_each_trouble_in_a_line(place: Callable[..., Place]) -> None:
    first = place(founded=True)
    first.script(FILL)
    first.script("from jiannuo.web.tasks.models import TaskUnit\nTaskUnit.objects.all().delete()")
    done = first.run("ledger", "verify")
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 3
    assert "共 3 处不符" in done.stdout


def test_check_says_what_an_open_network_would_find(place: Callable[..., Place]) -> None:
    first = place(founded=True)
    plain = first.run("ledger", "check")
    assert plain.returncode == 2
    assert "没有设 JIANNUO_ORIGIN" in plain.stderr
    good = first.run("ledger", "check", env={"JIANNUO_ORIGIN": "https://ledger.example.gov.cn"})
    assert (good.returncode, good.stderr) == (0, "")


@pytest.mark.parametrize(
    ("variables", "words"),
    [
        ({"DATABASE_URL": "mysql://x"}, "DATABASE_URL 看不懂"),
        ({"DATABASE_URL": "::nonsense::"}, "DATABASE_URL 看不懂"),
        ({"DATABASE_URL": "postgresql://nobody@127.0.0.1:9/none"}, "数据库连接不上"),
        ({"JIANNUO_DATA": "/proc/none"}, "数据文件夹"),
        ({"JIANNUO_UPLOAD_MB": "many"}, "JIANNUO_UPLOAD_MB 应为整数"),
        ({"JIANNUO_ORIGIN": "http://ledger.example.gov.cn"}, "须用 https"),
    ],
)
@pytest.mark.parametrize("command", [("serve", "--port", "0"), ("ledger", "verify")])
def test_surroundings_that_are_wrong_are_one_sentence(
    place: Callable[..., Place], command: tuple[str, ...], variables: dict[str, str], words: str
) -> None:
    done = place("sqlite").run(*command, env=variables)
    assert done.returncode == 2
    assert words in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_a_port_in_use_is_one_sentence(place: Callable[..., Place]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = place("sqlite", founded=True).run("serve", "--port", str(taken.getsockname()[1]))
    assert done.returncode == 2
    assert "不能监听" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_to_listen_on_the_network_the_address_must_be_named(place: Callable[..., Place]) -> None:
    done = place("sqlite").run("serve", "--host", "0.0.0.0")
    assert done.returncode == 2
    assert "JIANNUO_ORIGIN" in done.stderr


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_the_server_serves_and_stops_when_told(place: Callable[..., Place], how: signal.Signals) -> None:
    first = place(founded=True)
    server = subprocess.Popen(
        [sys.executable, "-m", "jiannuo", "serve", "--port", "0", "--no-worker"], env=first.env,
        stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert server.stderr is not None
    line = server.stderr.readline()
    found = re.search(r"http://127\.0\.0\.1:\d+", line)
    assert found is not None, line
    with urllib.request.urlopen(f"{found[0]}/login", timeout=30) as answer:
        assert answer.status == 200
        assert answer.headers["X-Frame-Options"] == "DENY"
    server.send_signal(how)
    rest = server.stderr.read()
    assert server.wait(30) == 0
    assert "台账已停止" in rest
    assert "Traceback" not in rest


def test_without_the_extra_the_command_says_how_to_get_it(place: Callable[..., Place], tmp_path: Path) -> None:
    blocked = tmp_path / "blocked"
    blocked.mkdir()
    (blocked / "django").mkdir()
    (blocked / "django" / "__init__.py").write_text("raise ImportError('no', name='django')")
    first = place("sqlite")
    done = first.run("serve", env={"PYTHONPATH": f"{blocked}:{SOURCE}"})
    assert done.returncode == 2
    assert "jiannuo[ledger]" in done.stderr


def test_other_commands_import_no_django(place: Callable[..., Place]) -> None:
    done = place("sqlite").python(
        "-c", "import sys; from jiannuo.cli.main import build; build('zh'); print('django' in sys.modules)"
    )
    assert done.stdout.strip() == "False"


def test_every_variable_is_documented() -> None:
    """docs/ledger-operating.md names every variable that the ledger reads, and no other."""
    sources = [*(SOURCE / "jiannuo" / "web").rglob("*.py"), *(SOURCE / "jiannuo" / "cli").glob("*.py")]
    text = "".join(path.read_text(encoding="utf-8") for path in sources)
    read = set(re.findall(r"\"((?:JIANNUO_[A-Z_]+|DATABASE_URL))\"", text))
    settings = {"JIANNUO_UPLOAD_LIMIT", "JIANNUO_FILES"}  # names of Django's settings, not of variables
    table = (DOCS / "ledger-operating.md").read_text(encoding="utf-8")
    told = set(re.findall(r"^\| `([A-Z_]+)…?` \|", table, re.MULTILINE))
    assert told == read - settings


def test_the_demonstration_is_loaded_or_missed_in_a_sentence(place: Callable[..., Place]) -> None:
    if importlib.util.find_spec("jiannuo.web.demo") is not None:
        pytest.skip("the demonstration is here and has tests of its own")
    done = place("sqlite").run("serve", "--demo", "--port", "0")
    assert done.returncode == 2
    assert "不含演示数据" in done.stderr
