"""Addresses of ledgers and tasks."""

from django.urls import path

from jiannuo.web.tasks.views import change, edit, ledgers, paper, passing, programmes, shape, sheet, table

urlpatterns = [
    path("ledgers", ledgers.ledger_list, name="ledger_list"),
    path("ledgers/<int:pk>", ledgers.ledger, name="ledger"),
    path("reports/<int:pk>/ledger", ledgers.ledger_create, name="ledger_create"),
    path("ledgers/<int:pk>/issue", ledgers.ledger_issue, name="ledger_issue"),
    path("ledgers/<int:pk>/close", ledgers.ledger_close, name="ledger_close"),
    path("ledgers/<int:pk>/bulk", table.ledger_bulk, name="ledger_bulk"),
    path("ledgers/<int:pk>/new", edit.task_new, name="task_new"),
    path("ledgers/<int:pk>/merge", shape.task_merge, name="task_merge"),
    path("ledgers/<int:pk>/programmes", programmes.programme_list, name="programme_list"),
    path("ledgers/<int:pk>/sheet", sheet.ledger_sheet, name="ledger_sheet"),
    path("ledgers/<int:pk>/import", sheet.ledger_import, name="ledger_import"),
    path("ledgers/<int:pk>/plan.<str:form>", paper.ledger_split_plan, name="ledger_split_plan"),
    path("tasks/<int:pk>/row", table.task_row, name="task_row"),
    path("tasks/<int:pk>/edit", edit.task_edit, name="task_edit"),
    path("tasks/<int:pk>/adjust", edit.task_adjust, name="task_adjust"),
    path("tasks/<int:pk>/drop", shape.task_drop, name="task_drop"),
    path("tasks/<int:pk>/restore", shape.task_restore, name="task_restore"),
    path("tasks/<int:pk>/cancel", shape.task_cancel, name="task_cancel"),
    path("tasks/<int:pk>/split", shape.task_split, name="task_split"),
    path("tasks/<int:pk>/pass", passing.task_pass_down, name="task_pass_down"),
    path("tasks/<int:pk>/remark", change.task_remark, name="task_remark"),
    path("adjustments", change.adjustment_list, name="adjustment_list"),
    path("adjustments/<int:pk>", change.adjustment, name="adjustment"),
]
