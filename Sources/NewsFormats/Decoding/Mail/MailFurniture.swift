/// What newsletters and lists write around their text: how to see it in a browser, how to leave, why one has it.
///
/// A paragraph is furniture when it is short, holds a link or an address, and says one of the phrases: prose
/// about subscriptions has none to click. What stands below the last of them belongs to it as long as it is
/// little.
enum MailFurniture {
  struct Paragraph {
    /// UTF-8, in one line or several.
    var text: [UInt8]
    var holdsLink: Bool
  }

  /// In bytes. Legal notices below a newsletter's text have up to a thousand.
  private static let longest = 700
  private static let mostBelow = 1500
  /// So many times what stands below: an address below a letter of three lines, but not its text.
  private static let leastAbove = 3

  /// - Parameter paragraphs: of the whole text, in order.
  /// - Returns: without furniture; all of them where nothing else is left.
  static func without(in paragraphs: [Paragraph]) -> [Paragraph] {
    let isOf = paragraphs.map(isFurniture)
    guard isOf.contains(true) else { return paragraphs }
    let all = zip(paragraphs, isOf).reduce(0) { $0 + ($1.1 ? 0 : $1.0.text.count) }
    var end = paragraphs.count
    var below = 0
    for index in paragraphs.indices.reversed() {
      if isOf[index] { end = index } else { below += paragraphs[index].text.count }
      if below > mostBelow || below * leastAbove > all { break }
    }
    let kept = zip(paragraphs, isOf).prefix(end).filter { !$0.1 }.map(\.0)
    return kept.isEmpty ? paragraphs : kept
  }

  /// Of a plain text, valid UTF-8; blank lines divide its paragraphs.
  static func without(in text: [UInt8]) -> [UInt8] {
    guard text.withUnsafeBufferPointer(mayHold) else { return text }
    var paragraphs: [Paragraph] = []
    var isOpen = false
    for line in text.split(separator: 0x0A, omittingEmptySubsequences: false) {
      let isBlank = line.allSatisfy { $0 <= 0x20 }
      if isOpen, !isBlank {
        paragraphs[paragraphs.count - 1].text += [0x0A] + line
      } else if !isBlank {
        paragraphs.append(Paragraph(text: Array(line), holdsLink: false))
      }
      isOpen = !isBlank
    }
    for index in paragraphs.indices {
      let text = paragraphs[index].text
      paragraphs[index].holdsLink =
        text.contains(0x40)
        || text.withUnsafeBufferPointer { text in
          address.withUnsafeBufferPointer { ByteRuns.first($0, in: text) != nil }
        }
    }
    return Array(without(in: paragraphs).map(\.text).joined(separator: [0x0A, 0x0A]))
  }
  private static let address = Array("://".utf8)

  /// A cheap look before the dear one: without a link there is none.
  private static func mayHold(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    ByteRuns.first(0x40, in: text, from: 0) != nil
      || address.withUnsafeBufferPointer { ByteRuns.first($0, in: text) != nil }
  }

  private static func isFurniture(_ paragraph: Paragraph) -> Bool {
    guard paragraph.holdsLink, paragraph.text.count <= longest else { return false }
    return phrases.count(in: NoticeWords.plain(String(decoding: paragraph.text, as: UTF8.self))) > 0
  }

  private static let phrases = Phrases(
    """
    view in browser|view in your browser|view it in your browser|view this email in your browser
    view this email online|view this message in|view online|view as a web page|view web version
    read in browser|read this online|open in browser|trouble viewing|problems viewing|email not displaying
    im browser ansehen|im browser anzeigen|im browser öffnen|im browser lesen|online ansehen|zur webversion
    zur onlineversion|zur online version|nicht korrekt dargestellt|nicht richtig angezeigt
    nicht richtig dargestellt|voir dans le navigateur|voir dans votre navigateur|version en ligne
    afficher dans le navigateur|ver en el navegador|ver en tu navegador|ver en navegador|ver online
    visualizza nel browser|visualizza nel tuo browser|vedi nel browser|bekijk in browser
    bekijk in je browser|bekijk in uw browser|bekijk online|bekijk de webversie|bekijk de onlineversie
    visa i webbläsaren|öppna i webbläsare|se i browser|vis i browser|vis i nettleser|åpne i nettleser
    näytä selaimessa|avaa selaimessa|ver no navegador|abrir no navegador|zobacz w przeglądarce
    wyświetl w przeglądarce|otwórz w przeglądarce|zobrazit v prohlížeči|megtekintés böngészőben
    vizualizează în browser|tarayıcıda görüntüle|открыть в браузере|посмотреть в браузере
    переглянути в браузері|ブラウザで見る|ブラウザで表示|在浏览器中查看|在浏览器中打开|브라우저에서 보기
    عرض في المتصفح
    unsubscribe|opt out|manage your preferences|manage preferences|manage your subscription
    update your preferences|email preferences|change your preferences|you are receiving this
    you re receiving this|you received this|this email was sent to|mailman listinfo|mailing list
    abmelden|abbestellen|austragen|sie erhalten diese|sie erhalten diesen|se désabonner|désabonner
    désabonnement|désinscrire|désinscription|me désinscrire|darse de baja|darte de baja|date de baja
    cancelar suscripción|cancelar la suscripción|anular la suscripción|disiscriviti|disiscriversi
    annulla l'iscrizione|cancellati|cancellarsi|uitschrijven|afmelden|avregistrera|avprenumerera
    avsluta prenumeration|afmeld|meld deg av|avmeld|peruuta tilaus|peru tilaus|wypisz|zrezygnuj
    cancelar inscrição|cancelar a subscrição|descadastrar|remover inscrição|отписаться|відписатися
    odhlásit|odhlásiť|leiratkozás|leiratkozom|dezabonare|dezabonează|abonelikten|διαγραφή
    配信停止|退订|取消订阅|取消訂閱|수신거부|구독 취소|إلغاء الاشتراك|הסרה מרשימת
    """)
}
