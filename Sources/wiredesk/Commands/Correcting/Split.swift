import ArgumentParser
import NewsDesk
import NewsModel

struct Split: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Say that some articles of a story are about another event.",
    discussion: helpText(
      """
        wiredesk split S3 12 14     the articles 12 and 14 become a new story

      With an article go its copies.

      Kept for ever: the machine never joins them again. The running daemon carries it out; without
      one the command does so itself. For root and the daemon's own user.
      """))

  @Argument(help: "A story's number, with or without its S.")
  var story: StoryNumber

  @Argument(help: "The numbers of the articles to move out.")
  var articles: [ArticleID]

  @OptionGroup var options: StateOptions

  func run() throws {
    try CorrectionRequest(.split(story.id, articles)).carryOut(options)
  }
}
