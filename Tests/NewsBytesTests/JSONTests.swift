import TestSupport
import Testing

@testable import NewsBytes

@Suite("JSON")
struct JSONTests {
  @Test(
    "a stored string has what RFC 8259 asks for and no more",
    arguments: [
      ("a\"b\\c", #""a\"b\\c""#), ("a\nb\t", #""a\u000ab\u0009""#),
      ("\u{7F}\u{9B}", "\"\u{7F}\u{9B}\""),
      ("\u{202E}新", "\"\u{202E}新\""), ("", "\"\""),
    ])
  func stored(text: String, json: String) {
    #expect(JSONString.text(text, as: .stored) == json)
    #expect(JSONValue(json: json) == .string(text))
  }

  @Test(
    "a filed and a shown string hold nothing that a terminal obeys or that turns the text round",
    arguments: [
      ("a\nb\tc\rd", #""a\nb\tc\rd""#), ("\u{7F}", #""\u007f""#),
      ("\u{80}\u{9B}\u{9F}", #""\u0080\u009b\u009f""#),
      ("\u{2028}\u{202A}\u{202E}", #""\u2028\u202a\u202e""#),
      ("\u{2066}\u{2069}", #""\u2066\u2069""#),
      (
        "\u{200D}\u{200F}\u{A0}é\u{2027}\u{202F}\u{2065}",
        "\"\u{200D}\u{200F}\u{A0}é\u{2027}\u{202F}\u{2065}\""
      ),
      ("👩‍👧", "\"👩‍👧\""),
    ])
  func shown(text: String, json: String) {
    #expect(JSONString.text(text, as: .shown) == json)
    #expect(JSONValue(json: json) == .string(text))
    let filed = json.replacing(#"\n"#, with: #"\u000a"#).replacing(#"\t"#, with: #"\u0009"#)
      .replacing(#"\r"#, with: #"\u000d"#)
    #expect(JSONString.text(text, as: .filed) == filed)
  }

  @Test(
    "what is written by its number is found wherever it stands, beside whatever else",
    arguments: [
      ("\"", "\\\""), ("\\", "\\\\"), ("\n", "\\n"), ("\u{1F}", "\\u001f"), ("\u{7F}", "\\u007f"),
      ("\u{85}", "\\u0085"), ("\u{202E}", "\\u202e"),
    ])
  func everyPlace(special: String, written: String) {
    for filling in [
      "abcdefghijklmnopqrstuvw", "äöü «xyz» été ñandú ß.", "港は月曜日に修理のため。", " !#[]~}\u{100}",
    ] {
      for place in 0...filling.count {
        let (before, after) = (String(filling.prefix(place)), String(filling.dropFirst(place)))
        #expect(
          JSONString.text(before + special + after, as: .shown) == "\"\(before)\(written)\(after)\""
        )
        #expect(
          JSONString.text(special + before + special, as: .shown)
            == "\"\(written)\(before)\(written)\"")
      }
    }
  }

  @Test("every character comes back from both forms")
  func everyCharacter() {
    for value in UInt32(0)...0x11000 {
      guard let scalar = Unicode.Scalar(value) else { continue }
      for form in [JSONString.Form.stored, .filed, .shown] {
        let text = String(scalar) + "x"
        guard JSONValue(json: JSONString.text(text, as: form)) != .string(text) else { continue }
        Issue.record("U+\(String(value, radix: 16)) does not come back")
      }
    }
  }

  @Test("what is written reads back, keys in their order")
  func roundTrip() {
    let value = JSONValue.object([
      ("z", .array([.integer(-5), .integer(.max), .null, .bool(true), .bool(false)])),
      ("a", .object([("empty", .array([])), ("none", .object([]))])), ("text", .string("\"\n")),
    ])
    #expect(JSONValue(json: value.text) == value)
    #expect(JSONValue(json: value.text)?["a"]?["empty"] == .array([]))
    #expect(value.with("last", .null).text.hasSuffix(#","last":null}"#))
  }

  @Test("a measure has four decimals at most, and no number is null")
  func numbers() {
    #expect(JSONValue.number(0.123456).text == "0.1235")
    #expect(JSONValue.number(-0.00001).text == "0")
    #expect(JSONValue.number(.nan).text == "null")
    #expect(JSONValue(json: "[1.5e3,-0,7]")?.array?.map(\.number) == [1500, 0, 7])
  }

  @Test(
    "what is no JSON gives nothing, and ends",
    arguments: [
      "", "[", "[1,]", "{\"a\":1,}", "{\"a\"}", "\"a", "\"\\", "\"\\u12", "\"\\ud800\"",
      "\"\\ud800\\u0041\"",
      "tru", "1 2", "1e999", "--1", "\"\n\"", "[1]]", "nullx", "{1:2}", "\"\\x\"",
      String(repeating: "[", count: 100_000),
    ])
  func damaged(json: String) { #expect(JSONValue(json: json) == nil) }

  @Test("damage anywhere in an object is never a trap")
  func mutations() {
    let plain = Array(#"{"a":[1,2.5,"x\u00e9\ud83d\ude00"],"b":{"c":null}}"#.utf8)
    var random = SplitMix(seed: 7)
    for _ in 0..<20_000 {
      var bytes = plain
      for _ in 0..<3 {
        bytes[Int.random(in: 0..<bytes.count, using: &random)] = .random(
          in: 0...255, using: &random)
      }
      bytes.removeLast(Int.random(in: 0..<bytes.count, using: &random))
      if let value = JSONValue(json: bytes) { #expect(JSONValue(json: value.text) != nil) }
    }
  }
}
