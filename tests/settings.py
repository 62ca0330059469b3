"""The product's own settings on a data folder that goes when the tests end: a city's keys are never touched."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile

if "CHOMCHOM_DATA" not in os.environ:
    os.environ["CHOMCHOM_DATA"] = tempfile.mkdtemp(prefix="chomchom-test-")
    atexit.register(shutil.rmtree, os.environ["CHOMCHOM_DATA"], ignore_errors=True)

from chomchom.site.settings import *  # noqa: F403
