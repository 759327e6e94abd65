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
      morenews subscribe subscription sponsor socialmedia sociable syndication navigation
      navbar gdpr clibar climodal cliprivacy clitab popup modal paywall signup signin masthead footer
      relacionad publicidad publicite pubblicita correlati werbung empfehlung verwandt
      mehrzumthema weiterlesen
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
    for name in [HTMLAttribute.class, .id, .itemprop, .role] {
      if let value = tree.value(name, of: node) {
        found.formUnion(automaton.hints(in: value.prefix(256)))
      }
    }
    return found
  }
}
