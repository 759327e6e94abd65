import ArgumentParser
import Glibc
import NewsAnswers
import NewsDesk
import NewsInbox
import NewsLinux
import NewsModel
import NewsStore

struct RetryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "retry",
    abstract: "Put failed files, or single bad records, back into their inbox to be taken again.",
    discussion: helpText(
      """
        wiredesk retry                       everything in failed/
        wiredesk retry today.jsonl~4         its fourth record, once it is mended
        wiredesk retry --drop holiday.jpg    remove it for good

      A running daemon does it and takes them at once; else they wait in the inbox for its start.
      What is dropped is kept nowhere; who did it and when stands in the file `dropped` of the spool.
      Exit 5 when nothing in failed/ has the name, 1 when something cannot be put back.
      """))

  @Argument(help: "Paths below failed/, or names as they were in the inbox; without any, all.")
  var names: [String] = []

  @Flag(help: "Remove what is named from failed/ for good, instead of putting it back.")
  var drop = false

  @OptionGroup var options: StateOptions

  func validate() throws {
    if drop, names.isEmpty { throw ValidationError("Name what --drop is to remove.") }
  }

  func run() throws {
    ProcessState.setPrivateUmask()
    let names = RawArguments.names(names)
    let answers: [RetryAnswer]
    do {
      let lock = try OpenDesk.lock(options.folder)
      defer { DeskOwner.settle(options.folder, holding: lock) }
      answers = try here(names)
    } catch let error as CommandError where error.status == .held {
      answers = try askDaemon(names)
    }
    try show(answers)
  }

  private func here(_ names: [FileName]) throws -> [RetryAnswer] {
    guard let record = try LastRun.read(in: options.folder) else {
      throw CommandError(
        .failure, "no daemon has ever run on \(options.folder): nothing has failed there")
    }
    if record.watched.isEmpty, let foreign = record.foreign.first {
      throw CommandError(
        .failure,
        "\(foreign) is the inbox of the desk that this one is a copy of, and is left alone: run this one"
          + " on an inbox of its own first, or give the files to `wiredesk ingest`")
    }
    let store = try options.store()
    let answers = try RetryAnswer.run(
      drop ? .drop(by: Login.name(of: getuid())) : .putBack, names, inboxes: record.watched,
      spoolPath: record.spool, store: store)
    for answer in answers {
      guard let name = answer.name, let inbox = answer.inbox else { continue }
      DeskOwner.giveFolders(above: FileName(name), in: Array(inbox.utf8))
    }
    return answers
  }

  private func askDaemon(_ names: [FileName]) throws -> [RetryAnswer] {
    guard let record = try LastRun.read(in: options.folder) else {
      throw CommandError(.held, "another process is working on \(options.folder)")
    }
    do {
      return try ControlRequest.lines(drop ? "drop" : "retry", names).flatMap { request in
        let text = try ControlSocket.ask(request, at: record.control)
        guard let answers = RetryAnswer.read(text) else {
          throw CommandError(.failure, text.isEmpty ? "the daemon gave no answer" : text)
        }
        return answers
      }
    } catch let error as SystemError {
      throw CommandError(.unavailable, "the daemon does not answer: \(error)")
    }
  }

  private func show(_ answers: [RetryAnswer]) throws {
    var output = LineOutput()
    for answer in answers {
      if options.json { try output.write(answer.json) } else { try output.write(answer.sentence) }
    }
    if !options.json, answers.isEmpty { try output.write("there is nothing in failed/") }
    try output.flush()
    if answers.contains(where: { $0.isUnknown }) { throw ExitStatus.notFound }
    if answers.contains(where: { $0.cause != nil }) { throw ExitStatus.failure }
  }
}
