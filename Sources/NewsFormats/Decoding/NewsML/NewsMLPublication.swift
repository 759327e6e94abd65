import NewsModel

/// What a NewsML item says about what may be done with it, and by what it is sorted.
extension NewsMLItem {
  /// `NewsManagement/Status`; the instruction to delete or to rectify goes before it.
  var status: Article.Status? {
    let given = formalName("Status", in: management).flatMap(StatusWord.status)
    let instructions = outline.all("Instruction", in: management)
      .compactMap { string("FormalName", of: $0).flatMap(StatusWord.status) }
    if instructions.contains(.cancelled) { return .cancelled }
    if given == nil || given == .usable, instructions.contains(.corrected) { return .corrected }
    return given
  }

  /// When what is not usable becomes so (`StatusWillChange`).
  var embargo: Timestamp? {
    guard status == .embargoed || status == .withheld else { return nil }
    let change = outline.first("StatusWillChange", in: management)
    guard formalName("FutureStatus", in: change).flatMap(StatusWord.status) == .usable else {
      return nil
    }
    return outline.words(outline.first("DateAndTime", in: change))
      .flatMap { DateReader.timestamp($0) }
  }

  func facts(of part: NewsComponents.Part) -> Article.Facts {
    var facts = Article.Facts()
    for metadata in components.metadata(of: part) {
      let codes = outline.all("SubjectCode", in: metadata).flatMap { code in
        ["SubjectDetail", "SubjectMatter", "Subject"].flatMap { outline.all($0, in: code) }
      }
      facts.subjects += concepts(codes)
      facts.genres += concepts(outline.all("Genre", in: metadata))
      facts.places += places(in: metadata)
    }
    facts.keywords = components.lines("KeywordLine", of: part).map(text)
    facts.urgency = formalName("Urgency", in: management).flatMap { Int($0) }
    facts.slug =
      components.line("SlugLine", of: part).map(text)
      ?? outline.words(outline.first("NameLabel", in: outline.first("Identification", in: root)))
      .map(
        text)
    facts.dateline = components.line("DateLine", of: part).map(text)
    facts.editorNote = outline.words(
      outline.all("Instruction", in: management).first { outline.words($0) != nil }
    ).map(text)
    return facts
  }

  private func places(in metadata: Int) -> [Article.Concept] {
    outline.all("Location", in: metadata).compactMap { place in
      let values = outline.all("Property", in: place).compactMap { string("Value", of: $0) }
      return values.isEmpty ? nil : Article.Concept(name: values.joined(separator: ", "))
    }
  }

  private func concepts(_ elements: [Int]) -> [Article.Concept] {
    elements.compactMap { element in
      string("FormalName", of: element).map { Article.Concept(code: $0) }
    }
  }

  private func formalName(_ name: String, in parent: Int?) -> String? {
    outline.first(name, in: parent).flatMap { string("FormalName", of: $0) }
  }
  private func string(_ attribute: String, of element: Int) -> String? {
    outline.attribute(attribute, of: element).map { String(decoding: $0, as: UTF8.self) }
  }
  private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
