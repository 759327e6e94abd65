package import NewsModel

/// What can be wrong with what the store gives back; the articles themselves cannot fail here.
package enum StoryFailure: Failure, Hashable {
  /// A record of an article does not read; the story part must be rebuilt from the articles.
  case damagedRecord
  case damagedCheckpoint
  /// Records or stories are not in the order, or not the number, that the index asks for.
  case wrongOrder

  package var code: String {
    switch self {
    case .damagedRecord: "story-record-damaged"
    case .damagedCheckpoint: "story-checkpoint-damaged"
    case .wrongOrder: "story-records-out-of-order"
    }
  }

  package var disposition: Disposition { .stop }

  package var message: String {
    switch self {
    case .damagedRecord: "a story record in the database is damaged; run wiredesk rebuild"
    case .damagedCheckpoint: "the story checkpoint in the database is damaged; run wiredesk rebuild"
    case .wrongOrder: "story records in the database are incomplete; run wiredesk rebuild"
    }
  }
}
