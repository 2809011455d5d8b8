"""A real Chromium, and the page served by an in-memory control API on a real port."""

from __future__ import annotations

import asyncio
import shutil
import socket
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
import uvicorn
from playwright.async_api import Browser, Page, Request, async_playwright

from tests.bot.simulator_page.fake_control import FakeControl
from tests.bot.simulator_page.fake_server import application
from tests.bot.simulator_page.lookup import Simulator

CHROMIUM_ARGUMENTS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    path = shutil.which("chromium")
    if path is None:
        pytest.skip("these tests need Debian's Chromium")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=CHROMIUM_ARGUMENTS)
        yield browser
        await browser.close()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def served() -> AsyncIterator[tuple[str, FakeControl]]:
    """The address of the fake server and the fake itself, for the whole run."""
    control = FakeControl()
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    config = uvicorn.Config(
        application(control), log_level="warning", lifespan="off", timeout_graceful_shutdown=1
    )
    server = uvicorn.Server(config)
    running = asyncio.create_task(server.serve(sockets=[listener]))
    yield f"http://127.0.0.1:{listener.getsockname()[1]}", control
    server.should_exit = True
    await running


@pytest_asyncio.fixture(loop_scope="session")
async def simulator(browser: Browser, served: tuple[str, FakeControl]) -> AsyncIterator[Simulator]:
    """A fresh browser context; fails when the page logs an error or asks anything outside."""
    site, control = served
    control.reset()
    context = await browser.new_context(
        viewport={"width": 1280, "height": 900},
        locale="th-TH",
        permissions=["clipboard-read", "clipboard-write"],
    )
    page = await context.new_page()
    errors: list[str] = []
    outside: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda line: _note_error(line, errors))
    page.on("request", lambda request: _note_outside(request, site, outside))
    simulator = Simulator(page, control, site)
    yield simulator
    await context.close()
    assert [line for line in errors if not simulator.expects(line)] == []
    assert outside == []


def _note_error(line: Any, errors: list[str]) -> None:
    if line.type == "error":
        errors.append(line.text)


def _note_outside(request: Request, site: str, outside: list[str]) -> None:
    if not request.url.startswith((site, "data:", "blob:")):
        outside.append(request.url)


@pytest.fixture
def page(simulator: Simulator) -> Page:
    return simulator.page
