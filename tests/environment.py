"""Loaded before Django's settings: what the settings read from the environment in tests."""

import os

WORKER = os.environ.get("PYTEST_XDIST_WORKER", "main")
PREFIX = "followalong"
DATABASE = f"test_{WORKER}_{os.getpid()}"

# The real address is put in place by the `server` fixture, before the first connection.
os.environ["DATABASE_URL"] = f"postgresql://{PREFIX}_app@127.0.0.1:1/{DATABASE}"
os.environ.pop("DATABASE_OWNER_URL", None)
os.environ["FOLLOWALONG_SECRET_KEY"] = "only-for-tests"
os.environ["FOLLOWALONG_FILE_KEYS"] = "only-for-tests"
os.environ.pop("FOLLOWALONG_CLAMD", None)
os.environ.pop("FOLLOWALONG_DATABASE_DISK", None)
os.environ.pop("FOLLOWALONG_TRUSTED_ORIGINS", None)
os.environ["FOLLOWALONG_DEMO"] = "1"
os.environ["FOLLOWALONG_DEBUG"] = "1"
