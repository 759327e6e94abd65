/// Whether a text asks its reader for money or a login: what stands where a house cuts an article off.
enum Bid {
  static func makes(_ text: String) -> Bool {
    let lower = text.prefix(longest).lowercased()
    return words.contains(where: lower.contains)
  }

  /// In letters: who asks for money is brief.
  private static let longest = 600

  /// Beginnings of words count: "subscri" is subscribe, subscriber and subscription.
  private static let words = """
    subscri|sign in|signed in|sign up|log in|logged in|login|register|free trial|unlimited access
    a month|per month|per week|a week for|members only|become a member|your account|paywall
    abonn|anmelden|einloggen|registrier|pro monat|im monat|probemonat|freischalten|jetzt testen
    kostenlos testen|weiterlesen mit|mitglied werden
    connectez|identifiez|s'inscrire|inscrivez|par mois|réservé aux|créez un compte
    suscri|inicia sesión|iniciar sesión|regístra|al mes|hazte socio
    assine|assinante|faça login|cadastre|por mês
    abbona|accedi|registrati|al mese
    inloggen|meld je aan|per maand|prenumer|logga in|per månad|logg inn|log ind|tilaa|kirjaudu
    zaloguj|subskryb|miesięcznie|předplat|přihlas|előfizet|bejelentkez
    подпис|войдите|войти|зарегистр|в месяц|abone ol|giriş yap
    購読|ログイン|会員|有料|订阅|登录|會員|訂閱|登入|구독|로그인|اشترك|تسجيل الدخول
    """
    .split(whereSeparator: { $0 == "|" || $0 == "\n" }).map { String($0) }
}
