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

  private static func flags(_ tags: [HTMLTag]) -> [Bool] {
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
    var length = 0
    while length < 16, name[length] != 0 { length += 1 }
    guard length < 16 else {
      self = .unknown
      return
    }
    var key: UInt128 = 0
    for offset in 0..<length { key = key << 8 | UInt128(name[offset]) }
    self = Self.byName[key] ?? .unknown
  }
  private static let byName: [UInt128: HTMLTag] = {
    var table: [UInt128: HTMLTag] = [:]
    for tag in allCases where tag != .text && tag != .unknown {
      table["\(tag)".utf8.reduce(0) { $0 << 8 | UInt128($1) }] = tag
    }
    return table
  }()
}

/// The attributes that are kept.
enum HTMLAttribute: UInt8, CaseIterable {
  case `class`, id, role, itemprop, rel, href, name, property, content, datetime, style, hidden
  case lang, type, title, charset, itemtype, dataTestid, ariaModal

  init?(name: UnsafePointer<UInt8>) {
    var length = 0
    while length < 16, name[length] != 0 { length += 1 }
    guard length < 16 else { return nil }
    var key: UInt128 = 0
    for offset in 0..<length { key = key << 8 | UInt128(name[offset]) }
    guard let found = Self.byName[key] else { return nil }
    self = found
  }
  private static let byName: [UInt128: HTMLAttribute] = {
    var table: [UInt128: HTMLAttribute] = [:]
    for attribute in allCases {
      let name =
        switch attribute {
        case .dataTestid: "data-testid"
        case .ariaModal: "aria-modal"
        default: "\(attribute)"
        }
      table[name.utf8.reduce(0) { $0 << 8 | UInt128($1) }] = attribute
    }
    return table
  }()
}
