"""From the uploaded file to the issued ledger, through the pages alone."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile

from jiannuo.ledger.status import LedgerState, TaskState
from jiannuo.web.reports.models import GovernmentReport
from jiannuo.web.tasks.models import Ledger

from ..conftest import World
from .conftest import SAMPLE


def test_from_upload_to_issue(world: World) -> None:
    client = world.client("office.city")
    assert client.get("/reports").status_code == 200
    assert "所属政府" in client.get("/reports/upload").content.decode()
    sent = {"owner": world.units["city"].pk, "file": SimpleUploadedFile("yunting-2026.md", SAMPLE), "text": ""}
    answer = client.post("/reports/upload", sent)
    report = GovernmentReport.objects.get()
    assert answer.headers["Location"] == f"/reports/{report.pk}"
    assert "编制台账" in client.get(f"/reports/{report.pk}").content.decode()
    answer = client.post(f"/reports/{report.pk}/ledger", {"due_day": "25", "title": ""})
    ledger = Ledger.objects.get()
    assert answer.headers["Location"] == f"/ledgers/{ledger.pk}"
    page = client.get(f"/ledgers/{ledger.pk}").content.decode()
    assert "缺牵头单位" in page
    assert "项表述 →" in page
    answer = client.post(f"/ledgers/{ledger.pk}/issue")
    assert answer.status_code == 409
    assert "还不能下达" in answer.content.decode()

    # What the report names comes by suggestion, the rest is left out but for three, which the housing office leads.
    tasks = list(ledger.tasks.order_by("number"))
    rows = {f"version-{task.pk}": task.version for task in tasks}
    keep, out = tasks[:3], tasks[3:]
    sent = {"do": "drop", "reason": "并入部门年度计划", "row": [task.pk for task in out], **rows}
    answer = client.post(f"/ledgers/{ledger.pk}/bulk", sent)
    assert answer.status_code == 302
    sent = {"do": "set", "lead": "市住建局", "row": [task.pk for task in keep], **rows}
    assert client.post(f"/ledgers/{ledger.pk}/bulk", sent).status_code == 302
    page = client.get(f"/ledgers/{ledger.pk}").content.decode()
    assert f"{len(out)} 项不列入（并入部门年度计划 {len(out)} 项）" in page
    answer = client.post(f"/ledgers/{ledger.pk}/issue")
    assert answer.status_code == 302, answer.content.decode()
    ledger.refresh_from_db()
    assert ledger.state == LedgerState.ISSUED.value
    assert ledger.tasks.filter(state=TaskState.ISSUED.value).count() == 3
    assert "已下达" in client.get(f"/ledgers/{ledger.pk}").content.decode()
    assert client.get(f"/ledgers/{ledger.pk}/plan.docx").content[:2] == b"PK"
    assert client.get(f"/ledgers/{ledger.pk}/plan.xlsx").content[:2] == b"PK"
