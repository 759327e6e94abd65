import NewsText
import TestSupport
import Testing

/// The folded words of a text, read back from the stream's letters; right for ASCII results.
private func words(_ text: String) -> [String] {
  let stream = TokenStream(text)
  return stream.tokens.map { token in
    let start = Int(token.letterOffset)
    let end = start + min(Int(token.letterCount), Token.storedLetters)
    return String(decoding: stream.letters[start..<end], as: UTF8.self)
  }
}

@Suite("Token streams")
struct TokenStreamTests {
  static let folded: [(String, [String])] = [
    ("Harbour, re-opens TODAY!", ["harbour", "re", "opens", "today"]),
    ("1,234 ships; 3.5 pct. 7.", ["1234", "ships", "3.5", "pct", "7"]),
    ("the mayor's dogs\u{2019} home", ["the", "mayors", "dogs", "home"]),
    ("a har-\n  bour and a pre-\r\nview", ["a", "harbour", "and", "a", "preview"]),
    ("North-\nSouth talks, 10-\n20", ["north", "south", "talks", "10", "20"]),
    ("École ÉCOLE e\u{301}cole", ["ecole", "ecole", "ecole"]),
    ("straße STRASSE", ["strasse", "strasse"]),
    ("\u{FB01}nal o\u{FB03}ce", ["final", "office"]),
    ("ＡＢＣ １２３ ｄ，ｅ", ["abc", "123", "d", "e"]),
    ("har\u{AD}bour zero\u{200B}width \u{FEFF}mark", ["harbour", "zerowidth", "mark"]),
    ("", []),
    (" \n\t–—… \u{1F600} ", []),
  ]

  @Test("words are folded to their letters", arguments: folded)
  func fold(text: String, expected: [String]) {
    #expect(words(text) == expected)
  }

  static let equal = [
    ("Der Fluß stieg über", "DER FLUSS STIEG ÜBER"),
    (
      "\u{D55C}\u{AD6D}\u{C5B4} 신문",
      "\u{1112}\u{1161}\u{11AB}\u{1100}\u{116E}\u{11A8}\u{110B}\u{1165} 신문"
    ),
    ("ガラス", "カ\u{3099}ラス"),
    ("Ελλάς ΕΛΛΆΣ", "ΕΛΛΑΣ ελλας"),
    (
      "Ёлка и Йод",
      "ЕЛКА И ЙОД".replacing("ЕЛКА", with: "Е\u{308}лка").replacing("ЙОД", with: "и\u{306}од")
    ),
    ("the port\nwas closed", "The  Port was\n\nclosed."),
    ("co\u{FB00}ee", "coffee"),
  ]

  @Test("texts that differ in case, form and spacing have one digest", arguments: equal)
  func digests(a: String, b: String) {
    #expect(TokenStream(a).digest == TokenStream(b).digest)
  }

  @Test("each change of a word changes the digest")
  func digestsDiffer() {
    var random = SplitMix(seed: 5)
    let words = Prose(seed: 9).words(60)
    let digest = TokenStream(words.joined(separator: " ")).digest
    for _ in 0..<200 {
      var other = words
      let place = Int.random(in: 0..<words.count, using: &random)
      switch Int.random(in: 0..<3, using: &random) {
      case 0: other[place] += "x"
      case 1: other.remove(at: place)
      default: other.swapAt(place, (place + 1) % words.count)
      }
      guard other != words else { continue }
      #expect(TokenStream(other.joined(separator: " ")).digest != digest)
    }
  }

  @Test("flags tell numbers, names and sentence ends")
  func flags() {
    let tokens = TokenStream("The mayor met Anna Berg. Then 12 left B7\nÉmile stayed").tokens
    #expect(tokens.filter(\.isNumber).count == 1)
    #expect(
      tokens.map(\.isCapital) == [
        true, false, false, true, true, true, false, false, true, true, false,
      ])
    #expect(tokens.map(\.isName).enumerated().filter(\.element).map(\.offset) == [3, 4, 8])
    #expect(tokens.map(\.endsSentence).enumerated().filter(\.element).map(\.offset) == [4, 8])
    #expect(tokens.filter(\.hasDigit).count == 2)
  }

  @Test("a script without spaces gives one token a scalar, Korean one a word")
  func scripts() {
    #expect(TokenStream("東京都の天気。").tokens.count == 6)
    #expect(TokenStream("신문 기사").tokens.count == 2)
    #expect(TokenStream("ภาษา").tokens.count == 4)
  }

  @Test("byte ranges cut the words out of the source text")
  func byteRanges() throws {
    let text = "  Öl-Preis «steigt» um 1,234 auf e\u{301}te\u{301} 東京"
    let stream = TokenStream(text)
    let bytes = Array(text.utf8)
    let cut = stream.tokens.indices.map {
      String(decoding: bytes[stream.bytes(of: $0..<$0 + 1)], as: UTF8.self)
    }
    #expect(cut == ["Öl", "Preis", "steigt", "um", "1,234", "auf", "e\u{301}te\u{301}", "東", "京"])
    let all = stream.bytes(of: 0..<stream.tokens.count)
    #expect(String(decoding: bytes[all], as: UTF8.self) == text.dropFirst(2))
  }

  @Test("whatever the bytes, tokens stay inside them", arguments: 0..<40)
  func hostileBytes(seed: Int) {
    var random = SplitMix(seed: UInt64(seed))
    let parts: [[UInt8]] = [
      [0xFF], [0xC3], [0xE2, 0x80], [0xF0, 0x9F], [0], [0x0A], Array("wo".utf8),
      [0xEF, 0xB7, 0xBA],
      Array("ﬁß한-\n".utf8), [0xC0, 0x80], [0xED, 0xA0, 0x80], Array("1,2.".utf8), [0xF4, 0x90],
    ]
    let bytes = (0..<400).flatMap { _ in parts.randomElement(using: &random) ?? [] }
    let stream = bytes.withUnsafeBufferPointer { TokenStream(utf8: $0) }
    for token in stream.tokens {
      #expect(Int(token.byteOffset) + Int(token.byteLength) <= bytes.count)
      let stored = min(Int(token.letterCount), Token.storedLetters)
      #expect(Int(token.letterOffset) + stored <= stream.letters.count)
    }
  }

  @Test("a text without end keeps so many tokens, and its digest sees the rest")
  func limit() {
    let long = String(repeating: "word ", count: TokenStream.tokenLimit + 50)
    let stream = TokenStream(long)
    #expect(stream.tokens.count == TokenStream.tokenLimit)
    #expect(stream.digest != TokenStream(long + "other").digest)
    #expect(stream.byteCount < 3_000_000)
  }

  @Test("a word of a thousand letters is kept short, and still told from its like")
  func longWords() {
    let a = String(repeating: "a", count: 1000)
    let stream = TokenStream(a + " " + a + "b")
    #expect(stream.tokens.map(\.letterCount) == [255, 255])
    #expect(stream.letters.count == 2 * Token.storedLetters)
    #expect(stream.tokens[0].hash != stream.tokens[1].hash)
  }
}
