import ArgumentParser
import Glibc
import NewsAnswers
import NewsDesk
import NewsLinux
import NewsStore

struct Measure: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Measure pieces of files for `decide`, on any machine (docs/backfill.md).",
    discussion: helpText(
      """
      Reads pieces on standard input, one JSON object a line (`Piece` in Sources/NewsDesk/Backfill), and
      writes one block of measured articles for each on standard output. A block ends in a foot that says
      how many articles and rejections it holds: without one it is cut, whatever the exit code.
      """),
    shouldDisplay: false)

  @OptionGroup var seeding: SeedOptions

  func run() throws {
    let output = Descriptor(owning: STDOUT_FILENO)
    let settings = try Configuration.load(nil).desk
    let measuring = Backfill.Measuring(
      try seeding.given.map { try settings.readingAlike(in: $0) } ?? settings,
      seed: try seeding.seedInForce(), program: programVersion
    ) { try output.write($0) }
    try Self.reporting {
      try StandardInput().lines { line in
        _ = try measuring.measure(try Backfill.Piece(json: line))
      }
    }
  }

  /// Faults in words, with an exit code that says whether another try may help.
  static func reporting<T>(_ body: () throws -> T) throws -> T {
    do {
      return try asking(body)
    } catch let fault as Backfill.Fault {
      let status: ExitStatus =
        switch fault {
        case .badPiece, .otherSeed, .otherProgram: .usage
        case .changedFile, .unreadable, .damagedStream: .failure
        }
      throw CommandError(status, "\(fault.code): \(fault.message)")
    } catch let error as SystemError {
      throw CommandError(.failure, "\(error)")
    }
  }
}

/// With what the hashes of articles begin: those that are compared need the same.
struct SeedOptions: ParsableArguments {
  @Option(help: "The seed of the hashes, where no state has one; never printed.")
  var seed: UInt64?

  @Option(help: "An earlier state: its seed, the names of fields that it knows, its articles.")
  var state: String?

  var given: String? { state.map(absolute) }

  func validate() throws {
    guard (seed == nil) != (state == nil) else {
      throw ValidationError("Give --seed or --state.")
    }
  }

  func seedInForce() throws -> UInt64 {
    if let seed { return seed }
    var options = StateOptions()
    options.state = state
    return try options.store().seed
  }
}
