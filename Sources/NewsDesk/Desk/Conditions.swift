package import NewsModel
import Synchronization

/// What keeps the desk from its full service just now, each with its reason: shown by `status`, the
/// STATUS line and exit codes, and logged once when it begins and once when it ends.
package final class Conditions: Sendable {
  /// What is degraded. `inbox` carries the inbox's name.
  package enum Subject: Hashable, Sendable {
    case storage
    case inbox(String)
    /// Nothing can be taken out of the inbox of this name.
    case claims(String)
    case spool
    case search
    /// The index of copies is made anew.
    case copies
    /// Little room is left, on the spool's or the state's file system.
    case disk
    /// A reader keeps the write-ahead log from being emptied.
    case log
    /// The text of an article that was forgotten is still somewhere.
    case forgetting

    package var text: String {
      switch self {
      case .storage: "storage"
      case .spool: "spool"
      case .search: "search"
      case .copies: "copies"
      case .disk: "disk"
      case .log: "log"
      case .forgetting: "forgetting"
      case .inbox(let name): "inbox \(quoted(name))"
      case .claims(let name): "claims from \(quoted(name))"
      }
    }
  }
  /// One degraded subject.
  package struct Entry: Sendable {
    package var subject: Subject
    package var code: String
    package var reason: String
    package var since: Timestamp
  }
  private let entries = Mutex<[Subject: Entry]>([:])
  package init() {}

  /// Notes a degradation; true when it is new or its code has changed, so that it is logged once.
  func begin(_ subject: Subject, code: String, reason: String, now: Timestamp) -> Bool {
    entries.withLock { entries in
      if var known = entries[subject], known.code == code {
        known.reason = reason
        entries[subject] = known
        return false
      }
      let since = entries[subject]?.since ?? now
      entries[subject] = Entry(subject: subject, code: code, reason: reason, since: since)
      return true
    }
  }

  /// Notes that a subject is well again; its entry when it was not.
  func end(_ subject: Subject) -> Entry? {
    entries.withLock { $0.removeValue(forKey: subject) }
  }

  /// Whether a subject is degraded now; cheap, asked for every file.
  package func contains(_ subject: Subject) -> Bool {
    entries.withLock { $0[subject] != nil }
  }

  /// Longest lasting first.
  package var all: [Entry] {
    entries.withLock { entries in
      entries.values.sorted { ($0.since, $0.subject.text) < ($1.since, $1.subject.text) }
    }
  }
}
