import NewsText
import TestSupport
import Testing

@testable import NewsStories

@Suite("Postings of stories")
struct PostingsTests {
  /// What the lists must say, kept in the plainest way.
  private struct Reference {
    var lists: [TermHash: [UInt32]] = [:]

    func check(_ postings: Postings) {
      for (term, members) in lists {
        #expect(postings.latest(.max >> 1, of: term).map(\.member) == members)
        #expect(postings.latest(3, of: term).map(\.member) == members.suffix(3))
      }
    }
  }

  @Test(
    "whatever comes and goes, each list holds its members in order, and the pool does not swell",
    arguments: 1...4 as ClosedRange<UInt64>)
  func churn(seed: UInt64) {
    var random = SplitMix(seed: seed)
    var postings = Postings(seed: seed)
    var reference = Reference()
    var held: [(member: UInt32, terms: [TermHash])] = []
    var entries = 0
    for member in 1...5_000 as ClosedRange<UInt32> {
      // Terms come into use and go out of it, a few stay for ever.
      let era = member / 250
      let terms = Set(
        (0..<20).map { _ in
          TermHash(
            1 + (random.below(4) == 0 ? random.below(30) : 100 + Int(era) * 300 + random.below(400))
          )
        }
      ).sorted()
      for term in terms {
        postings.append(Postings.Posting(member: member, weight: 1), to: term)
        reference.lists[term, default: []].append(member)
      }
      held.append((member, terms))
      entries += terms.count
      while held.count > 500 + random.below(600) {
        let gone = held.remove(at: random.below(3) == 0 ? random.below(held.count) : 0)
        for term in gone.terms {
          postings.remove(gone.member, from: term)
          reference.lists[term]?.removeAll { $0 == gone.member }
        }
        entries -= gone.terms.count
      }
      if member % 100 == 0 { reference.check(postings) }
    }
    // A stretch is less than twice its list; a quarter to grow, an eighth to spare; at least 2^12.
    #expect(postings.poolSize < max(1 << 13, 4 * entries))
  }
}
