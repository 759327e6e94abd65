import Foundation
import Glibc
import NewsMatching
import NewsModel
import NewsStories
import NewsText

// Measures the two engines alone, in memory, on one thread: `scripts/bench engines` calls it.
//
//   engines-bench FILE.jsonl [WARM [COUNT]]      one JSON object is printed
//
// FILE has an article a line with `headline` and `text` or `body`. The first WARM ones (10,000) fill the
// indices; the COUNT after them (10,000) are timed in CPU time of this thread:
//
//   matcher   fingerprint, candidates, verification, decision
//   stories   terms, candidates, scores, decision
//   serial    of that, what the store queue does itself when a worker has speculated before

/// CPU seconds of this thread.
func cpuSeconds() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

/// One line of the file.
struct Line: Decodable {
  var headline: String?
  var text: String?
  var body: String?
  var source: String?

  var article: Article {
    Article(
      headline: headline ?? "", body: text ?? body ?? "", language: "en", source: source,
      format: "json")
  }
}

/// CPU seconds by part.
struct Spent {
  var matcher = 0.0
  var matcherSerial = 0.0
  var stories = 0.0
  var storiesSerial = 0.0
  var bytes = 0
  var count = 0

  func micros(_ seconds: Double) -> Double {
    (seconds * 1e7 / Double(max(1, count))).rounded() / 10
  }
  func rate(_ seconds: Double) -> Int { seconds > 0 ? Int(Double(count) / seconds) : 0 }
}

let arguments = CommandLine.arguments
guard arguments.count > 1, let data = FileManager.default.contents(atPath: arguments[1]) else {
  print("usage: engines-bench FILE.jsonl [WARM [COUNT]]")
  exit(64)
}
let warm = arguments.count > 2 ? Int(arguments[2]) ?? 0 : 10_000
let count = arguments.count > 3 ? Int(arguments[3]) ?? 0 : 10_000
let decoder = JSONDecoder()
let articles = try data.split(separator: UInt8(ascii: "\n")).prefix(warm + count)
  .map { try decoder.decode(Line.self, from: Data($0)).article }

let seed: UInt64 = 1
let received = Timestamp(milliseconds: 1_780_000_000_000)
let copies = try CopyIndex(seed: seed)
let wire = StoryIndex(seed: seed)
let extractor = TermExtractor()
var kept = KeptArticles()
var firsts: [TextDigest: ArticleID] = [:]
var storyOf: [StoryID] = []
var lastStory: Int64 = 0
var spent = Spent()

// Half of the articles are decided as a queue does that workers have prepared for, half at once.
for (place, article) in articles.enumerated() {
  let id = ArticleID(rawValue: Int64(place + 1))
  let isSpeculating = place % 2 == 0
  var times = [cpuSeconds()]
  let fingerprint = Fingerprint(article.matchedText, seed: seed)
  let provenance = Provenance(
    source: article.source, identicalTo: firsts[fingerprint.digest])
  let speculation =
    isSpeculating
    ? copies.speculate(fingerprint, provenance: Provenance(source: article.source), archive: kept)
    : nil
  times.append(cpuSeconds())
  let copy = try copies.decide(
    id, fingerprint, provenance: provenance, using: speculation, archive: kept)
  times.append(cpuSeconds())
  kept.keep(copy, as: id, article.matchedText)
  if firsts[fingerprint.digest] == nil { firsts[fingerprint.digest] = id }

  var standing = StoryStanding.own
  if let of = copy.decision.of, copy.decision.verdict != .original {
    standing = .copy(of: storyOf[Int(of.rawValue) - 1])
  }
  times.append(cpuSeconds())
  let terms = extractor.terms(of: article)
  let guess =
    isSpeculating ? wire.speculate(terms, published: nil, received: received) : nil
  times.append(cpuSeconds())
  let story = try wire.admit(
    id, terms: terms, published: nil, received: received, standing: standing, using: guess,
    reopen: { _ in nil },
    newStoryID: {
      lastStory += 1
      return StoryID(rawValue: lastStory)
    })
  times.append(cpuSeconds())
  storyOf.append(story.decision.story)

  guard place >= warm else { continue }
  spent.count += 1
  spent.bytes += article.body.utf8.count
  if isSpeculating {
    spent.matcherSerial += 2 * (times[2] - times[1])
    spent.storiesSerial += 2 * (times[5] - times[4])
  } else {
    spent.matcher += 2 * (times[2] - times[0])
    spent.stories += 2 * (times[5] - times[3])
  }
}
print(
  """
  {"articles": \(spent.count), "bytes": \(spent.bytes / max(1, spent.count)), \
  "matcher_us": \(spent.micros(spent.matcher)), "matcher_per_s": \(spent.rate(spent.matcher)), \
  "matcher_serial_us": \(spent.micros(spent.matcherSerial)), \
  "stories_us": \(spent.micros(spent.stories)), "stories_per_s": \(spent.rate(spent.stories)), \
  "stories_serial_us": \(spent.micros(spent.storiesSerial)), \
  "open_stories": \(wire.openStoryCount)}
  """)
