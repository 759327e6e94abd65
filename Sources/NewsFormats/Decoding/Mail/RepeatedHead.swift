/// The head that Outlook and its like write above the mail that they repeat below: a line of dashes and words, or nothing
/// but the fields.
///
///     -----Original Message-----
///     From: Ann Berg
///     Sent: Sunday, 22 November 2026 14:05
///     To: Per Lund
///     Subject: Ferry
enum RepeatedHead {
  /// In bytes. Programs write the head of HTML in one line.
  static let longest = 500
  /// Of one head.
  private static let mostFields = 8

  /// - Parameter lines: of a text.
  /// - Returns: where the first head begins, with a line of underscores before it; nil when there is none.
  static func first(in lines: [ArraySlice<UInt8>]) -> Int? {
    guard let head = lines.indices.first(where: { isMark(lines[$0]) || begins(lines[$0...]) })
    else { return nil }
    return head > 0 && isRule(lines[head - 1]) ? head - 1 : head
  }

  /// `-----Original Message-----`, in the languages of the programs that write it.
  static func isMark(_ line: ArraySlice<UInt8>) -> Bool {
    guard line.starts(with: [0x2D, 0x2D, 0x2D]), line.count <= longest else { return false }
    return words.begin(NoticeWords.plain(String(decoding: line, as: UTF8.self)))
  }
  private static let words = Phrases(
    """
    original message|original appointment|ursprüngliche nachricht|originalnachricht|message d'origine
    message original|mensaje original|messaggio originale|oorspronkelijk bericht|mensagem original
    ursprungligt meddelande|oprindelig meddelelse|opprinnelig melding|alkuperäinen viesti
    wiadomość oryginalna|исходное сообщение|původní zpráva|eredeti üzenet|mesaj original|orijinal mesaj
    原始邮件|元のメッセージ
    """)

  /// `________________________________`.
  static func isRule(_ line: ArraySlice<UInt8>) -> Bool {
    let marks = line.count { $0 == 0x5F }
    return marks >= 10 && line.allSatisfy { $0 == 0x5F || $0 <= 0x20 }
  }

  /// Who, when and about what, one behind the other, in lines or in one: a memo that is quoted has no time of sending.
  static func begins(_ lines: ArraySlice<ArraySlice<UInt8>>) -> Bool {
    guard let first = lines.first, first.count <= longest,
      let colon = first.prefix(longestName).firstIndex(of: 0x3A),
      writers.contains(name(first[..<colon]))
    else { return false }
    let own = names(in: first)
    if own.contains(where: times.contains), own.contains(where: subjects.contains) { return true }
    let fields = lines.prefix(mostFields).prefix { $0.contains { $0 > 0x20 } }
      .compactMap { names(in: $0).first }
    return fields.contains(where: times.contains) && fields.contains(where: subjects.contains)
  }

  /// How many lines a head has that `first` has found.
  static func count(_ lines: ArraySlice<ArraySlice<UInt8>>) -> Int {
    let own = lines.prefix { isRule($0) || isMark($0) }.count
    let fields = lines.dropFirst(own)
    if begins(fields.prefix(1)) { return own + 1 }
    return own + fields.prefix(mostFields).prefix { $0.prefix(longestName).contains(0x3A) }.count
  }

  /// Without the blanks and stars around it, in small letters.
  private static func name(_ bytes: ArraySlice<UInt8>) -> String {
    let word = bytes.drop { $0 <= 0x20 || $0 == 0x2A }.reversed().drop { $0 <= 0x20 || $0 == 0x2A }
    return String(decoding: word.reversed(), as: UTF8.self).lowercased()
  }

  /// The words before colons in a line, in small letters.
  private static func names(in line: ArraySlice<UInt8>) -> [String] {
    guard line.count <= longest else { return [] }
    var names: [String] = []
    var from = line.startIndex
    while let colon = line[from...].firstIndex(of: 0x3A) {
      let before = line[from..<colon]
      let word =
        String(decoding: before.suffix(longestName), as: UTF8.self).lowercased()
        .split { $0.isWhitespace || $0 == "*" }.last
      if let word { names.append(String(word)) }
      from = colon + 1
    }
    return names
  }
  /// In bytes.
  private static let longestName = 32

  private static let writers: Set<String> = [
    "from", "von", "de", "da", "van", "från", "fra", "od", "от", "від", "lähettäjä", "feladó",
    "kimden", "发件人", "差出人", "보낸 사람", "寄件者", "από", "de la",
  ]
  private static let times: Set<String> = [
    "sent", "date", "gesendet", "datum", "envoyé", "enviado", "enviada", "fecha", "inviato", "data",
    "verzonden", "skickat", "sendt", "dato", "wysłano", "отправлено", "дата", "lähetetty",
    "elküldve", "odesláno", "trimis", "gönderme", "发送时间", "送信日時", "em", "날짜", "寄件日期", "στάλθηκε",
    "надіслано",
  ]
  private static let subjects: Set<String> = [
    "subject", "betreff", "objet", "asunto", "assunto", "oggetto", "onderwerp", "ämne", "emne",
    "temat", "тема", "aihe", "tárgy", "předmět", "subiect", "konu", "主题", "件名", "제목", "主旨", "θέμα",
  ]
}
