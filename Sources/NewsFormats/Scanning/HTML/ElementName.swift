/// Real HTML elements. Wire copy is full of `<CBCO>`-like tags, which are text.
enum ElementName {
  enum Kind {
    /// No end tag, nothing shown: `<img>`.
    case void
    /// A line end: `<br>`.
    case lineBreak
    /// Begins and ends a paragraph; `mayStayOpen` for those whose end tag HTML lets one leave out.
    case block(mayStayOpen: Bool)
    case heading
    case inline
    /// Dropped with all it holds.
    case hidden
  }

  /// The name is in small letters.
  static func kind(of name: String) -> Kind? { table[name] }

  /// HTML Living Standard, index of elements, and the obsolete ones that old pages use.
  private static let table: [String: Kind] = {
    var table: [String: Kind] = ["br": .lineBreak]
    func add(_ names: String, _ kind: Kind) {
      for name in names.split(separator: " ") { table[String(name)] = kind }
    }
    add("img hr wbr input col area base link meta embed source track param frame isindex", .void)
    add("p li dt dd tr td th thead tbody tfoot option", .block(mayStayOpen: true))
    add(
      "div ul ol dl blockquote table caption section article aside header footer main nav "
        + "figure address pre form fieldset details summary center html body hgroup "
        + "colgroup legend frameset", .block(mayStayOpen: false))
    add("h1 h2 h3 h4 h5 h6", .heading)
    add(
      "a abbr acronym b bdi bdo big cite code data dfn em font i ins kbd label mark meter "
        + "nobr output picture progress q rb ruby samp small span strong sub sup time "
        + "tt u var button audio video applet blink marquee", .inline)
    // What is struck out is taken back.
    add("del s strike", .hidden)
    // It tells what a picture shows that is not there; pages leave it out, too.
    add("figcaption", .hidden)
    add(
      "script style head title noscript noframes template svg math iframe object canvas select textarea "
        + "datalist dialog map rp rt rtc", .hidden)
    return table
  }()
}

/// A tag with a name, as it stands in a text.
struct MarkupTag {
  var name: String
  var isEnd: Bool
  /// `<br/>`
  var closesItself: Bool
  /// Behind the `>`.
  var end: Int

  /// Reads the tag whose `<` stands at `index`; nil when it is text.
  ///
  /// A `>` inside quotes is honoured within 256 bytes of the `<`; after that the first `>` ends the
  /// tag and a `<` shows that it was none. So a text of nothing but `<a "` costs linear time.
  init?(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) {
    var at = index + 1
    isEnd = at < bytes.count && bytes[at] == 0x2F
    if isEnd { at += 1 }
    let nameStart = at
    while at < bytes.count, at - nameStart < 16, Self.isNameByte(bytes[at], first: at == nameStart)
    {
      at += 1
    }
    guard at > nameStart, at < bytes.count,
      [0x20, 0x09, 0x0A, 0x0D, 0x2F, 0x3E].contains(bytes[at])
    else { return nil }
    name = String(unsafeUninitializedCapacity: at - nameStart) { buffer in
      for (place, byte) in bytes[nameStart..<at].enumerated() {
        buffer[place] = byte < 0x41 ? byte : byte | 0x20
      }
      return at - nameStart
    }
    guard let close = Self.close(bytes, from: at, quotedUntil: index + 256) else { return nil }
    closesItself = bytes[close - 1] == 0x2F
    end = close + 1
  }

  private static func isNameByte(_ byte: UInt8, first: Bool) -> Bool {
    (0x61...0x7A).contains(byte | 0x20) || (!first && (0x30...0x39).contains(byte))
  }

  private static func close(
    _ bytes: UnsafeBufferPointer<UInt8>, from: Int, quotedUntil: Int
  ) -> Int? {
    var quote: UInt8?
    var index = from
    var firstClose: Int?
    while index < bytes.count {
      let byte = bytes[index]
      if index >= quotedUntil {
        if let firstClose, quote != nil { return firstClose }
        quote = nil
      }
      if byte == 0x3E {
        if quote == nil { return index }
        firstClose = firstClose ?? index
      } else if let open = quote {
        if byte == open { quote = nil }
      } else if byte == 0x3C {
        return firstClose
      } else if byte == 0x22 || byte == 0x27, index < quotedUntil {
        quote = byte
      }
      index += 1
    }
    return firstClose
  }
}
