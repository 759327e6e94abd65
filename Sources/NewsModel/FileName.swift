/// A path below an inbox as the kernel gives it: raw bytes, `/` between components, no NUL, never
/// empty. Not a `String`: names that are not UTF-8 must be found again by the same bytes.
package struct FileName: Hashable, Sendable, Comparable {
  package var bytes: [UInt8]
  package init(bytes: some Sequence<UInt8>) { self.bytes = Array(bytes) }
  package init(_ text: String) { self.init(bytes: text.utf8) }
  package static func < (a: Self, b: Self) -> Bool {
    a.bytes.lexicographicallyPrecedes(b.bytes)
  }

  /// The last component.
  package var last: FileName {
    FileName(bytes: bytes.suffix(from: bytes.lastIndex(of: 0x2F).map { $0 + 1 } ?? 0))
  }
  /// Everything before the last component; empty for a file directly in the inbox.
  package var folder: FileName {
    FileName(bytes: bytes.prefix(bytes.lastIndex(of: 0x2F) ?? 0))
  }
  /// The first component when there is a sub-folder, else nil: it names the source.
  package var topFolder: FileName? {
    bytes.firstIndex(of: 0x2F).map { FileName(bytes: bytes.prefix($0)) }
  }
  /// For JSON: the name as text, with U+FFFD where the bytes are not UTF-8.
  package var text: String { String(decoding: bytes, as: UTF8.self) }
  /// True when `text` holds the same bytes.
  package var isUTF8: Bool { String(validating: bytes, as: UTF8.self) != nil }
}
