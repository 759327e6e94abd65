/// Whether a text asks its reader for money or a login: what stands where a house cuts an article off.
enum Bid {
  static func makes(_ text: String) -> Bool { holds(text, words) }

  /// Whether it may ask so: prices and accounts stand in articles too, so this is asked only of what is named a
  /// barrier and holds no sentence of an article.
  static func mayMake(_ text: String) -> Bool {
    holds(text, hints) || namesPrice(text)
  }

  private static func holds(_ text: String, _ words: [String]) -> Bool {
    let plain = DateLetters.folded(String(text.prefix(longest)))
    return words.contains(where: plain.contains)
  }

  /// `£1`, `1 €`.
  private static func namesPrice(_ text: String) -> Bool {
    let scalars = text.unicodeScalars.filter { !$0.properties.isWhitespace }
    return zip(scalars, scalars.dropFirst()).contains { one, other in
      isCurrency(one) && DateLetters.digit(other) != nil
        || DateLetters.digit(one) != nil && isCurrency(other)
    }
  }
  private static func isCurrency(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.generalCategory == .currencySymbol
  }

  /// In letters: who asks for money is brief.
  private static let longest = 600

  private static func list(_ words: String) -> [String] {
    words.split(whereSeparator: { $0 == "|" || $0 == "\n" }).map { DateLetters.folded(String($0)) }
  }

  /// Beginnings of words count: "subscri" is subscribe, subscriber and subscription. Accents do not: "Suscríbete".
  private static let words = list(
    """
    subscri|sign in|signed in|sign up|log in|logged in|login|register|free trial|unlimited access
    a month|per month|per week|a week for|members only|become a member|your account|paywall
    create an account|create a free account|digital pass|free articles|article limit|already a member
    abonn|anmelden|einloggen|registrier|pro monat|im monat|probemonat|freischalten|jetzt testen
    kostenlos testen|weiterlesen mit|mitglied werden|probeabo|kein konto|schon ein abo|alles lesen
    connectez|identifiez|s'inscrire|inscrivez|par mois|réservé aux|créez un compte
    suscri|inicia sesión|iniciar sesión|regístra|regístre|al mes|hazte socio
    assine|assinante|faça login|cadastre|por mês
    abbona|accedi|registrati|al mese
    inloggen|meld je aan|per maand|prenumer|logga in|per månad|logg inn|log ind|tilaa|kirjaudu
    zaloguj|subskryb|prenumerat|miesięcznie|předplat|přihlas|előfizet|bejelentkez
    подпис|войдите|войти|зарегистр|в месяц|abone ol|giriş yap
    購読|ログイン|会員|有料|订阅|登录|會員|訂閱|登入|구독|로그인|اشترك|تسجيل الدخول
    """)

  private static let hints = list(
    """
    account|premium|unlock|to continue|keep reading|continue reading|months for|this month|exklusiv|konto|bestellen|gratis
    compte|offre|cuenta|oferta|conta|offerta|konto|aanbod|erbjudande|tilbud|tarjous|oferta|аккаунт|подар|hesap
    """)
}
