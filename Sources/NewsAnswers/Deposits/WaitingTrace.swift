package import NewsBytes
import NewsInbox
import NewsLinux
package import NewsModel

extension DepositTrace {
  /// A file that has no outcome yet: where it lies, and what it waits for.
  package struct Waiting {
    private var places: [String] = []
    private var cause: String?

    /// - Parameters:
    ///   - name: its path below its inbox.
    ///   - run: where to look; nil when no daemon has run here, and nothing waits.
    ///   - hasEnded: whether a file of that name has its outcome: in leave mode it still lies there.
    package init(_ name: FileName, in run: LastRun?, hasEnded: Bool) {
      guard let run, name.bytes.first != 0x2F else { return }
      for inbox in run.watched {
        // What cannot be looked at is not known to be there.
        guard let folder = try? Folder.open(inbox.path),
          ((try? folder.facts(of: name.bytes)) ?? nil)?.kind == .regular,
          inbox.mode != .leave || !hasEnded
        else { continue }
        places.append("the inbox \(quoted(inbox.pathText))")
        if !inbox.filter.takes(name) {
          cause = "a name that is left alone: by rule, or by include or ignore of the configuration"
        }
      }
      let claim = try? Folder.open(run.spool + Array("/claim".utf8))
      for batch in (try? claim?.entries()) ?? [] {
        guard let folder = try? claim?.folder(batch.name),
          ((try? folder.facts(of: name.bytes)) ?? nil) != nil
        else { continue }
        let words = shown(String(decoding: batch.name, as: UTF8.self), cells: 200)
        places.append("claim/\(words)")
      }
      if isThere, cause == nil { cause = LiveStatus.ask(run.control)?.cause(of: name.text) }
    }

    package var isThere: Bool { !places.isEmpty }

    package var lines: [String] {
      places.map { "  is in \($0), without an outcome" + (cause.map { ": \($0)" } ?? "") }
    }

    package func json(_ name: FileName) -> JSONValue {
      .object([
        ("name", .string(name.text)), ("outcome", .null),
        ("places", .array(places.map { .string($0) })), ("cause", .init(cause)),
      ])
    }
  }
}
