/// What an element's class, id, role or itemprop says of what it holds.
struct ElementHint: OptionSet {
  var rawValue: UInt16
  /// The text of the article.
  static let body = ElementHint(rawValue: 1)
  /// What stands around an article: shares, menus, related links, adverts.
  static let around = ElementHint(rawValue: 2)
  /// What readers wrote.
  static let comments = ElementHint(rawValue: 4)
  /// Not shown.
  static let hidden = ElementHint(rawValue: 8)
  /// Byline, date, tags: what the metadata say.
  static let meta = ElementHint(rawValue: 16)
  static let author = ElementHint(rawValue: 32)
  static let date = ElementHint(rawValue: 64)
  static let title = ElementHint(rawValue: 128)
  /// Around, when it holds a link: a teaser without one is the lede.
  static let linked = ElementHint(rawValue: 256)

  /// Where readers are asked for money or a login, and the text behind it.
  static let barrier = ElementHint(rawValue: 512)
  /// An article as a whole, of which a page may have several.
  static let article = ElementHint(rawValue: 2048)
  /// What another house published, shown as it stands there.
  static let quoted = ElementHint(rawValue: 4096)
  /// The words above a headline, in one heading with it: a topic, a place.
  static let kicker = ElementHint(rawValue: 8192)
  /// What programs for consent put into a page. Their names do not lie.
  static let consent = ElementHint(rawValue: 1024)

  static let automaton = HintAutomaton(words)

  static let words: [HintAutomaton.Word] = {
    var words: [HintAutomaton.Word] = []
    func add(_ hint: ElementHint, _ place: HintAutomaton.Place, _ list: String) {
      for word in list.split(whereSeparator: { $0 == " " || $0 == "\n" }) {
        words.append(.init(letters: Array(word.utf8), place: place, hint: hint))
      }
    }
    add(
      .body, .anywhere,
      """
      articlebody articletext articlecontent entrycontent postcontent postbody posttext postentry
      storybody storycontent storytext bodytext bodycopy articlecopy newstext newsbody newscontent
      contentbody maintext textcontent articlemain artikeltext artikelbody artikelinhalt
      textoarticulo cuerponoticia cuerpoarticulo contenidonoticia corpsarticle contenuarticle
      richtext fulltext
      """)
    add(
      .around, .anywhere,
      """
      related newsletter cookie consent sidebar breadcrumb pagination taboola outbrain criteo
      advert recommended recommend mostread mostpopular trending readmore readnext morefrom
      morenews sponsor socialmedia sociable syndication navigation
      navbar gdpr clibar climodal cliprivacy clitab popup modal signup signin masthead footer
      infinitescroll nextarticle nextstory nextpost naechsterartikel articlesuivant
      relacionad publicidad publicite pubblicita correlati werbung empfehlung verwandt
      mehrzumthema weiterlesen
      """)
    add(.article, .alone, "article post story hentry artikel articulo articolo artigo newsarticle")
    add(
      .kicker, .anywhere,
      """
      kicker roofline overline dachzeile oberzeile spitzmarke supertitle toptitle topline topiclabel
      eyebrow pretitle titleheader antetitulo antetitre surtitre sobretitulo occhiello volanta
      cintillo
      """)
    add(
      .quoted, .start,
      """
      tweet twitter embed embedded instagram socialpost facebookpost fbpost telegrampost tgpost mastodon
      bluesky tiktok redditpost vkpost threadspost linkedinpost
      """)
    // Houses call so the paragraphs that subscribers read as well as the boxes that bid for them.
    add(
      .barrier, .anywhere,
      """
      paywall piano meteredcontent premiumcontent subscribe subscription suscri abonnent abonnement
      premiumwall regwall registrationwall loginwall signupwall metered articlegate contentgate bezahlschranke
      tpmodal tpcontainer assinante prenumer
      """)
    add(.barrier, .first, "abo gate")
    add(
      .consent, .anywhere,
      """
      onetrust usercentrics spmessagecontainer didomi cookiebot cookieyes cookielaw qccmp cmpbox
      borlabscookie klaro truste osano iubenda quantcast fcconsent cookieconsent cookiebanner
      cookienotice ucbanner
      """)
    add(.linked, .anywhere, "teaser banner promobox promotion")
    add(.linked, .whole, "promo promos")
    add(
      .around, .start,
      """
      share sharing social menu widgetarea skip jprelated login register toolbar carousel slider
      donat disclaimer copyright viral rating poll quiz survey compartir partage condividi
      anzeige teilen
      """)
    add(.around, .whole, "nav navi tags taglist toc pager bar subnav breadcrumbs")
    add(.around, .first, "ad ads adv tag")
    add(
      .comments, .start,
      """
      comment comments disqus respond reply replies akismet kommentar kommentare commentaire
      commentaires comentario comentarios commenti komentarz komentarze discussion
      """)
    add(
      .hidden, .anywhere, "visuallyhidden screenreader sronly noprint displaynone notloaded")
    add(.hidden, .alone, "hidden hide invisible")
    add(.meta, .anywhere, "timestamp dateline authorinfo authorbio userinfo userprofile")
    add(.meta, .whole, "meta credits credit caption")
    add(
      [.meta, .author], .whole,
      "author authors autor autoren auteur byline postauthor authorname redakteur")
    return words
  }()

  static func of(_ node: Int, in tree: HTMLTree) -> ElementHint {
    var found: ElementHint = []
    for name in names where tree.has(name, node) {
      if name == .id, isAnchor(node, in: tree) { continue }
      guard let value = tree.value(name, of: node)?.prefix(256) else { continue }
      found.formUnion(value.withUnsafeBufferPointer { automaton.hints(in: $0) })
    }
    return found
  }

  /// Programs make a heading's `id`, and its section's, of its words: that names a place, and no kind of element. A
  /// box of two words may be called as its heading is ("Related articles").
  private static func isAnchor(_ node: Int, in tree: HTMLTree) -> Bool {
    let tag = tree.tag(node)
    if tag.isHeading || tag == .p || tree.tag(tree.parent(node)).isHeading { return true }
    guard tag == .section || tag == .div || tag == .article, let id = tree.value(.id, of: node),
      id.split(whereSeparator: { $0 == 0x2D || $0 == 0x5F }).count > 2,
      let heading = (node + 1..<max(node + 1, tree.end(node))).first(where: {
        tree.tag($0).isHeading
      })
    else { return false }
    let letters = letters(id)
    return !letters.isEmpty && letters == self.letters(tree.line(of: heading, limit: 256).utf8)
  }
  /// ASCII's, in small letters.
  private static func letters(_ text: some Sequence<UInt8>) -> [UInt8] {
    text.lazy.map { $0 | 0x20 }.filter { (0x61...0x7A).contains($0) }
  }
  private static let names: [HTMLAttribute] = [.class, .id, .itemprop, .role, .dataTestid]
}
