import TestSupport
import Testing

@testable import NewsBytes

@Suite("Bytes")
struct BytesTests {
  @Test(
    "a varint has 7 bits a byte, lowest first",
    arguments: [
      (0, [0]), (127, [0x7F]), (128, [0x80, 1]), (624_485, [0xE5, 0x8E, 0x26]),
      (.max, [UInt8](repeating: 0xFF, count: 9) + [1]),
    ] as [(UInt64, [UInt8])])
  func varint(value: UInt64, bytes: [UInt8]) throws {
    var writer = ByteWriter()
    writer.varint(value)
    #expect(writer.bytes == bytes)
    var reader = ByteReader(bytes)
    #expect(try reader.varint() == value)
    #expect(reader.isAtEnd)
  }

  @Test("signed and fixed numbers read back", arguments: [0, -1, 1, .min, .max] as [Int64])
  func numbers(value: Int64) throws {
    var writer = ByteWriter()
    writer.signed(value)
    writer.fixed(UInt64(bitPattern: value), bytes: 8)
    writer.fixed(0x0102_0304_05, bytes: 5)
    var reader = ByteReader(writer.bytes)
    #expect(try reader.signed() == value)
    #expect(try reader.fixed(bytes: 8) == UInt64(bitPattern: value))
    #expect(try reader.fixed(bytes: 5) == 0x0102_0304_05)
    #expect(reader.isAtEnd)
  }

  @Test("what ends early, is too long or counts more than there is throws")
  func damage() {
    func read<Value>(
      _ bytes: [UInt8], _ body: (inout ByteReader) throws(DamagedBytes) -> Value
    ) -> Value? {
      var reader = ByteReader(bytes)
      return try? body(&reader)
    }
    #expect(read([]) { reader throws(DamagedBytes) in try reader.byte() } == nil)
    #expect(read([0x80]) { reader throws(DamagedBytes) in try reader.varint() } == nil)
    let endless = [UInt8](repeating: 0x80, count: 11)
    #expect(read(endless) { reader throws(DamagedBytes) in try reader.varint() } == nil)
    #expect(read([1, 2]) { reader throws(DamagedBytes) in try reader.fixed(bytes: 3) } == nil)
    #expect(read([3, 0, 0]) { reader throws(DamagedBytes) in try reader.count() } == nil)
    #expect(read([2, 0, 0]) { reader throws(DamagedBytes) in try reader.count() } == 2)
    #expect(read([2, 0, 0]) { reader throws(DamagedBytes) in try reader.count(limit: 1) } == nil)
    let wide: [UInt8] = [0xFF, 0xFF, 0xFF, 0xFF, 0x1F]
    #expect(read(wide) { reader throws(DamagedBytes) in try reader.number32() } == nil)
  }

  /// RFC 4648, section 10.
  @Test(
    "base 64 is that of the RFC",
    arguments: [
      ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
      ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"),
    ])
  func base64(plain: String, encoded: String) {
    #expect(Base64.encode(Array(plain.utf8)) == encoded)
    #expect(Base64.decode(Array(encoded.utf8)) == Array(plain.utf8))
    #expect(Base64.decode(Array(" \(encoded)\n".utf8)) == Array(plain.utf8))
    #expect(Base64.decode(Array((encoded + "!").utf8)) == nil)
  }

  @Test("any bytes come back from base 64, from hexadecimal digits and from percent signs")
  func roundTrips() {
    var random = SplitMix(seed: 3)
    for count in 0..<300 {
      let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
      #expect(Base64.decode(Array(Base64.encode(bytes).utf8)) == bytes)
      #expect(Hexadecimal.decode(Hexadecimal.encode(bytes).utf8) == bytes)
      #expect(PercentText.decode(PercentText.encode(bytes)) == bytes)
      #expect(PercentText.encode(bytes).allSatisfy { $0 > 0x20 && $0 < 0x7F })
    }
    #expect(Hexadecimal.decode("0G".utf8) == nil)
    #expect(Hexadecimal.decode("000".utf8) == nil)
    #expect(PercentText.encode([0x2D]) == Array("%2D".utf8))
    #expect(PercentText.decode(Array("a%2".utf8)) == nil)
  }

  /// The RFC's own examples; the mix of 0 is the first number of SplitMix64 with seed 0.
  @Test("hashes are those that stand in existing databases and folders")
  func hashes() {
    #expect(FNV.hash32(Array("foobar".utf8)) == 0xBF9C_F968)
    let hash = "foobar".utf8.reduce(FNV.start) { ($0 ^ UInt64($1)) &* FNV.prime }
    #expect(hash == 0x8594_4171_F739_67E8)
    #expect(mixed(0) == 0xE220_A839_7B1D_CDAF)
  }

  @Test("durations are whole nanoseconds, towards zero")
  func durations() {
    #expect(Duration.milliseconds(1500).nanoseconds == 1_500_000_000)
    #expect(Duration.microseconds(-1999).milliseconds == -1)
    #expect(Duration(secondsComponent: 0, attosecondsComponent: 999_999_999).nanoseconds == 0)
  }
}
