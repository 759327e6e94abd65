import Foundation
import NewsModel
import Testing

@testable import NewsStore

@Suite("SearchIndex")
struct SearchTests {
  /// A store with these headline and body pairs as articles 1, 2, 3 …
  static func store(_ folder: Folder, _ texts: [(headline: String, body: String)]) throws -> Store {
    let store = try folder.writer()
    try add(texts, to: store)
    return store
  }

  static func add(_ texts: [(headline: String, body: String)], to store: Store) throws {
    try store.transaction { writer in
      let deposit = try writer.newDeposit("a")
      for text in texts {
        let low = UInt64(writer.lastArticleID.rawValue) + 1
        try writer.store(
          Sample(headline: text.headline, body: text.body, text: TextDigest(high: 3, low: low)),
          in: deposit)
      }
    }
  }

  static let texts = [
    (headline: "Ferry line opens", body: "The first ferry crossed the bay on Monday."),
    (headline: "Harbour café reopens", body: "Coffee is back. A bay view comes with it."),
    (headline: "Chess club wins", body: "Nobody crossed the first line; the cafe was full."),
  ]

  @Test(
    "words are all searched for, without case or accents, the newest first",
    arguments: [
      ("ferry", [1]), ("bay", [2, 1]), ("first line", [3, 1]), ("FIRST crossed", [3, 1]),
      ("cafe", [3, 2]), ("CAFÉ", [3, 2]), ("\"first line\"", [3]), ("\"line first\"", []),
      ("line \"first ferry\"", [1]), ("\"the bay", [1]), ("nothing", []), ("", []), ("   ", []),
      ("first-line", [3]), ("harbour: bay!", [2]),
    ])
  func search(typed: String, ids: [Int64]) throws {
    let folder = try Folder()
    let store = try Self.store(folder, Self.texts)
    let index = try SearchIndex(folder: folder.path, store: store.reader)
    #expect(try index.advance(from: store.reader) == 3)
    let answer = try index.reader.search(typed, limit: 10)
    #expect(answer.ids.map(\.rawValue) == ids)
    #expect(answer.isComplete && answer.indexedThrough.rawValue == 3)
    let best = try index.reader.search(typed, ranking: .bestFirst, limit: 10)
    #expect(Set(best.ids) == Set(answer.ids) && best.ranking == .bestFirst)
  }

  @Test("a stop ends it after the article it is at; what is there is found, and the rest follows")
  func ended() throws {
    let folder = try Folder()
    let store = try Self.store(folder, Self.texts)
    let index = try SearchIndex(folder: folder.path, store: store.reader)
    var asked = 0
    let added = try index.advance(from: store.reader) {
      asked += 1
      return asked < 2
    }
    #expect(added == 1)
    let answer = try index.reader.search("ferry", limit: 10)
    #expect(answer.ids.map(\.rawValue) == [1] && answer.indexedThrough.rawValue == 1)
    #expect(try index.advance(from: store.reader) == 2)
    #expect(try index.advance(from: store.reader) == 0)
    #expect(try index.reader.search("bay", limit: 10).ids.map(\.rawValue) == [2, 1])
  }

  @Test(
    "what is typed can hold operators, beginnings of words, fields and parentheses",
    arguments: [
      ("ferry OR cafe", [3, 2, 1]), ("bay NOT coffee", [1]), ("bay AND (ferry OR coffee)", [2, 1]),
      ("NOT ferry", []), ("bay NOT (ferry OR coffee)", []),
      ("(line) NOT ferry chess OR nobody", [3]),
      ("fer*", [1]), ("ca*", [3, 2]), ("CAF*", [3, 2]), ("\"ferry li\"*", [1]), ("fer *", [1]),
      ("headline:cafe", [2]), ("body:cafe", [3]), ("HEADLINE:\"ferry line\"", [1]),
      ("headline:line first", [1]), ("headline:caf*", [2]),
      // In small letters they are words.
      ("ferry or cafe", []), ("not ferry", []),
      // What is left open or has nothing to work on means nothing.
      ("(ferry", [1]), ("ferry)", [1]), ("ferry) cafe", []), ("AND ferry OR", [1]), ("OR", []),
      ("()", []), ("ferry NOT", [1]), ("ferry NOT ()", [1]),
    ])
  func operators(typed: String, ids: [Int64]) throws {
    let folder = try Folder()
    let store = try Self.store(folder, Self.texts)
    let index = try SearchIndex(folder: folder.path, store: store.reader)
    #expect(try index.advance(from: store.reader) == 3)
    let wanted = SearchIndex.Reader.Wanted(typed)
    #expect(try index.reader.search(wanted, limit: 10).ids.map(\.rawValue) == ids)
    // Held against the articles themselves it is the same.
    let probe = try SearchIndex.Probe(wanted)
    let held = try (1...3 as ClosedRange<Int64>).filter { id in
      let record = try #require(try store.reader.article(ArticleID(rawValue: id)))
      return try probe.holds(record)
    }
    #expect(held.reversed() == ids)
  }

  @Test(
    "forms of a word are looked for beside it, and the words of the index told by their beginning")
  func forms() throws {
    let folder = try Folder()
    let store = try Self.store(folder, Self.texts)
    let index = try SearchIndex(folder: folder.path, store: store.reader)
    #expect(try index.advance(from: store.reader) == 3)
    #expect(try index.reader.words(beginningWith: "cro", limit: 9) == ["crossed"])
    #expect(try index.reader.words(beginningWith: "c", limit: 2) == ["cafe", "chess"])
    let wanted = SearchIndex.Reader.Wanted("headline:fery wins") { $0 == "fery" ? ["chess"] : [] }
    #expect(try index.reader.search(wanted, limit: 10).ids.map(\.rawValue) == [3])
    // It can write nothing afterwards either.
    #expect(throws: StoreFailure.self) {
      try index.reader.connections.readOne { try $0.run("DELETE FROM state") }
    }
  }

  @Test(
    "nothing that is typed is an error",
    arguments: [
      "ferry AND", "ferry OR nothing", "NOT ferry", "ferry NEAR(bay, 2)", "headline:ferry",
      "body:x",
      "{headline body}: ferry", "^ferry", "ferry*", "fer*", "-ferry", "ferry + bay", "(ferry",
      "ferry)",
      "ferry'; DROP TABLE words; --", "\"", "\"\"", "\"\"\"", "\"\"\"\"", "a\"b", "fer\u{0}ry",
      "\u{0}",
      "*", "—", "🙂", "🙂 ferry", "\u{FFFD}", "%", "_", "\\", "rank:1", "words MATCH 'x'", "𐲀",
      "\u{1E900}", "\u{E000}",
      String(repeating: "q ", count: 100_000), String(repeating: "\"", count: 100_001),
      String(repeating: "(", count: 50_000), String(repeating: "ferry NEAR ", count: 5_000),
    ])
  func hostile(typed: String) throws {
    let folder = try Folder()
    let store = try Self.store(folder, Self.texts)
    let index = try SearchIndex(folder: folder.path, store: store.reader)
    #expect(try index.advance(from: store.reader) == 3)
    for ranking in [SearchIndex.Reader.Ranking.newestFirst, .bestFirst] {
      let answer = try index.reader.search(typed, ranking: ranking, limit: 10)
      // Only the first article has the word; as FTS5's own words most of these would find others too.
      #expect(answer.ids.allSatisfy { $0.rawValue == 1 }, "\(typed.prefix(40))")
    }
    #expect(try index.reader.search("ferry", limit: 1).ids == [ArticleID(rawValue: 1)])
  }

  @Test(
    "in a script without spaces a word is found inside its sentence, and only whole",
    arguments: [
      ("渡轮", [1]), ("轮渡", []), ("港务局", [1]), ("渡轮 恢复", [1]), ("フェリー", [2]),
      ("運航を再開", [2]), ("เรือ", [3]), ("\"ferry 渡轮\"", [1]), ("ferry", [1]), ("港", [2, 1]),
    ])
  func unspaced(typed: String, ids: [Int64]) throws {
    let folder = try Folder()
    let store = try Self.store(
      folder,
      [
        (headline: "ferry渡轮", body: "港务局周一表示，渡轮将于本周恢复航行。"),
        (headline: "港湾局", body: "フェリーが今週運航を再開すると発表した。"),
        (headline: "ข่าว", body: "เรือข้ามฟากจะกลับมาให้บริการ"),
      ])
    let index = try SearchIndex(folder: folder.path, store: store.reader)
    #expect(try index.advance(from: store.reader) == 3)
    #expect(try index.reader.search(typed, limit: 10).ids.map(\.rawValue) == ids)
  }

  @Test(
    "what is typed without a keyboard's letters or points is found, and a vowel sign is a letter",
    arguments: [
      ("Lodz", [1]), ("łódź", [1]), ("Fluss", [2]), ("FLUẞ", [2]), ("Giessen", [2]),
      ("Djokovic", [1]), ("Dokovic", [1]), ("Đoković", [1]), ("Da Nang", [3]), ("Đà Nẵng", [3]),
      ("محمد", [3]), ("مُحَمَّد", [3]), ("شلوم", []), ("שלום", [3]), ("दिल", [2]), ("दिल्ली", [1]),
      ("Grossstadt", [2]), ("Roskilde Smorrebrod", [3]), ("Smoerrebroed", [3]),
      ("\"nach Łódź\"", [1]),
    ])
  func folded(typed: String, ids: [Int64]) throws {
    let folder = try Folder()
    let store = try Self.store(
      folder,
      [
        (headline: "Mit Đoković nach Łódź", body: "दिल्ली में बारिश हुई।"),
        (headline: "Am Fluß bei Gießen", body: "दिल की बात। Die Groß\u{AD}stadt."),
        (headline: "Đà Nẵng", body: "قال مُحَمَّد إن المــيناء مفتوح. שָׁלוֹם. Roskilde smørrebrød."),
      ])
    let index = try SearchIndex(folder: folder.path, store: store.reader)
    #expect(try index.advance(from: store.reader) == 3)
    #expect(try index.reader.search(typed, limit: 10).ids.map(\.rawValue) == ids, "\(typed)")
  }

  @Test("words that are operators in FTS5 are found as words")
  func operatorsAsWords() throws {
    let folder = try Folder()
    let store = try Self.store(
      folder, [("Not near", "this or that"), ("Near", "and far"), ("Far", "away")])
    let index = try SearchIndex(folder: folder.path, store: store.reader)
    #expect(try index.advance(from: store.reader) == 3)
    #expect(try index.reader.search("OR", limit: 9).ids.map(\.rawValue) == [1])
    #expect(try index.reader.search("AND", limit: 9).ids.map(\.rawValue) == [2])
    #expect(try index.reader.search("NOT NEAR", limit: 9).ids.map(\.rawValue) == [1])
  }

  @Test("the index is an exact prefix of the articles and says how far it goes")
  func watermark() throws {
    let folder = try Folder()
    let many = (1...450).map { (headline: "", body: "word\($0) common") }
    let store = try Self.store(folder, many)
    let index = try SearchIndex(folder: folder.path, store: store.reader)
    #expect(try index.reader.search("common", limit: 10).indexedThrough.rawValue == 0)
    #expect(try index.advance(from: store.reader, limit: 301) == 301)
    #expect(try index.reader.watermark().rawValue == 301)
    #expect(try index.reader.search("common", limit: 1000).ids.count == 301)
    #expect(try index.reader.search("word301", limit: 9).ids.count == 1)
    #expect(try index.reader.search("word302", limit: 9).ids.isEmpty)
    // As a power cut would leave it: the copy goes on from its own watermark.
    try index.close()
    let copy = try folder.copy()
    let other = try Store(folder: copy.path, seed: nil)
    let again = try SearchIndex(folder: copy.path, store: other.reader)
    #expect(try again.reader.watermark().rawValue == 301)
    #expect(try again.advance(from: other.reader) == 149)
    #expect(try again.advance(from: other.reader) == 0)
    #expect(try again.reader.search("common", limit: 1000).ids.count == 450)
  }

  @Test("a derived headline is not indexed beside the sentence it came from")
  func derivedHeadline() throws {
    let folder = try Folder()
    let store = try folder.writer()
    try store.transaction { writer in
      let deposit = try writer.newDeposit("a")
      let id = writer.nextArticleID()
      try writer.insertArticle(
        StoredArticle(
          id: id, deposit: deposit,
          article: Article(
            headline: "Rain fell", headlineIsDerived: true, body: "Rain fell.", format: "text"),
          source: "s", received: Timestamp(milliseconds: 1), text: TextDigest(high: 1, low: 1),
          copy: CopyDecision(verdict: .original, of: nil, group: id),
          story: StoryDecision(story: writer.nextStoryID(), reason: .opened), copyBlob: [],
          storyBlob: []))
    }
    let index = try SearchIndex(folder: folder.path, store: store.reader)
    #expect(try index.advance(from: store.reader) == 1)
    #expect(try index.reader.search("\"rain fell rain\"", limit: 9).ids.isEmpty)
    #expect(try index.reader.search("rain fell", limit: 9).ids.count == 1)
  }

  @Test(
    "a damaged, foreign or absent index is made anew and can be filled again",
    arguments: ["absent", "zeros", "text", "truncated", "another database"])
  func recreated(damage: String) throws {
    let folder = try Folder()
    let store = try Self.store(folder, Self.texts)
    do {
      let index = try SearchIndex(folder: folder.path, store: store.reader)
      #expect(try index.advance(from: store.reader) == 3)
      try index.close()
    }
    let file = URL(filePath: folder.path + "/search.db")
    for suffix in ["-wal", "-shm"] {
      try FileManager.default.removeItem(atPath: file.path() + suffix)
    }
    switch damage {
    case "absent": try FileManager.default.removeItem(at: file)
    case "zeros": try Data(count: 20_000).write(to: file)
    case "text": try Data(String(repeating: "no database ", count: 900).utf8).write(to: file)
    case "truncated": try Data(contentsOf: file).prefix(5000).write(to: file)
    default:
      try FileManager.default.removeItem(at: file)
      try FileManager.default.copyItem(atPath: folder.path + "/wiredesk.db", toPath: file.path())
    }
    let index = try SearchIndex(folder: folder.path, store: store.reader)
    #expect(try index.reader.watermark().rawValue == 0)
    #expect(try index.advance(from: store.reader) == 3)
    #expect(try index.reader.search("ferry", limit: 9).ids.count == 1)
  }

  @Test("an index of another store, or of one that has lost articles, is made anew")
  func otherStore() throws {
    let folder = try Folder()
    let store = try Self.store(folder, Self.texts)
    try SearchIndex(folder: folder.path, store: store.reader).close()
    let index = try SearchIndex(folder: folder.path, store: store.reader)
    #expect(try index.advance(from: store.reader) == 3)
    try index.close()
    let second = try Folder()
    let other = try Self.store(second, Self.texts)
    let replaced = try SearchIndex(folder: folder.path, store: other.reader)
    #expect(try replaced.reader.watermark().rawValue == 0)
    #expect(try replaced.advance(from: other.reader) == 3)
    try replaced.close()
    try other.transaction { try $0.db.run("DELETE FROM article WHERE id > 1") }
    let shorter = try SearchIndex(folder: folder.path, store: other.reader)
    #expect(try shorter.reader.watermark().rawValue == 0)
  }

  @Test("damage met while working is reported as such, and a new index can be begun at once")
  func damagedInUse() throws {
    let folder = try Folder()
    let store = try Self.store(folder, Self.texts)
    let index = try SearchIndex(folder: folder.path, store: store.reader)
    #expect(try index.advance(from: store.reader) == 3)
    try index.recreate(for: store.reader)
    #expect(try index.reader.watermark().rawValue == 0)
    #expect(try index.advance(from: store.reader) == 3)
    #expect(try index.reader.search("ferry", limit: 9).ids.count == 1)
  }

  @Test("a search that runs out of time gives what it has and says so")
  func deadline() throws {
    let folder = try Folder()
    let many = (1...4000).map { (headline: "", body: "common \($0)") }
    let store = try Self.store(folder, many)
    let index = try SearchIndex(folder: folder.path, store: store.reader)
    #expect(try index.advance(from: store.reader) == 4000)
    let answer = try index.reader.search(
      SearchIndex.Reader.Wanted("common"), ranking: .newestFirst, limit: 4000, within: .zero)
    #expect(!answer.isComplete && answer.ids.count < 4000)
    // The time limit is off again for the next search on the same connection.
    #expect(try index.reader.search("common", limit: 4000).isComplete)
  }

  @Test("a reader in another process searches while the writer is open, and finds none before it")
  func reader() throws {
    let folder = try Folder()
    let store = try Self.store(folder, Self.texts)
    #expect {
      try SearchIndex.Reader(folder: folder.path)
    } throws: {
      ($0 as? StoreFailure)?.reason == .absent
    }
    let index = try SearchIndex(folder: folder.path, store: store.reader)
    #expect(try index.advance(from: store.reader) == 3)
    let other = try SearchIndex.Reader(folder: folder.path)
    #expect(try other.search("ferry", limit: 9).ids.count == 1)
    #expect {
      try other.connections.readOne { try $0.run("DELETE FROM state") }
    } throws: {
      ($0 as? StoreFailure)?.reason == .readOnly
    }
  }
}
