"""Names that are none: generic words, and kinds of things that the guide leaves out."""

from __future__ import annotations

from collections.abc import Sequence

from kg.extraction.lexicon import spelling

__all__ = ["is_noise"]

_NOISE = """
    ai|ml|dl|nlp|cv|hci|ict|iot|it|llm|llms|large language model|language model|vlm|vision language model|mllm|plm|slm
    foundation model|deep learning|machine learning|neural network|deep neural network|dnn|artificial intelligence
    transformer|agent|multi agent system|mas|agi|genai|generative ai|code|github|gitlab|huggingface|hugging face|zenodo
    gpu|cpu|tpu|fpga|nvidia|nvidia a100|a100|h100|jetson|raspberry pi|amd|intel|arm|asic|npu|edge device|iphone|android
    usa|us|uk|eu|china|india|europe|germany|france|japan|africa|asia|united states|english|chinese|german|french|arabic
    hindi|spanish|japanese|korean|russian|python|java|javascript|c|c++|rust|matlab|r|json|xml|html|pdf|csv|sql|api|url
    http|https|ieee|acm|arxiv|neurips|icml|iclr|cvpr|acl|emnlp|aaai|springer|openai|google|meta|microsoft|amazon|apple
    2d|3d|4d|5g|6g|sota|fps|snr|db|ghz|rq1|rq2|rq3|rq|ar|vr|xr|uav|ugv|usv|ev|rgb|rgb d|lidar|radar|imu|gps|mri|ct|pet
    eeg|ecg|oct|covid 19|covid|dna|rna|hiv|cancer|experiment|result|paper|method|model|framework|approach|algorithm
    dataset|data|benchmark|system|study|our method|prior work|theorem|lemma|appendix|table|figure|section|supplementary
    qa|ood|id|i i d|pde|ode|sde|kv|kg|ui|gui|ux|ms|mb|gb|tb|hz|kg|mw|kw|ev|kev|mev|gev|tev|alma|jwst|hst|lhc|sun|earth
    sok|position|position paper|survey|systematization of knowledge|review|tutorial|perspective|vision
    milky way|moon|mars|phd|stem|ceo|ngo|gdp|nasa|esa|nih|who|un|fda|gdpr|eu ai act
"""
_NAMES = frozenset(name.strip() for line in _NOISE.splitlines() for name in line.split("|") if name.strip())


def is_noise(words: Sequence[str]) -> bool:
    """Whether the words are a generic term, a place, a company, hardware, a venue, a language or a unit.

    >>> is_noise(["GPUs"]), is_noise(["LoRA"])
    (True, False)
    """
    return spelling(words) in _NAMES
