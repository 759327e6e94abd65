#!/usr/bin/env bash
# Two programs that check crawls for damage find it in sound records, and not in the same ones.
#
# warcio 1.8.1 (check), FastWARC 2.0.1 (check). A WARC names its digest as label:value, with any algorithm, and says
# neither how the label is spelt nor whether the value is base 32 or base 16. One record, fourteen right digests:
#
#                          warcio    FastWARC
#   sha1, sha256, sha512   pass      pass         in either base
#   md5, base 16           damaged   pass         its 32 digits are as many as padded base 32 has
#   md5, base 32           pass      pass
#   sha-1, sha-256         pass      damaged      the names that IANA has for them
#   sha384                 pass      damaged
#
# FastWARC's "failed" for a name that it does not know is the same word, the same list and the same exit code as for
# bytes that rotted; so an archive that the one program passes is rotten as a whole to the other, and a page that
# really rotted is one of many.
# What follows: "cannot check" is a result of its own, beside "sound" and "damaged".
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip -q install warcio==1.8.1 fastwarc==2.0.1

seen=$(venv/bin/python - <<'PYTHON'
import base64
import hashlib
import subprocess

page = b"<html><head><title>Ferry</title></head><body><p>The ferry ran aground.</p></body></html>"
block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n%s" % (len(page), page)


def verdict(digest):
    header = ("WARC/1.1", "WARC-Type: response", "WARC-Record-ID: <urn:uuid:6f0a7c1e-3d5b-4f61-9f0e-1c2d3e4f5a6b>",
              "WARC-Date: 2026-11-29T10:00:00Z", "WARC-Target-URI: http://news.example/ferry",
              "Content-Type: application/http; msgtype=response", f"WARC-Block-Digest: {digest}",
              f"Content-Length: {len(block)}", "", "")
    with open("crawl.warc", "wb") as crawl:
        crawl.write("\r\n".join(header).encode() + block + b"\r\n\r\n")
    return ["damaged" if subprocess.run([f"venv/bin/{program}", "check", "crawl.warc"], capture_output=True).returncode
            else "pass" for program in ("warcio", "fastwarc")]


for label in ("sha1", "sha-1", "sha256", "sha-256", "sha384", "sha512", "md5"):
    made = hashlib.new(label.replace("-", ""), block)
    for base, value in (("base 32", base64.b32encode(made.digest()).decode()), ("base 16", made.hexdigest())):
        print(label, base, *verdict(f"{label}:{value}"), sep=", ")
print("rotten", *verdict("sha1:" + hashlib.sha1(block + b"x").hexdigest()), sep=", ")
PYTHON
)
echo "$seen"
[[ $seen == "sha1, base 32, pass, pass
sha1, base 16, pass, pass
sha-1, base 32, pass, damaged
sha-1, base 16, pass, damaged
sha256, base 32, pass, pass
sha256, base 16, pass, pass
sha-256, base 32, pass, damaged
sha-256, base 16, pass, damaged
sha384, base 32, pass, damaged
sha384, base 16, pass, damaged
sha512, base 32, pass, pass
sha512, base 16, pass, pass
md5, base 32, pass, pass
md5, base 16, damaged, pass
rotten, damaged, damaged" ]] || { echo "changed"; exit 1; }
