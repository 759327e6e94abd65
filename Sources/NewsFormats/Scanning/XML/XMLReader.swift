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

  private let context: xmlParserCtxtPtr?
  /// What libxml2 calls has no place in a class: each access to a member of one is checked for
  /// exclusivity, a tenth of the time that an item takes.
  private let parsing: UnsafeMutablePointer<XMLParsing>
  private var unfinished = UnfinishedTag()
  private static let pieceBytes = 16 << 10

  /// So many elements may stand in each other.
  init(depthLimit: Int = Limits().depth, tolerance: Tolerance = .strict) {
    _ = Self.library
    parsing = .allocate(capacity: 1)
    parsing.initialize(
      to: XMLParsing(depthLimit: depthLimit, isRecovering: tolerance == .recovering))
    var handlers = XMLParsing.handlers
    context = xmlCreatePushParserCtxt(&handlers, nil, nil, 0, nil)
    guard let context else { return }
    parsing.pointee.context = context
    context.pointee.userData = UnsafeMutableRawPointer(parsing)
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
    parsing.deinitialize(count: 1)
    parsing.deallocate()
  }

  private static let library: Void = xmlInitParser()

  /// Events since the last `forgetEvents`.
  var events: XMLEvents { parsing.pointee.events }
  func forgetEvents() { parsing.pointee.events.removeAll() }
  /// All names met so far; events hold places in it.
  var names: [XMLName] { parsing.pointee.names.all }
  /// Elements open now.
  var depth: Int { parsing.pointee.depth }
  /// Faults passed over so far; 0 unless recovering.
  var faults: Int { parsing.pointee.faults }

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
        parsing.pointee.stop(
          .tooManyAttributes, "a tag has more than \(UnfinishedTag.mostAttributes) attributes")
        try check()
      }
    }
  }

  /// The document has ended. Throws `truncated` when it has not.
  func finish() throws(XMLFault) {
    try check()
    parsing.pointee.isFinishing = true
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
    if let failure = parsing.pointee.failure { throw failure }
    if context == nil {
      throw XMLFault(kind: .syntax, line: 0, column: 0, what: "not enough memory for a parser")
    }
  }
}
