import NewsBytes
import NewsModel

/// One entry of a feed as an article: which of its elements fill which field.
struct FeedArticle {
  let events: XMLEvents
  let names: FeedNames
  let entry: FeedEntry
  let channel: FeedChannel

  /// Throws noText for an entry without title and text.
  func article(at place: DocumentPlace) throws(Rejection) -> Article {
    var draft = ArticleDraft()
    draft[.headline] = title
    draft[.uri] = identifier
    let link = link
    draft[.url] = link.map { Array($0.utf8) }
    draft.isKnownByLink = link.map { !channel.isSite($0) } ?? false
    draft[.byline] = bylines(.author) ?? bylines(.sourceAuthor) ?? channel.byline
    draft[.published] = date(.published)
    draft[.updated] = date(.updated) ?? attribute("LASTMOD", of: entry.attributes)
    draft[.source] = source ?? channel.title
    draft[.embargo] = entry.elements(.embargo).first.map(content)
    let body = body
    draft[.language] = language(body?.element)
    if let body {
      return try draft.article(at: place, text: body.text.lines, wasMarkup: body.text.wasMarkup)
    }
    return try draft.article(at: place, passedOver: { entry.passedOver(events, names) })
  }

  // What stands where.

  /// What stands in an element, as written.
  func content(_ element: FeedElement) -> [UInt8] {
    events.content(element.inside, isMarkup: element.hasElements, names: names.all)
  }
  /// The value of an attribute without namespace; capitals stand for both cases (CDF).
  func attribute(_ local: String, of attributes: Range<Int>) -> [UInt8]? {
    for attribute in events.attributes[attributes] {
      let name = names[attribute.name]
      if name.space.isEmpty, name.local == local || name.local.uppercased() == local {
        return Array(events.bytes[attribute.value])
      }
    }
    return nil
  }
  private func word(_ local: String, of element: FeedElement) -> String? {
    attribute(local, of: element.attributes).map {
      let text = String(decoding: $0, as: UTF8.self).lowercased()
      return String(text.filter { !$0.isWhitespace }.prefix { $0 != ";" })
    }
  }

  /// An element's text and how it is written, transfer encoding removed; nil for what is no text.
  func text(_ element: FeedElement) -> FeedText? {
    if element.attributes.isEmpty {
      let writing =
        element.hasElements ? FeedElement.Writing.html : element.isAtom ? .plain : .unsaid
      return FeedText(content(element), writing, isExport: channel.isExport)
    }
    guard attribute("src", of: element.attributes) == nil else { return nil }
    let mode = word("mode", of: element)
    var writing = writing(element, type: word("type", of: element), mode: mode)
    var content = content(element)
    if mode == "base64" || writing == .foreign {
      // RFC 4287, 4.1.3.3 (6): of a foreign type it is base 64; an image is no UTF-8.
      guard let decoded = Base64.decode(content), !decoded.isEmpty, !decoded.contains(0),
        decoded.withUnsafeBufferPointer(UTF8Sequence.isValid)
      else { return nil }
      content = decoded
      if writing == .foreign { writing = .unsaid }
    }
    return FeedText(content, writing, isExport: channel.isExport)
  }

  private func writing(
    _ element: FeedElement, type: String?, mode: String?
  ) -> FeedElement.Writing {
    switch type {
    case nil, "": return element.hasElements ? .html : element.isAtom ? .plain : .unsaid
    case "text", "plain", "text/plain": return element.hasElements ? .html : .plain
    case "html", "xhtml", "text/html", "application/xhtml+xml":
      // Atom 0.3, section 3.1.2: without a mode the element holds markup, not escaped markup.
      if element.isAtom, type?.contains("/") == true, mode == nil || mode == "xml",
        !element.hasElements
      {
        return names.core.hasPrefix("http://purl.org/atom/") ? .plain : .html
      }
      return .html
    case let type?:
      if type.hasPrefix("text/") || !type.contains("/") {
        return element.hasElements ? .html : .unsaid
      }
      return .foreign
    }
  }

  // The fields.

  private var title: [UInt8]? {
    for element in entry.elements(.title) {
      if let text = text(element), !text.isBlank { return text.line }
    }
    return nil
  }

  private var body: (text: FeedText, element: FeedElement)? {
    for element in entry.elements(.body) {
      if let text = text(element), !text.isBlank { return (text, element) }
    }
    return nil
  }

  private var identifier: [UInt8]? {
    let about = events.attributes[entry.attributes].first { names[$0.name].local == "about" }
    for element in entry.elements(.identifier) {
      if element.meaning.rank > 0, about != nil { break }
      let text = content(element)
      guard text.contains(where: { $0 > 0x20 }) else { continue }
      // Atom's must be absolute; one that is not means something under its base alone.
      guard element.isAtom, let base = element.base else { return text }
      return url(text, base).map { Array($0.utf8) }
    }
    return about.map { Array(events.bytes[$0.value]) }
  }

  /// Of Atom's links the alternate one, a page before anything else; RSS' link is its text; a
  /// `guid` is one unless it denies it (RSS 2.0: `isPermaLink`).
  private var link: String? {
    var others: [String] = []
    for element in entry.elements(.link) {
      switch word("rel", of: element) {
      case nil, "", "alternate", "http://www.iana.org/assignments/relation/alternate": break
      default: continue
      }
      guard let reference = attribute("href", of: element.attributes) else {
        if let url = url(content(element), element.base) { return url }
        continue
      }
      guard let url = url(reference, element.base) else { continue }
      switch word("type", of: element) {
      case nil, "", "text/html", "application/xhtml+xml": return url
      default: others.append(url)
      }
    }
    if let other = others.first { return other }
    if let reference = attribute("HREF", of: entry.attributes) { return url(reference, nil) }
    for element in entry.elements(.identifier) where element.meaning.rank == 0 && !element.isAtom {
      let text = content(element)
      if word("isPermaLink", of: element) != "false",
        RelativeReference.isAbsolute(String(decoding: text, as: UTF8.self))
      {
        return url(text, nil)
      }
    }
    return nil
  }

  private func url(_ reference: [UInt8], _ base: String?) -> String? {
    // Nearly all are whole, and need no taking apart.
    if reference.starts(with: "http".utf8), reference.contains(0x3A),
      !reference.contains(where: { $0 <= 0x20 })
    {
      return String(decoding: reference, as: UTF8.self)
    }
    let text = String(
      decoding: reference.filter { $0 > 0x20 || $0 == 0x20 }, as: UTF8.self)
    let trimmed = text.split(separator: " ", omittingEmptySubsequences: true)
      .joined(separator: "%20")
    if trimmed.isEmpty { return nil }
    if RelativeReference.isAbsolute(trimmed) { return trimmed }
    // `xml:base` may itself be relative to where the feed came from, of which its link tells.
    let base = base.map { RelativeReference.resolved($0, against: channel.link ?? "") }
    return RelativeReference.resolved(trimmed, against: base ?? channel.link ?? "")
  }

  /// The first one that is a date, of the best rank.
  private func date(_ role: FeedMeaning.Role) -> [UInt8]? {
    let found = entry.elements(role)
    if found.count == 1 { return content(found[0]) }
    for element in found {
      let text = content(element)
      if DateReader.timestamp(text) != nil { return text }
    }
    return nil
  }

  private var source: [UInt8]? {
    for element in entry.elements(.source)
    where !element.hasElements || element.meaning.rank < 0 {
      if let text = text(element), !text.isBlank { return text.line }
    }
    return nil
  }

  private func language(_ body: FeedElement?) -> [UInt8]? {
    // An empty one says that the language is none of those around it (XML 1.0, section 2.12).
    if let own = body?.language { return own.isEmpty ? nil : Array(own.utf8) }
    for element in entry.elements(.language) {
      let text = content(element)
      if text.contains(where: { $0 > 0x20 }) { return text }
    }
    return channel.language
  }

  /// Each is looked for among all elements of the entry.
  static let mostAuthors = 128

  /// The names of an entry's authors of the best rank, joined by commas.
  private func bylines(_ role: FeedMeaning.Role) -> [UInt8]? {
    var people: [String] = []
    var rank: Int?
    for element in entry.elements(role).prefix(Self.mostAuthors) {
      if let rank, element.meaning.rank > rank { break }
      let person = person(element, in: entry)
      guard !person.isEmpty, !people.contains(person) else { continue }
      people.append(person)
      rank = element.meaning.rank
    }
    return people.isEmpty ? nil : Array(people.joined(separator: ", ").utf8)
  }

  /// Atom's `<name>` (or its mail without one); the name in RSS' `mail (name)`.
  func person(_ element: FeedElement, in entry: FeedEntry) -> String {
    for role in [FeedMeaning.Role.authorName, .authorMail] {
      for part in entry.elements(role)
      where element.inside.contains(part.inside.lowerBound) && !part.isBlank(in: events) {
        return PersonName.name(in: String(decoding: content(part), as: UTF8.self))
      }
    }
    // Atom's person with neither says it in its text, if at all.
    guard let text = text(element) else { return "" }
    let name = PersonName.name(in: String(decoding: text.line, as: UTF8.self))
    return channel.writers[name] ?? name
  }
}

extension FeedElement {
  func isBlank(in events: XMLEvents) -> Bool {
    !events.events[inside].contains {
      if case .text(let range) = $0 { events.bytes[range].contains { $0 > 0x20 } } else { false }
    }
  }
}
