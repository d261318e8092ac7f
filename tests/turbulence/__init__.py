"""Bad weather for any ASGI application: refusals for too many requests, lost answers, delays, tokens of a short life.

`Turbulence(create_app(seed="7"), seed="7")` is a server under the weather that issue trackers tell of; its numbers are
parameters, so that quick tests can have it without the delays. `served(app)` puts an application behind a socket, which
dropped connections need.
"""

from __future__ import annotations

from .middleware import Turbulence
from .serving import served

__all__ = ["Turbulence", "served"]
