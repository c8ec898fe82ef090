import pytest

from kg.sources.language import common_language, detect_language, language_name


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("A slow gate leaks less.", "English"),
        ("提出一种慢速门控方法 (SlowGate)，显著减少泄漏。", "Chinese"),
        ("느린 게이트가 누출을 줄인다는 것을 보인다.", "Korean"),
        ("遅いゲートは漏れを減らすことを示す。", "Japanese"),
        ("The gate of Mr. 李 leaks less than any that we have measured before.", "English"),
        ("", "English"),
    ],
)
def test_detection(text: str, language: str) -> None:
    assert detect_language(text) == language


def test_a_file_is_in_the_language_of_most_of_its_texts() -> None:
    assert common_language(["慢速门控减少泄漏。", "慢速门控减少泄漏。", "The model answered in English."]) == "Chinese"
    assert common_language([]) == "English"


@pytest.mark.parametrize(
    ("word", "name"), [("Chinese", "Chinese"), ("korean", "Korean"), ("en", "English"), ("", None), ("_", None)]
)
def test_names(word: str, name: str | None) -> None:
    assert language_name(word) == name
