/// How much one deposit and one document may cost (P10). All but `ratioFreeBytes` are keys of the
/// configuration, and these are their defaults: no module has any of its own.
package struct Limits: Hashable, Sendable {
  /// Bytes of one document: a text file, a JSON line, an element of a JSON array.
  package var documentTextBytes: Int
  /// Bytes of one deposit as it lies on disk.
  package var fileBytes: Int
  /// Open elements, objects and arrays around a value.
  package var depth: Int
  /// Compressions and archives around each other (`a.jsonl.gz.zst` has two).
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
