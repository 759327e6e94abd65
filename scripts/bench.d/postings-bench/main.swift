import Glibc
import NewsAnswers
import NewsDesk
import NewsMatching
import NewsModel
import NewsStore
import NewsText

// Measures the index of copies with invented sketches, as many as one likes: `scripts/bench copies`
// calls it for what would take days with texts.
//
//   postings-bench FOLDER [ARTICLES …]      ascending; prints one JSON object for each
//
// Fills the tables of FOLDER/wiredesk.db as the daemon does, 1,000 articles a transaction with the same
// upkeep, but without articles: what is measured is the index. Then looks 2,000 new sketches up as a
// worker does, on a read-only connection.

func seconds(of clock: clockid_t) -> Double {
  var time = timespec()
  clock_gettime(clock, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}
func cpuSeconds() -> Double { seconds(of: CLOCK_PROCESS_CPUTIME_ID) }
func wallSeconds() -> Double { seconds(of: CLOCK_MONOTONIC) }

/// KiB, now and at the highest.
func residentKiB() -> (now: Int, peak: Int) {
  var found = (now: 0, peak: 0)
  guard let file = fopen("/proc/self/status", "r") else { return found }
  defer { fclose(file) }
  var line = [CChar](repeating: 0, count: 256)
  while fgets(&line, 256, file) != nil {
    let text = String(decoding: line.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    let number = text.split { !$0.isNumber }.first.flatMap { Int($0) } ?? 0
    if text.hasPrefix("VmRSS") { found.now = number }
    if text.hasPrefix("VmHWM") { found.peak = number }
  }
  return found
}

/// Pages of the store, and no articles behind them.
struct BarePages: CopyArchive {
  let reading: StoreReader.Lookups
  func text(of article: ArticleID) -> String? { nil }
  func standing(of article: ArticleID) -> StoredStanding? { nil }
  func page(_ number: Int64, _ body: (UnsafeRawBufferPointer) -> Void) throws -> Bool {
    try reading.postingPage(number, body)
  }
  func snapshot<T>(_ body: () throws -> T) throws -> T { try reading.snapshot(body) }
}

let arguments = CommandLine.arguments
guard arguments.count > 2 else {
  print("usage: postings-bench FOLDER ARTICLES …")
  exit(64)
}
let store = try Store(folder: arguments[1], seed: 1)
let copies = try CopyIndex(seed: store.reader.seed)
var article = 0
for limit in arguments.dropFirst(2).compactMap({ Int($0) }) {
  let before = (cpu: cpuSeconds(), wall: wallSeconds(), articles: article)
  var longest = 0.0
  while article < limit {
    let count = min(1000, limit - article)
    try store.transaction { writer in
      for _ in 0..<count {
        article += 1
        let blob = CopyBlob(
          group: InventedSketch.group(of: article), keys: InventedSketch.keys(of: article))
        try copies.restore(ArticleID(rawValue: Int64(article)), blob.bytes)
      }
      let began = wallSeconds()
      try StoredCopies.upkeep(of: copies, postings: count * CopyIndex.upkeepOfAnArticle, &writer)
      longest = max(longest, wallSeconds() - began)
    }
    copies.committed()
  }
  let cpu = (cpuSeconds() - before.cpu) * 1e6 / Double(max(1, article - before.articles))
  let wall = (wallSeconds() - before.wall) * 1e6 / Double(max(1, article - before.articles))
  var times: [Double] = []
  let beganCPU = cpuSeconds()
  try store.reader.reading { reading in
    for query in 0..<2000 {
      let fingerprint = Fingerprint(
        sketchOnly: InventedSketch.keys(of: limit + 1 + query * 7), seed: store.reader.seed)
      let began = wallSeconds()
      _ = copies.speculate(
        fingerprint, provenance: Provenance(), archive: BarePages(reading: reading))
      times.append((wallSeconds() - began) * 1e6)
    }
  }
  let lookupCPU = (cpuSeconds() - beganCPU) * 1e6 / 2000
  times.sort()
  let runs = try store.reader.postingRuns()
  let postings = runs.filter { $0.state == "live" }.reduce(0) { $0 + $1.postings }
  let size = try store.reader.postingBytes()
  let memory = residentKiB()
  print(
    """
    {"articles": \(limit), "fill_cpu_us": \(cpu.rounded()), "fill_wall_us": \(wall.rounded()), \
    "longest_upkeep_ms": \((longest * 1e3).rounded()), "lookup_cpu_us": \(lookupCPU.rounded()), \
    "lookup_p50_us": \(times[1000].rounded()), "lookup_p99_us": \(times[1980].rounded()), \
    "live_runs": \(runs.count { $0.state == "live" }), "all_runs": \(runs.count), \
    "postings": \(postings), "bytes": \(size), \
    "bytes_an_article": \(size / Int64(max(1, limit))), "rss_mib": \(memory.now / 1024), \
    "peak_mib": \(memory.peak / 1024)}
    """)
  // All streams: naming one is not safe in Swift 6.
  fflush(nil)
}
