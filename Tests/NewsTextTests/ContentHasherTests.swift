import NewsModel
import NewsText
import Testing

@Suite("SHA-256")
struct ContentHasherTests {
  /// FIPS 180-4 examples.
  static let known = [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
  ]

  @Test("the digests are those of the standard", arguments: known)
  func standard(text: String, hex: String) throws {
    var hasher = try ContentHasher()
    try Array(text.utf8).withUnsafeBytes { try hasher.update($0) }
    #expect(try hasher.finalise().hex == hex)
  }

  @Test("pieces give the digest of the whole, and one context serves again")
  func pieces() throws {
    let bytes = (0..<10_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    var hasher = try ContentHasher()
    try bytes.withUnsafeBytes { try hasher.update($0) }
    let whole = try hasher.finalise()
    for size in [1, 63, 64, 65, 4096] {
      for start in stride(from: 0, to: bytes.count, by: size) {
        try bytes[start..<min(start + size, bytes.count)].withUnsafeBytes { try hasher.update($0) }
      }
      #expect(try hasher.finalise() == whole)
    }
  }
}
