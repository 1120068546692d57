"""Pages of units, people and one's own account, as people use them."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook

from jiannuo.ledger.status import Role
from jiannuo.web.accounts.models import Membership, Person, Unit
from jiannuo.web.audit.models import LogEntry

from ..conftest import PASSWORD, World

NEW = "云汀-another-horse"


def words(response: Any) -> str:
    return re.sub(r"<[^>]+>|\s+", " ", response.content.decode())


@pytest.fixture
def admin(world: World) -> Client:
    return world.client("administrator.city")


def test_the_tree_shows_units_in_their_order(world: World, admin: Client) -> None:
    text = words(admin.get("/units/tree"))
    places = [text.index(name) for name in ("云汀市人民政府", "石濂县人民政府", "石濂县桐壤镇", "青岫县人民政府")]
    assert places == sorted(places)
    Unit.objects.filter(code="shilian").update(order=9)
    text = words(admin.get("/units/tree"))
    assert text.index("青岫县竹溪镇") < text.index("石濂县人民政府") < text.index("石濂县桐壤镇")


def test_a_unit_is_added_changed_retired_and_revived(world: World, admin: Client) -> None:
    form = {"parent": world.units["shilian"].pk, "name": "石濂县水务局", "code": "shilian-water", "kind": "department",
            "aliases": "县水务局、水务局", "request_key": "once"}  # fmt: skip
    assert admin.post("/units/new", form).status_code == 302
    assert admin.post("/units/new", form).status_code == 302, "sent twice, done once"
    unit = Unit.objects.get(code="shilian-water")
    assert (unit.parent, unit.aliases, unit.level) == (world.units["shilian"], ["县水务局", "水务局"], 2 + 1)
    changed = {"name": "石濂县水利局", "kind": "department", "short": "县水利局"}
    assert admin.post(f"/units/{unit.pk}/edit", changed).status_code == 302
    assert admin.post(f"/units/{unit.pk}/retire").status_code == 302
    assert "已停用单位“石濂县水利局”" in words(admin.get("/units/tree"))
    assert "石濂县水利局" not in words(admin.get("/units/tree?q=水利"))
    assert "已停用" in words(admin.get("/units/tree?retired=1&q=水利"))
    assert admin.post(f"/units/{unit.pk}/revive").status_code == 302
    assert list(LogEntry.objects.values_list("action", flat=True)) == [
        "unit.add", "unit.change", "unit.retire", "unit.revive"
    ]  # fmt: skip


def test_a_code_that_is_taken_comes_back_with_what_was_typed(world: World, admin: Client) -> None:
    form = {"parent": world.units["city"].pk, "name": "云汀市贸促会", "code": "trade", "kind": "department"}
    response = admin.post("/units/new", form)
    assert response.status_code == 409
    assert "编码“trade”已用于“云汀市商务局”" in words(response)
    assert 'value="云汀市贸促会"' in response.content.decode()


def test_a_unit_with_units_or_tasks_is_not_retired(world: World, admin: Client) -> None:
    response = admin.post(f"/units/{world.units['shilian'].pk}/retire")
    assert response.status_code == 409
    assert "下还有 1 个在用的单位" in words(response)
    world.task(world.ledger())
    response = admin.post(f"/units/{world.units['housing'].pk}/retire")
    assert "还牵头 1 项已下达的任务" in words(response)
    assert Unit.objects.filter(active=False).count() == 0


def test_the_sheet_that_went_out_comes_back_unchanged(world: World, admin: Client) -> None:
    data = admin.get("/units/units.xlsx").content
    response = admin.post("/units/import", {"file": SimpleUploadedFile("units.xlsx", data)})
    assert "已导入0行" in words(response)
    assert not LogEntry.objects.exists()


def test_rows_that_fail_come_back_with_the_reason_the_others_are_kept(world: World, admin: Client) -> None:
    book = load_workbook(io.BytesIO(admin.get("/units/units.xlsx").content))
    book["单位"].append(["water", "云汀市水务局", "市水务局", "", "部门", "city", "3"])
    book["单位"].append(["lost", "某局", "", "", "部门", "no-such-unit", ""])
    book["单位"].append(["odd", "某中心", "", "", "事业", "city", ""])
    book["人员"].append(["li.si", "李四", "科长", "li@example.com", "", "water", "填报人", ""])
    book["人员"].append(["wang.wu", "王五", "", "not an address", "", "water", "填报人", ""])
    book["人员"].append(["zhao.liu", "赵六", "", "", "", "water", "皇帝", ""])
    out = io.BytesIO()
    book.save(out)
    response = admin.post("/units/import", {"file": SimpleUploadedFile("units.xlsx", out.getvalue())})
    text = words(response)
    assert "已导入2行" in text
    for reason in ("上级编码“no-such-unit”不存在", "类别“事业”不在", "电子邮箱：", "角色“皇帝”不在"):
        assert reason in text
    assert Person.objects.get(username="li.si").must_change_password
    secret = re.search(r"<td>li\.si</td><td>李四</td><td><code>([^<]+)</code>", response.content.decode())
    assert secret is not None
    fresh = Client()
    assert fresh.post("/login", {"username": "li.si", "password": secret[1]}).status_code == 302
    assert not Person.objects.filter(username__in=("wang.wu", "zhao.liu")).exists()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_a_csv_of_either_encoding_is_read(world: World, admin: Client, encoding: str) -> None:
    data = "编码,名称,上级编码\nwater,云汀市水务局,city\n".encode(encoding)
    admin.post("/units/import", {"file": SimpleUploadedFile("单位.csv", data)})
    assert Unit.objects.get(code="water").name == "云汀市水务局"


def test_a_unit_does_not_move_by_a_sheet(world: World, admin: Client) -> None:
    data = "编码,名称,上级编码\nshilian-town,石濂县桐壤镇人民政府,qingxiu\n".encode()
    response = admin.post("/units/import", {"file": SimpleUploadedFile("单位.csv", data)})
    assert "单位不能迁移" in words(response)


def test_a_new_person_must_change_the_password_before_anything_else(world: World, admin: Client) -> None:
    form = {"username": "li.si", "name": "李四", "unit": world.units["housing"].pk, "role": "head"}
    page = admin.post("/people/add", form | {"request_key": "k"}).content.decode()
    secret = re.search(r"<code>([^<]+)</code>", page)
    assert secret is not None
    again = admin.post("/people/add", form | {"request_key": "k"}).content.decode()
    assert "密码不再显示" in again
    assert secret[1] not in "".join(LogEntry.objects.values_list("data", flat=True))

    client = Client()
    client.post("/login", {"username": "li.si", "password": secret[1]})
    for address in ("/", "/account", "/people", "/units/tree"):
        assert client.get(address).headers.get("Location") == "/account/password"
    weak = client.post("/account/password", {"old": secret[1], "new": "1234567890", "again": "1234567890"})
    assert weak.status_code == 409
    assert "这个密码太常见了" in words(weak)
    assert "密码只包含数字" in words(weak)
    unlike = client.post("/account/password", {"old": secret[1], "new": NEW, "again": NEW + "x"})
    assert "两次输入的新密码不一致" in words(unlike)
    wrong = client.post("/account/password", {"old": "nope", "new": NEW, "again": NEW})
    assert "原密码不对" in words(wrong)
    same = client.post("/account/password", {"old": secret[1], "new": secret[1], "again": secret[1]})
    assert "新密码与原密码相同" in words(same)
    assert client.post("/account/password", {"old": secret[1], "new": NEW, "again": NEW}).headers["Location"] == "/"
    assert client.get("/").status_code == 200


def test_another_password_ends_the_other_sessions(world: World) -> None:
    here, there = world.client("office.city"), world.client("office.city")
    here.post("/account/password", {"old": PASSWORD, "new": NEW, "again": NEW})
    assert here.get("/account").status_code == 200
    assert there.get("/account").status_code == 302


def test_logging_out_everywhere_keeps_the_password_and_this_session(world: World) -> None:
    here, there = world.client("office.city"), world.client("office.city")
    wrong = here.post("/account/sessions", {"password": "nope"})
    assert wrong.status_code == 409
    assert "原密码不对" in words(wrong)
    assert there.get("/account").status_code == 200
    assert here.post("/account/sessions", {"password": PASSWORD}).status_code == 302
    assert here.get("/account").status_code == 200
    assert there.get("/account").status_code == 302
    assert Client().post("/login", {"username": "office.city", "password": PASSWORD}).status_code == 302


def test_ones_language_is_the_language_of_the_pages(world: World) -> None:
    client = world.client("office.city")
    client.post("/account", {"language": "en", "email": "a@example.com"})
    assert 'lang="en"' in client.get("/account").content.decode()
    other = Client()
    other.post("/login", {"username": "office.city", "password": PASSWORD})
    assert 'lang="en"' in other.get("/account").content.decode()
    assert "有效的 Email" in words(world.client("leader.city").post("/account", {"language": "zh-hans", "email": "x"}))


def test_roles_are_given_and_taken(world: World, admin: Client) -> None:
    person = world.people["reporter.housing"]
    admin.post(f"/people/{person.pk}/roles", {"unit": world.units["trade"].pk, "role": "head"})
    held = Membership.objects.get(person=person, unit=world.units["trade"])
    assert admin.post(f"/roles/{held.pk}/revoke").status_code == 302
    assert person.memberships.count() == 1


def test_an_administrator_of_a_county_reaches_nobody_outside(world: World) -> None:
    world.person(Role.ADMINISTRATOR, "shilian")
    county = world.client("administrator.shilian")
    both = world.people["reporter.shilian"]
    both.memberships.create(unit=world.units["city"], role=Role.OFFICE.value)
    assert county.get(f"/people/{both.pk}").status_code == 200
    response = county.post(f"/people/{both.pk}/password")
    assert response.status_code == 403, "who has a role in the city too is not the county's to take over"
    assert both.check_password(PASSWORD)
    stranger = world.people["reporter.qingxiu"]
    home = {"unit": world.units["shilian"].pk, "role": "office"}
    assert county.post(f"/people/{stranger.pk}/roles", home).status_code == 404
    outside = {"unit": world.units["city"].pk, "role": "office"}
    own = world.people["head.shilian"]
    assert county.post(f"/people/{own.pk}/roles", outside).status_code == 409
    assert not Membership.objects.filter(person=own, role="office").exists()


def test_nobody_shuts_out_oneself(world: World, admin: Client) -> None:
    me = world.people["administrator.city"]
    assert admin.post(f"/people/{me.pk}/active", {"active": "0"}).status_code == 409
    assert admin.post(f"/roles/{me.memberships.get().pk}/revoke").status_code == 409


def test_lists_take_no_more_queries_for_more_rows(
    world: World, admin: Client, django_assert_max_num_queries: Any
) -> None:
    for page in ("/people", "/units/tree", "/log"):
        with django_assert_max_num_queries(12):
            admin.get(page)
    for number in range(30):
        unit = world.unit(f"more-{number}", f"云汀市第{number}局", "city")
        person = Person.objects.create_user(f"more.{number}", PASSWORD, name="某人")
        person.memberships.create(unit=unit, role="reporter")
        admin.post(f"/people/{person.pk}/roles", {"unit": unit.pk, "role": "head"})
    for page in ("/people", "/units/tree", "/log"):
        with django_assert_max_num_queries(12):
            admin.get(page)
