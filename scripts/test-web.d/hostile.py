"""Two hundred headlines that want to be scripts. Pages are opened without their Content-Security-Policy, so that the
escaping alone stands between them and the browser."""
import html
import json
import random
import time

import browser
from results import expect

CALL = "alert(7)"
SHAPES = [
    "<script>{c}</script>", "<ScRiPt src=//x.invalid/a.js></sCrIpT>", "<img src=x onerror={c}>", "<svg onload={c}>",
    "<svg/onload={c}//", "\"><img src=x onerror={c}>", "'><img src=x onerror={c}>", "</a><iframe srcdoc='<script>{c}</script>'>",
    "</title><script>{c}</script>", "</style><script>{c}</script>", "--><script>{c}</script>", "]]><script>{c}</script>",
    "<a href=javascript:{c}>x</a>", "<a href='data:text/html,<script>{c}</script>'>x</a>", "<math><mi xlink:href='javascript:{c}'>",
    "<body onpageshow={c}>", "<details open ontoggle={c}>", "<input autofocus onfocus={c}>", "<video><source onerror={c}>",
    "<object data='javascript:{c}'>", "<base href='javascript:{c}//'>", "<meta http-equiv=refresh content='0;url=javascript:{c}'>",
    "<style>@import 'javascript:{c}';</style>", "<template><script>{c}</script></template>", "\u202e<script>{c}</script>",
    "<scr\u0000ipt>{c}</script>", "\u003cscript\u003e{c}\u003c/script\u003e", "&lt;script&gt;{c}&lt;/script&gt;",
    "&#60;script&#62;{c}&#60;/script&#62;", "＜script＞{c}＜/script＞", "<xss autofocus tabindex=1 onfocus={c}></xss>",
    "<marquee onstart={c}>", "`-{c}-`", "${{{c}}}", "{{{{constructor.constructor('{c}')()}}}}", "<noscript><p title=\"</noscript><img src=x onerror={c}>\">",
    "<form action=javascript:{c}><button>x", "<isindex action=javascript:{c}>", "<embed src=javascript:{c}>", "<link rel=stylesheet href=javascript:{c}>",
]
COUNT = 200


def headlines():
    chance = random.Random(20)
    made = [shape.replace("{c}", CALL).replace("{{", "{").replace("}}", "}") for shape in SHAPES]
    while len(made) < COUNT:
        first, second = chance.sample(made[:len(SHAPES)], 2)
        made.append(f"Council {len(made)} {first} and {second}")
    return made


def fill(desk):
    chance = random.Random(21)
    lines = []
    for number, headline in enumerate(headlines()):
        words = " ".join("".join(chance.choice("bdfgklmnprst") + chance.choice("aeiou") for _ in range(3)) for _ in range(60))
        # Decoders take tags out of fields that may hold HTML: escaped once more, they reach the page.
        text = html.escape(headline, quote=False)
        lines.append(json.dumps(dict(uri=f"h:{number}", headline=text, byline=text, body=f"{text} {words}.", url=f"https://a.invalid/{number}?q={headline}",
                                     keywords=[text], version=text[:40])))
    desk.drop("<b onclick=alert(7)>source/hostile.jsonl", "\n".join(lines))
    desk.take()


def run(room, results):
    if not browser.CHROMIUM:
        results.skip("200 hostile headlines run no script", "no chromium: scripts/setup servers")
        return
    with results.case("the trap sees a script that does run"):
        with browser.opened() as (page, _):
            heard = Heard(page)
            page.set_content(f"<img src=x onerror={CALL}>")
            heard.until("7")
            expect([word for _, word in heard.words] == ["7"], heard.words)
    with results.case(f"{COUNT} hostile headlines run no script, on lists and on pages of their own"):
        with browser.opened(bypass_csp=True) as (page, _):
            shown = walk(page, room)
            expect(shown >= COUNT - 10, f"only {shown} of them were shown")


class Heard:
    """What scripts of a page say."""

    def __init__(self, page):
        self.page, self.words = page, []
        page.on("dialog", self.hear)

    def hear(self, dialog):
        self.words.append((self.page.url, dialog.message))
        dialog.dismiss()

    def until(self, word):
        end = time.monotonic() + 60
        while all(word != said for _, said in self.words) and time.monotonic() < end:
            self.page.wait_for_timeout(50)

    def none(self):
        """A script of our own, behind all that the page may have wanted to run, is the only one that is heard."""
        self.page.evaluate("() => { setTimeout(() => alert('ours'), 300) }")
        self.until("ours")
        expect([word for _, word in self.words] == ["ours"], self.words)


def walk(page, room):
    """- Returns: how many of the articles show what calls."""
    shown, strange = 0, "script:not([src='/live.js']),iframe,object,embed,base,form[action^='javascript'],[onerror],[onload],[onfocus],[onclick]"
    heard, stories, address = Heard(page), [], room + "/"
    while address:
        page.goto(address)
        expect(page.locator(strange).count() == 0, f"{address} has an element of theirs")
        stories += page.locator("h2 a[href^='/story/']").evaluate_all("all => all.map(a => a.href)")
        more = page.get_by_role("link", name="Earlier stories")
        address = more.get_attribute("href") and room + more.get_attribute("href") if more.count() else None
    expect(len(stories) >= COUNT // 2, f"only {len(stories)} stories")
    for number in range(1, COUNT + 1):
        page.goto(f"{room}/article/{number}")
        expect(page.locator(strange).count() == 0, f"article {number} has an element of theirs")
        shown += "alert(7)" in page.locator("h1").inner_text() or "script" in page.locator("h1").inner_text().lower()
    for story in stories[:40]:
        page.goto(story)
        expect(page.locator(strange).count() == 0, f"{story} has an element of theirs")
    heard.none()
    return shown
