-- A desk's database as the build of commit 11522db (schema 3) wrote it: five invented articles, a copy, a story
-- of three that was split, two that were merged. @INBOX@ stands for the inbox's path.
PRAGMA page_size = 8192;
PRAGMA application_id = 1464103787;
PRAGMA user_version = 3;
PRAGMA foreign_keys = OFF;
BEGIN TRANSACTION;
CREATE TABLE article (
  -- One news item. Short columns come first: reading them does not touch a long body's pages.
  id INTEGER PRIMARY KEY, -- the sequence number: the order of admission, never reused
  deposit INTEGER NOT NULL REFERENCES deposit(id),
  story INTEGER NOT NULL REFERENCES story(id),
  verdict TEXT NOT NULL, -- 'original', 'identical', 'near-duplicate', 'update', 'excerpt'
  verdict_of INTEGER REFERENCES article(id), -- the article it copies; NULL for an original
  group_id INTEGER NOT NULL, -- the first article of its group of copies; its own id when alone
  text_high INTEGER NOT NULL, -- digest of the normalised text, upper and lower 64 bits:
  text_low INTEGER NOT NULL, -- printf('%016x%016x', text_high, text_low)
  item_key INTEGER NOT NULL, -- secret hash of (source, uri), without a uri of (source, text)
  edition_key INTEGER NOT NULL, -- secret hash of (version, text)
  received INTEGER NOT NULL, -- ms; when we found its file
  published INTEGER, -- ms; the provider's time, NULL when it gives none
  updated INTEGER, -- ms; when the provider last changed it
  source TEXT NOT NULL, -- who published it: what the copy says, else the deposit's source
  source_given INTEGER NOT NULL, -- 1 when the copy itself names its source
  uri TEXT, -- the provider's identifier: guid, atom:id, doc-id …
  version TEXT, -- the provider's version of that item
  language TEXT, -- BCP 47, lower case
  format TEXT NOT NULL, -- the decoder's name
  url TEXT, -- http or https
  byline TEXT,
  locator TEXT NOT NULL, -- where in its file: 'a.jsonl › line 3'; '' for a whole file
  headline TEXT NOT NULL,
  headline_is_derived INTEGER NOT NULL, -- 1 when it is only the body's first sentence
  body TEXT NOT NULL, -- plain text, paragraphs divided by one line feed
  UNIQUE (item_key, edition_key) -- the same again is never stored twice
) STRICT;
INSERT INTO "article" VALUES(1,1,1,'original',NULL,1,8246311797464320633,-6646882240643696168,-6529361915990590472,2248060905799881120,1795992771252,NULL,NULL,'inbox',0,NULL,NULL,'en','text',NULL,NULL,'','Fire closes Orsett harbour',0,'A fire in a grain store closed the harbour of Orsett on Tuesday night. Nobody was hurt. The harbour master, Ines Marlow, said the quay would stay shut until Friday while engineers look at the roof. Forty firefighters fought the blaze for six hours.');
INSERT INTO "article" VALUES(2,2,1,'near-duplicate',1,1,5721894705987553306,6889494502401301476,595034144844490315,-5880136434231308071,1795992771255,NULL,NULL,'inbox',0,NULL,NULL,'en','text',NULL,NULL,'','Fire closes Orsett harbour',0,'A fire in a grain store closed the harbour of Orsett on Tuesday night. Nobody was hurt. The harbour master, Ines Marlow, said the quay would stay shut until Saturday while engineers look at the roof. Forty firefighters fought the blaze for seven hours.');
INSERT INTO "article" VALUES(3,3,4,'original',NULL,3,822801216746249809,8356310611123104377,-4166335045847811166,6707475166318868602,1795992771255,NULL,NULL,'inbox',0,NULL,NULL,'en','text',NULL,NULL,'','Orsett quay to stay shut after blaze',0,'Ships bound for Orsett are being turned away after the grain store on its quay burnt down. Ines Marlow, who runs the harbour, said engineers feared for the roof. Farmers around Kelby now have nowhere to take their barley.');
INSERT INTO "article" VALUES(4,4,2,'original',NULL,4,-2990377904652270903,-5078929690975466226,-1908953925888988113,3674837425950310436,1795992771255,NULL,NULL,'inbox',0,NULL,NULL,'en','text',NULL,NULL,'','Kelby council passes its budget',0,'Councillors in Kelby voted by nine to four for a budget of 41 million on Wednesday. Libraries keep their hours; the swimming pool does not reopen. Aldo Pryce, who leads the council, called it a budget nobody would love.');
INSERT INTO "article" VALUES(5,5,2,'original',NULL,5,-8157137050510195154,-6929882410198592958,4456470433089103537,7565610432377239715,1795992771255,NULL,NULL,'inbox',0,NULL,NULL,'en','text',NULL,NULL,'','Norwell beat Tarn in the last minute',0,'Norwell won 3-2 against Tarn at home on Saturday, with a header by Lou Vance in the ninetieth minute. Tarn had led twice. The result leaves Norwell third.');
CREATE TABLE batch (
  -- The files claimed together; they lie in claim/<name>/ until the batch is closed.
  id INTEGER PRIMARY KEY,
  inbox TEXT NOT NULL, -- the inbox's path
  name TEXT NOT NULL, -- the folder below claim/
  opened INTEGER NOT NULL, -- ms
  closed INTEGER -- ms; when all its files were in done/ or failed/, durably; NULL before
) STRICT;
INSERT INTO "batch" VALUES(1,'@INBOX@','inbox@1a22982dab4-0',1795992771252,1795992771296);
CREATE TABLE checkpoint (
  -- A module's saved state, so that a start need not replay every article.
  name TEXT NOT NULL PRIMARY KEY,
  article INTEGER NOT NULL, -- the last article it has seen
  data BLOB NOT NULL -- opaque: only the module that wrote it reads it
) STRICT;
CREATE TABLE composite (
  -- Articles of which a part is another article whole: the part's words, numbered from 0.
  article INTEGER PRIMARY KEY REFERENCES article(id),
  first_token INTEGER NOT NULL,
  end_token INTEGER NOT NULL -- the one after the last
) STRICT;
CREATE TABLE correction (
  -- What people have decided about two articles; never undone by the machine. A later row about
  -- the same two articles stands against an earlier one.
  id INTEGER PRIMARY KEY,
  command INTEGER NOT NULL, -- rows of one command share the id of its first
  time INTEGER NOT NULL, -- ms
  user TEXT NOT NULL, -- who: the login, or uid:1000
  after INTEGER NOT NULL, -- the last article admitted before it: a rebuild applies it there
  kind TEXT NOT NULL, -- 'must-link': one story; 'cannot-link': never one story
  article INTEGER NOT NULL REFERENCES article(id), -- cannot-link: one that was taken out
  other INTEGER NOT NULL REFERENCES article(id) -- cannot-link: one that stayed
) STRICT;
INSERT INTO "correction" VALUES(1,1,1795992785046,'ines',5,'cannot-link',3,1);
INSERT INTO "correction" VALUES(2,2,1795992785325,'ines',5,'must-link',5,4);
CREATE TABLE counter (
  -- The last number given, so that no number is ever given twice; and 'commit', the number of
  -- the last transaction, which tells after a failed COMMIT whether it was kept.
  name TEXT NOT NULL PRIMARY KEY, -- 'article', 'story', 'deposit', 'batch', 'event', 'commit'
  value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO "counter" VALUES('article',5);
INSERT INTO "counter" VALUES('batch',1);
INSERT INTO "counter" VALUES('commit',5);
INSERT INTO "counter" VALUES('deposit',5);
INSERT INTO "counter" VALUES('event',7);
INSERT INTO "counter" VALUES('story',4);
CREATE TABLE deposit (
  -- One file that was dropped into an inbox.
  id INTEGER PRIMARY KEY, -- in the order of admission
  batch INTEGER NOT NULL REFERENCES batch(id),
  inbox TEXT NOT NULL, -- the inbox's path
  source TEXT NOT NULL, -- the inbox's source, or the sub-folder's name
  name BLOB NOT NULL, -- path below the inbox, the file system's own bytes: CAST(name AS TEXT)
  claim BLOB, -- path of the claimed file; NULL in leave mode
  size INTEGER NOT NULL, -- bytes
  content_digest BLOB, -- SHA-256 of the bytes; NULL while it is not read to its end
  received INTEGER NOT NULL, -- ms; when it was found
  outcome TEXT, -- 'stored', 'unchanged', 'partial', 'failed'; NULL while it is being read
  format TEXT, -- the decoder's name
  originals INTEGER NOT NULL DEFAULT 0, -- its articles by verdict
  identicals INTEGER NOT NULL DEFAULT 0,
  near_duplicates INTEGER NOT NULL DEFAULT 0,
  updates INTEGER NOT NULL DEFAULT 0,
  excerpts INTEGER NOT NULL DEFAULT 0,
  unchanged INTEGER NOT NULL DEFAULT 0, -- its articles that were known already
  rejected INTEGER NOT NULL DEFAULT 0, -- its documents that are no articles: see rejection
  code TEXT, -- why it failed, a constant of the manual
  message TEXT, -- the same for people
  record_offset INTEGER NOT NULL DEFAULT 0, -- container records already committed
  finished INTEGER, -- ms; when its outcome was known
  waited_ms INTEGER, -- from found to read
  decode_us INTEGER, -- CPU of reading and decoding
  match_us INTEGER, -- CPU of fingerprints, matching and story
  UNIQUE (batch, name) -- reading the same claimed file again changes nothing
) STRICT;
INSERT INTO "deposit" VALUES(1,1,'@INBOX@','inbox',X'686172626F75722E747874',X'696E626F784031613232393832646162342D302F686172626F75722E747874',277,X'74BE5C05A093802A69ADC879FEAC1701F5D0396E65C682B711F0658D96AA28FE',1795992771252,'stored','text',1,0,0,0,0,0,0,NULL,NULL,0,1795992771254,0,995,0);
INSERT INTO "deposit" VALUES(2,1,'@INBOX@','inbox',X'686172626F75722D322E747874',X'696E626F784031613232393832646162342D302F686172626F75722D322E747874',281,X'863A81446A3110B2A362494464DA24EA8370A6D4E2CA2FA50694FC8980D7FA29',1795992771255,'stored','text',0,0,1,0,0,0,0,NULL,NULL,0,1795992771256,0,34,0);
INSERT INTO "deposit" VALUES(3,1,'@INBOX@','inbox',X'717561792E747874',X'696E626F784031613232393832646162342D302F717561792E747874',260,X'1ACEE891F3F2A46D88ADD1555C014A253C6826EC5F5560EEA1FA7FAD6C07C172',1795992771255,'stored','text',1,0,0,0,0,0,0,NULL,NULL,0,1795992771256,0,20,0);
INSERT INTO "deposit" VALUES(4,1,'@INBOX@','inbox',X'6275646765742E747874',X'696E626F784031613232393832646162342D302F6275646765742E747874',253,X'CD55C8613FA1D715A509D15F457A6FDB9F06825052BE3C2DC32E825189337301',1795992771255,'stored','text',1,0,0,0,0,0,0,NULL,NULL,0,1795992771256,0,9,0);
INSERT INTO "deposit" VALUES(5,1,'@INBOX@','inbox',X'6D617463682E747874',X'696E626F784031613232393832646162342D302F6D617463682E747874',193,X'A3D24FDC589D0F955EF6C736228A962A4EB2081E1F108CDEA53083E3E58C0ED1',1795992771255,'stored','text',1,0,0,0,0,0,0,NULL,NULL,0,1795992771256,0,8,0);
CREATE TABLE event (
  -- What happened, newest last; old ones are pruned. `watch`, the feed and metrics read it.
  id INTEGER PRIMARY KEY,
  time INTEGER NOT NULL, -- ms
  kind TEXT NOT NULL, -- 'deposit', 'groups-united', 'stories-merged', 'degraded' …
  deposit INTEGER, article INTEGER, story INTEGER, -- what it is about, where it applies
  text TEXT NOT NULL -- one sentence
) STRICT;
INSERT INTO "event" VALUES(1,1795992771254,'deposit',1,NULL,NULL,'stored');
INSERT INTO "event" VALUES(2,1795992771256,'deposit',2,NULL,NULL,'stored');
INSERT INTO "event" VALUES(3,1795992771256,'deposit',3,NULL,NULL,'stored');
INSERT INTO "event" VALUES(4,1795992771256,'deposit',4,NULL,NULL,'stored');
INSERT INTO "event" VALUES(5,1795992771256,'deposit',5,NULL,NULL,'stored');
INSERT INTO "event" VALUES(6,1795992785046,'story-split',NULL,NULL,4,'root split 1 article, the first 3, from S1 into S4');
INSERT INTO "event" VALUES(7,1795992785325,'stories-merged',NULL,NULL,2,'root merged S3 into S2');
CREATE TABLE fingerprint (
  -- What the matching modules need to remember an article after a restart.
  article INTEGER PRIMARY KEY REFERENCES article(id),
  copy BLOB NOT NULL, -- opaque: copy matching
  story BLOB NOT NULL -- opaque: story matching
) STRICT;
INSERT INTO "fingerprint" VALUES(1,X'01010054A6FAD264531F282E093118E26B19B90A775120107EEFF22125EFA2BE27A75398A0387F68B60F3B3AC92D2B41F74F93CC43074D92DF43FBC4F7AB473B5850164A9F59DB704F107A6C995EE53997AF5F7F121B15601F96CBD0609300315B6735ACD0C66A05A28FDE729A7B3ECE7A00976C367A0D19A4CF7A2AF8AF937EDD641D46857B812B8288DDB130A8932C8FB92D968B2525579C0A1EE82EA8223C9E31A84A0AD2B0AD3D7DD032B539E925FEB55CAC9E0ABF37408D37C1FFF1BF59C8595FE9FFC8F166B5D3DEE1478563F0F276A474F2CE8474DAF301DA09B2F51A0F091CF762CF043BFD88394A46FFF49706520004CBEEDAE1123E291AE4A3E35B24BE34346113702DC1DA914511459E33B0A15FB900',X'0101E5DC010000E4C40218E1C4F562FC2DF787B7B601C44FCDD185508C3A9BE997BF01AA53D4EE93628540C6F7AD22934EE2B7C6ED01E629E1D79719D541FCF0DA16AF3FBE80AA39EF6FCADFBF11FCB202D5BEF38F01C01BF0EECF39B257FDC8C744B632A39FC8810197369090EC03C2228DEAF335ED2AC6ADB63F973BA0A6A62CD83ED590DA258C6EED8BA601937495F9B84A9534E4CEE27CB8FA01D4F6952F921F');
INSERT INTO "fingerprint" VALUES(2,X'01010054A6FAD264531F282E093118E26B2125EFA2BE27A75398A0387F68B60F3B3AC92D2B41F74F93CC43074D92DF43FBC4F7AB473B5850164F107A6C995EE53997AF5F7F121B15601F96CBD0609300315B6735ACD0C6694B070D456A05A28FDE729A7B3ECE7A00976C367A0D19A4CF7A2AF8AF937EDD641D46857B812B8288DDB130A8932C8FB92D943F2E436A968B2525579C0A1EE82EA8223C9E31A84A0AD2B0AD3D7DD032B539E925FEB55CAC9E0ABCB8638F77BF37408D37C1FFF1BF59C8595FE9FFC8F166B5D3C9B4787B85CB4873CD69DEE1478563F0F276A474F301DA09B2F51A0F091CF762CF043BFD88394A46000000',X'');
INSERT INTO "fingerprint" VALUES(3,X'01030054A6FAD264531F282C0016B5FEB8134BBFC495179996F068190B97BD391A710592C9215BE464BC261BE9940E2BAC2BD5042CA3AE66D72D6470823238EFCD44F438F2CCD2743C2D95C0C73CDB5DD9DB51288C912C543E2F989E5D62FF01416629B0E4C96A370B46497025B9212E7199ABCDAC71A0D301CD77F1BB45F87999CB42E47C238ABD0B7D47077FEC960B1600A7972956261B9981BEE023998B0E4C009D6707976BA2A7694C88A973B8DC0EBADE007E3BBC2C9E1995CAF607DA7FD3C9B030DBDB07FCAF26E1FB8E64FBE8C59B0494EA2802B9A5F5E6393D8AF8A6ECAF99FEF28B923F0004A3B9B77227BF1A09D3DBCB9D77C45D2D20D522C366A20D737A816976DB811B7A00',X'0103E5DC010000E4C40218E1C4F562BF35E7E19D17D85B97C1CC2A8A50F9E4CC74B851C5B9F61BC327F7EFBAD5029847D78DA78602D164ECEAE972AD58A1F8B107B62CA9E78D0AD3DB019DAD8038E72BA5C98AD6019E3AC488AF1A8F76DF9699678F7B9DFADF39A663E6D3DC6BF28A01F9C98401B53ADCC6D524CCD901ED8BA601C758B0E0EC65A550DCC8CA0CBD27ED9EE454A455D695AE179F3BC7B08E7ECE9401');
INSERT INTO "fingerprint" VALUES(4,X'01040054A6FAD264531F282A13F24438881F2ABEEBCE250555D1EA2C85DEF7B22E8F5952D03061CC79A137607ED80D37BFE293DC3A9DC3FDCC404CA0B8DA44A2245A914DC7FD541F4E1EF8B6144E6E79148250486BB43950D88D5398526837A9B25A977484B060BE9AC6AF7602166CD8856CF2C5808EBB465C118FDCE953E49859694BD59DDA405531A09A486BF9A39FEDDF75B136D8FE8DB5B2B1F142B65E21145DB6D072662CBB7E0DA284BD9D46AC9DBDABD5002CBF60C063F6C24B99D318CB6008A889CCA5642C7DD9F645289BE3136C8435ED94F395EBF4AF21BF070004D7A75B7975EA7A31CA4E9FB1D0CCC7BA1175652D3A9AAFDD21C58DA508A7D5E000',X'0103E5DC010000E4C40216E3E2A3B401B17E9088B910D032D7FAA7179F30F9D6E437D7569FCBB08001C449B391A834A39A01F6DF8BBE01C35ED1B58E5B8631CAD3ED568920A4D8D97CCD61F0E4BD3FE126B9A49137CC2AFBE1E9CA02C6A601A8AE9132FC2DACD3E802ED56DCABB36989A701CB988E09CF4BC8C5F509C5AE01F0D8D070AF499DD4C00AF92EB3E79CC501FE5CF0F6DA659DF801');
INSERT INTO "fingerprint" VALUES(5,X'01050054A6FAD264531F28220585B9FE920B92F47E140E632A416112C662ED5E133552387018BB96A8181A7CA537161AD8A7A9FD1C08EAE05221075DB13D21E43C8B5A2300AAFFFE443667199D4B2FC888C066D081EF566C633DA3F27215D8E1BC7590F15BEB7E9037BA858052FDF03988132A7226909C5A12849872BC1CC69CDA61F23C9CE513900B9D0F057AACB13488625FB46206B2C1B47C3CAE93CD94CFA2F9D0F527539AD48C435A38DCD6FC5D93EE027B1F980004FCD1FC3590EE5F1CA2670EDFA6A6C763FEDCF8CBF7B1F9C279676530F1A4D5D200',X'0103E5DC010000E4C4020F9FB3D64EDD2899C0CBF103E056E496C70BE427BCA2FEA0019FBC02B0F8AD38E333D3B9E951F125F8DDE715F54FF38D9385019FBC029788F40CFD5DA3D0A8B201CA54B9BE999E01CA2183B8B71ED62090F68F1BCA1EBEC6AC3CFC5DF0DAB50FCD71');
CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY);
INSERT INTO "grdb_migrations" VALUES('first');
INSERT INTO "grdb_migrations" VALUES('corrections');
INSERT INTO "grdb_migrations" VALUES('postings');
CREATE TABLE left_seen (
  -- Leave mode: files already taken that still lie in their inbox. Only a cache: a file that
  -- looks changed is read again, and its articles are then found to be known.
  inbox TEXT NOT NULL,
  name BLOB NOT NULL,
  device INTEGER NOT NULL, inode INTEGER NOT NULL, size INTEGER NOT NULL,
  modified_ns INTEGER NOT NULL, -- mtime, ns since 1970
  changed_ns INTEGER NOT NULL, -- ctime, ns since 1970
  content_digest BLOB NOT NULL, -- SHA-256
  PRIMARY KEY (inbox, name)
) STRICT, WITHOUT ROWID;
CREATE TABLE link (
  -- How a newer article stands to an older one: <article> is <relation> <to_article>.
  article INTEGER NOT NULL REFERENCES article(id),
  ordinal INTEGER NOT NULL, -- 0 is the best
  to_article INTEGER NOT NULL REFERENCES article(id),
  relation TEXT NOT NULL, -- 'identical', 'near-duplicate', 'update-of', 'contains',
                          -- 'contained-in', 'overlaps', 'template-sibling'
  coverage REAL NOT NULL, -- share of article's words found in to_article, 0…1
  coverage_other REAL NOT NULL, -- share of to_article's words found in article
  longest INTEGER NOT NULL, -- words in the longest shared passage
  numbers_matched INTEGER NOT NULL, -- numbers that agree in aligned text
  numbers_conflicting INTEGER NOT NULL, -- numbers that differ there
  rule TEXT NOT NULL, -- the rule that decided, a constant of the manual
  passages TEXT NOT NULL, -- JSON: [[from, to, from_other, to_other], …], byte ranges in
                          -- headline || x'0a' || body (body alone when there is no own headline)
  PRIMARY KEY (article, ordinal)
) STRICT, WITHOUT ROWID;
INSERT INTO "link" VALUES(2,0,1,'near-duplicate',0.927710843373494,9.39024390243902384867e-01,45,0,0,'near.both-covered','[[0,266,0,264]]');
CREATE TABLE meta (
  -- Facts about this database. Times everywhere are milliseconds since 1970-01-01 UTC:
  --   SELECT datetime(received / 1000, 'unixepoch') FROM article;
  key TEXT NOT NULL PRIMARY KEY, -- 'seed': secret of the hashes; 'birth': random, search.db
                            -- remembers it; 'created'; 'program': the version that wrote last
  value ANY NOT NULL
) STRICT;
INSERT INTO "meta" VALUES('seed',3956728840823769862);
INSERT INTO "meta" VALUES('birth',2192825578928700658);
INSERT INTO "meta" VALUES('created',1795992771000);
INSERT INTO "meta" VALUES('program','0.1.0');
CREATE TABLE posting_page (
  id INTEGER PRIMARY KEY, -- run << 24 | page
  data BLOB NOT NULL -- opaque: copy matching
) STRICT;
CREATE TABLE posting_run (
  -- A sorted, immutable part of the index: the postings of a stretch of articles.
  id INTEGER PRIMARY KEY,
  state TEXT NOT NULL, -- 'building', 'live', 'retired': only live ones are looked up
  first_article INTEGER NOT NULL, -- live runs do not overlap
  last_article INTEGER NOT NULL,
  pages INTEGER NOT NULL, -- numbered from 0; all of a live run's are there
  postings INTEGER NOT NULL,
  left_out INTEGER NOT NULL, -- postings of keys with more than 512 of them
  sum INTEGER NOT NULL, -- of checksums of the postings, of those left out
  left_out_sum INTEGER NOT NULL
) STRICT;
CREATE TABLE rejection (
  -- A document of a deposit that could not become an article (the first 1,000 of each deposit).
  deposit INTEGER NOT NULL REFERENCES deposit(id),
  ordinal INTEGER NOT NULL, -- 1, 2, 3 … in the deposit
  locator TEXT NOT NULL, -- where in the file: 'a.jsonl › line 3'
  code TEXT NOT NULL, -- a constant of the manual
  message TEXT NOT NULL,
  limit_passed TEXT, -- the limit's name and value when one was passed
  PRIMARY KEY (deposit, ordinal)
) STRICT, WITHOUT ROWID;
CREATE TABLE story (
  -- Articles about one event, by any number of writers.
  id INTEGER PRIMARY KEY, -- never reused
  opened INTEGER NOT NULL, -- ms; when its first article was received
  last_time INTEGER NOT NULL, -- ms; newest published time of its articles, never after received
  articles INTEGER NOT NULL, -- how many
  sources INTEGER NOT NULL, -- how many different ones
  headline_article INTEGER NOT NULL REFERENCES article(id), -- whose headline stands for it
  merged_into INTEGER REFERENCES story(id) -- the story that took its articles; NULL while alive
) STRICT;
INSERT INTO "story" VALUES(1,1795992771252,1795992771255,2,1,1,NULL);
INSERT INTO "story" VALUES(2,1795992771255,1795992771255,2,1,4,NULL);
INSERT INTO "story" VALUES(3,1795992771255,1795992771255,0,0,5,2);
INSERT INTO "story" VALUES(4,1795992771255,1795992771255,1,1,3,NULL);
CREATE TABLE story_evidence (
  -- Why an article is in its story.
  article INTEGER PRIMARY KEY REFERENCES article(id),
  reason TEXT NOT NULL, -- 'opened', 'joined', 'copy', 'person'
  score REAL NOT NULL, -- points, not a probability; for 'opened' of the best story not joined
  next_story INTEGER, -- the best other story
  next_score REAL,
  shared TEXT NOT NULL, -- JSON: [["term", weight], …], heaviest first
  related TEXT NOT NULL -- JSON: [[story, score], …], best first: near, but not joined
) STRICT;
INSERT INTO "story_evidence" VALUES(1,'opened',0.0,NULL,NULL,'[]','[]');
INSERT INTO "story_evidence" VALUES(2,'copy',0.0,NULL,NULL,'[]','[]');
INSERT INTO "story_evidence" VALUES(3,'person',1.28918507945040836657e+01,NULL,NULL,'[["Orsett",5.144297899380186],["quay",1.827733650995303],["harbour",1.6295089241381011],["Ines",0.7847453531657738],["Marlow",0.7540858298901334],["blaze",0.6642899907364188],["shut",0.5089311199350366],["grain",0.4941582695788692],["roof",0.34781838400770565],["stay",0.3246430196676217],["engineers",0.22402796624741145],["store",0.18761038676152308]]','[]');
INSERT INTO "story_evidence" VALUES(4,'opened',2.31067359022818097358e+00,1,2.31067359022818097358e+00,'[]','[]');
INSERT INTO "story_evidence" VALUES(5,'person',0.0,NULL,NULL,'[]','[]');
CREATE TABLE tally (
  -- Running counts, changed in the transaction that changes what they count; `wiredesk account`.
  inbox TEXT NOT NULL,
  kind TEXT NOT NULL, -- 'deposit.open|stored|unchanged|partial|failed', 'article.original|
                      -- identical|near-duplicate|update|excerpt|unchanged|rejected'
  value INTEGER NOT NULL,
  PRIMARY KEY (inbox, kind)
) STRICT, WITHOUT ROWID;
INSERT INTO "tally" VALUES('@INBOX@','article.near-duplicate',1);
INSERT INTO "tally" VALUES('@INBOX@','article.original',4);
INSERT INTO "tally" VALUES('@INBOX@','deposit.stored',5);
CREATE INDEX batch_open ON batch(id) WHERE closed IS NULL;
CREATE INDEX article_by_deposit ON article(deposit);
CREATE INDEX article_by_text ON article(text_high);
CREATE INDEX article_by_story ON article(story, source);
CREATE INDEX article_by_group ON article(group_id) WHERE group_id <> id;
CREATE INDEX link_to ON link(to_article);
CREATE INDEX story_by_time ON story(last_time) WHERE merged_into IS NULL;
COMMIT;
