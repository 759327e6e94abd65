/// The names a file may get in done/ or failed/, best first: its own; `stem~hash8.ext`;
/// `stem~hash8-2.ext` … `-99`. Long names are cut in the stem, between characters where the name
/// is UTF-8.
struct FreeNames: Sequence, IteratorProtocol {
  /// NAME_MAX of Linux.
  static let limitBytes = 255
  private let stem: [UInt8]
  private let ending: [UInt8]
  private let hash: [UInt8]
  private let limitBytes: Int
  private var number = 0

  /// - Parameters:
  ///   - name: one component.
  ///   - hash: hexadecimal digits of its content; the first eight stand in the names.
  ///   - room: bytes to leave free for an ending that the caller adds.
  init(_ name: [UInt8], hash: String, room: Int = 0) {
    let dot = name.lastIndex(of: 0x2E).flatMap { $0 > 0 && name.count - $0 <= 16 ? $0 : nil }
    stem = Array(name[..<(dot ?? name.count)])
    ending = dot.map { Array(name[$0...]) } ?? []
    self.hash = Array("~\(hash.prefix(8))".utf8)
    limitBytes = Self.limitBytes - room
    // A name that leaves no room is never tried as it is.
    if name.count > limitBytes { number = 1 }
  }

  mutating func next() -> [UInt8]? {
    defer { number += 1 }
    switch number {
    case 0: return stem + ending
    case 1...99:
      let mark = number == 1 ? hash : hash + Array("-\(number)".utf8)
      return shortened(to: limitBytes - mark.count - ending.count) + mark + ending
    default: return nil
    }
  }

  private func shortened(to count: Int) -> ArraySlice<UInt8> {
    guard stem.count > count else { return stem[...] }
    var end = Swift.max(1, count)
    // Not into the middle of a character: back over at most three continuation bytes.
    for _ in 0..<3 where end > 1 && stem[end] & 0xC0 == 0x80 { end -= 1 }
    return stem[..<end]
  }
}
