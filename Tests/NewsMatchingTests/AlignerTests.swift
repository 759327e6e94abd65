import NewsModel
import NewsText
import TestSupport
import Testing

@testable import NewsMatching

@Suite("Alignments")
struct AlignerTests {
  private func align(_ here: String, _ there: String) -> Alignment {
    let aligner = Aligner()
    aligner.prepare(TokenStream(here))
    return aligner.align(with: TokenStream(there))
  }

  @Test("equal texts are one passage that covers all")
  func equal() {
    var room = Newsroom(seed: 1)
    let text = room.article()
    let alignment = align(text, text)
    #expect(alignment.tiles == 1 && alignment.longest == alignment.here.tokens)
    #expect(alignment.here == alignment.there)
    #expect(alignment.here.matchedWeight == alignment.here.weight)
    #expect(alignment.here.matched == [0..<alignment.here.tokens])
    #expect(alignment.numbersConflicting == 0 && alignment.capitalsConflicting == 0)
  }

  @Test("unlike texts have nothing in common")
  func unlike() {
    let alignment = align("one two three four five six seven", "eight nine ten eleven twelve past")
    #expect(alignment.tiles == 0 && alignment.passages.isEmpty)
    #expect(align("", "one two three").tiles == 0 && align("one two", "one two").tiles == 0)
  }

  @Test("a passage goes on over misprints, inserted and left out words")
  func tolerance() {
    let alignment = align(
      "the harbour office reopened the eastern quay on Monday after repairs to its oldest crane",
      "the habour office reopened its own long eastern quay Monday after repairs to the oldest crane"
    )
    #expect(alignment.tiles == 1)
    #expect(alignment.here.matchedTokens == 12 && alignment.there.matchedTokens == 12)
  }

  @Test("numbers are never misprints: they agree or they conflict")
  func numbers() {
    let alignment = align(
      "ships waited at berth 1234 for 56 hours before the pilot boarded off buoy two again today",
      "ships waited at berth 1235 for 56 hours before the pilot boarded off buoy 3 again today")
    #expect(alignment.numbersMatched == 1)
    #expect(alignment.numbersConflicting == 1)
    #expect(alignment.numbersReplaced == 1)
  }

  @Test("moved paragraphs are passages of their own, in the order of the newer text")
  func order() {
    var room = Newsroom(seed: 2)
    let parts = room.paragraphs(3)
    let alignment = align(
      parts.joined(separator: "\n"), [parts[2], parts[0], parts[1]].joined(separator: "\n"))
    #expect(alignment.tiles == 2)
    #expect(alignment.here.matchedTokens == alignment.here.tokens)
    let starts = alignment.passages.map(\.here.lowerBound)
    #expect(starts == starts.sorted())
    #expect(alignment.passages[0].there.lowerBound > alignment.passages[1].there.lowerBound)
  }

  @Test("an aligner used again gives what a fresh one gives", arguments: 0..<30 as Range<UInt64>)
  func scratch(seed: UInt64) {
    var room = Newsroom(seed: seed)
    let base = room.article(paragraphs: 6)
    let texts = [
      base, room.edited(base, every: 5), room.misprinted(base, every: 4), room.reordered(base),
      room.article(paragraphs: 1), "", base + "\n" + room.article(), room.bulletin(),
    ]
    let used = Aligner()
    for here in texts.shuffled(using: &room.random) {
      used.prepare(TokenStream(here))
      for there in texts.shuffled(using: &room.random) {
        let alignment = used.align(with: TokenStream(there))
        #expect(alignment == align(here, there))
        check(alignment, here, there)
      }
    }
  }

  /// What holds of every alignment.
  private func check(_ alignment: Alignment, _ here: String, _ there: String) {
    for (side, text) in [(alignment.here, here), (alignment.there, there)] {
      #expect(side.matched.reduce(0) { $0 + $1.count } == side.matchedTokens)
      #expect(side.matchedWeight <= side.weight && side.matchedNumbers <= side.numbers)
      for (a, b) in zip(side.matched, side.matched.dropFirst()) {
        #expect(a.upperBound < b.lowerBound)
      }
      #expect(side.tokens == TokenStream(text).tokens.count)
    }
    for passage in alignment.passages {
      #expect(passage.here.upperBound <= here.utf8.count && !passage.here.isEmpty)
      #expect(passage.there.upperBound <= there.utf8.count && !passage.there.isEmpty)
    }
    #expect(alignment.passages.count <= Alignment.passageLimit)
  }

  @Test("made-up repetitions are aligned in bounded work")
  func repetitions() {
    let a = String(repeating: "no news is good news ", count: 800)
    let b = String(repeating: "good news is no news at all ", count: 800)
    let alignment = align(a, b)
    #expect(alignment.here.tokens == 4000)
    check(alignment, a, b)
  }
}

@Suite("Misprints")
struct MisprintTests {
  private func joins(_ a: String, _ b: String) -> Bool {
    let (x, y) = (TokenStream(a), TokenStream(b))
    var scratch = [Int8](repeating: 0, count: 64)
    return x.letters.withUnsafeBufferPointer { lettersX in
      y.letters.withUnsafeBufferPointer { lettersY in
        scratch.withUnsafeMutableBufferPointer { scratch in
          guard let px = lettersX.baseAddress, let py = lettersY.baseAddress,
            let row = scratch.baseAddress
          else { return false }
          return Misprint.joins(x.tokens[0], px, y.tokens[0], py, scratch: row)
        }
      }
    }
  }

  /// The textbook's table.
  private func distance(_ a: [Character], _ b: [Character]) -> Int {
    var row = Array(0...b.count)
    for (i, x) in a.enumerated() {
      var next = [i + 1]
      for (j, y) in b.enumerated() {
        next.append(min(row[j + 1] + 1, next[j] + 1, row[j] + (x == y ? 0 : 1)))
      }
      row = next
    }
    return row[b.count]
  }

  @Test("the shortcuts decide as the whole table would")
  func reference() {
    var random = SplitMix(seed: 3)
    for _ in 0..<3000 {
      var a = Array("harbourmasters".prefix(Int.random(in: 3...14, using: &random)))
      let b = a
      for _ in 0..<Int.random(in: 0...5, using: &random) {
        let place = Int.random(in: 0..<a.count, using: &random)
        switch Int.random(in: 0..<3, using: &random) {
        case 0: a[place] = "x"
        case 1: a.insert("y", at: place)
        default: if a.count > 2 { a.remove(at: place) }
        }
      }
      let longer = max(a.count, b.count)
      let allowed = longer < 6 ? 1 : longer < 10 ? 2 : 3
      let expected = longer >= 4 && distance(a, b) <= allowed
      #expect(joins(String(a), String(b)) == expected, "\(String(a)) \(String(b))")
    }
  }

  @Test("short words and numbers are equal or different")
  func exceptions() {
    #expect(!joins("cat", "bat") && !joins("12345", "12346") && !joins("12345", "12a45"))
    #expect(joins("naïvety", "naivety") && joins("Бологое", "Болотое"))
    let long = String(repeating: "a", count: 31)
    #expect(!joins(long, long + "b"))
  }
}
