"""Settings for the tests: quick password hashes, files in a folder of their own, mail kept in memory."""

import os
import tempfile

os.environ["JIANNUO_DATA"] = tempfile.mkdtemp(prefix="jiannuo-tests-")
# A browser that is driven from the tests' own thread keeps a loop running there; nothing of the ledger is asynchronous.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
os.environ.setdefault("JIANNUO_SECRET_KEY", "for tests only, long enough for nobody to be warned about it; 0123456789")

from jiannuo.web.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
ALLOWED_HOSTS = ["*"]
# Tests change rows behind the log's back: no page may be kept, except where a test asks for it.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
