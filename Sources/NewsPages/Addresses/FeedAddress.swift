/// A feed: of what, and in which form.
package struct FeedAddress: Hashable, Sendable {
  package enum Form: String, CaseIterable, Sendable {
    /// RFC 4287.
    case atom
  }
  var form: Form

  init(form: Form) { self.form = form }

  var path: String { "/stories.\(form.rawValue)" }
  var query: [(String, String?)] { [] }

  init?(path: String, _ query: AddressQuery) {
    guard let form = Form.allCases.first(where: { path == "/stories.\($0.rawValue)" }) else {
      return nil
    }
    self.init(form: form)
  }
}
