import NewsModel

/// Records that are the objects of a JSON array whose `[` has been consumed. Held at a time: one.
struct JSONElements {
  private var isFirst = true

  /// - Returns: nil when it has consumed the `]`.
  mutating func next(in stream: inout JSONStream) throws(DecodingFailure) -> Frame? {
    if try stream.peek() == 0x5D {
      stream.consume(1)
      return nil
    }
    if !isFirst { try stream.expect(0x2C, "a comma or ] is missing") }
    isFirst = false
    _ = try stream.peek()
    let label = Frame.Label.numbered("record")
    return switch try stream.value() {
    case .whole(let count): Frame(range: 0..<count, label: label)
    case .tooLarge: Frame(range: 0..<stream.held, extent: .tooLarge, label: label)
    }
  }
}
