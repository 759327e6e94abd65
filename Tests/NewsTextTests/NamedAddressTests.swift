import NewsText
import Testing

@Suite("Named addresses")
struct NamedAddressTests {
  @Test(
    "a text's addresses are found as they are written, without what closes the sentence",
    arguments: [
      ("Earlier: https://desk.example/a/1.", ["https://desk.example/a/1"]),
      (
        "(see http://desk.example/b?c=1&d=2), urn:desk:7!",
        ["http://desk.example/b?c=1&d=2", "urn:desk:7"]
      ),
      ("https://desk.example/x https://desk.example/x", ["https://desk.example/x"]),
      ("<a href=\"https://desk.example/y\">", ["https://desk.example/y"]),
      ("At 12:30 he said: no. urn: https:// xurn:a:b http:/x.example ftp://x.example", []),
      ("https://é.example/z", []), ("", []), (":", []), ("urn:", []),
    ])
  func found(text: String, addresses: [String]) {
    #expect(NamedAddresses.all(in: text) == addresses)
  }

  @Test("a list of links gives the first eight, and an endless one nothing")
  func bounded() {
    let many = (0..<50).map { "https://desk.example/\($0)" }
    #expect(NamedAddresses.all(in: many.joined(separator: " ")) == Array(many.prefix(8)))
    #expect(NamedAddresses.all(in: "https://" + String(repeating: "a", count: 5000)) == [])
  }
}
