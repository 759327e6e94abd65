/// The first person of an address field (RFC 5322, section 3.4), in one pass without recursion, since libraries
/// are not safe on hostile ones.
struct MailAddress {
  private var phrase: [UInt8] = []
  private var inAngles: [UInt8] = []
  private var comment: [UInt8] = []

  /// - Parameter field: its value, not decoded: a comma may be encoded, and divides nothing then.
  init(_ field: [UInt8]) {
    var index = 0
    while index < field.count {
      let isEscaped =
        field[index] == 0x5C && (isQuoted || depth > 0) && index + 1 < field.count
      if isEscaped { index += 1 }
      if !isEscaped, turn(at: field[index]) {
        index += 1
        continue
      }
      if isAtEnd { return }
      keep(field[index])
      index += 1
    }
  }

  private var isQuoted = false
  private var isInAngles = false
  /// Of comments, which nest.
  private var depth = 0
  private var isAtEnd = false

  /// Whether a byte opens or closes something, or divides persons.
  private mutating func turn(at byte: UInt8) -> Bool {
    let isPlain = !isQuoted && depth == 0
    switch byte {
    case 0x22 where depth == 0 && !isInAngles: isQuoted.toggle()
    case 0x28 where !isQuoted && !isInAngles: depth += 1
    case 0x29 where depth > 0: depth -= 1
    case 0x3C where isPlain: isInAngles = true
    case 0x3E where isPlain: isInAngles = false
    // What stands before a colon names a group of addresses.
    case 0x3A where isPlain && !isInAngles: phrase = []
    case 0x2C where isPlain && !isInAngles, 0x3B where isPlain && !isInAngles:
      isAtEnd = hasAny
      return !isAtEnd
    default: return false
    }
    return true
  }

  private mutating func keep(_ byte: UInt8) {
    if depth > 0 {
      comment.append(byte)
    } else if isInAngles, !isQuoted {
      inAngles.append(byte)
    } else {
      phrase.append(byte)
    }
  }

  private var hasAny: Bool {
    !inAngles.isEmpty || phrase.contains { $0 > 0x20 }
  }

  /// The person's name, else the address; not decoded.
  var name: [UInt8] {
    let isAddress = inAngles.isEmpty && phrase.contains(0x40)
    let candidates = isAddress ? [comment, phrase] : [phrase, comment, inAngles]
    return candidates.first { $0.contains { $0 > 0x20 } } ?? []
  }
}
