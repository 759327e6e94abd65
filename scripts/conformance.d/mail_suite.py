"""stalwart's messages with what its parser found in them, CPython's messages, and agency mail.

A message of stalwart passes when subject, first sender, date and text are as its JSON says. The text is that of all
its plain parts or of all its HTML ones, as `text_body` and `html_body` list them, without what Wiredesk leaves out
by its manual: the signature, and quoted lines at the end. A message without any text must give no article of its own.
CPython's have no expected values beside them: a message passes when Python's own parser (policy default) and Wiredesk
agree on subject, sender, date and text, or when Python finds no text and Wiredesk gives a reason."""
import datetime
import email
import email.policy
import email.utils
import json
import pathlib
import re

from comparing import moment, squeezed, text_of
from decoding import Suite

TABLE = pathlib.Path(__file__).with_name("mail.txt")


def said_by_stalwart(told):
    """The fields of the outermost message; None where it has none."""
    fields = {}
    for field in told["parts"][0]["headers"]:
        if isinstance(field["name"], str):
            fields.setdefault(field["name"], []).append(field["value"])
    parts = told["parts"]
    # JMAP calls a text in a multipart of its own an attachment; here it is text unless it has a name or says so.
    loose = [part for part in told["attachments"] if is_loose_text(parts[part])]
    texts = [[body_text(parts[part]) for part in sorted({*told[kind], *loose})] for kind in ("text_body", "html_body")]
    if "'c_subtype': 'alternative'" in str(parts[0]["headers"]):
        texts += [[body_text(parts[part])] for part in sorted({*told["text_body"], *loose})]
    return {
        "subject": [value["Text"] for value in fields.get("subject", []) if value != "Empty" and "Text" in value],
        "from": [name for value in fields.get("from", []) for name in people(value)][:1],
        "date": [when(value["DateTime"]) for value in fields.get("date", []) if "DateTime" in value],
        "texts": ["\n".join(filter(None, part)) for part in texts],
    }


def is_loose_text(part):
    told = str(part["headers"])
    is_text = "content_type" not in told or "'c_type': 'text'" in told
    return is_text and bool({"Text", "Html"} & set(part["body"])) and "attachment" not in told and "name'" not in told.replace("'name'", "")


def people(value):
    if value == "Empty" or "Address" not in value:
        return []
    address = value["Address"]
    group = [one for each in address.get("Group", []) for one in each["addresses"]]
    return [one.get("name") or one.get("address") for one in address.get("List", group)]


def when(value):
    """None for a day that no calendar has."""
    try:
        zone = datetime.timedelta(hours=value["tz_hour"], minutes=value["tz_minute"])
        time = datetime.datetime(*(value[name] for name in ("year", "month", "day", "hour", "minute", "second")),
                                 tzinfo=datetime.timezone.utc)
        return int((time + zone * (1 if value["tz_before_gmt"] else -1)).timestamp() * 1000)
    except (ValueError, OverflowError):
        return None


def body_text(part):
    body = part["body"]
    text = body.get("Html") or body.get("Text", "")
    return text_of(text) if "Html" in body or "'enriched'" in str(part["headers"]) else text


def text_parts(part):
    """The texts of a part in order, of an alternative the last."""
    if part.get_content_type() == "multipart/alternative":
        forms = [form for form in map(text_parts, part.iter_parts()) if any(map(str.strip, form))]
        return forms[-1] if forms else []
    if part.is_multipart():
        return [] if part.get_content_maintype() == "message" else [
            text for inner in part.iter_parts() for text in text_parts(inner)]
    if part.get_content_maintype() == "multipart":
        return [part.get_payload()]
    if part.get_content_maintype() != "text" or part.get_content_disposition() == "attachment":
        return []
    text = part.get_content()
    return [text_of(text) if part.get_content_subtype() == "html" else text]


def said_by_python(data):
    message = email.message_from_bytes(data, policy=email.policy.default)
    try:
        text = "\n".join(text_parts(message))
        # The policy's own reader of addresses drops the names in comments.
        sender = email.utils.getaddresses([email.message_from_bytes(data)["from"] or ""])
        date = message["date"]
        found = [moment(str(date))] if date else []
        return {"subject": [str(message["subject"])] if message["subject"] else [],
                "from": [name or address for name, address in sender if name or address][:1],
                "date": found, "texts": [text]}
    except (LookupError, ValueError, AttributeError, KeyError, IndexError):
        return None


def trimmed(text):
    """Without the signature and the quoted lines at its end."""
    lines = re.split(r"^-- \r?$", text, flags=re.M)[0].rstrip().split("\n")
    while lines and (not lines[-1].strip() or lines[-1].startswith(">")):
        lines.pop()
    return "\n".join(lines)


def same(ours, expected):
    """Where the other parser gave up on a letter (U+FFFD), any letter is right."""
    forms = {squeezed(form) for text in expected for form in (text, trimmed(text))}
    ours = squeezed(ours)
    return any(len(ours) == len(form) and all(b in (a, "\ufffd") for a, b in zip(ours, form)) for form in forms)


def differences(said, article):
    derived = article["headline_is_derived"]
    if any(map(str.strip, said["subject"])):
        if squeezed(article["headline"]) not in map(squeezed, said["subject"]):
            yield f"headline {article['headline']!r}, not {said['subject']}"
    if said["from"] and squeezed(article["byline"] or "") != squeezed(said["from"][0]):
        yield f"byline {article['byline']!r}, not {said['from']}"
    if said["date"] and said["date"][0] is not None and moment(article["published"] or "") not in said["date"]:
        yield f"published {article['published']}, not {said['date']}"
    body = article["body"] if said["subject"] or derived else article["headline"] + article["body"]
    if not same(body, said["texts"]):
        yield f"text {squeezed(body)[:60]!r} of {len(squeezed(body))}, not " + " or ".join(
            f"{squeezed(text)[:60]!r} of {len(squeezed(text))}" for text in said["texts"])


def reviewed():
    rows = [line.split("|", 1) for line in TABLE.read_text(encoding="utf-8").split("\n") if "|" in line]
    return {name.strip(): why.strip() for name, why in rows}


def judged(case, said, decoded):
    """A case of the reviewed table does not apply: there the other parser is not followed, for its reason."""
    found = "/".join(case.parts[-2:])
    if found in REVIEWED:
        return "n/a", "reviewed: " + REVIEWED[found]
    return compared(said, decoded)


def compared(said, decoded):
    own = [article for article in decoded.articles if article["format"] == "mail"]
    if not any(map(squeezed, said["texts"])):
        if own and " › message " not in own[0]["deposit"]["locator"]:
            return "failed", f"an article of a message without a text: {own[0]['body'][:60]!r}"
        return ("passed", "") if own or decoded.rejections else ("failed", "nothing is said")
    if not own:
        return "failed", f"no article: {decoded.codes} {[each.get('message') for each in decoded.rejections][:1]}"
    bad = list(differences(said, own[0]))
    return ("failed", "; ".join(bad)) if bad else ("passed", "")


REFUSED = re.compile(rb"^(auto-submitted: *auto-replied|x-failed-recipients:|return-path: *<>|content-type: *multipart/report)",
                     re.I | re.M)


def stalwart(case, decoded, decoder):
    data = case.read_bytes()
    if REFUSED.search(data.replace(b"\r\n", b"\n").split(b"\n\n")[0]):
        return "n/a", "a report of a delivery, or an automatic answer"
    told = json.loads(case.with_suffix(".json").read_text(encoding="utf-8"))
    return judged(case, said_by_stalwart(told), decoded)


def python(case, decoded, decoder):
    data = case.read_bytes()
    if REFUSED.search(data.replace(b"\r\n", b"\n").split(b"\n\n")[0]):
        return "n/a", "a report of a delivery, or an automatic answer"
    said = said_by_python(data)
    if said is None:
        return "n/a", "Python's own parser gives up"
    return judged(case, said, decoded)


def mails_of_stalwart(directory):
    return [case for case in (directory / "eml").rglob("*.eml") if case.with_suffix(".json").exists()]


def mails_of_others(directory):
    return [*(directory / "eml").rglob("msg_*.txt"), *(directory / "eml/superdesk").glob("*.txt")]


REVIEWED = reviewed()
SUITES = [Suite("mail: stalwart", mails_of_stalwart, stalwart), Suite("mail: CPython, agencies", mails_of_others, python)]
