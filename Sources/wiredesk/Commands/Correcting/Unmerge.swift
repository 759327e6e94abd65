import ArgumentParser
import NewsDesk
import NewsModel

struct Unmerge: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Take back a merge of two stories.",
    discussion: helpText(
      """
        wiredesk unmerge S7     what was merged from S7 into another story
                                becomes a story again, with a new number

      Only a merge by a person can be taken back, and what has gone elsewhere since
      stays there. For root and the daemon's own user.
      """))

  @Argument(help: "The number of the story that was merged, with or without its S.")
  var story: StoryNumber

  @OptionGroup var options: StateOptions

  func run() throws {
    try CorrectionRequest(.unmerge(story.id)).carryOut(options)
  }
}
