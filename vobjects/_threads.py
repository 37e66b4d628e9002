"""Make threads the default of oslo.service before oslo.messaging is imported.

oslo.versionedobjects imports oslo.messaging, whose server class makes oslo.service choose its
backend for good; left alone it chooses eventlet. An application that chose first keeps its choice.
"""

from __future__ import annotations

import warnings

from oslo_service import backend

backend.register_backend_default_hook(lambda: backend.BackendType.THREADING)

with (
    warnings.catch_warnings()
):  # futurist imports eventlet where it is installed, and eventlet warns
    warnings.filterwarnings("ignore", message=r"\s*Eventlet is deprecated")
    import futurist  # noqa: F401
