import CLibXML2
import NewsModel

/// XML 1.0 with namespaces as events, fed in chunks of any size: libxml2's push parser with SAX2.
///
/// Nothing is built and nothing is fetched: no network, no entity but the five of XML and, where an
/// external DOCTYPE could have declared them, HTML's names; a DOCTYPE itself is passed over. What an
/// attacker may try: an internal DTD subset (refused, `dtdRefused`, before its first declaration is
/// read), depth (`tooDeep`), text nodes over libxml2's 10 MB (`syntax`; its "huge" mode stays off).
/// No recursion: the push parser keeps its own stack. One thread uses a reader at a time.
/// Cost: with all that a feed decoder does besides, 15 ns a byte (decision 13).
final class XMLReader {
  enum Tolerance {
    /// The first fault ends it.
    case strict
    /// libxml2's recover mode: it goes on behind a fault as well as it can; depth, DTD and memory
    /// still end it.
    case recovering
  }

  /// Events since the last `removeAll`.
  var events = XMLEvents()
  /// All names met so far; events hold places in it.
  private(set) var names: [XMLName] = []
  /// Elements open now.
  private(set) var depth = 0
  /// Faults passed over so far; 0 unless recovering.
  private(set) var faults = 0

  private let context: xmlParserCtxtPtr?
  private let depthLimit: Int
  private let tolerance: Tolerance
  private var failure: XMLFault?
  private var unfinished = UnfinishedTag()
  private var isFinishing = false
  /// libxml2 keeps one copy of each name as long as the parser lives: its address is the name.
  private var places: [NameAddress: Int] = [:]
  /// Some of `places`, each where its address says: most names come again at once, and to hash three
  /// addresses costs as much as all else that is done with a name.
  private var recent = [(address: NameAddress, place: Int)](
    repeating: (NameAddress(local: 0, prefix: 0, space: 0), 0), count: XMLReader.recentNames)
  private static let recentNames = 256
  private static let pieceBytes = 16 << 10

  private struct NameAddress: Hashable {
    var local: UInt
    var prefix: UInt
    var space: UInt
    /// No address: the namespace of declarations.
    static let declarations: UInt = 1
  }

  /// So many elements may stand in each other.
  init(depthLimit: Int = Limits().depth, tolerance: Tolerance = .strict) {
    _ = Self.library
    self.depthLimit = depthLimit
    self.tolerance = tolerance
    var handlers = Self.handlers
    context = xmlCreatePushParserCtxt(&handlers, nil, nil, 0, nil)
    guard let context else { return }
    context.pointee.userData = Unmanaged.passUnretained(self).toOpaque()
    // What is fed is UTF-8 whatever the XML declaration says: `Charset` has seen to that.
    // NOENT here concerns `&amp;` in attributes alone, which stays a reference without it: no other
    // entity is ever known.
    var options =
      XML_PARSE_NONET.rawValue | XML_PARSE_IGNORE_ENC.rawValue | XML_PARSE_NOENT.rawValue
    if tolerance == .recovering { options |= XML_PARSE_RECOVER.rawValue }
    xmlCtxtUseOptions(context, Int32(options))
  }
  deinit {
    // Made for a declaration that is read before it is refused.
    if let document = context?.pointee.myDoc { xmlFreeDoc(document) }
    xmlFreeParserCtxt(context)
  }

  private static let library: Void = xmlInitParser()

  /// Reads the next piece of the document, valid UTF-8, cut anywhere.
  func feed(_ bytes: UnsafeBufferPointer<UInt8>) throws(XMLFault) {
    try check()
    var rest = bytes[...]
    // libxml2 looks for a fault only between pieces.
    while !rest.isEmpty {
      let piece = UnsafeBufferPointer(rebasing: rest.prefix(Self.pieceBytes))
      rest = rest.dropFirst(piece.count)
      _ = piece.withMemoryRebound(to: CChar.self) {
        xmlParseChunk(context, $0.baseAddress, Int32($0.count), 0)
      }
      try check()
      if unfinished.isTooLong(context?.pointee.input) {
        stop(.tooManyAttributes, "a tag has more than \(UnfinishedTag.mostAttributes) attributes")
        try check()
      }
    }
  }

  /// The document has ended. Throws `truncated` when it has not.
  func finish() throws(XMLFault) {
    try check()
    isFinishing = true
    _ = xmlParseChunk(context, nil, 0, 1)
    try check()
  }

  /// Whether a tag or reference that was fed whole is still waited for: then its end is missing. The
  /// push parser reads no further than a bare `&` until a semicolon comes, without a fault.
  var isStalled: Bool {
    guard let input = context?.pointee.input, let next = input.pointee.cur,
      next < input.pointee.end
    else { return false }
    return next.pointee == 0x26 || next.pointee == 0x3C
  }

  /// Behind the next line end is line 1: what is fed from there on is said to stand where it would stand
  /// alone.
  func countLinesAnew() { context?.pointee.input?.pointee.line = 0 }

  /// Whether a bare `&` is waited at, behind which markup has come: no end of the document will help.
  var isStalledAtAmpersand: Bool {
    guard let input = context?.pointee.input, let next = input.pointee.cur,
      next < input.pointee.end, next.pointee == 0x26
    else { return false }
    return UnsafeBufferPointer(start: next, count: input.pointee.end - next).contains(0x3C)
  }

  private func check() throws(XMLFault) {
    if let failure { throw failure }
    if context == nil {
      throw XMLFault(kind: .syntax, line: 0, column: 0, what: "not enough memory for a parser")
    }
  }

  private func stop(_ kind: XMLFault.Kind, _ what: String) {
    guard let context, failure == nil else { return }
    failure = XMLFault(
      kind: kind, line: Int(xmlSAX2GetLineNumber(context)),
      column: Int(xmlSAX2GetColumnNumber(context)), what: what)
    xmlStopParser(context)
  }

  private func place(
    _ local: UnsafePointer<xmlChar>?, _ prefix: UnsafePointer<xmlChar>?,
    _ space: UnsafePointer<xmlChar>?
  ) -> Int {
    let address = NameAddress(
      local: UInt(bitPattern: local), prefix: UInt(bitPattern: prefix),
      space: UInt(bitPattern: space))
    let slot =
      Int(truncatingIfNeeded: address.local &>> 3 ^ address.local &>> 11)
      & (Self.recentNames - 1)
    if recent[slot].address == address { return recent[slot].place }
    let place =
      places[address]
      ?? note(
        address,
        XMLName(space: Self.text(space), local: Self.text(local), prefix: Self.text(prefix)))
    recent[slot] = (address, place)
    return place
  }
  private func place(declared prefix: UnsafePointer<xmlChar>?) -> Int {
    let address = NameAddress(
      local: UInt(bitPattern: prefix), prefix: 0, space: NameAddress.declarations)
    return places[address]
      ?? note(address, XMLName(space: XMLName.declarations, local: Self.text(prefix), prefix: ""))
  }
  private func note(_ address: NameAddress, _ name: XMLName) -> Int {
    names.append(name)
    places[address] = names.count - 1
    return names.count - 1
  }
  private static func text(_ pointer: UnsafePointer<xmlChar>?) -> String {
    pointer.map { String(cString: $0) } ?? ""
  }
}

private func reader(_ client: UnsafeMutableRawPointer?) -> XMLReader? {
  client.map { Unmanaged<XMLReader>.fromOpaque($0).takeUnretainedValue() }
}

// What libxml2 calls. None of it may throw; a fault is kept and thrown by `feed`.
extension XMLReader {
  private static var handlers: xmlSAXHandler {
    var handlers = xmlSAXHandler()
    handlers.initialized = XML_SAX2_MAGIC
    handlers.startElementNs = { client, local, prefix, space, count, declared, given, _, values in
      reader(client)?.open(
        local, prefix, space,
        declarations: UnsafeBufferPointer(start: declared, count: 2 * Int(count)),
        attributes: UnsafeBufferPointer(start: values, count: 5 * Int(given)))
    }
    handlers.endElementNs = { client, local, prefix, space in
      reader(client)?.close(local, prefix, space)
    }
    handlers.characters = { client, text, count in
      reader(client)?.events.append(text: UnsafeBufferPointer(start: text, count: Int(count)))
    }
    handlers.cdataBlock = handlers.characters
    handlers.ignorableWhitespace = handlers.characters
    handlers.reference = { client, name in reader(client)?.refer(to: name) }
    handlers.internalSubset = { client, _, _, _ in reader(client)?.passDoctype() }
    handlers.serror = { client, error in
      guard let error else { return }
      reader(client)?.note(
        level: error.pointee.level, line: error.pointee.line, column: error.pointee.int2,
        message: error.pointee.message)
    }
    return handlers
  }

  private func open(
    _ local: UnsafePointer<xmlChar>?, _ prefix: UnsafePointer<xmlChar>?,
    _ space: UnsafePointer<xmlChar>?,
    declarations: UnsafeBufferPointer<UnsafePointer<xmlChar>?>,
    attributes: UnsafeBufferPointer<UnsafePointer<xmlChar>?>
  ) {
    depth += 1
    if depth > depthLimit {
      return stop(.tooDeep, "elements are nested more than \(depthLimit) levels deep")
    }
    let first = events.attributes.count
    for index in stride(from: 0, to: declarations.count, by: 2) {
      let count = declarations[index + 1].map { Int(xmlStrlen($0)) } ?? 0
      events.append(
        attribute: place(declared: declarations[index]),
        value: UnsafeBufferPointer(start: declarations[index + 1], count: count))
    }
    for index in stride(from: 0, to: attributes.count, by: 5) {
      guard let value = attributes[index + 3], let end = attributes[index + 4] else { continue }
      events.append(
        attribute: place(attributes[index], attributes[index + 1], attributes[index + 2]),
        value: UnsafeBufferPointer(start: value, count: end - value))
    }
    events.append(start: place(local, prefix, space), firstAttribute: first)
  }

  private func close(
    _ local: UnsafePointer<xmlChar>?, _ prefix: UnsafePointer<xmlChar>?,
    _ space: UnsafePointer<xmlChar>?
  ) {
    depth -= 1
    events.append(end: place(local, prefix, space))
  }

  /// A name that a DOCTYPE not loaded may declare: HTML's, as RSS 0.91 does; others are left out.
  private func refer(to name: UnsafePointer<xmlChar>?) {
    guard let name, let scalar = CharacterReference.scalar(named: Self.text(name)) else { return }
    Array(UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter).withUnsafeBufferPointer {
      events.append(text: $0)
    }
  }

  /// Called where the DOCTYPE's name and identifiers are read and its subset, if any, is not yet.
  private func passDoctype() {
    guard let input = context?.pointee.input, let next = input.pointee.cur,
      next < input.pointee.end
    else { return }
    // A parser that recovers passes over a letter before it.
    let rest = UnsafeBufferPointer(start: next, count: input.pointee.end - next)
    if rest.prefix(while: { $0 != 0x3E }).contains(0x5B) {
      stop(.dtdRefused, "the DOCTYPE has an internal subset")
    }
  }

  private func note(
    level: xmlErrorLevel, line: Int32, column: Int32, message: UnsafeMutablePointer<CChar>?
  ) {
    guard level == XML_ERR_FATAL, failure == nil else { return }
    if tolerance == .recovering {
      faults += 1
      return
    }
    let words = message.map { String(cString: $0) } ?? "not well-formed"
    failure = XMLFault(
      kind: isFinishing ? .truncated : .syntax, line: Int(line), column: Int(column),
      what: quoted(String(words.split(whereSeparator: \.isNewline).first ?? "")))
  }
}
