import NewsText
import Testing

@Suite("Sketches")
struct SketchTests {
  private static func tokens(_ count: Int, seed: UInt64) -> [Token] {
    TokenStream(Prose(seed: seed).words(count).joined(separator: " ")).tokens
  }

  /// Step 3 of docs/copies.md, said the slow way.
  private static func reference(_ tokens: [Token], seed: UInt64) -> [UInt64] {
    let hashes = tokens.withUnsafeBufferPointer { tokens in
      Set(
        (0..<Shingle.count(tokens: tokens.count)).map {
          Shingle.hash(tokens, at: $0, seed: seed)
        }
      ).sorted()
    }
    let below = hashes.prefix { $0 < UInt64.max / 16 }.count
    return Set(hashes.prefix(min(256, max(48, below))).map(Shingle.key)).sorted()
  }

  @Test(
    "a sketch holds what lies below 1/16, at least the 48 smallest, at most 256",
    arguments: [0, 1, 2, 3, 10, 49, 50, 51, 97, 98, 99, 120, 400, 800, 1500, 3000, 9000])
  func reference(count: Int) {
    for seed in [UInt64(0), 7, .max] {
      let tokens = Self.tokens(count, seed: UInt64(count))
      #expect(Sketch(tokens, seed: seed).keys == Self.reference(tokens, seed: seed))
    }
  }

  @Test("a text of one shingle repeated has one key")
  func repeated() {
    let tokens = TokenStream(String(repeating: "no ", count: 500)).tokens
    #expect(Sketch(tokens, seed: 3).keys.count == 1)
  }

  @Test("an excerpt shares keys with its source, another text or seed hardly any")
  func nesting() {
    let tokens = Self.tokens(900, seed: 1)
    let whole = Set(Sketch(tokens, seed: 5).keys)
    let part = Sketch(Array(tokens[200..<420]), seed: 5).keys
    #expect(part.filter(whole.contains).count >= 6)
    #expect(Sketch(Self.tokens(900, seed: 2), seed: 5).keys.filter(whole.contains).count <= 2)
    #expect(Sketch(tokens, seed: 6).keys.filter(whole.contains).isEmpty)
  }

  @Test("a sketch is the same after a round through its bytes", arguments: [0, 2, 30, 500, 6000])
  func bytes(count: Int) {
    let sketch = Sketch(Self.tokens(count, seed: 4), seed: 8)
    #expect(sketch.bytes.count == sketch.keys.count * 5)
    #expect(Sketch(bytes: sketch.bytes) == sketch)
  }

  @Test("what no sketch wrote is refused")
  func damagedBytes() {
    let bytes = Sketch(Self.tokens(200, seed: 4), seed: 8).bytes
    #expect(Sketch(bytes: bytes.dropLast()) == nil)
    #expect(Sketch(bytes: bytes[5...] + bytes[..<5]) == nil)
    #expect(Sketch(bytes: bytes[..<5] + bytes[..<5]) == nil)
    let long = (0..<UInt64(300)).flatMap { [0, 0, 0, UInt8($0 >> 8), UInt8($0 & 255)] }
    #expect(Sketch(bytes: long) == nil)
  }
}

@Suite("Sentences")
struct SentenceTests {
  @Test("a sentence is known by its words and not by its numbers or its place")
  func numbers() {
    let a = TokenStream("Page 3 of 12 follows soon. More.\nOur newsletter comes every day").tokens
    let b = TokenStream("Page 14 of 90 follows soon!").tokens
    let found = Sentence.all(a, seed: 1)
    #expect(found.map(\.first) == [0, 7])
    #expect(found.map(\.last) == [5, 11])
    #expect(found[0].hash == Sentence.all(b, seed: 1)[0].hash)
    #expect(found[0].hash != Sentence.all(b, seed: 2)[0].hash)
    #expect(found[0].hash != found[1].hash)
  }

  @Test("fewer than four tokens are no sentence")
  func short() {
    #expect(Sentence.all(TokenStream("One two three. Four five. End").tokens, seed: 1).isEmpty)
  }
}

@Suite("Revision marks")
struct RevisionMarkTests {
  static let marked = [
    "PORT-STRIKE, 2nd Ld-Writethru", "UPDATE 2-Port strike ends", "CORRECTION: Port strike",
    "Corrected: port strike", "Port strike (Refile)", "Port strike, write-thru", "1st Ld port",
  ]
  static let plain = [
    "Port strike ends", "Market correction deepens", "Minister updated on strike", "",
    "Strike leader speaks\nUPDATE 2 follows", "A lead in talks", "Write thruway",
  ]

  @Test("a desk's mark in the first line is seen", arguments: marked)
  func marks(text: String) { #expect(RevisionMark.isPresent(in: text)) }

  @Test("ordinary words are no marks", arguments: plain)
  func words(text: String) { #expect(!RevisionMark.isPresent(in: text)) }
}
