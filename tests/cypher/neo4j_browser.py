"""Neo4j Browser in a headless Chromium, worked as a person does: log in, paste, Ctrl-Enter, look."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TypeVar

from selenium.webdriver import Chrome
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait

from kg.stores.library import cypher_folder

WAIT_SECONDS = 40

Found = TypeVar("Found")

GRAPH = "return arguments[0].querySelectorAll('svg g.node').length"
PASTE = """
const data = new DataTransfer();
data.setData("text/plain", arguments[1]);
arguments[0].focus();
arguments[0].dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
"""
"""Typing would close brackets by itself."""
DROP = """
const data = new DataTransfer();
data.items.add(new File([arguments[0]], "style.grass"));
document.querySelector(".filedrop").dispatchEvent(new DragEvent("drop", {dataTransfer: data, bubbles: true}));
"""


class Neo4jBrowser:
    """The page of one server, logged in, and the style of the library dropped onto it."""

    def __init__(self, driver: Chrome, address: str, user: str, password: str) -> None:
        self.driver = driver
        self._open(address)
        settings = self._until(
            lambda: driver.execute_script("return JSON.parse(localStorage['neo4j.settings'] || null)")
        )
        self._keep("neo4j.settings", settings | {"maxFrames": 1})
        self._open(address)
        self._until(lambda: driver.find_elements(By.CSS_SELECTOR, "[data-testid=authenticationMethod]"))
        self._by_test_id("username").send_keys(user)
        self._by_test_id("password").send_keys(password, Keys.ENTER)  # the button moves while the form grows
        self._until(lambda: ":play start" in driver.find_element(By.TAG_NAME, "body").text)  # it greets who logged in
        driver.execute_script(DROP, (cypher_folder() / "style.grass").read_text(encoding="utf-8"))
        self._until(lambda: ":style" in driver.find_element(By.TAG_NAME, "body").text)

    def run_script(self, text: str) -> list[str]:
        """What becomes of each statement of a pasted file: `success`, `error` or `ignored`."""
        frame = self._run(text)
        selector = "[data-testid=multi-statement-list-icon]"

        def finished() -> list[str] | None:
            icons = frame.find_elements(By.CSS_SELECTOR, selector)
            states = [str(icon.get_attribute("title")).removeprefix("Status: ") for icon in icons]
            return states if states and not {"pending", "waiting"} & set(states) else None

        return self._until(finished)

    def draw(self, statement: str) -> int:
        """The number of nodes that stand in the picture of a statement's answer."""
        frame = self._run(statement)
        return int(self._until(lambda: self.driver.execute_script(GRAPH, frame)))

    def picture(self) -> bytes:
        """The frame as a PNG."""
        return self._frame().screenshot_as_png

    def _run(self, text: str) -> WebElement:
        before = [frame.id for frame in self._frames()]
        editor = self.driver.find_element(By.CSS_SELECTOR, ".monaco-editor textarea")
        self.driver.execute_script(PASTE, editor, text)
        ActionChains(self.driver).key_down(Keys.CONTROL).send_keys(Keys.ENTER).key_up(Keys.CONTROL).perform()
        self._until(lambda: self._frames() and self._frame().id not in before)
        return self._frame()

    def _frames(self) -> list[WebElement]:
        return self.driver.find_elements(By.CSS_SELECTOR, "[data-testid=frame]")

    def _frame(self) -> WebElement:
        return self._frames()[0]

    def _open(self, address: str) -> None:
        self.driver.get(address)
        self._by_test_id("connect")

    def _keep(self, key: str, value: object) -> None:
        self.driver.execute_script("localStorage[arguments[0]] = arguments[1]", key, json.dumps(value))

    def _by_test_id(self, name: str) -> WebElement:
        found = self._until(lambda: self.driver.find_elements(By.CSS_SELECTOR, f"[data-testid={name}]"))
        return found[0]

    def _until(self, found: Callable[[], Found | None]) -> Found:
        wait = WebDriverWait(self.driver, WAIT_SECONDS, poll_frequency=0.1)
        value: Found = wait.until(lambda _: found())  # type: ignore[assignment] # it ends only on what is true
        return value
