/// A place in a text for people: both counted from 1, the column in bytes.
struct TextPosition: CustomStringConvertible {
  private(set) var line = 1
  private(set) var column = 1

  init(line: Int = 1) { self.line = line }
  var description: String { "line \(line), column \(column)" }

  mutating func advance(over bytes: UnsafeBufferPointer<UInt8>) {
    var index = 0
    while let feed = ByteRuns.first(0x0A, in: bytes, from: index) {
      line += 1
      column = 1
      index = feed + 1
    }
    column += bytes.count - index
  }
}
