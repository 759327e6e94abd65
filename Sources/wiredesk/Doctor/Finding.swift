import NewsBytes

/// One thing the doctor has looked at.
struct Finding {
  enum Level: String {
    case ok
    /// Good to know; nothing to do.
    case note
    /// It works, and could work better or stop working.
    case warning
    /// It does not work.
    case problem
  }
  /// Constant: `configuration`, `state`, `spool`, `inbox`, `unit`, `inotify`, `journal`, `clock`,
  /// `database`, `daemon`, `disk`, `sources`.
  var check: String
  var level: Level
  var text: String
  /// What to do: commands to copy, a drop-in. Several lines.
  var remedy: String?

  init(_ check: String, _ level: Level, _ text: String, remedy: String? = nil) {
    self.check = check
    self.level = level
    self.text = text
    self.remedy = remedy
  }

  /// One line, and the remedy's lines below it, ready to copy.
  var lines: String {
    let first = "\(level.rawValue.padded(to: 8)) \(check.padded(to: 14)) \(text)"
    let rest = remedy?.split(separator: "\n", omittingEmptySubsequences: false) ?? []
    return ([first] + rest.map { "    \($0)" }).joined(separator: "\n")
  }

  var json: JSONValue {
    .object([
      ("check", .string(check)), ("level", .string(level.rawValue)), ("text", .string(text)),
      ("remedy", .init(remedy)),
    ])
  }
}

extension String {
  fileprivate func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }
}
