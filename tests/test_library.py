"""The face of the library."""

import subprocess
import sys

import jiannuo


def test_every_public_name_is_there_and_documented():
    for name in jiannuo.__all__:
        assert getattr(jiannuo, name).__doc__, name
    assert set(jiannuo.__all__) <= set(dir(jiannuo))


def test_import_is_cheap():
    code = "import sys, jiannuo; print([m for m in sys.modules if m.startswith(('jiannuo.', 'msgspec', 'click'))])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout == "[]\n"


def test_an_unknown_name_is_an_attribute_error():
    assert not hasattr(jiannuo, "nothing")
