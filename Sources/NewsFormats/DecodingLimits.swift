package import NewsModel

/// How much one deposit and one document may cost (CONTRACT.md P10). All are configurable; a
/// rejection names the limit it met as `limitName value`.
package struct DecodingLimits: Hashable, Sendable {
  /// Bytes of one document: a text file, a JSON line, an element of a JSON array.
  package var documentTextBytes: Int
  /// Bytes of one deposit as it lies on disk.
  package var fileBytes: Int
  /// Open objects and arrays around a value.
  package var depth: Int
  /// Compressions around each other (`a.jsonl.gz.zst` has two).
  package var layers: Int
  /// Bytes out for each byte in, once `ratioFreeBytes` have come out.
  package var ratio: Int
  /// Bytes that may come out before the ratio is looked at.
  package var ratioFreeBytes: Int
  /// Processor time of one document.
  package var documentCPU: Duration

  package init(
    documentTextBytes: Int = 16 << 20, fileBytes: Int = 16 << 30, depth: Int = 256,
    layers: Int = 2, ratio: Int = 200, ratioFreeBytes: Int = 1 << 20,
    documentCPU: Duration = .seconds(10)
  ) {
    self.documentTextBytes = documentTextBytes
    self.fileBytes = fileBytes
    self.depth = depth
    self.layers = layers
    self.ratio = ratio
    self.ratioFreeBytes = ratioFreeBytes
    self.documentCPU = documentCPU
  }
}

extension DecodingLimits {
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
  func nestedTooDeep(found: Int, locator: String) -> Rejection {
    Rejection(
      .nestedTooDeep, "\(found) layers of compression and archives", locator: locator,
      limit: "compression-layers \(layers)")
  }
}
