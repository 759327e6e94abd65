import NewsBytes

/// What the one place that catches a failure must do with the deposit.
package enum Disposition: String, Sendable {
  /// What is being read or stored is at fault: it moves to failed/ with its reason, all else goes on.
  case quarantine
  /// Nobody's fault, or passing: leave it where it is and try again.
  case retry
  /// Ours or the machine's: stop acknowledging until a person or time has mended it.
  case stop
  /// What is damaged is derived: make it anew, and do again what met the damage.
  case mend
}

/// An error that tells its handler what to do.
package protocol Failure: Error, Sendable {
  /// Constant: for logs, metrics and reason files. Never contains input. Listed in the manual.
  var code: String { get }
  var disposition: Disposition { get }
  /// One sentence for people; words from outside in single ticks (`quoted(_:)`).
  var message: String { get }
}

/// One sentence about any error: a failure's own, or what else the error says.
package func describe(_ error: any Error) -> String {
  (error as? any Failure)?.message ?? "\(error)"
}

/// Words from outside, made safe to show in a sentence: in single ticks, with a tick, a backslash and
/// whatever cannot be seen escaped (`legible`), cut at 200 bytes.
package func quoted(_ text: String) -> String {
  "'" + legible(text, .quoted, cut: .bytes(200)) + "'"
}

/// Words from outside in running text for people: as they are, but for what cannot be seen, and cut after so
/// many cells of a terminal.
package func shown(_ text: String, cells: Int) -> String {
  legible(text, .prose, cut: .cells(cells))
}

/// Why one document could not become an article; its siblings go on.
package struct Rejection: Failure, Hashable {
  /// The codes are the manual's table; a reason file holds the raw value.
  package enum Code: String, Sendable, CaseIterable {
    case empty
    case unknownFormat = "unknown-format"
    case syntax
    case truncated
    case noText = "no-text"
    case tooLarge = "too-large"
    case tooDeep = "too-deep"
    case tooSlow = "too-slow"
    case bomb
    case dtdRefused = "dtd-refused"
    case nestedTooDeep = "nested-too-deep"
    case package, concept, knowledge, planning, catalog
    case leftAlone = "left-alone"
    case unreadable
    case poison
    case refused
  }
  package var reason: Code
  package var message: String
  /// Where: `a.jsonl › line 3`; empty for the whole deposit.
  package var locator: String
  /// The limit that was passed, as the manual names it (`document-text-bytes 16777216`), else nil.
  package var limit: String?

  package init(_ reason: Code, _ message: String, locator: String = "", limit: String? = nil) {
    self.reason = reason
    self.message = message
    self.locator = locator
    self.limit = limit
  }
  package var code: String { reason.rawValue }
  package var disposition: Disposition { .quarantine }

  /// Nothing is wrong with what was read: it names articles that come by themselves, or is left alone by its
  /// name, and is none. It is told, and set aside nowhere.
  package var isTold: Bool { reason == .package || reason == .leftAlone }
}
