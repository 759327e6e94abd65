import GRDB
import NewsModel
import Testing

@testable import NewsStore

@Suite("Exporting")
struct ExportTests {
  private func store(_ count: Int, in folder: Folder) throws -> Store {
    let store = try folder.writer()
    try add(1...UInt64(count), to: store)
    return store
  }

  private func add(_ numbers: ClosedRange<UInt64>, to store: Store) throws {
    try store.transaction { writer in
      for number in numbers {
        let deposit = try writer.newDeposit("f\(number)")
        try writer.store(
          Sample(
            body: String(repeating: "Sheep walked home. ", count: 20_000),
            text: TextDigest(high: 1, low: number)), in: deposit)
      }
    }
  }

  @Test("who is slow in taking articles does not keep the log from being shortened")
  func slow() throws {
    let folder = try Folder()
    // More than a page of text, so that there are several.
    let store = try store(8, in: folder)
    var busy: [Int] = []
    try store.reader.exported { _ in
      try add(100 + UInt64(busy.count)...100 + UInt64(busy.count), to: store)
      busy.append(try folder.checkpoint())
    }
    #expect(busy == Array(repeating: 0, count: 8))
    #expect(try folder.bytes("wiredesk.db-wal").isEmpty)
  }

  @Test("what is stored meanwhile is not exported, and not named")
  func meanwhile() throws {
    let folder = try Folder()
    let store = try store(7, in: folder)
    var found: [StoreReader.Exported] = []
    try store.reader.exported { exported in
      found.append(exported)
      guard found.count == 1 else { return }
      try store.transaction { writer in
        let deposit = try writer.newDeposit("later")
        for older in [1, 7] as [Int64] {
          let link = CopyLink(
            to: ArticleID(rawValue: older), relation: .contains, coverage: 1, coverageOther: 1,
            longest: 40, numbersMatched: 0, numbersConflicting: 0, rule: "contain.most",
            passages: [])
          try writer.store(
            Sample(text: TextDigest(high: 2, low: UInt64(older)), links: [link]), in: deposit)
        }
      }
    }
    #expect(found.map(\.record.id.rawValue) == Array(1...7))
    #expect(found.flatMap(\.links).isEmpty)
    #expect(try store.reader.exported(ArticleID(rawValue: 7))?.links.count == 1)
  }
}
