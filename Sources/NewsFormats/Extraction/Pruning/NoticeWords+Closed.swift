/// What pages say that show their article to some readers only, or to nobody just now: all speak to the reader.
extension NoticeWords {
  static let loginTitles = Phrases(
    """
    sign in|log in|login|register|create an account|subscribe|anmelden|anmeldung|einloggen|registrieren|abonnieren
    connexion|se connecter|s'abonner|iniciar sesión|inicia sesión|suscríbete|accedi|abbonati|entrar|assine
    inloggen|aanmelden|logga in|logg inn|log ind|kirjaudu|zaloguj|logowanie|přihlášení|bejelentkezés|giriş
    вход|войти|увійти|ログイン|登录|登入|로그인|تسجيل الدخول
    """)
  static let logins = Phrases(
    """
    to continue reading|to read this article|to read this story|to read the full|log in to read|log in to continue
    log in to see|sign in to read|sign in to continue|sign in to see|please log in|please sign in
    e mail address and password|email address and password|forgot your password|choose a plan to|already a subscriber
    to keep reading|unlimited access to all|um weiterzulesen|um diesen artikel zu lesen|bitte melden sie sich an|bitte melde dich an
    bitte loggen|passwort vergessen|nur für abonnenten|pour lire la suite|pour lire cet article|connectez vous|identifiez vous
    mot de passe oublié|réservé aux abonnés|para seguir leyendo|para leer este|inicie sesión|inicia sesión|solo para suscriptores
    per continuare a leggere|per leggere questo|accedi per leggere|accedi per continuare|riservato agli abbonati|para continuar lendo|para ler este|para ler esta|para continuar a ler|faça login
    om verder te lezen|log in om|alleen voor abonnees|för att läsa vidare|för att läsa hela|logga in för att|for å lese videre|for å lese saken|logg inn for å
    for at læse videre|for at læse artiklen|log ind for at
    lukeaksesi|kirjaudu sisään|aby czytać dalej|zaloguj się|pro čtení|přihlaste se|a cikk elolvasásához|jelentkezzen be
    чтобы читать дальше|чтобы прочитать статью|войдите чтобы|щоб читати далі|devamını okumak için|haberi okumak için|続きを読むには|ログインしてください|登录后|登入後|로그인이 필요|로그인하세요
    """)
  static let closingTitles = Phrases(
    """
    maintenance|we will be back soon|we'll be back soon|be right back|451|unavailable for legal reasons|redirecting|age check
    age verification|unsupported browser|account suspended|wartung|wartungsarbeiten|weiterleitung|altersprüfung|en maintenance
    redirection|mantenimiento|redirigiendo|manutenzione|manutenção|onderhoud|underhåll|konserwacja|údržba
    техническое обслуживание|технические работы|メンテナンス|维护|維護|점검
    """)
  static let closings = Phrases(
    """
    not available in your region|not available in your country|not available in your location|not available where you are
    is unavailable in your|website from a country|unavailable for legal reasons|site is down for maintenance|site is undergoing|website is undergoing
    be back soon|check back in a|check back soon|you are being redirected|you will be redirected
    if you are not redirected|if nothing happens click|to see this page|to enter this site|confirm your age|must be of legal drinking age
    your browser is not supported|browser is out of date|upgrade your browser|update your browser|javascript to run this app
    this account has been suspended|contact your hosting|domain may be for sale|domain is for sale
    in ihrem land nicht verfügbar|in ihrer region nicht verfügbar|in deinem land nicht verfügbar|in deiner region nicht verfügbar
    seite ist wegen wartungsarbeiten|website ist wegen wartungsarbeiten|wir sind gleich wieder|bald wieder für sie da|sie werden weitergeleitet|du wirst weitergeleitet
    bestätigen sie ihr alter|ihr browser wird nicht|dein browser wird nicht|diese domain steht
    pas disponible dans votre|site est en maintenance|serons bientôt de retour|vous allez être redirigé|vous êtes redirigé
    votre navigateur n'est pas|confirmez votre âge|no está disponible en su|no está disponible en tu|sitio está en mantenimiento
    volveremos pronto|está siendo redirigido|será redirigido|su navegador no|tu navegador no|confirme su edad
    non è disponibile nel tuo|sito è in manutenzione|torneremo presto|stai per essere reindirizzato|il tuo browser non
    não está disponível na sua|não está disponível no seu|site está em manutenção|voltaremos em breve|será redirecionado|seu navegador não
    niet beschikbaar in uw|niet beschikbaar in jouw|u wordt doorgestuurd|je wordt doorgestuurd|uw browser wordt niet
    inte tillgänglig i ditt|inte tillgängligt i ditt|du omdirigeras|din webbläsare stöds|ikke tilgængelig i dit|ikke tilgjengelig i ditt
    niedostępna w twoim|niedostępne w twoim|zostaniesz przekierowany|twoja przeglądarka nie|недоступен в вашем|недоступна в вашем
    недоступно в вашем|сайт находится на|вы будете перенаправлены|ваш браузер не|недоступний у вашій|bulunduğunuz ülkede|yönlendiriliyorsunuz
    お住まいの地域ではご利用|お使いのブラウザ|ただいまメンテナンス|您所在的地区|网站正在维护|網站維護中|귀하의 지역에서는|시스템 점검 중|사이트 점검 중
    """)
  static let loading = Set(
    [
      "loading", "please wait", "loading please wait", "wird geladen", "bitte warten", "chargement",
      "chargement en cours", "cargando", "caricamento", "carregando", "laden", "laddar",
      "ładowanie",
      "загрузка", "yükleniyor", "読み込み中", "加载中", "로딩 중",
      "you need to enable javascript to run this app",
    ].map(plain))
  static let listTitles = Phrases(
    """
    search results|results for|suchergebnisse|verzeichnis von|résultats de recherche
    resultados de la búsqueda|resultados de búsqueda|risultati della ricerca|resultados da pesquisa|zoekresultaten|sökresultat
    wyniki wyszukiwania|результаты поиска|検索結果|搜索结果|검색 결과
    """)
  static let lists = Phrases(
    """
    results|no results|treffer|ergebnisse|résultats|resultados|risultati|resultaten|träffar|wyników
    результатов|件|个结果|건
    """)
}
