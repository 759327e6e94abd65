import CLibXML2

/// Any bytes as a tree of elements, through libxml2's HTML push parser.
///
/// libxml2 2.9 knows HTML 4: three rules of the Living Standard are kept here, on the events. Void
/// elements that it does not know never hold anything; a `<p>` ends where a block begins (13.2.6.4.7,
/// "closes a p element"); text in a script is kept for JSON-LD only. It sees no network and no file,
/// and follows no encoding but UTF-8: the caller has converted.
final class HTMLReader {
  enum Fault: Error { case tooDeep, tooManyNodes, tooManyAttributes }

  /// What the parser is given at a time: the caller looks at the clock in between.
  static let chunkBytes = 16 << 10

  private var tree = HTMLTree()
  private let depthLimit: Int
  /// Open in libxml2's eyes: our node, or -1 for one that is closed already.
  private var open: [Int32] = []
  /// The node that text and children now go to, and how deep it is.
  private var current = 0
  private var depth = 0
  private var fault: Fault?
  private var keepsScript = false
  private var unfinished = UnfinishedTag()
  private var context: htmlParserCtxtPtr?

  /// Elements that libxml2 may hold open at a time, more than the tree's depth because it leaves
  /// void ones open that it does not know. An end tag may cost a look at each of them.
  private static let parserDepthFactor = 16

  /// Once, before any thread parses.
  private static let library: Void = xmlInitParser()

  init(depthLimit: Int) {
    Self.library
    self.depthLimit = depthLimit
  }

  /// - Parameters:
  ///   - bytes: UTF-8.
  ///   - allows: called between chunks with the bytes of one; false ends the reading.
  /// - Returns: nil when it was ended.
  /// - Throws: a limit that the tree meets.
  func read(
    _ bytes: UnsafeBufferPointer<UInt8>, allows: (Int) -> Bool
  ) throws(Fault) -> HTMLTree? {
    tree.reserve(bytes: bytes.count)
    var handler = Self.handler()
    let user = Unmanaged.passUnretained(self).toOpaque()
    guard
      let context = htmlCreatePushParserCtxt(
        &handler, user, nil, 0, nil, XML_CHAR_ENCODING_UTF8)
    else { return nil }
    self.context = context
    defer {
      self.context = nil
      htmlFreeParserCtxt(context)
    }
    htmlCtxtUseOptions(context, Self.options)
    guard try feed(context, bytes, allows: allows) else { return nil }
    if fault == nil { htmlParseChunk(context, nil, 0, 1) }
    if let fault { throw fault }
    while depth > 0 { closeCurrent() }
    tree.close(0)
    defer { tree = HTMLTree() }
    return tree
  }

  /// Gives the parser all bytes but the texts that nobody reads; false when it was ended.
  private func feed(
    _ context: htmlParserCtxtPtr, _ bytes: UnsafeBufferPointer<UInt8>, allows: (Int) -> Bool
  ) throws(Fault) -> Bool {
    // libxml2 stops at a NUL (2.9.14): each is left out.
    if ByteRuns.first(0, in: bytes, from: 0) != nil {
      let cleaned = bytes.filter { $0 != 0 }
      return try cleaned.withUnsafeBufferPointer { (bytes) throws(Fault) in
        try feed(context, bytes, allows: allows)
      }
    }
    var rawText = RawText(bytes)
    var text = rawText.next()
    var index = 0
    while index < bytes.count, fault == nil {
      let start = index
      index = Self.chunkEnd(bytes, from: start, limit: text?.start ?? bytes.count)
      try parse(UnsafeBufferPointer(rebasing: bytes[start..<index]), context)
      if let place = text, place.start == index {
        if isInRawText(of: place.tag) { index = place.end }
        text = rawText.next()
      }
      if !allows(index - start) { return false }
    }
    return true
  }

  /// Behind a tag where there is one: in a tag whose beginning libxml2 2.9 has seen it takes quotes for what
  /// they are not, misses its end and keeps what follows.
  private static func chunkEnd(
    _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, limit: Int
  ) -> Int {
    if limit - start <= chunkBytes { return limit }
    let chunk = start..<start + chunkBytes
    return bytes[chunk].lastIndex(of: 0x3E).map { $0 + 1 } ?? chunk.upperBound
  }

  private func parse(
    _ chunk: UnsafeBufferPointer<UInt8>, _ context: htmlParserCtxtPtr
  ) throws(Fault) {
    chunk.withMemoryRebound(to: CChar.self) {
      _ = htmlParseChunk(context, $0.baseAddress, Int32($0.count), 0)
    }
    if unfinished.isTooLong(context.pointee.input) { throw .tooManyAttributes }
  }

  /// Whether the parser's next bytes are the text of a script or style, and nobody's.
  private func isInRawText(of tag: HTMLTag) -> Bool {
    tree.tag(current) == tag && !(tag == .script && keepsScript)
  }

  private static let options = Int32(
    HTML_PARSE_RECOVER.rawValue | HTML_PARSE_NOERROR.rawValue | HTML_PARSE_NOWARNING.rawValue
      | HTML_PARSE_NONET.rawValue | HTML_PARSE_IGNORE_ENC.rawValue | HTML_PARSE_NODEFDTD.rawValue)

  private static func handler() -> htmlSAXHandler {
    var handler = htmlSAXHandler()
    handler.startElement = { user, name, attributes in
      guard let name else { return }
      HTMLReader.tell(user) { $0.start(HTMLTag(name: name), attributes) }
    }
    handler.endElement = { user, _ in HTMLReader.tell(user) { $0.end() } }
    handler.characters = { user, bytes, count in
      HTMLReader.tell(user) { $0.text(UnsafeBufferPointer(start: bytes, count: Int(count))) }
    }
    handler.ignorableWhitespace = handler.characters
    handler.cdataBlock = { user, bytes, count in
      HTMLReader.tell(user) { $0.script(UnsafeBufferPointer(start: bytes, count: Int(count))) }
    }
    handler.comment = { user, text in
      guard let text else { return }
      HTMLReader.tell(user) { $0.comment(text) }
    }
    return handler
  }
  /// The reader outlives the parser: it is not retained for each event.
  private static func tell(_ user: UnsafeMutableRawPointer?, _ event: (HTMLReader) -> Void) {
    guard let user else { return }
    Unmanaged<HTMLReader>.fromOpaque(user)._withUnsafeGuaranteedRef(event)
  }

  private func stop(_ fault: Fault) {
    self.fault = fault
    if let context { xmlStopParser(context) }
  }

  private func start(
    _ tag: HTMLTag, _ attributes: UnsafeMutablePointer<UnsafePointer<UInt8>?>?
  ) {
    if fault != nil { return }
    if tag.isBlock { closeParagraph(before: tag) }
    if tag.isRuby { closeReading() }
    if depth >= depthLimit || open.count >= depthLimit * Self.parserDepthFactor {
      return stop(.tooDeep)
    }
    if tree.count >= HTMLTree.mostNodes { return stop(.tooManyNodes) }
    let node = tree.open(tag, in: current)
    take(attributes)
    if tag.isVoid {
      open.append(-1)
      return
    }
    open.append(Int32(node))
    current = node
    depth += 1
    if tag == .script { keepsScript = isLinkedData(node) }
  }

  private func take(_ attributes: UnsafeMutablePointer<UnsafePointer<UInt8>?>?) {
    guard var at = attributes else { return }
    while let name = at[0] {
      if let kept = HTMLAttribute(name: name) {
        var length = 0
        if let value = at[1] {
          while value[length] != 0 { length += 1 }
        }
        tree.add(kept, UnsafeBufferPointer(start: at[1], count: length))
      }
      at += 2
    }
  }

  private static let linkedDataType = Array("application/ld+json".utf8)
  private func isLinkedData(_ node: Int) -> Bool {
    let type = tree.value(.type, of: node)?.drop { $0 <= 0x20 } ?? []
    return type.prefix(Self.linkedDataType.count).map { $0 | 0x20 } == Self.linkedDataType
  }

  /// Ends an open paragraph in whose inline elements a block would begin.
  private func closeParagraph(before tag: HTMLTag) {
    var node = current
    while node > 0, tree.tag(node) != .p {
      if tree.tag(node).isBlock { return }
      node = tree.parent(node)
    }
    guard node > 0 else { return }
    while current != node { closeCurrent() }
    closeCurrent()
  }

  /// The end tags of ruby's parts may be left out (13.1.2.4): `<ruby>東<rt>とう<rb>京<rt>きょう</ruby>`.
  private func closeReading() {
    var node = current
    while node > 0, tree.tag(node) != .ruby, !tree.tag(node).isBlock {
      if tree.tag(node).isRuby {
        while current != node { closeCurrent() }
        return closeCurrent()
      }
      node = tree.parent(node)
    }
  }

  private func closeCurrent() {
    tree.close(current)
    current = tree.parent(current)
    depth -= 1
  }

  private func end() {
    guard let node = open.popLast(), node >= 0, fault == nil else { return }
    // Closed already, or still around what is open: then all inside it ends too.
    var ancestor = current
    while ancestor > Int(node) { ancestor = tree.parent(ancestor) }
    guard ancestor == Int(node) else { return }
    while current != Int(node) { closeCurrent() }
    closeCurrent()
  }

  private func text(_ bytes: UnsafeBufferPointer<UInt8>) {
    if fault != nil || bytes.isEmpty { return }
    if tree.count >= HTMLTree.mostNodes { return stop(.tooManyNodes) }
    tree.append(bytes, in: current)
  }

  /// Programs that save pages write where from before the body.
  private func comment(_ text: UnsafePointer<UInt8>) {
    guard tree.savedFrom == nil, tree.count < Self.mostNodesBeforeOrigin else { return }
    var length = 0
    while length <= SavedAddress.mostCommentBytes, text[length] != 0 { length += 1 }
    tree.savedFrom = SavedAddress.found(in: UnsafeBufferPointer(start: text, count: length))
  }
  private static let mostNodesBeforeOrigin = 16

  private func script(_ bytes: UnsafeBufferPointer<UInt8>) {
    if keepsScript, tree.tag(current) == .script { text(bytes) }
  }
}
