/// What the frames of mails say, in the languages whose newsletters are read. As `NoticeWords.plain` has them.
enum FramePhrases {
  /// Of the mail at hand, to whoever has it: whole sentences that no report says.
  static let ofThisMail = Phrases(
    """
    you are receiving this|you re receiving this|you received this email|you received this e mail
    you received this message|you received this newsletter|you receive this|you ve received this|you ve received it
    you have received this|you receive all messages|you are receiving these|you re getting this
    you are getting this|you are subscribed to|you re subscribed to|this email was sent to|this e mail was sent to
    this message was sent to|this newsletter was sent to|this mail was sent to|sent to you because
    was this email forwarded|forwarded this email|forwarded this newsletter|forwarded to you
    want to change how you receive|update your preferences|manage your preferences|manage your subscription
    manage your email|change your preferences|update your email preferences|no longer wish to receive
    no longer want to receive|prefer not to receive|do not wish to receive|don t want to receive
    add us to your address book|forward to a friend|forward this email|trouble viewing|problems viewing
    having trouble reading|email not displaying|can t see this|cannot see this|can t read this|no images click
    sie erhalten diese|sie erhalten diesen|sie erhalten den newsletter|du erhältst diese|du erhältst diesen
    sie bekommen diese|sie bekommen diesen|du bekommst diese|du bekommst diesen|sie haben diese e mail
    sie haben diesen newsletter|diese e mail wurde an|diese nachricht wurde an|dieser newsletter wurde an
    nicht mehr empfangen möchten|nicht mehr erhalten möchten|nicht mehr empfangen möchtest
    nicht mehr erhalten möchtest|keinen newsletter mehr|keine newsletter mehr|nicht korrekt dargestellt
    nicht richtig angezeigt|nicht richtig dargestellt|nicht oder nur teilweise|an einen freund weiterleiten
    newsletter weiterleiten|einstellungen ändern|einstellungen verwalten
    vous recevez cet|vous recevez ce|vous recevez cette|vous avez reçu cet|vous avez reçu ce|vous l avez reçu
    cet email a été envoyé|cet e mail a été envoyé|ce message a été envoyé|ce courriel a été envoyé
    vous ne souhaitez plus|ne plus recevoir|gérer vos préférences|gérer mes préférences|modifier vos préférences
    ne s affiche pas correctement|transférer à un ami|transférer cet
    has recibido este|ha recibido este|recibes este|recibe este|estás recibiendo este|está recibiendo este
    este correo fue enviado|este correo electrónico fue enviado|este email fue enviado|este mensaje fue enviado
    este correo se envió|no deseas recibir|no desea recibir|no quieres recibir|gestionar tus preferencias
    actualizar tus preferencias|reenviar a un amigo|no se visualiza correctamente
    hai ricevuto questa|ricevi questa|stai ricevendo questa|ha ricevuto questa|riceve questa|ricevi questo
    questa email è stata inviata|questa e mail è stata inviata|questo messaggio è stato inviato
    non desideri più ricevere|non vuoi più ricevere|gestisci le preferenze|aggiorna le tue preferenze
    inoltra a un amico|non visualizzi correttamente
    je ontvangt deze|u ontvangt deze|je ontvangt dit|u ontvangt dit|je krijgt deze|deze e mail is verzonden
    deze mail is verzonden|deze e mail is verstuurd|niet meer ontvangen|voorkeuren aanpassen|voorkeuren wijzigen
    stuur door naar een vriend|wordt niet goed weergegeven
    du får det här|du får detta|du har fått det här|du får dette|du mottar denne|du mottar dette|du modtager denne
    du modtager dette|du har mottatt|du har modtaget|detta mejl skickades|det här mejlet skickades
    denne e post ble sendt|denne mail er sendt|denne e mail er sendt|ändra dina inställningar
    vill du inte längre|ønsker du ikke lenger|ønsker du ikke længere|tipsa en vän
    sait tämän|saat tämän|olet saanut tämän|tämä viesti on lähetetty|et halua enää|hallinnoi asetuksia
    recebeu este|você recebeu|está a receber este|você está recebendo|este email foi enviado|este e mail foi enviado
    esta mensagem foi enviada|não deseja mais receber|não quiser mais receber|gerenciar preferências
    otrzymujesz tę|otrzymujesz ten|otrzymałeś tę|otrzymałeś ten|otrzymali państwo|ta wiadomość została wysłana
    nie chcesz otrzymywać|nie chcesz więcej|prześlij znajomemu|zarządzaj preferencjami
    tento e mail jste|tento email jste|dostáváte tento|dostali jste|obdrželi jste|tento e mail byl odeslán
    nepřejete si|nechcete dostávat|ezt az e mailt|ezt a levelet|azért kapta|ai primit acest|primești acest|primiți acest
    bu e postayı|bu e posta|bu maili|вы получили это|вы получаете это|вы получили данное|вы получаете эту
    это письмо отправлено|это письмо было отправлено|не хотите получать|не хотите больше получать
    ви отримали цей|ви отримуєте|λαμβάνετε αυτό|λάβατε αυτό
    お送りして|お届けして|このメールは|このメールマガジンは|您收到此|您收到这封|您收到這封|本邮件由|此邮件|這封電子郵件
    본 메일은|이 메일은|이 이메일은|לקבלת|لقد تلقيت هذ|تتلقى هذ|أنت تتلقى
    """)

  /// Where it can be seen; they stand beside a link.
  static let views = Phrases(
    """
    view in browser|view in your browser|view it in your browser|view this email|view this message|view this newsletter
    view online|view it online|view as a web page|view web version|view this post on the web|view the web version
    view as webpage|view on the web|web version|webversion|online version|read in browser|read online
    read this online|read on the web|open in browser|read in app|open in app|listen online|im browser ansehen
    im browser anzeigen|im browser öffnen|im browser lesen|im browser betrachten|online ansehen|online lesen
    zur webversion|zur onlineversion|zur online version|onlineversion|webansicht|voir dans le navigateur
    voir dans votre navigateur|voir en ligne|version en ligne|version web|afficher dans le navigateur
    lire en ligne|ouvrir dans le navigateur|ver en el navegador|ver en tu navegador|ver en su navegador
    ver en navegador|ver online|ver en línea|versión web|versión online|leer en línea|visualizza nel browser
    visualizza nel tuo browser|vedi nel browser|apri nel browser|versione online|versione web|leggi online
    bekijk in browser|bekijk in je browser|bekijk in uw browser|bekijk online|bekijk de webversie
    bekijk de onlineversie|bekijk deze e mail|online versie|lees online|visa i webbläsaren|visa i webbläsare
    öppna i webbläsare|öppna i webbläsaren|läs i webbläsaren|webbversion|se i browser|vis i browser|vis i nettleser
    vis i nettleseren|åpne i nettleser|åpne i nettleseren|åbn i browser|webversjon|näytä selaimessa|avaa selaimessa
    lue selaimessa|verkkoversio|ver no navegador|abrir no navegador|versão web|versão online|ler online
    zobacz w przeglądarce|wyświetl w przeglądarce|otwórz w przeglądarce|wersja online|zobrazit v prohlížeči
    otevřít v prohlížeči|zobraziť v prehliadači|megtekintés böngészőben|megnyitás böngészőben
    vizualizează în browser|deschide în browser|tarayıcıda görüntüle|tarayıcıda aç|открыть в браузере
    посмотреть в браузере|просмотреть в браузере|веб версия|переглянути в браузері|відкрити в браузері
    προβολή στο πρόγραμμα περιήγησης|ブラウザで見る|ブラウザで表示|ブラウザで読む|ウェブで見る|ブラウザで開く
    在浏览器中查看|在浏览器中打开|在瀏覽器中檢視|网页版|브라우저에서 보기|웹에서 보기|عرض في المتصفح
    """)

  /// Of leaving: reports have these words, too.
  static let leaving = Phrases(
    """
    unsubscribe|unsubscribing|opt out|manage preferences|email preferences|preferences|preference center|mailing list
    mailman|subscription settings|abmelden|abmeldung|abbestellen|abbestellung|austragen|mailingliste|abo verwalten
    se désabonner|désabonner|désabonnement|désinscrire|désinscription|me désinscrire|se désinscrire
    liste de diffusion|darse de baja|darte de baja|date de baja|darme de baja|baja|cancelar suscripción
    cancelar la suscripción|anular la suscripción|anular suscripción|lista de correo|disiscriviti|disiscriversi
    annulla l iscrizione|annulla iscrizione|cancellati|cancellarsi|cancella iscrizione|uitschrijven|afmelden
    schrijf je uit|schrijf u uit|avregistrera|avprenumerera|avsluta prenumeration|avsluta prenumerationen|avanmäl
    sluta prenumerera|afmeld|frameld|meld deg av|meld av|avmeld|peruuta tilaus|peru tilaus|peruuta|wypisz
    wypisz się|zrezygnuj|rezygnacja|wypisać się|cancelar inscrição|cancelar a subscrição|cancelar subscrição
    anular subscrição|descadastrar|remover inscrição|отписаться|отписка|відписатися|odhlásit|odhlásit se|odhlásiť
    odhlásiť sa|leiratkozás|leiratkozom|leiratkozni|dezabonare|dezabonează te|dezabonează|abonelikten
    abonelikten çık|διαγραφή|配信停止|配信解除|登録解除|購読解除|退订|取消订阅|取消訂閱|退訂|수신거부|수신 거부
    구독 취소|구독취소|إلغاء الاشتراك|הסרה מרשימת|הסר
    """)

  /// How a sentence to the reader begins.
  static let openings = Phrases(
    """
    to unsubscribe|to opt out|to leave this|to stop receiving|to change your|to update your|to manage your|to be removed
    if you|unsubscribe|click here|um sich|um den newsletter|um diesen newsletter|wenn sie|wenn du|falls sie|falls du
    möchten sie|möchtest du|klicken sie|klicke|hier|pour vous|pour ne plus|pour se|si vous|cliquez|para darse
    para darte|para cancelar|para dejar|si no|si ya no|haz clic|haga clic|per disiscriver|per cancellar|se non
    clicca|om je|om u|als u|als je|wil je|wilt u|klik|vill du|om du|för att|klicka|hvis du|for at|for å|klikk
    jos et|jos haluat|voit|se não|para sair|clique|jeśli|jeżeli|aby|kliknij|pokud|chcete|ak|ha nem|dacă
    если вы|чтобы|нажмите|якщо|щоб|若您|如果您|如需
    """)

  /// Words that only somebody who speaks to the reader says.
  static let reader = Phrases(
    """
    you|your|ihre|ihren|ihrem|ihnen|dein|deine|vous|votre|vos|usted|tu|tus|tuo|tua|tuoi|uw|jouw|du|din|dina|ditt|ditt
    możesz|twój|twoja|você|seu|sua|můžete|vaše|вы|вам|ваш|ваша|вас|ви|こちら|お客様|您|点击|點擊|귀하|여기
    """)

  /// Of addresses, laws and the house.
  static let notices = Phrases(
    """
    our mailing address|mailing address is|all rights reserved|alle rechte vorbehalten|tous droits réservés
    todos los derechos|tutti i diritti riservati|alle rechten voorbehouden|todos os direitos reservados
    wszelkie prawa zastrzeżone|все права защищены|intended recipient|this email and any attachments
    privacy policy|privacy notice|terms of service|terms of use|datenschutzerklärung|impressum|mentions légales
    politique de confidentialité|política de privacidad|informativa sulla privacy|privacyverklaring|integritetspolicy
    handelsregister|amtsgericht|hrb|ust idnr|tax id|geschäftsführer|vat no|company number|registered office
    registered in england|follow us on|folgen sie uns|folge uns|suivez nous|síguenos|síganos|seguici|volg ons
    följ oss|følg oss|følg os|seuraa meitä|obserwuj nas|śledź nas|siga nos|подписывайтесь на нас|フォローする
    get the app|start writing|start your own newsletter
    """)

  /// Lines that begin with them tell who has sent the mail.
  static let besides = Phrases(
    """
    powered by|sent by|sent with|delivered by|published by|gesendet mit|versendet mit|erstellt mit|envoyé par
    envoyé avec|enviado con|enviado por|inviato con|verstuurd met|verzonden met|skickat med|sendt med|wysłano przez
    """)

  /// Names of buttons.
  static let elsewhere: Set<String> = [
    "share", "tweet", "forward", "like", "comment", "comments", "restack", "post", "pin", "repost",
    "reply", "follow",
    "facebook", "twitter", "x", "instagram", "linkedin", "youtube", "tiktok", "threads", "mastodon",
    "bluesky",
    "whatsapp", "telegram", "pinterest", "xing", "rss", "website", "web", "email", "e mail", "mail",
    "home", "homepage",
    "contact", "contact us", "about", "about us", "kontakt", "impressum", "datenschutz", "privacy",
    "terms",
    "privacy policy", "subscribe", "share this", "and", "or", "und", "et", "y", "on", "teilen",
    "weiterleiten",
    "partager", "compartir", "condividi", "delen", "dela", "del", "facebook icon", "twitter icon",
    "twitter x",
    "get the app", "start writing", "app store", "google play", "donate", "shop", "archive",
    "advertise", "faq", "help",
  ]
}
