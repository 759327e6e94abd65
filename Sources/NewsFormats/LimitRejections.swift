package import NewsModel

/// What a document or a deposit is told that has met a limit: each names it as `limitName value`.
extension Limits {
  func documentTooLarge(locator: String) -> Rejection {
    Rejection(
      .tooLarge, "the document has more than \(documentTextBytes) bytes", locator: locator,
      limit: "document-text-bytes \(documentTextBytes)")
  }
  /// For a file that is larger than `fileBytes`, known from its size or from reading it.
  package func fileTooLarge() -> Rejection {
    Rejection(
      .tooLarge, "the file has more than \(fileBytes) bytes", limit: "file-bytes \(fileBytes)")
  }
  func tooDeep(locator: String) -> Rejection {
    Rejection(
      .tooDeep, "nested more than \(depth) levels deep", locator: locator,
      limit: "depth \(depth)")
  }
  func tooSlow(locator: String) -> Rejection {
    Rejection(
      .tooSlow, "decoding took more than \(documentCPU.components.seconds) s of processor time",
      locator: locator, limit: "document-cpu-seconds \(documentCPU.components.seconds)")
  }
  func bomb(bytesIn: Int, bytesOut: Int, locator: String) -> Rejection {
    Rejection(
      .bomb, "\(bytesIn) compressed bytes expanded to more than \(bytesOut)", locator: locator,
      limit: "compression-ratio \(ratio)")
  }
  /// - Parameters:
  ///   - bytesIn: of the outermost of what is packed.
  ///   - bytesOut: unpacked.
  ///   - locator: for people.
  /// - Throws: `bomb`.
  func check(packed bytesIn: Int, unpacked bytesOut: Int, locator: String) throws(DecodingFailure) {
    if bytesOut > ratioFreeBytes, bytesOut / ratio > bytesIn {
      throw .rejected(bomb(bytesIn: bytesIn, bytesOut: bytesOut, locator: locator))
    }
  }
  func nestedTooDeep(found: Int, locator: String) -> Rejection {
    Rejection(
      .nestedTooDeep, "\(found) layers of compression and archives", locator: locator,
      limit: "compression-layers \(layers)")
  }
}
