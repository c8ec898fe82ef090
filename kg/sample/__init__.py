"""Ten invented mornings: about 150 papers that do not exist, by people who do not, for trying everything out."""

from pathlib import Path

DIGESTS = Path(__file__).parent / "digests"
"""The folder of the ten digests, 2026-03-02 to 2026-03-13."""
