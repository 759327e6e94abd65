/// What stands around a text in the HTML of a wire: the headline and the keywords once more, pictures with
/// their captions. `XMLOutline` leaves the same out of XHTML.
enum HTMLSurroundings {
  static let names: Set<String> = ["header", "nav", "figure"]

  /// - Parameter html: valid UTF-8.
  /// - Returns: without them; nil when there are none. One that does not end stays. Linear: an end tag that
  ///   is nowhere is looked for once a name.
  static func removed(from html: [UInt8]) -> [UInt8]? {
    html.withUnsafeBufferPointer { bytes in
      var kept: [UInt8] = []
      var keptTo = 0
      var endless: Set<String> = []
      var from = 0
      while let start = ByteRuns.first(0x3C, in: bytes, from: from) {
        from = start + 1
        guard let tag = MarkupTag(bytes, at: start), !tag.isEnd, !tag.closesItself,
          names.contains(tag.name), !endless.contains(tag.name)
        else { continue }
        guard let end = end(of: tag.name, bytes, from: tag.end) else {
          endless.insert(tag.name)
          continue
        }
        kept += bytes[keptTo..<start]
        keptTo = end
        from = end
      }
      return keptTo == 0 ? nil : kept + bytes[keptTo...]
    }
  }

  private static func end(
    of name: String, _ bytes: UnsafeBufferPointer<UInt8>, from: Int
  ) -> Int? {
    var from = from
    while let start = ByteRuns.first(0x3C, in: bytes, from: from) {
      from = start + 1
      guard start + 1 < bytes.count, bytes[start + 1] == 0x2F,
        let tag = MarkupTag(bytes, at: start), tag.name == name
      else { continue }
      return tag.end
    }
    return nil
  }
}
