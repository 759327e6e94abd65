package import NewsModel

/// A feed: of what, in which form, and what an entry stands for.
package struct FeedAddress: Hashable, Sendable {
  package enum Form: String, CaseIterable, Sendable {
    /// RFC 4287.
    case atom
    /// JSON Feed 1.1.
    case json
  }
  package enum Subject: Hashable, Sendable {
    case stories
    case story(StoryID)
    case source(String)
    case search(SearchWish)
  }
  var subject: Subject
  var form: Form
  /// Each state of a story has an entry of its own, for readers that do not show again what has changed.
  var hasVersions: Bool

  init(_ subject: Subject = .stories, form: Form = .atom, hasVersions: Bool = false) {
    self.subject = subject
    self.form = form
    self.hasVersions = hasVersions
  }

  var path: String {
    switch subject {
    case .stories, .source: "/stories.\(form.rawValue)"
    case .story(let id): "/story/S\(id.rawValue).\(form.rawValue)"
    case .search: "/search.\(form.rawValue)"
    }
  }

  var query: [(String, String?)] {
    let asked: [(String, String?)] =
      switch subject {
      case .stories, .story: []
      case .source(let name): [("source", name)]
      case .search(let wish): wish.query
      }
    return hasVersions ? asked + [("versions", nil)] : asked
  }

  init?(path: String, _ query: AddressQuery) {
    guard let form = Form.allCases.first(where: { path.hasSuffix("." + $0.rawValue) }) else {
      return nil
    }
    let name = path.dropLast(form.rawValue.utf8.count + 1)
    let subject: Subject
    switch name {
    case "/stories": subject = query["source"].map { .source($0) } ?? .stories
    case "/search": subject = .search(SearchWish(query))
    case _ where name.hasPrefix("/story/"):
      guard let id = Address.storyID(String(name.dropFirst("/story/".count))) else { return nil }
      subject = .story(id)
    default: return nil
    }
    self.init(subject, form: form, hasVersions: query.has("versions"))
  }
}
