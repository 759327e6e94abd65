"""Expected values of other projects as the plain text that an article holds."""
import datetime
import email.utils
import html.parser
import re

HIDDEN = {"script", "style", "head", "title", "noscript", "template", "svg", "math", "iframe",
          "object", "canvas", "select", "textarea", "datalist", "dialog", "map", "applet", "embed"}


class _Text(html.parser.HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.parts, self.hidden = [], []

    def handle_starttag(self, tag, attributes):
        self.parts.append(" ")
        if tag in HIDDEN:
            self.hidden.append(tag)

    def handle_endtag(self, tag):
        self.parts.append(" ")
        if self.hidden and self.hidden[-1] == tag:
            self.hidden.pop()

    def handle_data(self, data):
        if not self.hidden:
            self.parts.append(data)


def text_of(markup):
    """The text of an HTML fragment; one cut in the middle is tried as it is."""
    reader = _Text()
    reader.feed(markup)
    reader.close()
    return "".join(reader.parts)


def squeezed(text):
    """Without white space: where paragraphs end is ours to say. Soft hyphens, marks and the C0 and
    C1 controls, which no article has, do not count either."""
    return re.sub(r"[\s\u00a0\u3000\ufeff\x00-\x1f\x7f-\x9f]+", "", text)


def same_text(ours, expected):
    """Equal as text: the expected value as it stands, as HTML, or as HTML escaped once too often."""
    ours = squeezed(ours or "")
    once = text_of(expected)
    return ours in {squeezed(expected), squeezed(once), squeezed(text_of(once))}


def moment(value):
    """Milliseconds since 1970 of the forms that suites write expected dates in; None otherwise."""
    if isinstance(value, tuple):
        return int(datetime.datetime(*value[:6], tzinfo=datetime.timezone.utc).timestamp() * 1000)
    text = value.strip()
    try:
        when = datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError:
        try:
            when = email.utils.parsedate_to_datetime(text)
        except (TypeError, ValueError):
            return None
    if when.tzinfo is None:
        when = when.replace(tzinfo=datetime.timezone.utc)
    return int(when.timestamp() * 1000)


def same_moment(ours, expected):
    return ours is not None and moment(ours) // 1000 == moment(expected) // 1000


def person(text):
    """The name in `mail (name)` and its kin, as bylines have it."""
    text = " ".join(text.split())
    found = re.fullmatch(r"(.*?)\s*[(<](.*)[)>]", text)
    if not found:
        return text
    before, inside = found.groups()
    if "@" in before:
        return inside or before
    return before if "@" in inside and before else text
