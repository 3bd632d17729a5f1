"""Debian's Chromium without a window, and what a visitor does with the chat in it. Where no browser is found, one loud line says so."""

import atexit
import os
import shutil
import sys
import unittest

from shop import Shop

try:
    from playwright.sync_api import expect, sync_playwright
except ImportError:
    sync_playwright = expect = None

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
MISSING = None if CHROMIUM and sync_playwright else "Chromium" if sync_playwright else "Playwright (infra/local/requirements.txt)"
if MISSING:
    print(f"!!! NO BROWSER TESTS: {MISSING} is missing, so nothing of the chat's widget is tested !!!", file=sys.stderr, flush=True)

_running = {}


def chromium():
    """The one browser of this run."""
    if not _running:
        playwright = sync_playwright().start()
        arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
        _running["browser"] = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        atexit.register(playwright.stop)
        atexit.register(_running["browser"].close)
    return _running["browser"]


@unittest.skipIf(MISSING, f"{MISSING} is missing")
class ChatCase(unittest.TestCase):
    """A visitor in front of a shop's page. `context` in a class says what their browser is like."""

    context: dict = {}

    def setUp(self):
        self.shop = Shop()
        self.addCleanup(self.shop.close)
        visitor = chromium().new_context(**{"locale": "es-ES", **self.context})
        visitor.set_default_timeout(15000)
        self.addCleanup(visitor.close)
        self.visitor = visitor
        self.errors = []
        self.page = self.new_page()

    def new_page(self):
        page = self.visitor.new_page()
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        return page

    def tearDown(self):
        self.assertEqual(self.errors, [], "errors of the script")

    def visit(self, **attributes: str):
        """Goes to the shop, whose page embeds the script with these attributes."""
        self.shop.attributes = " ".join(f'data-{name}="{value}"' for name, value in attributes.items())
        self.page.goto(self.shop.page)
        self.launcher.wait_for()

    def open(self):
        self.launcher.click()
        self.dialog.wait_for()

    def write(self, text: str):
        self.text.fill(text)
        self.text.press("Enter")

    def see(self, text: str, times: int = 1):
        """Waits until so many messages of the log read so."""
        expect(self.log.locator("p", has_text=text)).to_have_count(times, timeout=15000)

    def until_sent(self):
        expect(self.log.get_by_text("Enviando…")).to_have_count(0, timeout=20000)

    def until_told(self, words: str):
        expect(self.status).to_have_text(words, timeout=15000)

    @property
    def chat(self):
        return self.page.locator("ventanilla-chat")

    @property
    def launcher(self):
        return self.chat.locator("button.open")

    @property
    def dialog(self):
        return self.chat.get_by_role("dialog")

    @property
    def log(self):
        return self.chat.locator("[role=log]")

    @property
    def status(self):
        return self.chat.locator("[role=status]")

    @property
    def text(self):
        return self.chat.locator("textarea")
