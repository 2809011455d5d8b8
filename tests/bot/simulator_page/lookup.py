"""Looks at the page as a person would: by what an element is called and where it lies."""

from __future__ import annotations

from typing import Any

from playwright.async_api import Locator, Page

from tests.bot.simulator_page.fake_control import FakeControl, Json

USER = "Umother"


class Simulator:
    """One browser page on the fake server's simulator."""

    def __init__(self, page: Page, control: FakeControl, site: str) -> None:
        self.page = page
        self.control = control
        self.site = site
        self._expected_errors: tuple[str, ...] = ()

    def expect_errors(self, *parts: str) -> None:
        """Lines of the browser's console with one of these parts are wanted in this test."""
        self._expected_errors = parts

    def expects(self, line: str) -> bool:
        return any(part in line for part in self._expected_errors)

    async def open(self, query: str = f"?user={USER}", **user: Any) -> Locator:
        """Opens the page with one user, and waits for that user's phone."""
        if USER not in self.control.users:
            self.control.add_user(USER, "คุณแม่แนน", **user)
        await self.page.goto(f"{self.site}/simulator/{query}")
        await self.phone().wait_for()
        return self.phone()

    def phone(self, user_id: str = USER) -> Locator:
        return self.page.locator(f'section.phone[data-user-id="{user_id}"]')

    def entry(self, entry: Json) -> Locator:
        return self.page.locator(f'article[data-entry-id="{entry["id"]}"]')

    async def shows(self, message: Json, **extra: Any) -> Locator:
        """The account sends `message`; gives its article once it is drawn."""
        article = self.entry(self.control.says(USER, message, **extra))
        await article.wait_for()
        return article

    async def shows_flex(self, contents: Json) -> Locator:
        """The account sends a Flex message; gives its bubble or carousel."""
        article = await self.shows({"type": "flex", "altText": "การ์ด", "contents": contents})
        return article.locator(".fx-bubble, .fx-carousel").first


async def style(locator: Locator, name: str) -> str:
    """The computed style `name` of the element."""
    value = await locator.evaluate("(node, name) => getComputedStyle(node)[name]", name)
    return str(value)


async def font_px(locator: Locator) -> float:
    return float((await style(locator, "fontSize")).removesuffix("px"))


async def rect(locator: Locator) -> Json:
    """The element's place on the screen: x, y, width, height, right and bottom in pixels."""
    found: Json = await locator.evaluate(
        "node => { const { x, y, width, height, right, bottom } = node.getBoundingClientRect();"
        " return { x, y, width, height, right, bottom }; }"
    )
    return found
