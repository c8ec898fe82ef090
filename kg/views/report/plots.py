"""Small plots as inline SVG: plain strings, coloured by the page's classes, with titles that are read aloud."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

__all__ = ["bars_by_day", "spark_bars", "swatch"]

_WIDTH, _HEIGHT, _LEFT, _BOTTOM, _TOP = 760, 190, 34, 22, 8
_MOST_WIDE = 46


def bars_by_day(by_day: Mapping[str, Any], labels: Mapping[str, str], colours: Mapping[str, str], title: str) -> str:
    """Papers a day, a bar each day, piled up by group; labels and colour classes by group. `title` is read aloud."""
    days, series = by_day["days"], by_day["series"]
    totals = [sum(one["papers"][place] for one in series) for place in range(len(days))]
    top = _round_up(max(totals, default=0))
    step = (_WIDTH - _LEFT) / max(len(days), 1)
    wide = min(step * 0.72, _MOST_WIDE)
    unit = (_HEIGHT - _BOTTOM - _TOP) / top
    parts = [_grid(top, unit)]
    for place, day in enumerate(days):
        x = _LEFT + step * (place + 0.5) - wide / 2
        base = float(_HEIGHT - _BOTTOM)
        for one in series:
            if count := one["papers"][place]:
                base -= count * unit
                what = f"{day}, {labels[one['group']]}: {_papers(count)}"
                parts.append(_bar((x, base), (wide, count * unit), colours[one["group"]], what))
        parts.append(f'<text x="{x + wide / 2:.1f}" y="{_HEIGHT - 6}" class="axis middle">{escape(day[5:])}</text>')
        parts.append(f'<text x="{x + wide / 2:.1f}" y="{base - 3:.1f}" class="axis middle">{totals[place]}</text>')
    said = "; ".join(f"{day}: {total}" for day, total in zip(days, totals, strict=True))
    return _svg((_WIDTH, _HEIGHT), "days", title, said, parts)


def spark_bars(counts: Sequence[int], days: Sequence[str], name: str) -> str:
    """One small bar a listing day: how many papers named the method."""
    wide, high = 9, 26
    unit = high / max(*counts, 1)
    parts = []
    for place, (day, count) in enumerate(zip(days, counts, strict=True)):
        tall = max(count * unit, 1)
        colour = "bar" if count else "nil"
        parts.append(_bar((place * wide, high - tall), (wide - 2, tall), colour, f"{day}: {_papers(count)}"))
    said = "; ".join(f"{day}: {count}" for day, count in zip(days, counts, strict=True) if count)
    return _svg((len(days) * wide, high), "spark", f"Papers a day that name {name}", said, parts)


def swatch(colour: str) -> str:
    """A small square of a group's colour, not read aloud."""
    square = '<rect width="10" height="10" rx="2"/>'
    return f'<svg class="swatch {colour}" viewBox="0 0 10 10" aria-hidden="true">{square}</svg>'


def _svg(size: tuple[float, float], kind: str, title: str, said: str, parts: Sequence[str]) -> str:
    width, height = size
    return (
        f'<svg class="{kind}" viewBox="0 0 {width:g} {height:g}" width="{width:g}" height="{height:g}" role="img">'
        f"<title>{escape(title)}</title><desc>{escape(said)}</desc>{''.join(parts)}</svg>"
    )


def _bar(corner: tuple[float, float], size: tuple[float, float], colour: str, title: str) -> str:
    (x, y), (width, height) = corner, size
    place = f'x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}"'
    return f'<rect {place} class="{colour}"><title>{escape(title)}</title></rect>'


def _grid(top: int, unit: float) -> str:
    lines = []
    for value in (0, top // 2, top):
        y = _HEIGHT - _BOTTOM - value * unit
        lines.append(f'<line x1="{_LEFT}" x2="{_WIDTH}" y1="{y:.1f}" y2="{y:.1f}" class="grid"/>')
        lines.append(f'<text x="{_LEFT - 6}" y="{y + 4:.1f}" class="axis end">{value}</text>')
    return "".join(lines)


def _round_up(value: int) -> int:
    """An even number with one or two digits before its noughts, with room above the bar.

    >>> _round_up(17), _round_up(189), _round_up(0)
    (20, 250, 2)
    """
    step = max(int(10 ** (len(str(value)) - 1)) // 2, 1)
    top = -(-int(value * 1.08) // step) * step
    return max(top + top % 2, 2)


def _papers(count: int) -> str:
    return "1 paper" if count == 1 else f"{count} papers"
