package import NewsModel

/// Archives on many machines (docs/backfill.md): what a desk does with one article, in two halves that can run
/// apart. `Measuring` needs nothing but the article, and `Deciding` those before it.
///
///     pieces of files → Measuring → frames, which an engine may sort and send → Deciding → verdicts, stories
package enum Backfill {
  /// Why a stream of pieces or frames cannot be worked on. What is wrong with one record is no fault: it is a
  /// frame of its own.
  package enum Fault: Failure {
    case badPiece(String)
    case changedFile(FileName)
    case unreadable(FileName, String)
    case damagedStream(String)
    case otherSeed
    case otherProgram(String)

    package var code: String {
      switch self {
      case .badPiece: "bad-piece"
      case .changedFile: "changed-file"
      case .unreadable: "unreadable-piece"
      case .damagedStream: "damaged-stream"
      case .otherSeed: "other-seed"
      case .otherProgram: "other-program"
      }
    }

    package var disposition: Disposition { .stop }

    package var message: String {
      switch self {
      case .badPiece(let line): "this is no piece of a file: \(quoted(line))"
      case .changedFile(let name):
        "\(quoted(name.text)) has another size than when it was looked at"
      case .unreadable(let name, let cause): "\(quoted(name.text)) cannot be read: \(cause)"
      case .damagedStream(let what): "the measured articles are damaged: \(what)"
      case .otherSeed: "the articles were measured with another seed"
      case .otherProgram(let version): "the articles were measured by version \(quoted(version))"
      }
    }
  }

  /// What a block of frames holds: every record that was read is in it once.
  package struct Counts: Hashable, Sendable {
    package var articles = 0
    package var rejected = 0
    package var records: Int { articles + rejected }

    package init() {}
  }
}
