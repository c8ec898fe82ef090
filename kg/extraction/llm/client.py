"""Questions to a chat-completions server, asked again where that can help."""

from __future__ import annotations

import json
import threading
import time
from dataclasses import dataclass, field
from typing import Any

from kg.extraction.llm.answer import UnusableError, parse
from kg.extraction.llm.form import Form
from kg.extraction.llm.prompt import SYSTEM
from kg.extraction.llm.replies import completion, error_message, retry_after, tokens
from kg.extraction.llm.settings import KEY_VARIABLE, LlmSettings
from kg.extraction.llm.wire import Reply, WireError, Wires
from kg.model.errors import ServiceError

__all__ = ["Answer", "ChatClient"]

_TRIES = 6
"""Requests for one text while the server is busy or broken; the pauses between them double."""

_READINGS = 3
"""Answers to one text that are looked at, and time-outs that are borne, before it is given up."""

_LONGEST_PAUSE = 600.0
"""Seconds; a server that asks for a longer one has a quota that is used up."""

_BUSY = frozenset({408, 409, 425, 429})
_OF_THE_TEXT = frozenset({400, 413, 422})


class _PassingError(Exception):
    """What may be over at the next attempt: `late` where time ran out, `of_the_text` where the server itself failed."""

    def __init__(self, message: str, *, late: bool = False, of_the_text: bool = False) -> None:
        super().__init__(message)
        self.late = late
        self.of_the_text = of_the_text


@dataclass(frozen=True, slots=True)
class Answer:
    """A usable answer as it came, and the tokens that the server counted, those of unusable ones before it included."""

    text: str
    tokens_read: int
    tokens_written: int


@dataclass
class ChatClient:
    """Asks one model; safe to use from several threads."""

    settings: LlmSettings
    _form: Form = field(default_factory=Form)
    _worked: set[Form] = field(default_factory=set)
    _wires: Wires = field(default_factory=Wires)
    _stopped: threading.Event = field(default_factory=threading.Event)
    _not_before: float = 0.0

    def stop(self) -> None:
        """Break off all requests and pauses; they end with ServiceError."""
        self._stopped.set()
        self._wires.cut()

    def ask(self, question: str) -> Answer:
        """The model's answer to the question, parsed once to see that it can be used.

        Raises UnusableError where the server or the model makes nothing of this text, ServiceError where asking for
        others is of no use either.
        """
        read = written = 0
        for reading in range(_READINGS):
            reply = self._request(question, reading)
            counted = tokens(reply.body)
            read, written = read + counted[0], written + counted[1]
            try:
                text = completion(reply.body)
                parse(text)
            except UnusableError:
                if reading + 1 == _READINGS:
                    raise
            else:
                return Answer(text, read, written)
        raise AssertionError("the last reading returns or raises")

    def _request(self, question: str, reading: int) -> Reply:
        """The reply with status 200 to this question, after as many attempts as it takes up to _TRIES."""
        late = 0
        for attempt in range(_TRIES):
            self._wait(self.settings.backoff_seconds * 2 ** (attempt - 1) if attempt else 0)
            try:
                return self._attempt(question, reading)
            except _PassingError as error:
                trouble = error
            late += trouble.late
            if late == _READINGS:
                raise UnusableError(f"{trouble}, {late} times")
        if trouble.of_the_text:
            raise UnusableError(f"the server answered {_TRIES} times with {trouble}")
        raise ServiceError(
            f"{self.settings.server}: no answer in {_TRIES} attempts, the last time {trouble}. "
            "Answers so far are kept: run the same command again when the server is free."
        )

    def _attempt(self, question: str, reading: int) -> Reply:
        """The reply with status 200, in the strictest form that the server takes."""
        first = self._form
        while True:
            form = self._form
            reply = self._post(form.body(self.settings.model, SYSTEM, question, reading))
            if reply.status == 200:
                self._worked.add(form)
                return reply
            message = error_message(reply.body)
            of_the_form = reply.status in _OF_THE_TEXT or reply.status >= 500
            if not (of_the_form and self._lower(form, message, reply.status)):
                if not self._worked:
                    self._form = first
                raise self._fault(reply, f"{reply.status} ({message})")

    def _post(self, body: dict[str, Any]) -> Reply:
        key = self.settings.key
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        content = json.dumps(body, ensure_ascii=False).encode("utf-8", "replace")
        try:
            return self._wires.post(self.settings.endpoint, content, headers, self.settings.wait_seconds)
        except WireError as error:
            if self._stopped.is_set() or (error.refused and not self._worked):
                raise ServiceError(self._unreached(str(error))) from error
            raise _PassingError(str(error), late=error.late) from error

    def _fault(self, reply: Reply, trouble: str) -> Exception:
        """What a reply that is no answer means: for this attempt, for this text, or for the run."""
        if reply.status in _BUSY:
            self._heed(reply, trouble)
            return _PassingError(trouble)
        if reply.status >= 500:
            return _PassingError(trouble, of_the_text=True)
        if reply.status in _OF_THE_TEXT:
            return UnusableError(f"the server refused the text with {trouble}")
        return ServiceError(self._refusal(reply.status, trouble))

    def _lower(self, form: Form, message: str, status: int) -> bool:
        """Whether to ask again at once in another form, which another thread may have found by now."""
        if self._form != form:
            return True
        lower = form.lowered(message, has_worked=form in self._worked or status >= 500)
        if lower is not None:
            self._form = lower
        return lower is not None

    def _heed(self, reply: Reply, trouble: str) -> None:
        """Let all threads pause for as long as the server asks."""
        seconds = retry_after(reply.headers.get("retry-after"))
        if seconds > _LONGEST_PAUSE:
            raise ServiceError(
                f"{self.settings.server} asks to wait {seconds:.0f} s: {trouble}. "
                "Answers so far are kept: run the same command again then."
            )
        self._not_before = max(self._not_before, time.monotonic() + seconds)

    def _wait(self, seconds: float) -> None:
        pause = max(seconds, self._not_before - time.monotonic())
        if pause > 0:
            self._stopped.wait(pause)
        if self._stopped.is_set():
            raise ServiceError("stopped while the language model was asked. Answers so far are kept.")

    def _unreached(self, trouble: str) -> str:
        return (
            f"{self.settings.server}: no language model can be reached there ({trouble}). "
            "Start the server (`ollama serve`, `vllm serve MODEL`), or correct --llm-url."
        )

    def _refusal(self, status: int, trouble: str) -> str:
        mend = {
            401: f"Put the key into the environment variable {KEY_VARIABLE}.",
            403: f"Put a key that may use the model into the environment variable {KEY_VARIABLE}.",
            404: f"Is {self.settings.model!r} a model that the server has, and --llm-url right up to /v1?",
        }.get(status, "Correct --llm-url and --llm-model.")
        return f"{self.settings.endpoint}: expected an answer, found {trouble}. {mend}"
