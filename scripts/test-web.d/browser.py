"""Debian's Chromium, driven from PyPI."""
import contextlib
import shutil

CHROMIUM = shutil.which("chromium")


@contextlib.contextmanager
def opened(**settings):
    """A page of a context of its own, and all that it complains of."""
    from playwright.sync_api import sync_playwright
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM)
        page = browser.new_context(**settings).new_page()
        complaints = []
        page.on("console", lambda message: complaints.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: complaints.append(f"error: {error}"))
        # A stream that a page leaves open ends as one that has failed.
        page.on("requestfailed", lambda request: "/live?" in request.url or complaints.append(f"failed: {request.url}"))
        try:
            yield page, complaints
        finally:
            browser.close()
