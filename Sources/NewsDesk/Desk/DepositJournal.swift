import Logging
import NewsInbox
import NewsModel

/// The one line a deposit gets, the same text for the same event, its facts again as fields.
struct DepositJournal: Sendable {
  let log: Logger

  func record(_ ended: EndedDeposit) {
    let event = JournalEvent(ended.outcome)
    log.event(event, sentence(ended), fields(ended))
  }

  private func sentence(_ ended: EndedDeposit) -> String {
    let name = quoted(ended.deposit.name.text)
    let from = "\(name) from \(quoted(ended.deposit.source))"
    switch ended.outcome {
    case .stored: return "stored \(from): \(articles(ended.counts))\(stories(ended))\(told(ended))"
    case .unchanged where ended.reason?.isTold == true:
      return "unchanged \(from): \(reason(ended))"
    case .unchanged:
      return "unchanged \(from): \(counted(ended.counts.unchanged, "article")) already known"
    case .partial:
      return "stored part of \(from): \(articles(ended.counts))\(stories(ended)),"
        + " \(ended.counts.rejected) rejected (\(reason(ended))); see failed/"
    // Its file lies where it was given, or nowhere any more.
    case .failed where ended.deposit.claimed == nil:
      return "stored nothing of \(from): \(reason(ended))"
    case .failed: return "set aside \(from): \(reason(ended)); see failed/"
    }
  }

  private func told(_ ended: EndedDeposit) -> String {
    ended.reason?.isTold == true ? "; \(reason(ended))" : ""
  }

  private func articles(_ counts: Verdict.Counts) -> String {
    let parts = [
      (counts.original, "new"), (counts.identical, "identical"),
      (counts.nearDuplicate, "near-duplicate"), (counts.update, "update"),
      (counts.earlierVersion, "earlier version"), (counts.excerpt, "excerpt"),
      (counts.unchanged, "unchanged"),
    ]
    return parts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
  }

  private func stories(_ ended: EndedDeposit) -> String {
    let stories = ended.stories
    guard let first = stories.first else { return "" }
    let more = stories.hasMore ? "over \(stories.otherCount)" : "\(stories.otherCount)"
    let kills =
      ended.kills.count == 0
      ? ""
      : ", \(counted(ended.kills.count, "kill")) of \(counted(ended.kills.articles, "article"))"
    return kills + ", story S\(first.rawValue)"
      + (stories.otherCount > 0 ? " and \(more) more" : "")
  }

  private func reason(_ ended: EndedDeposit) -> String {
    guard let reason = ended.reason else { return "no reason" }
    let place = reason.locator.isEmpty ? "" : " at " + quoted(reason.locator)
    return "\(reason.code)\(place): \(reason.message)"
  }

  /// Journal fields `WIREDESK_…`; the handler escapes and cuts their values.
  private func fields(_ ended: EndedDeposit) -> Logger.Metadata {
    var fields: Logger.Metadata = [
      "deposit": "\(ended.id.rawValue)", "outcome": "\(ended.outcome.rawValue)",
      "source": "\(ended.deposit.source)", "file": "\(ended.deposit.name.text)",
      "inbox": "\(ended.deposit.inbox.pathText)", "articles": "\(ended.counts.stored)",
      "unchanged": "\(ended.counts.unchanged)", "rejected": "\(ended.counts.rejected)",
      "size": "\(ended.ending.sizeBytes)", "sha256": "\(ended.ending.digest?.hex ?? "")",
    ]
    if let story = ended.stories.first { fields["story"] = "\(story.rawValue)" }
    if let reason = ended.reason { fields["code"] = "\(reason.code)" }
    if let format = ended.ending.format { fields["format"] = "\(format)" }
    return fields
  }
}
