#!/usr/bin/env python3
"""superdesk-core's own parsers on wires: `scripts/bench wires` runs it with a Python that has superdesk-core.

  wire-peers.py SECONDS LIST        LIST has a line a file: FORMAT, a tab, PATH

Each file is parsed for SECONDS of CPU by the parser that superdesk has for its format; where it has several, by
the fastest that reads it. Parsers that want a path are given one; XML is parsed from bytes. A desk's database
stands behind none of it: vocabularies are empty. For each file that a parser reads, a line: seconds of the
parser, seconds of lxml alone making its tree (0 for other formats), path.
"""
import importlib
import logging
import sys
import time

logging.disable(logging.CRITICAL)
import flask
import superdesk
from lxml import etree

PARSERS = {
    "newsml-g2": ["newsml_2_0.NewsMLTwoFeedParser", "stt_newsml.STTNewsMLFeedParser",
                  "scoop_newsml_2_0.ScoopNewsMLTwoFeedParser"],
    "newsml": ["newsml_1_2.NewsMLOneFeedParser", "afp_newsml_1_2.AFPNewsMLOneFeedParser",
               "ana_mpe_newsml.ANANewsMLOneFeedParser"],
    "nitf": ["nitf.NITFFeedParser", "efe_nitf.EFEFeedParser", "pa_nitf.PAFeedParser"],
    "ninjs": ["ninjs.NINJSFeedParser", "bbc_ninjs.BBCNINJSFeedParser"],
    "anpa": ["anpa.ANPAFeedParser", "ap_anpa.AP_ANPAFeedParser"],
    "iptc7901": ["iptc7901.IPTC7901FeedParser", "dpa_iptc7901.DPAIPTC7901FeedParser"],
}
FROM_PATH = {"ninjs", "anpa", "iptc7901"}


class Empty:
    """A service of a desk without a database."""

    def __getattr__(self, name):
        return lambda *_, **__: [] if name.startswith(("get", "find")) and name != "find_one" else None


def application():
    app = flask.Flask("bench")
    app.config.update(LANGUAGES=[], DEFAULT_LANGUAGE="en", DEFAULT_TIMEZONE="UTC", SERVER_DOMAIN="bench",
                      NEWSML_PROVIDER_ID="bench", URN_DOMAIN="bench", GENERATE_SHORT_GUID=False)
    app.locators = Empty()
    app.subjects = {}
    superdesk.app = app
    superdesk.get_resource_service = lambda name: Empty()
    return app


def parsers(kind):
    for name in PARSERS[kind]:
        module, cls = name.split(".")
        module = importlib.import_module(f"superdesk.io.feed_parsers.{module}")
        module.get_resource_service = lambda name: Empty()
        module.app = superdesk.app
        yield getattr(module, cls)()


def seconds(call, least):
    """CPU seconds of a call, or None for what it does not read."""
    try:
        if not call():
            return None
    except Exception:
        return None
    count, start = 0, time.process_time()
    while (took := time.process_time() - start) < least:
        for _ in range(8):
            call()
        count += 8
    return took / count


def main(least, listed):
    known = {}
    with application().app_context():
        for line in open(listed, encoding="utf-8"):
            kind, path = line.rstrip("\n").split("\t")
            known[kind] = known.get(kind) or list(parsers(kind))
            data = open(path, "rb").read()
            if kind in FROM_PATH:
                took = [seconds(lambda: parser.parse(path, {}), least) for parser in known[kind]]
                tree = 0.0
            else:
                took = [seconds(lambda: parser.parse(etree.fromstring(data), {}), least)
                        for parser in known[kind]]
                tree = seconds(lambda: etree.fromstring(data) is not None, least) or 0.0
            if any(took):
                print(min(each for each in took if each), tree, path, sep="\t", flush=True)
            else:
                print("none of superdesk's parsers reads it", 0, path, sep="\t", file=sys.stderr)


main(float(sys.argv[1]), sys.argv[2])
