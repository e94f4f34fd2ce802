"""Stand-ins for entries of the catalogue."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Known:
    """What weights ask of a backbone."""

    timm_name: str
    hub_id: str = ""
    hub_file: str = ""
    weights_bytes: int = 1000
    weights_sha256: str = ""

    @property
    def name(self) -> str:
        return self.timm_name.partition(".")[0]


SMALL = Known("small_net.in1k", "timm/small_net.in1k")
