import CSystemd
import Glibc
import Logging
import NewsBytes

/// One log record as it goes out: everything in it is safe to show.
struct JournalRecord: Hashable, Sendable {
  let level: String
  /// syslog(3): 2 critical, 3 error, 4 warning, 5 notice, 6 info, 7 debug.
  let priority: Int
  let message: String
  /// Key as in the code (`deposit-name`), value.
  let fields: [Field]

  struct Field: Hashable, Sendable {
    let key: String
    let value: String
  }

  init(level: Logger.Level, message: String, fields: [(String, String)]) {
    self.level = level.rawValue
    priority =
      switch level {
      case .critical: 2
      case .error: 3
      case .warning: 4
      case .notice: 5
      case .info: 6
      case .debug, .trace: 7
      }
    // A sentence holds several values, each already cut and quoted by whoever put it in: not twice.
    self.message = legible(message, .prose, cut: .characters(2_048))
    self.fields = fields.map { Field(key: $0, value: Self.word($1)) }
  }

  private static func word(_ text: String) -> String {
    legible(text, .line, cut: .characters(512))
  }

  /// Journal field names: upper case, digits and `_`, not beginning with either of the latter, at most
  /// 64 characters (systemd.journal-fields(7)).
  static func journalKey(_ key: String) -> String {
    let name = String(
      key.unicodeScalars.prefix(50).map { scalar -> Character in
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9": Character(scalar)
        default: "_"
        }
      }
    ).uppercased()
    return name == "MESSAGE_ID" ? name : "WIREDESK_" + name
  }

  /// `NAME=value` each, as sd_journal_sendv(3) takes them.
  func journalFields(identifier: String) -> [String] {
    ["MESSAGE=" + message, "PRIORITY=\(priority)", "SYSLOG_IDENTIFIER=" + identifier]
      + fields.map { Self.journalKey($0.key) + "=" + $0.value }
  }

  /// `warning: the sentence. key=value key="two words"`. It begins with a word, never with the `<3>`
  /// that journald would read as a priority. The message's identifier means nothing to a reader.
  var line: String {
    let values = fields.filter { $0.key != "message-id" }.map { field in
      let value =
        field.value.contains(" ") || field.value.isEmpty
        ? "\"\(field.value)\"" : field.value
      return " \(Self.word(field.key))=\(value)"
    }
    return "\(level): \(message)\(values.joined())"
  }

  /// - Returns: false when the journal did not take it.
  func sendToJournal(identifier: String) -> Bool {
    let texts = journalFields(identifier: identifier).map { Array($0.utf8) }
    // One block for all, so that the addresses hold while the call runs.
    var block = texts.flatMap { $0 }
    return block.withUnsafeMutableBytes { bytes in
      var vectors: [iovec] = []
      var offset = 0
      for text in texts {
        vectors.append(
          iovec(iov_base: bytes.baseAddress.map { $0 + offset }, iov_len: text.count))
        offset += text.count
      }
      return sd_journal_sendv(vectors, Int32(vectors.count)) == 0
    }
  }

  /// One write(2) a line, so that lines of several threads do not mix.
  func printToStandardError() {
    let bytes = Array((line + "\n").utf8)
    // When standard error is closed or full there is nobody left to tell.
    _ = bytes.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
  }
}
