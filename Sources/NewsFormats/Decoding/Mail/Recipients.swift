/// The addresses of whoever got a mail, which are stored nowhere: services print them below newsletters, and hide them in
/// links by which one leaves.
struct Recipients {
  /// In small letters; each in the forms that it has in text and in addresses of links.
  private let forms: [[UInt8]]

  /// Of one mail; each is sought in the whole text.
  private static let most = 32
  private static let mark = Array("…".utf8)

  init(_ header: MailHeader) {
    func addresses(_ fields: [String]) -> [[UInt8]] {
      fields.flatMap { name in header[name].map { Self.addresses(in: Self.small($0)) } ?? [] }
    }
    // Who writes to himself may be called, and a list has the address that it gives.
    let writers = Set(addresses(Self.writers))
    var found: [[UInt8]] = []
    for address in addresses(Self.readers)
    where !writers.contains(address) && !found.contains(address) && found.count < Self.most {
      found.append(address)
    }
    forms = found.flatMap { address in
      ["@", "%40", "="].map { sign in
        Array(address.split(separator: 0x40).joined(separator: Array(sign.utf8)))
      }
    }
  }

  private static let readers = [
    "to", "cc", "bcc", "delivered-to", "x-original-to", "envelope-to", "x-envelope-to",
    "apparently-to", "resent-to",
    "x-rcpt-to", "x-forwarded-to", "x-forwarded-for",
  ]
  private static let writers = ["from", "sender", "reply-to", "list-post", "list-id", "list-owner"]

  /// - Parameter text: valid UTF-8.
  /// - Returns: with a mark for each of them, and for any other address that a line says it was sent to.
  func without(in text: [UInt8]) -> [UInt8] {
    var text = text
    if !forms.isEmpty, text.contains(where: { $0 == 0x40 || $0 == 0x25 || $0 == 0x3D }) {
      for range in places(in: Self.small(text)).reversed() {
        text.replaceSubrange(range, with: Self.mark)
      }
    }
    guard text.contains(0x40) else { return text }
    let lines = text.split(separator: 0x0A, omittingEmptySubsequences: false)
    guard lines.contains(where: Self.saysSent) else { return text }
    return Array(
      lines.map { Self.saysSent($0) ? Self.withoutAddresses($0) : Array($0) }
        .joined(separator: [0x0A]))
  }

  /// Ascending; none lies over another.
  private func places(in text: [UInt8]) -> [Range<Int>] {
    var places: [Range<Int>] = []
    text.withUnsafeBufferPointer { text in
      for form in forms {
        var from = 0
        while let start = Self.first(form, in: text, from: from) {
          let end = start + form.count
          // `Mary.ann@…` is not `ann@…`; of `leave-ann=…` it is a part.
          if start == 0 || !Self.isInName(text[start - 1]),
            end == text.count || !Self.isInHost(text, end)
          {
            places.append(start..<end)
          }
          from = end
        }
      }
    }
    places.sort { $0.lowerBound < $1.lowerBound }
    var end = 0
    return places.filter { place in
      guard place.lowerBound >= end else { return false }
      end = place.upperBound
      return true
    }
  }

  private static func first(
    _ form: [UInt8], in text: UnsafeBufferPointer<UInt8>, from: Int
  ) -> Int? {
    let rest = UnsafeBufferPointer(rebasing: text[from...])
    return form.withUnsafeBufferPointer { ByteRuns.first($0, in: rest) }.map { $0 + from }
  }

  private static func isInName(_ byte: UInt8) -> Bool {
    isLetterOrFigure(byte) || byte == 0x2E || byte == 0x5F || byte == 0x2B
  }
  private static func isLetterOrFigure(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20) || byte >= 0x80
  }
  private static func isInHost(_ text: UnsafeBufferPointer<UInt8>, _ index: Int) -> Bool {
    if text[index] == 0x2E || text[index] == 0x2D {
      return index + 1 < text.count && isLetterOrFigure(text[index + 1])
    }
    return isLetterOrFigure(text[index])
  }

  private static func small(_ text: [UInt8]) -> [UInt8] {
    text.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
  }

  /// `Ann <ann@a.example>, per@b.example`.
  private static func addresses(in text: [UInt8]) -> [[UInt8]] {
    text.split { $0 <= 0x20 || ",;<>()\"".utf8.contains($0) }.compactMap { word in
      let parts = word.split(separator: 0x40, omittingEmptySubsequences: false)
      guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty }) else { return nil }
      return Array(word)
    }
  }

  /// - Returns: whether a line says to whom the mail went.
  private static func saysSent(_ line: ArraySlice<UInt8>) -> Bool {
    guard line.contains(0x40), line.count <= longest else { return false }
    return sent.count(in: NoticeWords.plain(String(decoding: line, as: UTF8.self))) > 0
  }
  /// In bytes.
  private static let longest = 700

  private static func withoutAddresses(_ line: ArraySlice<UInt8>) -> [UInt8] {
    var out: [UInt8] = []
    var word: [UInt8] = []
    func taken() -> [UInt8] {
      word.contains(0x40) && word.first != 0x40 && word.last != 0x40 ? mark : word
    }
    for byte in line {
      if byte <= 0x20 || ",;<>()\"'[]".utf8.contains(byte) {
        out += taken() + [byte]
        word = []
      } else {
        word.append(byte)
      }
    }
    return out + taken()
  }

  private static let sent = Phrases(
    """
    email was sent to|e mail was sent to|message was sent to|newsletter was sent to|mail was sent to|sent to you at
    is intended for|you are subscribed as|you re subscribed as|subscribed with|wurde an|wurde gesendet an
    wurde versendet an|a été envoyé à|a été envoyée à|fue enviado a|se envió a|è stata inviata a|è stato inviato a
    is verzonden naar|is verzonden aan|is verstuurd naar|skickades till|ble sendt til|er sendt til|blev sendt til
    lähetettiin osoitteeseen|foi enviado para|foi enviada para|została wysłana do|byl odeslán na|отправлено на
    """)
}
