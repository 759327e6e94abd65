#!/usr/bin/env bash
# A newsletter of two signed stories is one text without headlines, by the desk that sent it.
#
# mail-parser 4.8.0, munpack (mpack 1.6), ripMIME 1.4.0.10; eml-parser 4.4.0 and MHonArc 2.6.19 beside them. In a
# multipart/digest (RFC 2046, 5.1.5) each part is a message, and need not say so: that is the default there. So each
# story has a From, Subject and Date of its own, one line above its text:
#
#                 texts   "Ferry aground", "Bank raises rate"   Anna Holm, Bo Ek   07:31, 08:32
#   mail-parser   2       gone                                  gone               gone
#   munpack       2       gone                                  gone               gone
#   ripMIME       2       gone                                  gone               gone
#   eml-parser    2       there                                 there              there
#   MHonArc       2       there                                 there              there
#
# The three take texts out of whatever holds them, and a message is to them what holds one. Nothing is raised, and
# nothing is listed as left out; mail-parser joins both texts, and subject, sender and date are the digest's.
# What follows: a message in a mail is an article of its own, with its own header; a text is never taken without it.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip -q install mail-parser==4.8.0 eml-parser==4.4.0
apt-get download -q mpack=1.6-18+b1 ripmime=1.4.0.10.debian.1-3+b1 mhonarc=2.6.19-2.2 \
  >download.log 2>&1 || { cat download.log; exit 1; }
for package in *.deb; do dpkg -x "$package" root; done

cat >digest.eml <<'MAIL'
From: Desk <desk@news.example>
To: readers@news.example
Subject: Nordvik, 29 November
Date: Sun, 29 Nov 2026 10:00:00 +0100
Message-ID: <digest@news.example>
MIME-Version: 1.0
Content-Type: multipart/digest; boundary="next"

--next

From: Anna Holm <anna@news.example>
Subject: Ferry aground
Date: Sun, 29 Nov 2026 07:31:00 +0100
Message-ID: <ferry@news.example>

The ferry ran aground in fog.

--next

From: Bo Ek <bo@news.example>
Subject: Bank raises rate
Date: Sun, 29 Nov 2026 08:32:00 +0100
Message-ID: <bank@news.example>

The bank raised its rate.

--next--
MAIL

read_by_mail_parser() { venv/bin/mail-parser -j -f digest.eml; }
read_by_eml_parser() {
  venv/bin/python - <<'PYTHON'
import json
import eml_parser
parser = eml_parser.EmlParser(include_raw_body=True, include_attachment_data=True)
print(json.dumps(parser.decode_email("digest.eml"), default=str))
PYTHON
}
read_by_munpack() { mkdir munpack; (cd munpack && ../root/usr/bin/munpack -t ../digest.eml && cat ./*); }
read_by_ripmime() { mkdir ripmime; root/usr/bin/ripmime -i digest.eml -d ripmime; ls ripmime; cat ripmime/*; }
read_by_mhonarc() { perl -I root/usr/share/mhonarc root/usr/bin/mhonarc -single digest.eml; }

seen=$(for program in mail_parser eml_parser munpack ripmime mhonarc; do
  "read_by_$program" >"by-$program" 2>"$program.log"
  has() { grep -o -E "$1" "by-$program" | sort -u | wc -l; }
  echo "$program: texts $(has 'ran aground|raised its rate') headlines $(has 'Ferry aground|Bank raises rate')" \
    "authors $(has 'Anna Holm|Bo Ek|anna@|bo@') times $(has '0?7:31|8:32')"
done)
echo "$seen"
[[ $seen == "mail_parser: texts 2 headlines 0 authors 0 times 0
eml_parser: texts 2 headlines 2 authors 4 times 2
munpack: texts 2 headlines 0 authors 0 times 0
ripmime: texts 2 headlines 0 authors 0 times 0
mhonarc: texts 2 headlines 2 authors 4 times 2" ]] || { tail *.log; echo "changed"; exit 1; }
