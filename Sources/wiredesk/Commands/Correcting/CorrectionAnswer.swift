import Foundation

/// What came of a correction, read back from its JSON.
enum CorrectionAnswer {
  case done(json: String, text: String)
  case refused(ExitStatus, String)

  private struct Fields: Decodable {
    var story: Int64?
    var text: String?
    var undo: String?
    var code: String?
    var message: String?
    var exit: Int32?
  }

  /// Nil when it is no answer of this version.
  init?(_ json: String) {
    guard let fields = try? JSONDecoder().decode(Fields.self, from: Data(json.utf8)) else {
      return nil
    }
    if let text = fields.text, fields.story != nil {
      let undo = fields.undo.map { "; `wiredesk \($0)` takes it back" } ?? ""
      self = .done(json: json, text: text + undo)
    } else if let message = fields.message, let code = fields.code {
      self = .refused(
        fields.exit.flatMap(ExitStatus.init(rawValue:)) ?? .failure, "\(code): \(message)")
    } else {
      return nil
    }
  }
}
