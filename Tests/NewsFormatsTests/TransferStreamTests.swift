import NewsBytes
import NewsModel
import Testing

@testable import NewsFormats

@Suite("Attachments as streams")
struct TransferStreamTests {
  /// What is attached to a mail in one encoding, read `piece` bytes at a time.
  static func read(_ sent: [UInt8], _ encoding: String, piece: Int = 1000) throws -> [UInt8] {
    let head = "From: a@a.example\nContent-Transfer-Encoding: \(encoding)\n\n"
    let window = ByteWindow(bytes: Array(head.utf8) + sent)
    let place = DocumentPlace(format: "mail", locator: "a.eml", limits: Limits())
    let tree = try MailTree(window.bytes, at: place)
    var stream = try #require(TransferStream(tree.parts[0], in: window))
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: piece, alignment: 16)
    defer { buffer.deallocate() }
    var out: [UInt8] = []
    while case let count = stream.read(into: buffer), count > 0 { out += buffer[..<count] }
    return out
  }

  @Test("an escape and a soft line end are whole wherever the pieces end")
  func quoted() throws {
    for escapes in ["=C3=A9=\n=  \r\n==3D= \n=", "=C3=A9", "=C3= =\r=3D=", "==3D"] {
      for shift in 0..<40 {
        let text =
          String(repeating: "a", count: (48 << 10) - shift)
          + String(repeating: escapes, count: 30_000 / escapes.utf8.count)
        let sent = Array(text.utf8)
        let whole = sent.withUnsafeBufferPointer(TransferText.quoted)
        #expect(try Self.read(sent, "quoted-printable", piece: 60_000) == whole, "\(shift)")
      }
    }
  }

  @Test("base 64 is read to its end, padded once, by the line, or not at all")
  func digits() throws {
    let content = (0..<100_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    let whole = Base64.encode(content)
    #expect(try Self.read(Array(whole.utf8), "base64") == content)
    #expect(try Self.read(Array(whole.utf8.filter { $0 != 0x3D }), "base64") == content)
    let lines = stride(from: 0, to: content.count, by: 55).map {
      Base64.encode(Array(content[$0..<min($0 + 55, content.count)]))
    }
    #expect(try Self.read(Array(lines.joined(separator: "\r\n").utf8), "base64") == content)
  }

  @Test("what is sent as it is stays as it is", arguments: ["8bit", "binary", "7bit", "utf-8"])
  func identity(encoding: String) throws {
    let content = (0..<100_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    #expect(try Self.read(content, encoding) == content)
  }
}
