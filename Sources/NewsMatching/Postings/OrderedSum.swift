import NewsBytes
import NewsText

/// A checksum of words and their order, for what the index of copies keeps in the store: SQLite does
/// not see a byte that a disk has changed inside a row. Source: J. Fletcher, "An arithmetic checksum
/// for serial transmissions" (1982), here modulo 2^64.
struct OrderedSum {
  /// Tells what was added.
  private var plain: UInt64
  /// Tells in which order.
  private var placed: UInt64 = 0

  /// - Parameter seed: what the words belong to, so that they are wrong elsewhere.
  init(seed: UInt64 = 0) { plain = seed }

  @inline(__always)
  mutating func add(_ word: UInt64) {
    plain &+= word
    placed &+= plain
  }

  var value: UInt64 { mixed(plain ^ mixed(placed)) }
}
