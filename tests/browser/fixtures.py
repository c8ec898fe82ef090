"""Headless Chromium for tests: one browser a session, each test with its own tab."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.service import Service

_SWITCHES = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-extensions",
    "--disable-sync",
    "--no-first-run",
    "--no-default-browser-check",
    "--hide-scrollbars",
    "--force-device-scale-factor=1",
    "--window-size=1280,800",
    "--lang=en-GB",
)


def find_programs() -> tuple[str, str] | None:
    """Chromium and its driver, or None where one of the two is missing."""
    browser = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    driver = shutil.which("chromedriver")
    return (browser, driver) if browser and driver else None


@pytest.fixture(scope="session")
def browser() -> Iterator[webdriver.Chrome]:
    """A Chromium with a fresh profile that keeps its console and its network events; 1280 by 800, light."""
    from tests.conftest import missing  # which imports this module

    if (programs := find_programs()) is None:
        missing("no chromium and chromedriver in PATH", "chromium")
        return
    driver = start_browser(programs)
    yield driver
    driver.quit()


def start_browser(programs: tuple[str, str]) -> webdriver.Chrome:
    """The browser that these two programs, Chromium and its driver, make."""
    options = webdriver.ChromeOptions()
    options.binary_location, path = programs
    for switch in _SWITCHES:
        options.add_argument(switch)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    service = Service(path, log_output=subprocess.DEVNULL)
    driver = webdriver.Chrome(options=options, service=service)
    driver.set_page_load_timeout(60)
    driver.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride", {"width": 1280, "height": 800, "deviceScaleFactor": 1, "mobile": False}
    )
    return driver
