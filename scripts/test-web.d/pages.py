"""Every page in a real browser: what axe says of it, how it looks, and the ways through it by mouse and keyboard."""
import json
import re
import shutil

import browser
from copydesk import fetched
from results import expect

# The first story and the first copy are found by their links; the rest has an address that people know.
ADDRESSES = {"now": "/", "chosen": "/?place=Rotterdam&first=told", "search": "/search?q=ferry",
             "searched-nothing": "/search", "files": "/files", "failed": "/files?outcome=failed",
             "health": "/health", "nowhere": "/nowhere"}
WIDTHS = (360, 900, 1600)
LARGEST = 100_000


def run(desk, room, results, pictures):
    if not browser.CHROMIUM:
        results.skip("a browser walks every page", "no chromium: scripts/setup servers")
        return
    shutil.rmtree(pictures, ignore_errors=True)
    pictures.mkdir(parents=True)
    addresses = {**ADDRESSES, **found(room)}
    for scheme in ("light", "dark"):
        with browser.opened(color_scheme=scheme) as (page, complaints):
            for name, address in addresses.items():
                with results.case(f"{name} in {scheme} has nothing that axe or the console complains of"):
                    look(page, room + address, name, scheme, pictures, complaints)
    with results.case("a page with scripts switched off leads from the stories to a copy and what it copies"):
        clicks(room)
    with results.case("a page that is open says when something has come, and shows it when it is asked to"):
        live(desk, room)
    with results.case("the keyboard alone leads past the navigation to the first story"):
        keyboard(room)


def found(room):
    """Pages of the desk's own stories, by what they show."""
    told = fetched(room + "/")[2].decode()
    stories = re.findall(r'<h2[^>]*><a href="(/story/S\d+)">([^<]*)', told)
    at = {name: next(address for address, headline in stories if word in headline)
          for name, word in dict(story="Margit", versions="lock", rtl="افتتاح", cjk="岸壁", long="very long").items()}
    inside = {name: fetched(room + address)[2].decode() for name, address in at.items()}
    articles = {name: re.findall(r'<h3[^>]*><a href="(/article/\d+)">', text) for name, text in inside.items()}
    copy = next(a for a in articles["story"] if "Verdict: near-duplicate" in fetched(room + a)[2].decode())
    compare = re.search(r'href="(/compare/\d+/\d+)"', fetched(room + copy)[2].decode())[1]
    return {"story": at["story"], "versions": at["versions"], "copy": copy, "compare": compare,
            **{name: articles[name][0] for name in ("rtl", "cjk", "long")}}


def look(page, address, name, scheme, pictures, complaints):
    from axe_playwright_python.sync_playwright import Axe
    complaints.clear()
    answer = page.goto(address)
    size = len(answer.body())
    expect(size < LARGEST, f"{size} bytes")
    told = [c for c in complaints if not (name == "nowhere" and "404" in c)]
    expect(not told, told)
    report = Axe().run(page)
    expect(report.violations_count == 0, report.generate_report())
    for width in WIDTHS if scheme == "light" else (900,):
        page.set_viewport_size({"width": width, "height": 900})
        across = page.evaluate("document.documentElement.scrollWidth")
        expect(across <= width, f"at {width} px it is {across} px wide")
        page.screenshot(path=str(pictures / f"{name}-{scheme}-{width}.png"), full_page=True)


def clicks(room):
    with browser.opened(java_script_enabled=False) as (page, complaints):
        page.goto(room + "/")
        page.get_by_role("link", name="Ferry Margit Lund").first.click()
        expect("/story/S" in page.url, page.url)
        page.locator("summary").first.click()
        page.get_by_role("link", name="all 214 safe").click()
        expect("/article/" in page.url, page.url)
        page.locator("mark a").first.click()
        expect("#there-1" in page.url, page.url)
        page.get_by_role("link", name=re.compile(r"^article \d+$")).first.click()
        expect("/article/" in page.url and "#" not in page.url, page.url)
        page.get_by_role("navigation", name="Pages").get_by_role("link", name="Search").click()
        page.get_by_label("Words").fill("\"Gallows lock\"")
        page.get_by_role("button", name="Search").click()
        expect(page.locator("ol article").count() == 2, page.url)
        page.get_by_role("navigation", name="Pages").get_by_role("link", name="Health").click()
        expect(page.get_by_role("heading", name="Health", level=1).count() == 1)
        expect(not complaints, complaints)


def live(desk, room):
    with browser.opened() as (page, complaints):
        page.goto(room + "/")
        line = page.get_by_role("link", name="Something has come")
        expect(not line.is_visible(), "it is shown before anything has come")
        desk.drop("coast-times/live.json", json.dumps(dict(uri="ct:8", headline="Lighthouse keeper of Orrendal retires",
                                                           body="The keeper of the lighthouse at Orrendal has gone after forty years.")))
        desk.take()
        line.wait_for(state="visible", timeout=20_000)
        line.click()
        expect(page.get_by_role("link", name="Lighthouse keeper").count() == 1)
        expect(not complaints, complaints)


def keyboard(room):
    with browser.opened() as (page, complaints):
        page.goto(room + "/")
        page.keyboard.press("Tab")
        focused = "document.activeElement.textContent"
        expect(page.evaluate(focused) == "Skip to the content", page.evaluate(focused))
        box = page.locator(":focus").bounding_box()
        expect(box["x"] >= 0 and box["width"] > 20, f"the focused link is at {box}")
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        inside = page.evaluate("document.activeElement.closest('main') !== null")
        expect(inside, page.evaluate("document.activeElement.outerHTML"))
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        expect(outline == "solid", f"what has the focus is outlined {outline}")
        for _ in range(60):
            if page.evaluate("document.activeElement.getAttribute('href') || ''").startswith("/story/"):
                break
            page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.wait_for_url("**/story/S*")
        expect(not complaints, complaints)
