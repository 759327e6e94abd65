/// Finds where a JSON value ends while its bytes still arrive: brackets outside of strings are
/// counted, nothing is checked. `JSONReader` checks the value once it is whole.
struct JSONExtent {
  private var depth = 0
  private var inString = false
  private var inScalar = false

  /// The offset behind the value, or nil when more bytes are needed; `scanned` then says from
  /// where to go on; the first time it is the value's first byte.
  mutating func end(
    in bytes: UnsafeBufferPointer<UInt8>, scanned index: inout Int
  ) -> Int? {
    while index < bytes.count {
      if inString {
        guard passString(bytes, &index) else { return nil }
        inString = false
        if depth == 0 { return index }
        continue
      }
      let byte = bytes[index]
      switch byte {
      case 0x22: inString = true
      case 0x7B, 0x5B: depth += 1
      case 0x7D, 0x5D:
        if depth == 0 { return index }
        depth -= 1
        if depth == 0 {
          index += 1
          return index
        }
      case 0x20, 0x09, 0x0A, 0x0D, 0x2C:
        if depth == 0, inScalar { return index }
      default: inScalar = true
      }
      index += 1
    }
    return nil
  }

  /// Moves behind the closing quote; false when it has not come yet. A backslash whose escaped
  /// byte has not come stays unscanned.
  private func passString(_ bytes: UnsafeBufferPointer<UInt8>, _ index: inout Int) -> Bool {
    while index < bytes.count {
      if index &+ 8 <= bytes.count {
        let word = ByteRuns.word(bytes, index)
        let marks = ByteRuns.equal(word, 0x22) | ByteRuns.equal(word, 0x5C)
        if marks == 0 {
          index &+= 8
          continue
        }
        index &+= ByteRuns.firstByte(marks)
      }
      switch bytes[index] {
      case 0x22:
        index += 1
        return true
      case 0x5C:
        if index + 1 >= bytes.count { return false }
        index += 2
      default: index += 1
      }
    }
    return false
  }
}
