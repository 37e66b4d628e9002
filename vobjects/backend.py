"""Make threads the default of oslo.service before oslo.messaging is imported.

oslo.versionedobjects imports oslo.messaging, whose server class makes oslo.service choose its
backend for good; left alone it chooses eventlet. An application that chose first keeps its choice.
"""

from __future__ import annotations

from oslo_service import backend

backend.register_backend_default_hook(lambda: backend.BackendType.THREADING)
