"""Results with everything that `report.html` can show."""

from __future__ import annotations

import base64
import io
from typing import Any

from PIL import Image


def small_picture(colour: tuple[int, int, int], size: tuple[int, int] = (12, 16)) -> str:
    """A picture as results hold it."""
    data = io.BytesIO()
    Image.new("RGB", size, colour).save(data, "JPEG")
    return f"data:image/jpeg;base64,{base64.b64encode(data.getvalue()).decode()}"


def shown(test: str, asked: list[int], measured: list[int]) -> dict[str, Any]:
    """A pair of pictures that a test showed."""
    return {
        "test": test,
        "before": small_picture((90, 140, 140)),
        "after": small_picture((measured[0], measured[1], measured[2])),
        "asked": {"colour": asked, "width": 3, "height": 4},
        "measured": {"colour": measured, "width": 480, "height": 640},
    }


def row_of(results: dict[str, Any], rule: str) -> dict[str, Any]:
    """The row of a rule."""
    return next(row for row in results["rules"] if row["id"] == rule)


def with_everything(results: dict[str, Any]) -> dict[str, Any]:
    """`Make.of_each_verdict` with a waived rule, pictures, costs, and things that were not deleted."""
    waived = row_of(results, "USER-002")
    waiver = {"reason": "known since spring", "link": "https://tracker.example/17", "expires": "2031-01-31"}
    waived |= {"verdict": "waived", "waiver": waiver}
    results["summary"] |= {"waived": 1, "deviates": 0}
    results["waivers"] = [
        {"rule": "USER-002", "operation": None, "target": "*", **waiver, "state": "used"},
        {"rule": "USER-001", "operation": "createUser", "target": "*", **waiver, "state": "expired"},
    ]
    broken, fine = row_of(results, "PORTRAIT-003"), row_of(results, "PORTRAIT-001")
    broken["pictures"] = [shown(broken["tests"][0], [179, 40, 45], [45, 40, 179])]
    fine["pictures"] = [shown(fine["tests"][0], [20, 110, 220], [20, 111, 220])]
    broken |= {"seconds": 2.5, "requests": 12}
    results["not_deleted"] = ["user 17: answered 500"]
    return results
