/// What pages that are no articles say.
enum NoticeWords {
  /// In small letters, words divided by single spaces, no marks but those on letters; UTF-8.
  static func plain(_ text: some StringProtocol) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(text.utf8.count)
    var isInWord = false
    for scalar in text.unicodeScalars {
      if scalar.isLetterOrFigure || isInWord && scalar.properties.isGraphemeExtend {
        if !isInWord, !out.isEmpty { out.append(0x20) }
        out.append(small: scalar)
        isInWord = true
      } else {
        isInWord = false
      }
    }
    return out
  }

  /// A cheap look before the dear one: whether any of a few roots stands in the text.
  static func mayAskForConsent(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    roots.contains { $0.withUnsafeBufferPointer { ByteRuns.first($0, in: text) } != nil }
  }
  private static let roots = [
    "ookie", "クッキー", "onsen", "artner", "artenaire", "ocios", "arceiro", "inwilligung", "ustimmung",
    "oestemming", "amtyck", "zgod", "souhlas", "огласи", "同意",
  ].map { Array($0.utf8) }

  static let errorWords = Phrases(
    """
    not found|error|page|forbidden|gone|unavailable|fehler|seite|erreur|página|pagina|oops|file
    internal|bad gateway|service|gateway
    """)
  /// Whole titles: more words make headlines of them.
  static let missingAlone = Set(
    ["not found", "forbidden", "gone", "unavailable", "nicht gefunden", "introuvable"].map(plain))
  static let missing = Phrases(
    """
    404|404 not found|404 error|error 404|fehler 404|erreur 404|page not found|410 gone
    403 forbidden|500 internal server error|502 bad gateway|503 service unavailable
    504 gateway time out|service unavailable|bad gateway|oops! page not found
    this page could not be found|this page does not exist|page does not exist|page unavailable
    we can't find that page|sorry, page not found|the page you requested was not found
    seite nicht gefunden|seite wurde nicht gefunden|diese seite existiert nicht
    die seite wurde nicht gefunden|page introuvable|page non trouvée|cette page n'existe pas
    página no encontrada|pagina no encontrada|no se encontró la página|página não encontrada
    pagina non trovata|pagina niet gevonden|sidan hittades inte|sidan kunde inte hittas
    siden blev ikke fundet|siden finnes ikke|siden ble ikke funnet|sivua ei löytynyt
    strona nie została znaleziona|nie znaleziono strony|strona nie istnieje|stránka nenalezena
    stránka nebyla nalezena|az oldal nem található|страница не найдена|сторінку не знайдено
    sayfa bulunamadı|η σελίδα δεν βρέθηκε|pagina nu a fost găsită|ページが見つかりません|页面不存在
    找不到网页|找不到页面|페이지를 찾을 수 없습니다|الصفحة غير موجودة
    """)
  static let challengeTitles = Phrases(
    """
    just a moment|attention required|access denied|access to this page has been denied
    are you a robot|are you human|pardon our interruption|checking your browser|ddos protection
    ddos guard|security check|one more step|verify you are human|human verification|robot check
    bot verification|please verify|captcha|nur einen moment|einen moment bitte|zugriff verweigert
    sicherheitsüberprüfung|un instant|un momento|accès refusé|acceso denegado|accesso negato
    acesso negado|toegang geweigerd|odmowa dostępu|доступ запрещен|请稍候|しばらくお待ちください
    """)
  static let challenges = Phrases(
    """
    checking your browser|enable javascript|javascript is disabled|enable cookies
    javascript and cookies|verify you are human|verifying you are human|not a robot|a robot
    unusual traffic|unusual activity|ray id|captcha|security of your connection|automated requests
    automated access|malicious bots|performance security by|you have been blocked
    access to this page has been denied|don't have permission to access|ddos protection
    your browser will redirect|completing the challenge|press and hold|reference id
    javascript aktivieren|cookies aktivieren|kein roboter|ungewöhnlichen datenverkehr
    activez javascript|activer javascript|pas un robot|habilite javascript|no eres un robot
    no soy un robot|non sei un robot|abilita javascript|geen robot|nie jesteś robotem
    включите javascript|не робот|ロボットではない|人机验证|安全检查
    """)
  static let consents = Phrases(
    """
    cookies|cookie|we use cookies|we and our|our partners|your privacy|your consent|your device
    you can change your|you may change your|accept all|reject all|before you continue
    legitimate interest|store and or access|manage your|your choices|your preferences
    cookie settings|privacy settings|you agree|wir verwenden cookies|wir nutzen cookies
    wir und unsere|unsere partner|unseren partnern|ihrem gerät|ihrem endgerät|ihre einwilligung
    ihre zustimmung|alle akzeptieren|berechtigtes interesse|ihre privatsphäre|ihrer daten
    mit werbung|nous utilisons|nos partenaires|votre appareil|votre consentement|vos choix
    tout accepter|utilizamos cookies|usamos cookies|nuestros socios|su dispositivo
    su consentimiento|tu consentimiento|tu privacidad|su privacidad|aceptar todo
    nossos parceiros|seu dispositivo|seu consentimento|sua privacidade|utilizziamo
    nostri partner|tuo dispositivo|tuo consenso|la tua privacy|accetta tutto|wij gebruiken cookies
    we gebruiken cookies|onze partners|uw apparaat|je apparaat|uw toestemming|je toestemming
    vi använder cookies|våra partner|din enhet|ditt samtycke|vi bruker|dine data|vi bruger cookies
    używamy|naszych partnerów|twoją zgodę|twoim urządzeniu|používáme|souhlas|vašem zařízení
    мы используем|файлы cookie|ваше согласие|当サイト|クッキー|同意|使用cookie
    """)
  static let consentTitles = Phrases(
    """
    before you continue|privacy|cookie|consent|datenschutz|privatsphäre|einwilligung|zustimmung
    confidentialité|privacidad|privacidade|toestemming|samtycke|zgod|souhlas|同意
    """)
}
