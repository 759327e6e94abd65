import ArgumentParser
import NewsDesk
import NewsModel

struct Merge: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Say that two stories are one.",
    discussion: helpText(
      """
        wiredesk merge S3 S7     the younger goes into the older

      The older one keeps its number. Kept for ever: the machine never takes it back. The running daemon carries it out; without one
      the command does so itself. For root and the daemon's own user.
      """))

  @Argument(help: "A story's number, with or without its S.")
  var first: StoryNumber

  @Argument(help: "The other story's number.")
  var second: StoryNumber

  @OptionGroup var options: StateOptions

  func run() throws {
    try CorrectionRequest(.merge(first.id, second.id)).carryOut(options)
  }
}
