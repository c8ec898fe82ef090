"""The size of a model in its name: `Qwen2.5-7B` is a size of `Qwen2.5`, while `GPT-4` is no size of `GPT`.

A size is a number of parameters (`7B`, `8x22B`, `30B-A3B`), a letter with a patch (`B/16`), or what a family that is
known to come in sizes puts behind its name (`BERT-base`, `Swin-T`, `EfficientNet-B0`, `YOLOv8n`). Versions (`Llama-3`),
models of their own (`GPT-4o-mini`), numbers of layers (`ResNet-50`) and data sets (`LAION-5B`) are left as they are.
"""

from __future__ import annotations

import re
from functools import lru_cache

__all__ = ["size_of", "without_size"]

_WORDS = r"(?:nano|tiny|mini|small|medium|base|large|huge|giant|gigantic|x{1,2}-?large|xxl|xl|xs)"
_WORD_FAMILIES = (
    r"(?:al|distil|mo|mobile|ro|xlm-?ro|de|code|sci|bio|legal|fin|camem|hu)?bert(?:a|weet)?|electra|xlm-?r|xlnet|mpnet"
    r"|minilm|bart|(?:flan-?|m|by|ul|code|long)?t5|gpt-?2|bge(?:-m3)?|gte|e5|whisper|wav2vec|hubert|wavlm|data2vec|phi-?[34]"
    r"|vit|deit|swin|convnext|beit|dino|eva|siglip|clip|mae|videomae|segformer|sam2|hiera|maxvit|coatnet|pvt|mobilevit"
    r"|efficientvit|smolvlm|florence-?2|timesfm|chronos|moirai|moment|tabpfn|esm|prottrans|musicgen|depth anything"
)
_LETTER_FAMILIES = r"(?:vit|deit|swin|convnext|beit|dino|eva|hiera|dit|sit|vmamba|maxvit|mlp-?mixer)"
_COUNT = r"E?\d+(?:\.\d+)?(?:x\d+(?:\.\d+)?)?B(?:[- ]A\d+(?:\.\d+)?B)?"
_SMALL_FAMILIES = (
    r"(?:pythia|opt|gpt-?(?:2|neo|j)|esm-?(?:1b|2)?|smol(?:vl|l)m|mamba|llama|minilm|bloomz?|cerebras|olmo|mobilellm|qwen"
    r"|gemma|danube|galactica|codegen|bert|xglm|nllb|wav2vec|evo)"
)
_TUNED = r"(?:[-_ ](?:Instruct|Chat|Base|IT))?"
_VERSION = r"(?P<rest>[-_ ]v\d+(?:\.\d+)*)?"
_TAIL = r"(?=$|[-_ ])"
_SIZED = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"^(?P<name>.*[^\W_])[-_ ](?P<size>{_COUNT}){_TUNED}{_TAIL}",
        rf"^(?P<name>(?:.*[-_ ])?{_SMALL_FAMILIES}[\w.]*(?:[-_ ]\w+)*?)[-_ ](?P<size>\d+(?:\.\d+)?M){_TUNED}{_TAIL}",
        r"^(?P<name>.*[^\W_])[-_ ](?P<size>(?:Ti|[STBLHG]|XX?L)/\d+)(?:@\d+(?:px)?)?(?=$|[-_ ])",
        rf"^(?P<name>(?:.*[-_ ])?(?:{_WORD_FAMILIES})(?:v?\d[\w.]*)?(?:[-_ ]v?\d[\w.]*)?)[-_ ](?P<size>{_WORDS})"
        rf"(?:-(?:un)?cased)?{_VERSION}$",
        rf"^(?P<name>(?:.*[-_ ])?{_LETTER_FAMILIES}(?:v?\d)?)[-_ ](?P<size>Ti|[STBLHG]|XL)$",
        r"^(?P<name>(?:efficientnet|segformer|mit|pvt)(?:v2)?)[-_ ]?(?P<size>b\d)$",
        r"^(?P<name>yolo(?:v|-v?| v?)?\d+|yolox)[- ]?"
        r"(?P<size>(?<=\d)[ntsmbclxe]|(?<=[- ])[smlx]|nano|tiny|small|medium|large)$",
    )
)
_NO_MODEL = re.compile(
    r"^(?:.*[-_ ])?(?:laion|sa|datacomp|coyo|jft|pi|phase|type|case|class|table|figure|step|fig|stage|model)$",
    re.IGNORECASE,
)
_HINT = re.compile(
    rf"\d[bm](?:[-_ ]|$)|/\d|[-_ ](?:{_WORDS}(?:[-_ ]|$)|(?:ti|[stblhg]|xl)$)|^(?:eff|seg|mit|pvt|yolo)", re.IGNORECASE
)
"""What stands in every name with a size; few other names have it, and to look for it is cheap."""


@lru_cache(1 << 14)
def _split(name: str) -> tuple[str, str | None]:
    if _HINT.search(name) is None:
        return name, None
    for pattern in _SIZED:
        match = pattern.match(name)
        if match is None or _NO_MODEL.match(match["name"]):
            continue
        rest = match.groupdict().get("rest") or name[match.end() :]
        return match["name"].rstrip("-_ ") + rest, _written(match["size"])
    return name, None


def _written(size: str) -> str:
    """A number of parameters and a patched letter in capitals, but for the `x` between two; a word in small letters."""
    if size[0].isdigit() or size[0] in "eE":
        return size.upper().replace("X", "x").replace(" ", "-")
    return size if "/" in size or len(size) < 3 else size.lower()


def size_of(name: str) -> str | None:
    """The size in a model's name, None where there is none.

    >>> [size_of(name) for name in ("Pythia-1.4b", "ViT-B/16", "Mixtral 8x7B", "BERT-base", "GPT-4")]
    ['1.4B', 'B/16', '8x7B', 'base', None]
    """
    return _split(name)[1]


def without_size(name: str) -> str:
    """The name without its size, and without the word beside it that says how the weights were tuned.

    >>> [without_size(name) for name in ("Qwen2.5-7B", "Llama-3-70B-Instruct", "Whisper-large-v3", "ResNet-50")]
    ['Qwen2.5', 'Llama-3', 'Whisper-v3', 'ResNet-50']
    """
    return _split(name)[0]
