/// What pages that are no articles say.
enum NoticeWords {
  /// In small letters, words divided by single spaces, no marks but those on letters; UTF-8.
  static func plain(_ text: some StringProtocol) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(text.utf8.count)
    var isInWord = false
    for scalar in text.unicodeScalars {
      // Asking Unicode's tables of every space and full stop took half of the time.
      if scalar.isASCII, !UInt8(ascii: scalar).isASCIILetterOrFigure {
        isInWord = false
      } else if scalar.isLetterOrFigure || isInWord && scalar.properties.isGraphemeExtend {
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
    "evästei", "çerez", "쿠키", "ütik", "تعريف الارتباط", "oestemming", "amtyck", "zgod", "souhlas",
    "огласи", "同意",
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
    article not found|story not found|this article is no longer available|this page isn't available
    virhe 404|fel 404|fejl 404|feil 404|fout 404|foutmelding 404|chyba 404|hata 404|eroare 404
    404 es hiba|errore 404|erro 404|błąd 404|ошибка 404|помилка 404|грешка 404|σφάλμα 404|404 エラー
    エラー 404|오류 404|خطأ 404|artikel nicht gefunden|artikel nicht mehr verfügbar|article introuvable
    artículo no encontrado|articolo non trovato|artigo não encontrado|artikel niet gevonden
    artikeln hittades inte|artykuł nie został znaleziony|статья не найдена|記事が見つかりません|文章不存在
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
  /// Beginnings of lines that no article has.
  static let missingLines = Phrases(
    """
    we can't find the page|we can t find the page|we couldn't find the page|we could not find the page
    sorry we could not find|the page you are looking for|the page you're looking for
    the page you requested|the requested url was not found|this page does not exist
    the link may be broken|this article is no longer available|page not found
    die gewünschte seite|die angeforderte seite|diese seite gibt es nicht|diese seite existiert nicht
    la page que vous|cette page n'existe pas|oups cette page|la página que busca|no encontramos la página
    la pagina che cerchi|a página que procura|de pagina die u zoekt|sidan du letar efter
    siden du leter efter|siden du leder efter|etsimääsi sivua|strona której szukasz|požadovaná stránka
    a keresett oldal|запрошенная страница|запитувана сторінка|aradığınız sayfa|η σελίδα που ζητήσατε
    pagina căutată|お探しのページ|您访问的页面不存在|요청하신 페이지를 찾을 수
    """)
  static let challengeTitles = Phrases(
    """
    just a moment|attention required|access denied|access to this page has been denied
    are you a robot|are you human|pardon our interruption|checking your browser|ddos protection
    ddos guard|security check|one more step|verify you are human|human verification|robot check
    bot verification|security checkpoint|too many requests|429 too many requests|please verify|captcha|nur einen moment|einen moment bitte|zugriff verweigert
    sicherheitsüberprüfung|un instant|un momento|accès refusé|acceso denegado|accesso negato
    acesso negado|toegang geweigerd|um momento|um instante|een moment|even geduld|chwileczkę|proszę czekać
    bir dakika|lütfen bekleyin|ett ögonblick|et øjeblikk|et øjeblik|hetkinen|okamžik|egy pillanat
    один момент|одну минуту|зачекайте|μια στιγμή|un moment|잠시만|لحظة|odmowa dostępu|доступ запрещен|请稍候|しばらくお待ちください
    """)
  static let challenges = Phrases(
    """
    checking your browser|enable javascript|javascript is disabled|enable cookies
    javascript and cookies|verify you are human|verifying you are human|not a robot|a robot
    unusual traffic|unusual activity|ray id|captcha|security of your connection|automated requests
    automated access|malicious bots|performance security by|you have been blocked
    access to this page has been denied|don't have permission to access|ddos protection
    your browser will redirect|completing the challenge|press and hold|reference id
    verifying your browser|enable js|too many requests|you are human|sie ein mensch|usted es humano
    você é humano|u een mens bent|tu sia umano|vous êtes humain|jesteś człowiekiem|insan olduğunuz
    habilite o javascript|schakel javascript|włącz javascript|javascript i etkinleştirin
    aktivera javascript|aktivér javascript|aktiver javascript|povolte javascript|robot değil
    увімкніть javascript|ενεργοποιήστε|사람인지|로봇이|인간인지|أنك لست
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
    vores partnere|din enhed|trække dit samtykke|dit samtykke|våre partnere|enheten din|samtykket
    informasjonskapsler|käytämme evästeitä|evästeitä|kumppanimme|suostumuksesi|laitteellasi
    çerezler|çerez|çerezleri|ortaklarımız|cihazınızda|onayınızı|쿠키를|쿠키|동의를|συνεργάτες μας
    συσκευή σας|συγκατάθεσή σας|partnereink|sütiket|sütik|eszközén|hozzájárulását
    partenerii noștri|dispozitivul dvs|dispozitivul dumneavoastră|consimțământul|modulele cookie
    наші партнери|ваша згода|свою згоду|вашому пристрої|файли cookie|ملفات تعريف الارتباط|شركاؤنا
    جهازك|موافقتك|můžete kdykoli odvolat|naši partneři
    мы используем|файлы cookie|ваше согласие|当サイト|クッキー|同意|使用cookie
    """)
  static let consentTitles = Phrases(
    """
    before you continue|privacy|cookie|consent|datenschutz|privatsphäre|einwilligung|zustimmung
    confidentialité|privacidad|privacidade|toestemming|samtycke|zgod|souhlas|同意
    """)
}

extension UInt8 {
  fileprivate var isASCIILetterOrFigure: Bool {
    (48...57).contains(self) || (97...122).contains(self | 0x20)
  }
}
