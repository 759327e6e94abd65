import Foundation
import NewsAnswers
import NewsBytes
import NewsDesk
import NewsInbox
import NewsModel
import NewsStore

/// What became of one file that was to be taken again: between daemon and command as JSON, and for
/// people.
struct RetryAnswer: Codable {
  /// Its path below failed/.
  var path: String
  var inbox: String?
  var name: String?
  var cause: String?
  var isUnknown = false

  static func run(
    _ names: [FileName], inboxes: [Inbox], spoolPath: [UInt8], store: StoreReader
  ) throws -> [RetryAnswer] {
    do {
      return try FailedFiles(inboxes: inboxes, spoolPath: spoolPath, store: store).putBack(names)
        .map {
          RetryAnswer(
            path: $0.path.text, inbox: $0.inbox, name: $0.name?.text, cause: $0.cause,
            isUnknown: $0.isUnknown)
        }
    } catch let failure as InboxError {
      throw CommandError(failure)
    }
  }

  /// Nil for what is no such answer.
  static func read(_ text: String) -> [RetryAnswer]? {
    try? JSONDecoder().decode([RetryAnswer].self, from: Data(text.utf8))
  }

  static func text(_ answers: [RetryAnswer]) throws -> String {
    String(decoding: try JSONEncoder().encode(answers), as: UTF8.self)
  }

  var json: JSONValue {
    .object([
      ("path", .string(path)), ("inbox", .init(inbox)), ("name", .init(name)),
      ("cause", .init(cause)),
    ])
  }

  var sentence: String {
    if let cause { return "\(quoted(path)): \(shown(cause, cells: 300))" }
    return "\(quoted(path)) is back in \(quoted(inbox ?? "")) as \(quoted(name ?? ""))"
  }
}
