import Foundation
import NewsAnswers
import NewsModel
import NewsStore
import TestSupport
import Testing

@testable import NewsDesk

@Suite("The order of admission decides, and nothing else")
struct OrderTests {
  /// All articles come at one moment, so that only their order differs from run to run.
  private static let noon = Timestamp(milliseconds: 1_773_489_600_000)
  private static let seed: UInt64 = 20_260_314

  @Test("four workers, and any restarts, give what one worker gives in the same order")
  func equal() throws {
    var generator = GeneratedArticles(seed: Self.seed)
    let files = generator.make(400)
    let given = try Given(files)
    defer { given.remove() }

    let crowd = try TestDesk(workers: 4, now: { Self.noon })
    for file in files { try crowd.drop(file.name, file.text) }
    try crowd.drain()
    let order = try admitted(crowd.store, count: files.count)
    let expected = try tables(crowd.store)
    #expect(try crowd.account.unchanged > 0)
    try crowd.close()
    #expect(Set(order).count == files.count)
    for verdict in Verdict.allCases {
      #expect(expected.contains { $0.contains(" \(verdict.rawValue) of ") }, "\(verdict.rawValue)")
    }

    let alone = try TestDesk(workers: 1, now: { Self.noon })
    try ingest(order, given, alone)
    #expect(firstDifference(try tables(alone.store), expected) == nil, "one worker")
    try alone.close()

    // The index on disk, where the others have all of it in memory.
    let small = try TestDesk(workers: 3, smallIndex: true, now: { Self.noon })
    try ingest(order, given, small)
    #expect(firstDifference(try tables(small.store), expected) == nil, "with runs on disk")
    #expect(try small.store.reader.postingRuns().contains { $0.state == "live" })
    #expect(try CopyCheck.problems(in: small.store.reader) == .nothing)
    try small.close()

    var random = SplitMix(state: Self.seed)
    var desk = try TestDesk(smallIndex: true, now: { Self.noon })
    var rest = order[...]
    while !rest.isEmpty {
      let count = 1 + random.below(90)
      try ingest(Array(rest.prefix(count)), given, desk)
      rest = rest.dropFirst(count)
      if rest.isEmpty { break }
      try desk.closeStore()
      desk = try TestDesk(
        root: desk.root, smallIndex: random.below(3) > 0, now: { Self.noon })
    }
    #expect(firstDifference(try tables(desk.store), expected) == nil, "with restarts")
    try desk.close()
  }

  private func ingest(_ names: [String], _ given: Given, _ desk: TestDesk) throws {
    try desk.desk.start()
    #expect(desk.desk.ingest(names.map(given.file)) { _ in }.isEmpty)
    desk.desk.settle()
    desk.desk.stop()
  }

  /// The names of all deposits, in the order of their admission.
  private func admitted(_ store: Store, count: Int) throws -> [String] {
    try (1...count).map { number in
      try #require(try store.reader.deposit(DepositID(rawValue: Int64(number)))).deposit.name.text
    }
  }

  /// Everything that is stored of the articles, but the deposits they came in.
  private func tables(_ store: Store) throws -> [String] {
    var rows: [String] = []
    try store.reader.exported { one in
      let record = one.record
      rows.append(
        "\(record.id.rawValue) \(record.verdict.rawValue) of \(record.of?.rawValue ?? 0)"
          + " group \(record.group.rawValue) story \(record.story.rawValue) \(record.source)"
          + " \(record.text) \(record.article)")
      rows += one.links.map { "\($0.to) \($0.link)" }
    }
    try store.reader.remembered {
      rows.append("\($0.id.rawValue) copy \($0.copyBlob) story \($0.storyBlob)")
      rows.append(
        "\($0.id.rawValue) evidence \(String(describing: try store.reader.evidence(of: $0.id)))")
    }
    var number: Int64 = 1
    while let story = try store.reader.story(StoryID(rawValue: number)) {
      rows.append("\(story)")
      number += 1
    }
    return rows
  }

  private func firstDifference(_ a: [String], _ b: [String]) -> String? {
    if let pair = zip(a, b).first(where: { $0 != $1 }) { return "\(pair.0)\n\(pair.1)" }
    return a.count == b.count ? nil : "\(a.count) rows, not \(b.count)"
  }
}

/// The same files in a folder of their own, to be read where they lie.
private struct Given {
  private let root = URL.temporaryDirectory.appending(path: "given-\(UUID().uuidString)")

  init(_ files: [GeneratedArticles.File]) throws {
    for file in files {
      let path = root.appending(path: file.name)
      try FileManager.default.createDirectory(
        at: path.deletingLastPathComponent(), withIntermediateDirectories: true)
      try file.text.write(to: path, atomically: false, encoding: .utf8)
    }
  }

  func file(_ name: String) -> GivenFile {
    GivenFile(path: Array(root.appending(path: name).path.utf8), name: FileName(name))
  }

  func remove() {
    // A temporary folder: what stays is only untidy.
    try? FileManager.default.removeItem(at: root)
  }
}
