import Glibc
import NewsBytes
import NewsLinux
import NewsModel

/// What lies beside a file and says that it is complete: a mark (`x.xml.done`, `.ok`, `.ready`), or its checksum
/// (`x.xml.md5`, `.sha1`, `.sha256`, `.sha512`), whose digits must be those of the file.
struct Mark {
  /// What is put beside a file that comes back by our own hand.
  static let ours = Array(".ready".utf8)
  /// The largest checksum that is read: a line of the name and 128 digits.
  private static let limitBytes = 4_096

  /// OpenSSL's name of the algorithm, and its digits; nil for a mark that holds nothing.
  private struct Checksum {
    var algorithm: String
    var digits: Int
  }

  private static let kinds: [(suffix: String, checksum: Checksum?)] = [
    (".done", nil), (".ok", nil), (".ready", nil),
    (".md5", Checksum(algorithm: "MD5", digits: 32)),
    (".sha1", Checksum(algorithm: "SHA1", digits: 40)),
    (".sha256", Checksum(algorithm: "SHA2-256", digits: 64)),
    (".sha512", Checksum(algorithm: "SHA2-512", digits: 128)),
  ]

  /// What the marks beside a file say.
  enum Verdict: Equatable {
    /// There is none.
    case absent
    /// All that there are agree: their names.
    case agreed([[UInt8]])
    /// A checksum is another one's, or none.
    case differing(String)
  }

  /// The file that a name marks, both below the inbox; nil for what is no mark's name.
  static func file(of name: FileName) -> FileName? {
    for kind in kinds where name.bytes.count > kind.suffix.utf8.count {
      guard name.bytes.suffix(kind.suffix.utf8.count).elementsEqual(kind.suffix.utf8) else {
        continue
      }
      let file = FileName(bytes: name.bytes.dropLast(kind.suffix.utf8.count))
      return file.last.bytes.isEmpty ? nil : file
    }
    return nil
  }

  /// Looks at the marks beside an open file.
  ///
  /// - Parameters:
  ///   - name: The file's own, in its folder.
  ///   - folder: Where both lie.
  ///   - file: The file, which nobody writes now.
  ///   - digest: Computes a checksum.
  /// - Returns: What they say.
  /// - Throws: What keeps file or mark from being read.
  static func look(
    beside name: [UInt8], in folder: Folder, file: Descriptor, digest: Claiming.Digest
  ) throws(SystemError) -> Verdict {
    var found: [[UInt8]] = []
    for kind in kinds {
      let mark = name + Array(kind.suffix.utf8)
      guard try folder.facts(of: mark)?.kind == .regular else { continue }
      if let checksum = kind.checksum {
        let text = try folder.openForReading(mark).contents(limitBytes: limitBytes)
        guard let told = digits(checksum.digits, in: text) else {
          return .differing("\(quoted(FileName(bytes: mark).text)) holds no checksum")
        }
        guard try digest(checksum.algorithm, file) == told else {
          return .differing("it is not the file of \(quoted(FileName(bytes: mark).text))")
        }
      }
      found.append(mark)
    }
    return found.isEmpty ? .absent : .agreed(found)
  }

  /// So many hexadecimal digits: GNU's `DIGITS  name`, BSD's and OpenSSL's `MD5 (name) = DIGITS`, certutil's line of
  /// digits below its own words, digits alone. A name may be such digits itself, so they count anywhere only
  /// when they stand in no such place.
  private static func digits(_ count: Int, in text: [UInt8]) -> String? {
    let lines = text.split(separator: 0x0A)
    let found =
      lines.lazy.compactMap { digitsInPlace(count, in: $0) }.first
      ?? lines.lazy.flatMap { $0.split { !isDigit($0) } }.first { $0.count == count }
    return found.map { String(decoding: $0, as: UTF8.self).lowercased() }
  }

  /// Those that a line begins with, also in groups, or behind the equals sign that follows a name in brackets.
  private static func digitsInPlace(
    _ count: Int, in line: ArraySlice<UInt8>
  ) -> ArraySlice<UInt8>? {
    let whole = line.filter { !isBlank($0) }
    if whole.count == count, whole.allSatisfy(isDigit) { return whole[...] }
    var rest = line.drop { isBlank($0) || $0 == UInt8(ascii: "\\") }
    if let sign = endOfSign(in: line) { rest = line[sign...] }
    let run = rest.prefix(while: isDigit)
    return run.count == count ? run : nil
  }

  /// Behind the last `)= ` or `) = `.
  private static func endOfSign(in line: ArraySlice<UInt8>) -> Int? {
    for start in line.indices.reversed() where line[start] == UInt8(ascii: ")") {
      for sign in [")= ", ") = "] where line[start...].starts(with: sign.utf8) {
        return start + sign.utf8.count
      }
    }
    return nil
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0D
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x46).contains(byte & 0xDF)
  }
}
