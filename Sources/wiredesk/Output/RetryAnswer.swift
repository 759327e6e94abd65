import Foundation
import NewsAnswers
import NewsBytes
import NewsDesk
import NewsInbox
import NewsLinux
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
  /// It was removed for good.
  var isDropped: Bool?

  /// What is to be done with failed files.
  enum Wish {
    case putBack
    /// By somebody of this login's name.
    case drop(by: String)
  }

  static func run(
    _ wish: Wish, _ names: [FileName], inboxes: [Inbox], spoolPath: [UInt8], store: StoreReader
  ) throws -> [RetryAnswer] {
    do {
      let failed = try FailedFiles(inboxes: inboxes, spoolPath: spoolPath, store: store)
      let returned =
        switch wish {
        case .putBack: try failed.putBack(names)
        case .drop(let user): try failed.drop(names, by: user, at: .now())
        }
      return returned.map {
        RetryAnswer(
          path: $0.path.text, inbox: $0.inbox, name: $0.name?.text, cause: $0.cause,
          isUnknown: $0.isUnknown, isDropped: $0.isDropped)
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
      ("cause", .init(cause)), ("dropped", .bool(isDropped == true)),
    ])
  }

  var sentence: String {
    if let cause { return "\(quoted(path)): \(shown(cause, cells: 300))" }
    if isDropped == true { return "\(quoted(path)) is dropped for good" }
    return "\(quoted(path)) is back in \(quoted(inbox ?? "")) as \(quoted(name ?? ""))"
  }
}
