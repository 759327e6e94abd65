import NewsBytes
import NewsModel

extension Backfill {
  /// A file, or lines of one, to be measured in one go: what travels in the place of its bytes.
  ///
  /// One JSON object on a line:
  ///
  ///     {"path": "/archive/wire/a.jsonl", "name": "wire/a.jsonl", "size": 9000, "from": 4000, "to": 9000,
  ///      "line": 17, "received": 1790000000000}
  ///
  /// `name` is what the deposit is called, as `ingest` does: its first folder names the source. `from` and `to`
  /// are bytes and `line` the number of lines before them; only files of lines have them, and they begin where a
  /// line begins. `received` is in milliseconds since 1970.
  package struct Piece: Hashable, Sendable {
    var path: [UInt8]
    var name: FileName
    var sizeBytes: Int64
    /// Nil: the whole file.
    var range: Range<Int64>?
    /// Lines before it.
    var line: Int64
    var received: Timestamp

    /// - Parameter line: Of standard input.
    /// - Throws: `badPiece`.
    package init(json line: [UInt8]) throws(Fault) {
      guard let json = JSONValue(json: line), let path = json["path"]?.string,
        let name = json["name"]?.string, !name.isEmpty, let size = json["size"]?.integer, size >= 0,
        let received = json["received"]?.integer
      else { throw .badPiece(String(decoding: line, as: UTF8.self)) }
      self.path = Array(path.utf8)
      self.name = FileName(name)
      sizeBytes = size
      self.received = Timestamp(milliseconds: received)
      self.line = json["line"]?.integer ?? 0
      guard let from = json["from"]?.integer, let to = json["to"]?.integer else { return }
      guard 0 <= from, from <= to, to <= size else {
        throw .badPiece(String(decoding: line, as: UTF8.self))
      }
      range = from..<to
    }

    var bytes: Range<Int64> { range ?? 0..<sizeBytes }

    /// Its place in the file, of a record that was the `ordinal`th of the piece.
    func place(of ordinal: Int) -> UInt64 { UInt64(line) + UInt64(ordinal) }

    /// The locator in the file, of one that the decoder gave in the piece: `a.jsonl › line 3`.
    func locator(_ given: String) -> String {
      let digits = given.utf8.reversed().prefix { (0x30...0x39).contains($0) }.count
      guard line > 0, digits > 0, let number = Int64(given.suffix(digits)) else { return given }
      return given.dropLast(digits) + "\(number + line)"
    }
  }
}
