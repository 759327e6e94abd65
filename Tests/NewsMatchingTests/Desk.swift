import NewsMatching
import NewsModel
import NewsText

/// An index with its articles at hand, as the store would give them.
final class Desk {
  let index: CopyIndex
  private(set) var texts: [String] = []
  private(set) var records: [[UInt8]] = []
  /// Older texts that the index asked for.
  private(set) var textsRead = 0

  init(index: CopyIndex = CopyIndex(seed: 41)) { self.index = index }

  func text(_ id: ArticleID) -> String { texts[Int(id.rawValue) - 1] }

  @discardableResult
  func admit(
    _ text: String, provenance: Provenance = Provenance(), using speculation: Speculation? = nil
  ) -> CopyDecision {
    let id = ArticleID(rawValue: Int64(texts.count + 1))
    let admission = index.decide(
      id, index.fingerprint(text), provenance: provenance, using: speculation
    ) { asked in
      textsRead += 1
      return self.text(asked)
    }
    texts.append(text)
    records.append(admission.record)
    return admission.decision
  }
}

extension ArticleID: ExpressibleByIntegerLiteral {
  package init(integerLiteral value: Int64) { self.init(rawValue: value) }
}

extension CopyDecision {
  func link(to id: ArticleID) -> CopyLink? { links.first { $0.to == id } }
}
