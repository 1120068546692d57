"""Fixtures that several tests share."""

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real reports; tests that need it skip where it is missing."""
    path = Path(os.environ.get("JIANNUO_SHARED", Path(__file__).parents[2] / "shared"))
    if not path.is_dir():
        pytest.skip(f"no real reports at {path}; set JIANNUO_SHARED")
    return path
