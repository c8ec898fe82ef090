"""A server that answers badly, late or not at all."""

from __future__ import annotations

import json
import socket
import threading
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from kg.extraction.llm.answer import UnusableError
from kg.extraction.llm.client import Answer, ChatClient
from kg.extraction.llm.form import RESPONSE_FORMATS
from kg.extraction.llm.settings import LlmSettings
from kg.model.errors import ServiceError, UsageError
from tests.extraction.llm.conftest import Serve
from tests.extraction.llm.server import Asked, Told, entities, fails, says

GOOD = entities(("LoRA", "USES"))
QUESTION = json.dumps({"title": "A title", "abstract": "We use LoRA."})


def test_an_answer_comes_with_its_tokens(serve: Serve) -> None:
    server = serve(lambda asked: says(GOOD))
    assert ChatClient(server.settings()).ask(QUESTION) == Answer(json.dumps(GOOD), 100, 20)
    body = server.asked[0].body
    assert (body["model"], body["temperature"]) == ("test-model", 0.0)
    assert body["response_format"]["type"] == "json_schema"
    assert server.asked[0].paper == {"title": "A title", "abstract": "We use LoRA."}


@pytest.mark.parametrize(
    "bad",
    [
        says("Sure! Here are the entities: LoRA."),
        says('{"entities": [{"names": ["LoRA"'),
        says(None),
        says(""),
        says([1, 2]),
        says({"things": []}),
        says(GOOD, finish="length"),
        Told((b"<html>gateway</html>",)),
        Told((b"\xff\xfe\x00",)),
        Told((b'{"choices": []}',)),
        Told((b"[" * 100_000,)),
    ],
    ids=lambda told: repr(told.parts[0][:60]),
)
def test_a_malformed_answer_is_asked_for_again_and_given_up_at_the_third(bad: Told, serve: Serve) -> None:
    server = serve(lambda asked: bad if asked.number < 2 else says(GOOD))
    client = ChatClient(server.settings())
    assert client.ask(QUESTION).text == json.dumps(GOOD)
    server.model = lambda asked: bad
    with pytest.raises(UnusableError, match=r"expected|cut off"):
        client.ask(QUESTION)
    assert len(server.asked) == 6
    assert [asked.body["temperature"] for asked in server.asked] == [0.0, 0.3, 0.6] * 2
    assert [asked.body["max_tokens"] for asked in server.asked[:3]] == [2048, 4096, 6144]


def test_the_wait_that_a_busy_server_asks_for_is_kept_by_all(serve: Serve) -> None:
    server = serve(lambda asked: fails(429, "slow down", {"Retry-After": "0.4"}) if not asked.number else says(GOOD))
    client = ChatClient(server.settings())
    assert client.ask(QUESTION).text == json.dumps(GOOD)
    assert server.asked[1].at - server.asked[0].at >= 0.4


def test_a_date_may_stand_in_retry_after(serve: Serve) -> None:
    later = format_datetime(datetime.now(UTC) + timedelta(hours=3), usegmt=True)
    server = serve(lambda asked: fails(429, "the quota is used up", {"Retry-After": later}))
    with pytest.raises(ServiceError, match=r"asks to wait 1\d{4} s: 429 \(the quota is used up\)") as error:
        ChatClient(server.settings()).ask(QUESTION)
    assert error.value.exit_code == 3
    assert len(server.asked) == 1


def test_a_server_that_stays_busy_ends_the_run_and_says_what_to_do(serve: Serve) -> None:
    server = serve(lambda asked: fails(429, "slow down"))
    with pytest.raises(ServiceError, match=r"no answer in 6 attempts, the last time 429 \(slow down\).*run the same"):
        ChatClient(server.settings(backoff_seconds=0.001)).ask(QUESTION)
    assert len(server.asked) == 6


def test_a_server_error_passes_or_costs_one_text(serve: Serve) -> None:
    server = serve(lambda asked: fails(500, "out of memory") if asked.number < 3 else says(GOOD))
    client = ChatClient(server.settings(backoff_seconds=0.001))
    assert client.ask(QUESTION).text == json.dumps(GOOD)
    server.model = lambda asked: fails(503, "out of memory")
    with pytest.raises(UnusableError, match=r"answered 6 times with 503 \(out of memory\)"):
        client.ask(QUESTION)


@pytest.mark.parametrize(
    ("status", "mend"),
    [(401, "KG_LLM_KEY"), (403, "KG_LLM_KEY"), (404, "a model that the server has"), (301, "Correct --llm-url")],
)
def test_a_refusal_ends_the_run_at_once(status: int, mend: str, serve: Serve) -> None:
    server = serve(lambda asked: fails(status, "no\n\x1b[31mway"))
    with pytest.raises(ServiceError, match=mend) as error:
        ChatClient(server.settings()).ask(QUESTION)
    assert f"{status} (no ?[31mway)" in str(error.value)
    assert len(server.asked) == 1


def hangs(asked: Asked) -> Told:
    return Told((b" ",) * 40, pause=0.05, promised=4_000)


def test_a_slow_drip_is_cut_off_in_time(serve: Serve) -> None:
    server = serve(hangs)
    began = time.monotonic()
    with pytest.raises(UnusableError, match=r"no whole answer within 0.2 s, 3 times"):
        ChatClient(server.settings(wait_seconds=0.2)).ask(QUESTION)
    assert 0.6 <= time.monotonic() - began < 1.5
    assert len(server.asked) == 3


def test_a_silent_server_is_left_in_time() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        url = f"http://127.0.0.1:{listening.getsockname()[1]}"
        began = time.monotonic()
        with pytest.raises(UnusableError, match=r"no (whole )?answer within 0.2 s, 3 times"):
            ChatClient(LlmSettings(url, "m", wait_seconds=0.2, backoff_seconds=0.01)).ask(QUESTION)
        assert time.monotonic() - began < 1.5


def test_a_connection_that_breaks_off_is_tried_again(serve: Serve) -> None:
    whole = says(GOOD).parts[0]
    server = serve(lambda asked: Told((whole[:30],), promised=len(whole)) if asked.number < 2 else says(GOOD))
    assert ChatClient(server.settings()).ask(QUESTION).text == json.dumps(GOOD)
    assert len(server.asked) == 3


def test_an_answer_without_end_is_not_read_to_the_end(serve: Serve) -> None:
    server = serve(lambda asked: Told((b" " * (1 << 20),) * 6) if not asked.number else says(GOOD))
    assert ChatClient(server.settings()).ask(QUESTION).text == json.dumps(GOOD)


def test_where_no_server_listens_the_first_question_ends_the_run() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
    with pytest.raises(ServiceError, match=rf"127.0.0.1:{port}: no language model can be reached.*ollama serve"):
        ChatClient(LlmSettings(f"http://127.0.0.1:{port}/v1", "m")).ask(QUESTION)


def test_a_stop_ends_what_is_under_way(serve: Serve) -> None:
    server = serve(hangs)
    client = ChatClient(server.settings(wait_seconds=60.0))
    threading.Timer(0.2, client.stop).start()
    began = time.monotonic()
    with pytest.raises(ServiceError):
        client.ask(QUESTION)
    assert time.monotonic() - began < 1.5


@pytest.mark.parametrize("status", [400, 422, 500])
def test_the_strictest_form_that_the_server_takes_is_found_once(status: int, serve: Serve) -> None:
    def model(asked: Asked) -> Told:
        form = asked.body.get("response_format", {}).get("type")
        return fails(status, f"response_format {form} is not supported") if form == "json_schema" else says(GOOD)

    server = serve(model)
    client = ChatClient(server.settings())
    for _ in range(2):
        assert client.ask(QUESTION).text == json.dumps(GOOD)
    assert [asked.body["response_format"]["type"] for asked in server.asked] == ["json_schema", *["json_object"] * 2]


def test_a_server_without_formats_is_asked_without(serve: Serve) -> None:
    server = serve(lambda asked: fails(400, "bad request") if "response_format" in asked.body else says(GOOD))
    assert ChatClient(server.settings()).ask(QUESTION).text == json.dumps(GOOD)
    assert len(server.asked) == len(RESPONSE_FORMATS)


def test_other_names_of_fields_are_learnt(serve: Serve) -> None:
    def model(asked: Asked) -> Told:
        if "max_tokens" in asked.body:
            return fails(400, "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead.")
        if "temperature" in asked.body:
            return fails(400, "'temperature' does not support 0.0 with this model.")
        return says(GOOD)

    server = serve(model)
    assert ChatClient(server.settings()).ask(QUESTION).text == json.dumps(GOOD)
    assert server.asked[-1].body["max_completion_tokens"] == 2048
    assert server.asked[-1].body["response_format"]["type"] == "json_schema"


def test_a_text_that_the_server_refuses_leaves_the_form_as_it_is(serve: Serve) -> None:
    server = serve(lambda asked: fails(400, "flagged by the content filter"))
    client = ChatClient(server.settings())
    with pytest.raises(UnusableError, match="refused the text with 400"):
        client.ask(QUESTION)
    server.model = lambda asked: says(GOOD)
    client.ask(QUESTION)
    assert server.asked[-1].body["response_format"]["type"] == "json_schema"


def test_the_key_goes_into_the_header_and_nowhere_else(serve: Serve) -> None:
    server = serve(lambda asked: fails(401, "wrong key"))
    settings = server.settings(key="sk-invented")
    with pytest.raises(ServiceError) as error:
        ChatClient(settings).ask(QUESTION)
    assert server.asked[0].headers["authorization"] == "Bearer sk-invented"
    assert "sk-invented" not in f"{error.value} {settings!r} {server.asked[0].body}"


@pytest.mark.parametrize("url", ["", "localhost:11434", "ftp://host/v1", "http://", "http://host:port", "http://[::1"])
def test_an_address_that_is_none_is_a_usage_error(url: str) -> None:
    with pytest.raises(UsageError, match=r"--llm-url: expected an address such as"):
        LlmSettings(url, "m").checked()


def test_a_password_in_the_address_is_refused_without_being_shown() -> None:
    with pytest.raises(UsageError, match="KG_LLM_KEY") as error:
        LlmSettings("https://me:hidden@host/v1", "m").checked()
    assert "hidden" not in str(error.value)


@pytest.mark.parametrize(
    ("url", "endpoint"),
    [
        ("http://host:1", "http://host:1/v1/chat/completions"),
        ("http://host:1/v1/", "http://host:1/v1/chat/completions"),
        ("https://host/openai/v1/chat/completions", "https://host/openai/v1/chat/completions"),
        ("https://host/v1?api-version=2", "https://host/v1/chat/completions?api-version=2"),
    ],
)
def test_the_endpoint(url: str, endpoint: str) -> None:
    assert LlmSettings(url, "m").endpoint == endpoint
