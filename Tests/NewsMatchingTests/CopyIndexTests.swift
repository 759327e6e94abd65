import NewsMatching
import NewsModel
import NewsText
import Testing

@Suite("Copies")
struct CopyIndexTests {
  @Test("an article that stands nowhere else is an original")
  func original() {
    let index = CopyIndex(seed: 1)
    let print = index.fingerprint("Harbour reopens after storm\nShips left the port at dawn.")
    let admission = index.decide(ArticleID(rawValue: 1), print, provenance: Provenance()) { _ in
      ""
    }
    #expect(admission.decision.verdict == .original)
    #expect(admission.decision.group == ArticleID(rawValue: 1))
  }
}
