"""Run by itself after the crashes: the returns that are there, how often each was saved, and whether the log verifies.

Prints one JSON object.
"""

from __future__ import annotations

import json
import sys
from collections import Counter

import django


def main() -> None:
    """Print what the database holds."""
    django.setup()
    from jiannuo.web.audit.models import LogEntry
    from jiannuo.web.progress.models import Return
    from jiannuo.web.upkeep.verify import verify

    saves = Counter(
        json.loads(data)["task"]
        for data in LogEntry.objects.filter(action="return.save").values_list("data", flat=True)
    )
    submits = Counter(
        json.loads(data)["task"]
        for data in LogEntry.objects.filter(action="return.submit").values_list("data", flat=True)
    )
    rows = [
        {
            "task": row.task_id,
            "value": str(int(row.value or -1)),
            "state": row.state,
            "text": row.text,
            "saves": saves[row.task_id],
            "submits": submits[row.task_id],
        }
        for row in Return.objects.all()
    ]
    json.dump({"returns": rows, "troubles": [str(trouble) for trouble in verify()]}, sys.stdout)


if __name__ == "__main__":
    main()
