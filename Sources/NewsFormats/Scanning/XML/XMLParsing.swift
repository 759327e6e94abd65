import CLibXML2
import NewsBytes
import NewsModel

/// One parse: what libxml2 tells, as events.
struct XMLParsing {
  var events = XMLEvents()
  var names = XMLNameTable()
  /// Elements open now.
  var depth = 0
  /// Faults passed over.
  var faults = 0
  var failure: XMLFault?
  var isFinishing = false
  var context: xmlParserCtxtPtr?
  private let depthLimit: Int
  private let isRecovering: Bool

  init(depthLimit: Int, isRecovering: Bool) {
    self.depthLimit = depthLimit
    self.isRecovering = isRecovering
  }

  mutating func stop(_ kind: XMLFault.Kind, _ what: String) {
    guard let context, failure == nil else { return }
    failure = XMLFault(
      kind: kind, line: Int(xmlSAX2GetLineNumber(context)),
      column: Int(xmlSAX2GetColumnNumber(context)), what: what)
    xmlStopParser(context)
  }
}

private func parsing(_ client: UnsafeMutableRawPointer?) -> UnsafeMutablePointer<XMLParsing>? {
  client?.assumingMemoryBound(to: XMLParsing.self)
}

// What libxml2 calls. None of it may throw; a fault is kept and thrown by `XMLReader.feed`.
extension XMLParsing {
  static var handlers: xmlSAXHandler {
    var handlers = xmlSAXHandler()
    handlers.initialized = XML_SAX2_MAGIC
    handlers.startElementNs = { client, local, prefix, space, count, declared, given, _, values in
      parsing(client)?.pointee.open(
        local, prefix, space,
        declarations: UnsafeBufferPointer(start: declared, count: 2 * Int(count)),
        attributes: UnsafeBufferPointer(start: values, count: 5 * Int(given)))
    }
    handlers.endElementNs = { client, local, prefix, space in
      parsing(client)?.pointee.close(local, prefix, space)
    }
    handlers.characters = { client, text, count in
      parsing(client)?.pointee.events.append(
        text: UnsafeBufferPointer(start: text, count: Int(count)))
    }
    handlers.cdataBlock = handlers.characters
    handlers.ignorableWhitespace = handlers.characters
    handlers.reference = { client, name in parsing(client)?.pointee.refer(to: name) }
    handlers.internalSubset = { client, _, _, _ in parsing(client)?.pointee.passDoctype() }
    handlers.serror = { client, error in
      guard let error else { return }
      parsing(client)?.pointee.note(
        level: error.pointee.level, line: error.pointee.line, column: error.pointee.int2,
        message: error.pointee.message)
    }
    return handlers
  }

  private mutating func open(
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
        attribute: names.place(declared: declarations[index]),
        value: UnsafeBufferPointer(start: declarations[index + 1], count: count))
    }
    for index in stride(from: 0, to: attributes.count, by: 5) {
      guard let value = attributes[index + 3], let end = attributes[index + 4] else { continue }
      events.append(
        attribute: names.place(attributes[index], attributes[index + 1], attributes[index + 2]),
        value: UnsafeBufferPointer(start: value, count: end - value))
    }
    events.append(start: names.place(local, prefix, space), firstAttribute: first)
  }

  private mutating func close(
    _ local: UnsafePointer<xmlChar>?, _ prefix: UnsafePointer<xmlChar>?,
    _ space: UnsafePointer<xmlChar>?
  ) {
    depth -= 1
    events.append(end: names.place(local, prefix, space))
  }

  /// A name that a DOCTYPE not loaded may declare: HTML's, as RSS 0.91 does; others are left out.
  private mutating func refer(to name: UnsafePointer<xmlChar>?) {
    guard let name, let scalar = CharacterReference.scalar(named: String(cString: name)) else {
      return
    }
    Array(UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter).withUnsafeBufferPointer {
      events.append(text: $0)
    }
  }

  /// Called where the DOCTYPE's name and identifiers are read and its subset, if any, is not yet.
  private mutating func passDoctype() {
    guard let input = context?.pointee.input, let next = input.pointee.cur,
      next < input.pointee.end
    else { return }
    // A parser that recovers passes over a letter before it.
    let rest = UnsafeBufferPointer(start: next, count: input.pointee.end - next)
    if rest.prefix(while: { $0 != 0x3E }).contains(0x5B) {
      stop(.dtdRefused, "the DOCTYPE has an internal subset")
    }
  }

  private mutating func note(
    level: xmlErrorLevel, line: Int32, column: Int32, message: UnsafeMutablePointer<CChar>?
  ) {
    guard level == XML_ERR_FATAL, failure == nil else { return }
    if isRecovering {
      faults += 1
      return
    }
    let words = message.map { String(cString: $0) } ?? "not well-formed"
    failure = XMLFault(
      kind: isFinishing ? .truncated : .syntax, line: Int(line), column: Int(column),
      what: quoted(String(words.split(whereSeparator: \.isNewline).first ?? "")))
  }
}
