import Glibc
import NewsBytes
package import NewsLinux
package import NewsModel

extension PuttingBack {
  /// `<spool>/dropped`: what people have removed from failed/ for good, with who and when. Their content is nowhere
  /// else, so the line is durable before the file goes.
  ///
  /// Format: one JSON object a line: `dropped` (RFC 3339), `by`, `name` (`name_bytes` in base64 when it is not UTF-8),
  /// `reason`, the object of its reason file, or null where that was damaged.
  package struct DropLog {
    package struct Entry: Equatable, Sendable {
      /// As it was below its inbox.
      package var name: FileName
      package var by: String
      package var time: Timestamp

      package init(name: FileName, by: String, time: Timestamp) {
        self.name = name
        self.by = by
        self.time = time
      }
    }

    private static let name = Array("dropped".utf8)
    private let spool: Folder

    package init(_ spool: Folder) { self.spool = spool }

    /// Durable when it returns.
    func append(_ entry: Entry, reason: [UInt8]) throws(SystemError) {
      var members: [(String, JSONValue)] = [
        ("dropped", .string(entry.time.rfc3339)), ("by", .string(entry.by)),
        ("name", .string(entry.name.text)),
      ]
      if !entry.name.isUTF8 {
        members.append(("name_bytes", .string(Base64.encode(entry.name.bytes))))
      }
      members.append(("reason", JSONValue(json: reason) ?? .null))
      let file = try spool.openForAppending(Self.name)
      // A line that a crash has cut stays one line.
      let line = JSONValue.object(members).text + "\n"
      try file.write(Array(line.utf8))
      try file.sync()
      try spool.sync()
    }

    /// - Returns: all of them, in their order; a line that is not as we write it is passed over.
    package func entries() throws(SystemError) -> [Entry] {
      guard try spool.facts(of: Self.name) != nil else { return [] }
      let bytes = try spool.openForReading(Self.name).contents(limitBytes: 1 << 30)
      return bytes.split(separator: 0x0A).compactMap { line in
        guard let value = JSONValue(json: Array(line)), let name = ReasonFile.name(in: value),
          let by = value["by"]?.string,
          let time = value["dropped"]?.string.flatMap(Timestamp.init(rfc3339:))
        else { return nil }
        return Entry(name: name, by: by, time: time)
      }
    }
  }
}
