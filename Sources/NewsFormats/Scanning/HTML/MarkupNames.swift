/// Numbers by the names of elements or attributes. A page asks some ten thousand times, so this is no
/// dictionary: names of up to fifteen bytes are numbers themselves, in a table of open addresses.
struct MarkupNames {
  private static let slots = 512
  private var keys = [UInt128](repeating: 0, count: slots)
  private var numbers = [UInt8](repeating: 0, count: slots)

  init(_ names: [(name: String, number: UInt8)]) {
    for (name, number) in names {
      let key = name.utf8.reduce(0) { $0 << 8 | UInt128($1) }
      var slot = Self.slot(key)
      while keys[slot] != 0 { slot = (slot + 1) % Self.slots }
      (keys[slot], numbers[slot]) = (key, number)
    }
  }

  /// The name is a C string in small letters, as libxml2 gives it; nil for one that is not known.
  func number(of name: UnsafePointer<UInt8>) -> UInt8? {
    var length = 0
    var key: UInt128 = 0
    while length < 16, name[length] != 0 {
      key = key << 8 | UInt128(name[length])
      length += 1
    }
    guard length < 16, length > 0 else { return nil }
    var slot = Self.slot(key)
    while keys[slot] != 0 {
      if keys[slot] == key { return numbers[slot] }
      slot = (slot + 1) % Self.slots
    }
    return nil
  }

  private static func slot(_ key: UInt128) -> Int {
    let folded = UInt64(truncatingIfNeeded: key) ^ UInt64(truncatingIfNeeded: key >> 64)
    return Int((folded &* 0x9E37_79B9_7F4A_7C15) >> 55)
  }
}
