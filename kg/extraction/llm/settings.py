"""Which language model is asked, where and how."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from kg.model.errors import UsageError

__all__ = ["KEY_VARIABLE", "LlmSettings"]

KEY_VARIABLE = "KG_LLM_KEY"
"""The environment variable that holds the key; there is no other way to give one."""

_PATH = "/chat/completions"


@dataclass(frozen=True, slots=True)
class LlmSettings:
    """A model at an address. `wait_seconds` bounds one request as a whole, `backoff_seconds` is the first pause."""

    url: str
    model: str
    key: str | None = field(default=None, repr=False)
    parallel: int = 4
    """Requests at a time."""
    wait_seconds: float = 120.0
    backoff_seconds: float = 1.0
    price: tuple[float, float] | None = None
    """What a million tokens cost, read and written."""

    @property
    def endpoint(self) -> str:
        """The address that requests go to: `…/v1/chat/completions` where the address given has no path.

        >>> LlmSettings("http://127.0.0.1:11434", "m").endpoint
        'http://127.0.0.1:11434/v1/chat/completions'
        """
        url = urlsplit(self.url)
        path = url.path.rstrip("/") or "/v1"
        return url._replace(path=path if path.endswith(_PATH) else path + _PATH).geturl()

    @property
    def server(self) -> str:
        """The server alone, for messages: scheme, host and port."""
        url = urlsplit(self.url)
        return f"{url.scheme}://{url.netloc}"

    def checked(self) -> LlmSettings:
        """These settings; UsageError where the address or the model's name cannot be used."""
        try:
            url = urlsplit(self.url)
            usable = url.scheme in ("http", "https") and bool(url.hostname) and (url.port is None or url.port > 0)
        except ValueError:
            usable = False
        if not usable:
            raise UsageError(
                f"--llm-url: expected an address such as http://127.0.0.1:11434/v1, found {self.url!r}. "
                "Ollama listens on port 11434, vLLM on 8000."
            )
        if url.username is not None or url.password is not None:
            raise UsageError(f"--llm-url: expected an address without a password. Put the key into {KEY_VARIABLE}.")
        if not self.model.strip():
            raise UsageError("--llm-model: expected the name under which the server knows the model, found none.")
        return self
