import NewsBytes
import NewsInbox
import NewsModel

/// The content of `desk.json`, in the words in which it is written.
struct WrittenRun: Codable, Equatable, Sendable {
  /// Where the state folder was, from the root. Nil in the word of an older build.
  var state: String?
  var spool: RecordedPath
  var control: RecordedPath
  var inboxes: [Entry]
  var fields: [String: [String]]?
  var isService: Bool?

  struct Entry: Codable, Equatable, Sendable {
    var name: String
    var path: RecordedPath
    var mode: String
    var source: String
    var sourceIsFolder: Bool
    var include: [String]
    /// Of the configuration; what is always left alone is not repeated.
    var ignore: [String]
    /// Nil in the word of an older build.
    var waitsForMark: Bool?
  }

  /// An older build kept only whole paths. Its control socket lay in the state folder, unless a service manager
  /// gave it another: so that is where the state folder was.
  var withState: WrittenRun {
    let (folder, name) = control.split
    guard state == nil, name == "control.sock", !folder.isEmpty, !folder.hasPrefix("/run/") else {
      return self
    }
    var record = self
    record.state = folder
    record.spool = spool.relative(to: folder)
    record.control = control.relative(to: folder)
    for index in inboxes.indices {
      record.inboxes[index].path = inboxes[index].path.relative(to: folder)
    }
    return record
  }
}

extension WrittenRun.Entry {
  init(_ inbox: Inbox, from state: String) {
    let (source, isFolder) =
      switch inbox.source {
      case .named(let name): (name, false)
      case .subfolder(let otherwise): (otherwise, true)
      }
    self.init(
      name: inbox.name, path: RecordedPath(inbox.path, from: state), mode: inbox.mode.rawValue,
      source: source, sourceIsFolder: isFolder, include: inbox.filter.include.map(\.text),
      ignore: inbox.filter.ignore.filter { !FileName.leftAloneNames.contains($0) }
        .map(\.text), waitsForMark: inbox.waitsForMark)
  }

  func inbox(at path: String) -> Inbox {
    var inbox = Inbox(
      name: name, path: Array(path.utf8), mode: Inbox.Mode(rawValue: mode) ?? .move,
      source: sourceIsFolder ? .subfolder(otherwise: source) : .named(source),
      filter: Inbox.NameFilter(
        include: include.map { NamePattern($0) },
        // As the daemon has them: of those, case does not count, and a record keeps only the text.
        ignore: FileName.leftAloneNames + ignore.map { NamePattern($0) }))
    inbox.waitsForMark = waitsForMark ?? false
    return inbox
  }
}
