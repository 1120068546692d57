"""Bytes to a Document: one file a format, a registry that picks among them."""

from jiannuo.formats.opening import file_bytes, find_files, open_bytes, open_document

__all__ = ["file_bytes", "find_files", "open_bytes", "open_document"]
