/// The compressions that are opened, by their first bytes.
enum Compression: CaseIterable {
  case gzip, bzip2, xz, zstd

  /// RFC 1952 2.3.1, bzip2's "BZh", the .xz format 2.1.1.1, RFC 8878 3.1.1.
  var magic: [UInt8] {
    switch self {
    case .gzip: [0x1F, 0x8B]
    case .bzip2: [0x42, 0x5A, 0x68]
    case .xz: [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00]
    case .zstd: [0x28, 0xB5, 0x2F, 0xFD]
    }
  }
  /// Enough of a stream to tell where one begins in the middle of other bytes.
  static let headerBytes = 10

  /// Whether a stream may begin here, in the middle of others: a gzip member by all fields that have few values (RFC
  /// 1952, 2.3.1; Apple's zlib writes 19 as its system), a frame of zstd by its mark. Of the others nobody writes several.
  func begins(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    guard bytes.count >= Self.headerBytes, bytes.starts(with: magic) else { return false }
    let start = bytes.startIndex
    switch self {
    case .gzip:
      let (method, flags, extra, system) =
        (bytes[start + 2], bytes[start + 3], bytes[start + 8], bytes[start + 9])
      return method == 8 && flags & 0xE0 == 0 && [0, 2, 4].contains(extra)
        && (system < 20 || system == 255)
    case .zstd: return true
    case .bzip2, .xz: return false
    }
  }
  var suffixes: [String] {
    switch self {
    case .gzip: [".gz", ".gzip"]
    case .bzip2: [".bz2"]
    case .xz: [".xz"]
    case .zstd: [".zst", ".zstd"]
    }
  }
  init?(leading bytes: UnsafeBufferPointer<UInt8>) {
    guard let found = Self.allCases.first(where: { bytes.starts(with: $0.magic) }) else {
      // A skippable frame (RFC 8878 3.1.2), as pzstd and dictionaries have it, stands before the others.
      guard bytes.count > 3, bytes[0] & 0xF0 == 0x50, bytes[1...].starts(with: [0x2A, 0x4D, 0x18])
      else { return nil }
      self = .zstd
      return
    }
    // "BZhang" is no bzip2: a digit, the block size, follows.
    if found == .bzip2, bytes.count < 4 || !(0x31...0x39).contains(bytes[3]) { return nil }
    self = found
  }

  /// So few bytes that no compression shows, and yet the beginning of the one that the name says: a
  /// stream whose writer has hardly begun.
  static func hasBegun(_ bytes: UnsafeBufferPointer<UInt8>, name: String) -> Bool {
    let lower = name.lowercased()
    guard !bytes.isEmpty,
      let named = allCases.first(where: { $0.suffixes.contains { lower.hasSuffix($0) } })
    else { return false }
    // bzip2's fourth byte is any digit.
    return named.magic.starts(with: bytes)
  }

  /// The name without its compression's suffix; the same name when it has none.
  static func strip(_ name: String) -> String {
    let lower = name.lowercased()
    for suffix in allCases.flatMap(\.suffixes) where lower.hasSuffix(suffix) {
      if name.utf8.count > suffix.utf8.count { return String(name.dropLast(suffix.count)) }
    }
    return name
  }
}

extension ByteWindow {
  /// Consumes all up to the next bytes that begin a stream of one compression.
  ///
  /// - Parameter compression: one of which several may stand behind each other.
  /// - Returns: how many bytes were consumed, and whether one begins behind them; else the window is empty.
  /// - Throws: what filling throws.
  func pass(to compression: Compression) throws(DecodingFailure) -> (passed: Int, isFound: Bool) {
    var passed = 0
    while true {
      try fillHead(atLeast: Compression.headerBytes)
      guard count >= Compression.headerBytes else {
        passed += count
        consume(count)
        return (passed, false)
      }
      let (place, isFound) = compression.beginning(in: bytes)
      passed += place
      consume(place)
      if isFound { return (passed, true) }
    }
  }
}

extension Compression {
  /// - Parameter bytes: as many as are held.
  /// - Returns: the first place where a stream begins, or from which more bytes may tell.
  fileprivate func beginning(in bytes: UnsafeBufferPointer<UInt8>) -> (place: Int, isFound: Bool) {
    var from = 0
    while let mark = ByteRuns.first(magic[0], in: bytes, from: from),
      mark + Self.headerBytes <= bytes.count
    {
      if begins(bytes[mark...]) { return (mark, true) }
      from = mark + 1
    }
    return (max(from, bytes.count - Self.headerBytes + 1, 0), false)
  }
}
