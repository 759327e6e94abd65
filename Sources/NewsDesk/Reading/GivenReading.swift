import NewsInbox
import NewsLinux
import NewsModel

/// Reads files that were named on a command line, in their order, on the calling thread; waits while too
/// many are on their way.
struct GivenReading {
  let lane: ReadingLane
  let inFlight: InFlight
  let context: DeskContext
  let batch: String

  /// - Parameters:
  ///   - files: Regular files; the order is that of admission.
  ///   - onRead: How many have been read.
  /// - Returns: What could not be read, with its cause.
  func read(_ files: [GivenFile], onRead: (Int) -> Void) -> [(file: GivenFile, cause: String)] {
    var unread: [(file: GivenFile, cause: String)] = []
    for (index, given) in files.enumerated() where !lane.isStopping {
      do {
        let (file, facts) = try given.open()
        let deposit = Deposit(
          origin: .given, inbox: .commandLine, name: given.name, received: context.now(),
          sizeBytes: facts.sizeBytes, batch: batch)
        try read(deposit, file)
      } catch {
        unread.append((given, describe(error)))
      }
      context.heartbeat.rest(Stage.large)
      onRead(index + 1)
    }
    return unread
  }

  private func read(_ deposit: Deposit, _ file: Descriptor) throws {
    inFlight.begin(deposit.claim)
    var position = ReadingPosition(deposit)
    do {
      let conclusion = try lane.reader.read(
        &position,
        DepositReader.Attempt(file: file, facts: nil, mayGrow: false, stage: Stage.large))
      if case .abandoned = conclusion { inFlight.letGo(deposit.claim) }
    } catch {
      // A deposit that has begun must end, or it waits in the account for ever.
      if !position.hasBegun
        || !lane.reader.giveUp(deposit, Rejection(.unreadable, describe(error)), digest: nil)
      {
        inFlight.letGo(deposit.claim)
      }
      throw error
    }
  }
}
