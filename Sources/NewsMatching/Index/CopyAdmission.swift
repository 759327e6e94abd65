package import NewsModel

/// What became of one article: the decision to show, and what the store must keep to bring the index
/// back after a restart.
package struct CopyAdmission: Hashable, Sendable {
  package var decision: CopyDecision
  /// For `CopyIndex.restore`; opaque, 300–500 bytes. Format: `CopyBlob`.
  package var blob: [UInt8]
  /// What was learned of a composite, this article or an older one; rarely there.
  package var composite: CompositeNote?
}
