import Glibc
import NewsBytes
import NewsInbox
import NewsModel

/// What the command line asks a running daemon, one line: a word, and for `retry` and `drop` names behind it.
///
/// Format: `status`, `retry NAME NAME …` with each name as `PercentText`, none for all, or `drop NAME …`.
enum ControlRequest: Equatable {
  case status
  case retry([FileName])
  case drop([FileName])

  /// Nil for what is no request.
  init?(line: String) {
    let words = line.split(separator: " ")
    switch words.first {
    case "status" where words.count == 1: self = .status
    case "retry", "drop":
      let names = words.dropFirst().map { PercentText.decode(Array($0.utf8)) }
      guard !names.contains(where: { $0 == nil }) else { return nil }
      let given = names.compactMap { $0.map { FileName(bytes: $0) } }
      self = words[0] == "retry" ? .retry(given) : .drop(given)
    default: return nil
    }
  }

  /// Whether this user's requests may change anything: root, and the user that the daemon runs as. The
  /// group may connect, and read (P19).
  static func mayWrite(_ user: UInt32) -> Bool { user == 0 || user == getuid() }

  /// `retry` or `drop`. Several lines when the names are many: a request holds 64 KiB.
  static func lines(_ first: String, _ names: [FileName]) -> [String] {
    var lines: [String] = []
    var line = first
    for name in names {
      let word = String(decoding: PercentText.encode(name.bytes), as: UTF8.self)
      if line.utf8.count + word.utf8.count > 60_000 {
        lines.append(line)
        line = first
      }
      line += " " + word
    }
    return lines + [line]
  }
}
