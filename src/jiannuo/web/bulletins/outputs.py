"""The documents of a frozen bulletin, each made from its snapshot."""

from __future__ import annotations

import msgspec

from jiannuo.web.bulletins import excel, word
from jiannuo.web.bulletins.issue import read
from jiannuo.web.bulletins.models import Bulletin

MEDIA = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json; charset=utf-8",
}


class BulletinDocument(msgspec.Struct, frozen=True):
    """A frozen bulletin in one of the formats of MEDIA."""

    bulletin: Bulletin
    format: str

    def unit_paths(self) -> list[str]:
        """The government of the bulletin."""
        return self.bulletin.unit_paths()

    @property
    def name(self) -> str:
        """The name of the file: 2026年第3期通报.docx."""
        return f"{self.bulletin.ledger.year}年第{self.bulletin.number}期通报.{self.format}"

    def content(self) -> bytes:
        """The bytes of the file."""
        if self.format == "json":
            return self.bulletin.snapshot.encode()
        issue = read(self.bulletin.snapshot)
        return word.document(issue, self.bulletin.digest) if self.format == "docx" else excel.workbook(issue)
