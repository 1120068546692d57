""""""
from os import PathLike
from jiannuo.model.document import Document
def open_document(path: str | PathLike[str]) -> Document:
    raise NotImplementedError
