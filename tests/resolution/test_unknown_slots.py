"""Places in author lists that overrides name and no paper has."""

from __future__ import annotations

from kg.model.identity import Overrides
from kg.resolution.overrides import unknown_slots


def test_each_unknown_place_is_named_with_its_entry() -> None:
    here, gone = "arxiv:2501.00001#1 Odalys Vrenningbak", "arxiv:2501.00001#9"
    overrides = Overrides(same=((here, here), (here, gone)), different=(("author:x~abcde", here), ("LoRA", "C#")))
    (message,) = unknown_slots(overrides, {("arxiv:2501.00001", 1): "author:x~abcde"})
    assert message.startswith("overrides.toml: entry 2 of [[same]] names arxiv:2501.00001#9,")
