"""Who takes part, each logged in once by the log-in page, with a page of their own."""

from __future__ import annotations

import os
from typing import Any

from jiannuo.ledger.status import Role
from jiannuo.web.access.actor import console
from jiannuo.web.accounts.models import Person
from jiannuo.web.demo.place import DemoEntity, DemoPerson, DemoUnit, Place, found

FOLDER = os.environ.get("JIANNUO_PICTURES", "")  # where pictures of the pages go
PASSWORD = "云汀市-correct-horse"
DESK = {"width": 1440, "height": 900}

# Six units on three levels under the government: departments and a county, the county's towns.
UNITS = (
    DemoUnit("YT", "云汀市人民政府", "市政府", "government"),
    DemoUnit("YT-GXJ", "云汀市工业和信息化局", "市工信局", above="YT"),
    DemoUnit("YT-ZJJ", "云汀市住房和城乡建设局", "市住建局", above="YT"),
    DemoUnit("YT-SWJ", "云汀市商务局", "市商务局", above="YT"),
    DemoUnit("SL", "石濂县人民政府", "石濂县", "county", above="YT"),
    DemoUnit("SL-TR", "石濂县桐壤镇人民政府", "桐壤镇", "town", above="SL"),
    DemoUnit("SL-HK", "石濂县河口镇人民政府", "河口镇", "town", above="SL"),
)
OFFICE, LEADER, ADMINISTRATOR, AUDITOR = "ducha", "fushizhang", "guanli", "shenji"


def reporter(unit: str) -> str:
    """The log-in name of who fills in for *unit*."""
    return unit.lower().replace("-", "") + ".tianbao"


def head(unit: str) -> str:
    """The log-in name of the head of *unit*."""
    return unit.lower().replace("-", "") + ".fuze"


def settle() -> dict[str, int]:
    """The government with its people; the keys of the units by their codes."""
    people = (
        DemoPerson(ADMINISTRATOR, "何知行", "信息中心主任", "YT", Role.ADMINISTRATOR.value),
        DemoPerson(OFFICE, "沈言", "督查室主任", "YT", Role.OFFICE.value),
        DemoPerson(LEADER, "陆望舒", "常务副市长", "YT", Role.LEADER.value),
        DemoPerson(AUDITOR, "方慎", "审计局科长", "YT", Role.AUDITOR.value),
    )
    units = found(Place(UNITS, people, DemoEntity("", "", "", "YT")), console())
    known = Person()
    known.set_password(PASSWORD)
    Person.objects.update(password=known.password, must_change_password=False)
    return {code: unit.pk for code, unit in units.items()}


class People:
    """A page of the browser for each person; ``troubles`` collects what no page may do: errors and 5xx."""

    def __init__(self, browser: Any, address: str) -> None:
        self._browser, self.address = browser, address
        self._pages: dict[str, Any] = {}
        self.troubles: list[str] = []

    def page(self, username: str = "") -> Any:
        """The page of *username*, who logs in the first time; the public's where there is none."""
        if username not in self._pages:
            context = self._browser.new_context(base_url=self.address, viewport=DESK, locale="zh-CN")
            context.set_default_timeout(8_000)
            page = self._pages[username] = context.new_page()
            self._watch(page)
            if username:
                page.goto("/login")
                page.get_by_label("登录名").fill(username)
                page.get_by_label("密码").fill(PASSWORD)
                press(page, "登录")
        return self._pages[username]

    def _watch(self, page: Any) -> None:
        page.on("pageerror", lambda error: self.troubles.append(str(error)))
        page.on("console", lambda said: self._heard(said))
        page.on("response", lambda got: self.troubles.append(got.url) if got.status >= 500 else None)

    def _heard(self, said: Any) -> None:
        refused = said.text.startswith("Failed to load resource")  # a page that says 403 or 404; 5xx is told above
        if said.type == "error" and not refused:
            self.troubles.append(f"{said.text} {said.location}")

    def leave(self) -> None:
        """Close every page; each as it stands last is kept as a picture where a folder is named."""
        for name, page in self._pages.items():
            if FOLDER:
                page.screenshot(path=f"{FOLDER}/last-{name or 'public'}.png", full_page=True)
            page.context.close()


def press(page: Any, name: str, within: str = "main") -> None:
    """Press the button *name* and arrive at the page that answers; it must not complain."""
    with page.expect_navigation(wait_until="load"):
        page.locator(within).get_by_role("button", name=name, exact=True).first.click()
    complaints = page.locator(".notice.error, .field .error").all_inner_texts()
    assert complaints == [], f"{page.url}: {complaints}"


def follow(page: Any, name: str) -> None:
    """Follow the first link called *name*."""
    with page.expect_navigation(wait_until="load"):
        page.locator("main").get_by_role("link", name=name, exact=True).first.click()
