import Foundation
import GRDB
import NewsModel
import Testing

@testable import NewsStore

/// A database that an earlier build wrote in earnest, with copies, stories and corrections in it, through every
/// change of the schema since.
@Suite("A database of an earlier build")
struct EarlierDatabaseTests {
  /// Everything that can be asked.
  private struct Answers: Equatable {
    var articles: [String] = []
    var deposits: [String] = []
    var others: [String] = []

    init(_ store: Store) throws {
      let reader = store.reader
      try reader.exported { exported in
        articles.append("\(exported.record) \(exported.name) \(exported.links)")
      }
      try reader.ended { row, articles in deposits.append("\(row) \(articles)") }
      others = [
        "\(try reader.account())", "\(try reader.stories(limit: 100))",
        "\(try reader.corrections())", "\(try reader.numbers())", "\(reader.seed)",
      ]
      #expect(try reader.verify(.thorough).isEmpty)
    }
  }

  /// As the build of commit 11522db left it (schema 3).
  private func earlier() throws -> (folder: Folder, version: Int) {
    let folder = try Folder()
    let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Fixtures/desk-schema-3/wiredesk.sql")
    let script = try String(contentsOf: file, encoding: .utf8)
    let queue = try queue(folder)
    try queue.inDatabase { try $0.execute(sql: script) }
    try queue.close()
    return (folder, 3)
  }

  private func queue(_ folder: Folder) throws -> DatabaseQueue {
    var settings = Configuration()
    settings.journalMode = .wal
    return try DatabaseQueue(path: folder.path + "/wiredesk.db", configuration: settings)
  }

  private func migrated(_ folder: Folder, from version: Int) throws -> Answers {
    var told: [Int64] = []
    let store = try Store(folder: folder.path, seed: nil) { told = [$0, $1] }
    #expect(told == [Int64(version), Schema.version])
    let answers = try Answers(store)
    try store.close()
    return answers
  }

  /// The statements of a change, with those that end it.
  private func statements(_ change: Int) -> [String] {
    Schema.changes[change].sql.flatMap { $0.split(separator: ";\n").map { $0 + ";\n" } }
      .filter { !$0.allSatisfy { $0.isWhitespace || $0 == ";" } } + [
        "INSERT INTO grdb_migrations VALUES ('\(Schema.changes[change].name)')",
        "PRAGMA user_version = \(change + 1)",
      ]
  }

  @Test("killed behind any statement of any change, it answers as one that was never disturbed")
  func killed() throws {
    let (start, version) = try earlier()
    let undisturbed = try migrated(try start.copy(all: true), from: version)
    #expect(undisturbed.articles.count == 5 && undisturbed.deposits.count == 5)
    var kills = 0
    for change in version..<Int(Schema.version) {
      let queue = try queue(start)
      try queue.inDatabase { db in
        try db.beginTransaction(.immediate)
        for statement in statements(change) {
          try db.execute(sql: statement)
          let copy = try start.copy(all: kills % 2 == 0)
          #expect(try migrated(copy, from: change) == undisturbed, "\(statement)")
          kills += 1
        }
        try db.commit()
      }
      try queue.close()
    }
    #expect(kills > 8)
  }

  @Test("a statement that fails leaves it as it was, and the next start migrates")
  func failing() throws {
    let (start, version) = try earlier()
    let undisturbed = try migrated(try start.copy(all: true), from: version)
    for change in version..<Int(Schema.version) {
      let all = statements(change)
      for count in all.indices {
        let copy = try start.copy(all: true)
        let queue = try queue(copy)
        #expect(throws: DatabaseError.self) {
          try queue.inTransaction { db in
            for statement in all[..<count] { try db.execute(sql: statement) }
            try db.execute(sql: "INSERT INTO nowhere VALUES (1)")
            return .commit
          }
        }
        try queue.close()
        #expect(try migrated(copy, from: change) == undisturbed, "\(count) of \(all.count)")
      }
      let queue = try queue(start)
      try queue.inTransaction { db in
        for statement in all { try db.execute(sql: statement) }
        return .commit
      }
      try queue.close()
    }
  }
}
