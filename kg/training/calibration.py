"""How far confidences can be taken at their word: of links with confidence 0.7, are seven in ten right?

`python -m kg.training.calibration GOLD.jsonl [--links LINKS.jsonl] [--picture FILE.png]` prints the expected
calibration error of each relation and of all links, and draws the reliability plot. Without `--links`, the shipped
extractor reads the gold's papers; with it, the links are what `kg export --what links` has printed.

Reference
    Naeini, Cooper & Hauskrecht 2015, Obtaining well calibrated probabilities using Bayesian binning,
    https://doi.org/10.1609/aaai.v29i1.9602
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from kg.extraction.tables import ROLES
from kg.extraction.thresholds import DEFAULT_THRESHOLDS
from kg.training.judged_links import Judged, extracted_links, judge_links, printed_links

BINS = 10
_DRAWS = 2_000
_SEED = 7
PICTURE = Path(__file__).parent / "pictures" / "calibration.png"


@dataclass(frozen=True, slots=True)
class Bin:
    """Links whose confidences lie in one tenth: how many, their mean confidence, and the share that is right."""

    count: int
    confidence: float
    right: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """The calibration of some links.

    `error` is the expected calibration error over the bins that hold links. `by_chance` is what it would be on average
    if every confidence were exact, which is not zero for few links; an error near it is no evidence of bad confidences.
    """

    count: int
    right: float
    confidence: float
    error: float
    by_chance: float
    bins: tuple[Bin, ...]


def calibration(judged: Sequence[Judged]) -> Calibration:
    """The calibration of these links, in BINS bins of equal width. Order does not matter; no link gives zeros.

    >>> half = [Judged("USES", 0.5, right) for right in (True, False)]
    >>> calibration(half).error, calibration([Judged("USES", 0.9, True)]).error
    (0.0, 0.1)
    """
    if not judged:
        return Calibration(0, 0.0, 0.0, 0.0, 0.0, ())
    confidence, right = np.array(sorted((link.confidence, link.right) for link in judged), dtype=float).T
    place = np.minimum((confidence * BINS + 1e-9).astype(int), BINS - 1)
    bins = [
        Bin(int((place == b).sum()), round(float(confidence[place == b].mean()), 4), float(right[place == b].mean()))
        for b in np.unique(place)
    ]
    chance = np.random.default_rng(_SEED).random((_DRAWS, len(judged))) < confidence
    return Calibration(
        len(judged),
        float(right.mean()),
        float(confidence.mean()),
        round(float(_error(place, confidence, right[None])[0]), 4),
        round(float(_error(place, confidence, chance).mean()), 4),
        tuple(bins),
    )


def _error(place: np.ndarray, confidence: np.ndarray, right: np.ndarray) -> np.ndarray:
    """The expected calibration error of each row of outcomes, shape (rows, links)."""
    gaps = [abs((right[:, place == b] - confidence[place == b]).sum(axis=1)) for b in np.unique(place)]
    return np.asarray(sum(gaps) / len(confidence))


def by_relation(judged: Iterable[Judged]) -> dict[str, Calibration]:
    """`all`, then each relation → its calibration."""
    links = list(judged)
    return {"all": calibration(links)} | {
        role: calibration([link for link in links if link.relation == role]) for role in ROLES
    }


def draw(found: dict[str, Calibration], path: Path) -> None:
    """Write the reliability plot: the share that is right over the confidence, a point a bin, as large as its count."""
    import matplotlib as mpl

    mpl.use("Agg")
    import matplotlib.pyplot as plt

    figure, axes = plt.subplots(2, 4, figsize=(11, 5.8), sharex=True, sharey=True, layout="constrained")
    for panel, (name, values) in zip(axes.flat, found.items(), strict=False):
        at, share = [b.confidence for b in values.bins], [b.right for b in values.bins]
        area = [12 + 240 * b.count / values.count for b in values.bins]
        panel.plot([0, 1], [0, 1], color="0.75", linewidth=1, zorder=1)
        panel.vlines(at, at, share, color="#d9824b", linewidth=1.5, zorder=2)
        panel.scatter(at, share, area, color="#2f6690", zorder=3)
        panel.set_title(f"{name.replace('_', ' ').lower()}: {values.count} links, error {values.error:.3f}", fontsize=9)
        panel.set(xlim=(0, 1), ylim=(-0.03, 1.03), aspect="equal")
    for panel in axes.flat[len(found) :]:
        panel.set_axis_off()
    figure.supxlabel("confidence")
    figure.supylabel("share that is right")
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, dpi=110, metadata={"Software": None})
    plt.close(figure)


def table(found: dict[str, Calibration]) -> str:
    """The figures as a Markdown table."""
    rows = [
        "| links | number | mean confidence | right | calibration error | the same by chance |",
        "|---|" + "---:|" * 5,
    ]
    rows += [
        f"| {name} | {c.count} | {c.confidence:.3f} | {c.right:.3f} | {c.error:.3f} | {c.by_chance:.3f} |"
        for name, c in found.items()
    ]
    return "\n".join(rows)


def main() -> None:
    """Print the table of all links and of those that are shown, and draw the plot of all."""
    parser = argparse.ArgumentParser(description="Calibration of confidences against marked papers.")
    parser.add_argument("gold", type=Path)
    parser.add_argument("--links", type=Path, help="what `kg export --what links` printed; else the extractor is run")
    parser.add_argument("--picture", type=Path, default=PICTURE)
    given = parser.parse_args()
    links = printed_links(given.links) if given.links else extracted_links(given.gold)
    judged = list(judge_links(given.gold, links))
    shown = [link for link in judged if link.confidence >= DEFAULT_THRESHOLDS[link.relation]]
    print(f"{len(judged)} links:\n\n{table(by_relation(judged))}\n")
    print(f"the {len(shown)} of them that reach the threshold of their relation:\n\n{table(by_relation(shown))}\n")
    draw(by_relation(judged), given.picture)
    print(given.picture)


if __name__ == "__main__":
    main()
