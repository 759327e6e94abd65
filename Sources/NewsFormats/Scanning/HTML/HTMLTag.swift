/// The elements that article extraction tells apart; all others are `unknown`, which is inline.
enum HTMLTag: UInt8, CaseIterable {
  case text, unknown
  case html, head, body, title, meta, link, base
  case script, style, noscript, template
  case div, section, article, main, header, footer, nav, aside, address, hgroup, search
  case h1, h2, h3, h4, h5, h6
  case p, blockquote, pre, hr, br, center
  case ul, ol, li, dl, dt, dd, menu
  case table, caption, thead, tbody, tfoot, tr, td, th, colgroup, col
  case figure, figcaption, picture, img, svg, math, canvas, object, embed, iframe, frame, frameset
  case noframes, audio, video, source, track, map, area, param, applet
  case form, fieldset, legend, label, input, button, select, option, optgroup, textarea, datalist
  case output, progress, meter, dialog, details, summary
  case a, abbr, b, big, cite, code, del, em, font, i, ins, kbd, mark, q, rb, rp, rt, rtc, ruby, s,
    samp
  case small, span, strike, strong, sub, sup, time, tt, u, `var`, wbr

  /// Begins and ends a paragraph. Source: HTML Living Standard, 15.3.
  var isBlock: Bool { Self.blocks[Int(rawValue)] }
  /// Has no end tag (HTML Living Standard, 13.1.2); libxml2 does not know the newer ones.
  var isVoid: Bool { Self.voids[Int(rawValue)] }
  /// Holds nothing that is read: scripts, controls, media.
  var isHidden: Bool { Self.hidden[Int(rawValue)] }
  /// A part of `<ruby>`: a base, its reading, the brackets around that.
  var isRuby: Bool { self == .rb || self == .rt || self == .rtc || self == .rp }
  var isHeading: Bool { rawValue >= Self.h1.rawValue && rawValue <= Self.h6.rawValue }

  /// By raw value: a look-up without a hash.
  static func flags(_ tags: [HTMLTag]) -> [Bool] {
    let values = Set(tags.map(\.rawValue))
    return (0...255).map { values.contains($0) }
  }
  private static let blocks = flags([
    .html, .head, .body, .title, .div, .section, .article, .main, .header, .footer, .nav, .aside,
    .address, .hgroup, .search, .h1, .h2, .h3, .h4, .h5, .h6, .p, .blockquote, .pre, .hr, .center,
    .ul, .ol, .li, .dl, .dt, .dd, .menu, .table, .caption, .thead, .tbody, .tfoot, .tr, .td, .th,
    .figure, .figcaption, .form, .fieldset, .legend, .dialog, .details, .summary, .noscript,
    .frameset, .noframes, .option,
  ])
  private static let voids = flags([
    .meta, .link, .base, .hr, .br, .img, .col, .embed, .input, .source, .track, .area, .param,
    .wbr, .frame,
  ])
  private static let hidden = flags([
    .head, .script, .style, .noscript, .template, .svg, .math, .canvas, .object, .embed, .iframe,
    .frame, .audio, .video, .map, .applet, .input, .button, .select, .option, .optgroup, .textarea,
    .datalist, .progress, .meter, .dialog, .rp, .rt, .rtc,
  ])

  /// The name is a C string in small letters, as libxml2 gives it.
  init(name: UnsafePointer<UInt8>) {
    self = Self.byName.number(of: name).flatMap { HTMLTag(rawValue: $0) } ?? .unknown
  }
  private static let byName = MarkupNames(
    allCases.filter { $0 != .text && $0 != .unknown }.map { ("\($0)", $0.rawValue) })
}

/// The attributes that are kept.
enum HTMLAttribute: UInt8, CaseIterable {
  case `class`, id, role, itemprop, rel, href, name, property, content, datetime, style, hidden
  case lang, type, title, charset, itemtype, dataTestid, ariaModal

  var bit: UInt32 { 1 << UInt32(rawValue) }

  init?(name: UnsafePointer<UInt8>) {
    guard let number = Self.byName.number(of: name) else { return nil }
    self.init(rawValue: number)
  }
  private static let byName = MarkupNames(
    allCases.map { attribute in
      switch attribute {
      case .dataTestid: ("data-testid", attribute.rawValue)
      case .ariaModal: ("aria-modal", attribute.rawValue)
      default: ("\(attribute)", attribute.rawValue)
      }
    })
}
