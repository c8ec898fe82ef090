"""Names that are none: generic words, and kinds of things that the annotation guide leaves out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.extraction.lexicon import spelling

__all__ = ["is_noise"]

_GENERIC = """
    ai|ml|dl|nlp|cv|hci|ict|llm|large language model|language model|small language model|lm|slm|vlm|lvlm|lrm
    vision language model|multimodal large language model|large reasoning model|large vision language model|mllm|plm
    foundation model|deep learning|machine learning|neural network|deep neural network|dnn|artificial intelligence
    transformer|agent|multi agent system|mas|agi|genai|generative ai|natural language processing|computer vision
    ai model|ml model|dl model|llm agent|ai agent|ai system|human ai|state of the art|sota|out of distribution|ood
    internet of thing|iot|it|hpc|code|experiment|result|paper|method|model|framework|approach|algorithm|dataset|data
    benchmark|system|study|our method|prior work|theorem|lemma|corollary|proposition|appendix|table|figure|section
    supplementary|qa|id|i i d|pde|gaussian|bayesian|euclidean|boolean|dof|rq1|rq2|rq3|i|ii|iii|iv|vii|phd|stem
    ceo|ngo|gdp|sok|position|position paper|survey|systematization of knowledge|review|tutorial|perspective|vision
    part i|part ii|kv|ui|gui|ux|api|url|sdk|http|https|cli|ide|db
"""
_PLACES_AND_PEOPLE = """
    usa|us|u s|uk|eu|china|india|europe|germany|france|japan|africa|asia|italy|spain|brazil|canada|australia|russia
    korea|south korea|taiwan|hong kong|singapore|switzerland|netherlands|sweden|norway|finland|denmark|poland|greece
    turkey|israel|iran|ukraine|mexico|chile|indonesia|vietnam|thailand|nigeria|kenya|ethiopia|south africa|bangladesh
    pakistan|nepal|saudi arabia|egypt|beijing|shanghai|london|paris|berlin|tokyo|new york|new york city|california
    united states|united kingdom|european union|north america|latin america|sub saharan africa|global south|middle east
    english|chinese|german|french|arabic|hindi|spanish|japanese|korean|russian|portuguese|italian|turkish|vietnamese
    bengali|urdu|tamil|telugu|marathi|mandarin|cantonese|persian|ukrainian|polish|dutch|swahili|indonesian|african|asian
    european|american|british|indian|western|sun|earth|moon|mars|venus|jupiter|saturn|milky way|andromeda
    january|february|march|april|may|june|july|august|september|october|november|december
"""
_ORGANISATIONS = """
    openai|google|meta|microsoft|amazon|apple|anthropic|ibm|huawei|alibaba|tencent|bytedance|baidu|deepmind
    google deepmind|spotify|facebook|instagram|tiktok|netflix|uber|samsung|nvidia|amd|intel|arm|qualcomm|adobe
    github|gitlab|huggingface|hugging face|zenodo|kaggle|stack overflow|arxiv|pypi|nasa|nih|who|un|fda|gdpr|eu ai act
    hipaa|nist|iso|iec|ieee|acm|springer|elsevier|neurips|icml|iclr|cvpr|iccv|eccv|wacv|acl|emnlp|naacl|eacl|coling|aaai
    ijcai|kdd|sigir|icassp|interspeech|icra|iros|miccai|aistats|tmlr|jmlr|siggraph|usenix|cern|eso
"""
_DEVICES_AND_FORMATS = """
    gpu|cpu|tpu|fpga|npu|asic|nvidia a100|nvidia h100|a100|h100|h200|b200|v100|t4|rtx 3090|rtx 4090|jetson
    jetson nano|jetson orin|nvidia jetson|raspberry pi|arduino|edge device|iphone|android|ios|linux|windows|smartphone
    uav|ugv|usv|auv|drone|ev|rgb|rgb d|lidar|radar|imu|gps|gnss|rfid|mri|fmri|dti|ct|cbct|pet|spect|eeg|ecg|emg|oct
    x ray|ultrasound|alma|jwst|hst|lhc|vlt|chandra|xmm newton|hubble|ska|vr|xr|mr|hmd
    python|java|javascript|typescript|c|c++|c#|rust|matlab|r|fortran|julia|kotlin|scala|php|ruby|haskell|solidity
    verilog|systemverilog|vhdl|rtl|bash|perl|cobol|json|xml|html|pdf|csv|sql|yaml|latex|markdown|parquet|hdf5|dicom
"""
_QUANTITIES_AND_PHENOMENA = """
    2d|3d|4d|1d|5g|6g|fps|ms|tb|hz|khz|mhz|ghz|mw|kw|ev|kev|mev|gev|tev|snr|db|usd|kpc
    dna|rna|mrna|crispr|hiv|covid|covid 19|sars cov 2|cancer|alzheimer|alzheimer disease|parkinson disease|diabetes
    breast cancer|agn|cmb|bao|grb|ism|cgm|dark matter|dark energy
"""
_NAMES = frozenset(
    name.strip()
    for names in (_GENERIC, _PLACES_AND_PEOPLE, _ORGANISATIONS, _DEVICES_AND_FORMATS, _QUANTITIES_AND_PHENOMENA)
    for line in names.splitlines()
    for name in line.split("|")
    if name.strip()
)
_TAIL = re.compile(r" (?:based|generated|driven|assisted|enabled|powered|accelerated|enhanced|like|specific|native)$")
_NUMBER = re.compile(r"(?:\d+ ?[.,] ?)*\d+ ?(?:%|x|×|k|m|b|d|nd|rd|st|th|bit|fold|shot)?")


def is_noise(words: Sequence[str]) -> bool:
    """Whether the words are a generic term, a place, a company, a device, a venue, a language, a unit or a number.

    >>> is_noise(["GPUs"]), is_noise(["LLM", "-", "based"]), is_noise(["10", "x"]), is_noise(["LoRA"])
    (True, True, True, False)
    """
    name = spelling(words)
    return name in _NAMES or _TAIL.sub("", name) in _NAMES or _NUMBER.fullmatch(name) is not None
