import NewsAnswers
import NewsBytes
import NewsInbox
import NewsLinux
import NewsModel

/// The daemon: does it work on the desk, and what does it say of itself.
struct DaemonChecks {
  private let desk: DeskFolders
  init(_ desk: DeskFolders) { self.desk = desk }

  var findings: [Finding] {
    let run: LastRun?
    do throws(LastRun.Damaged) {
      run = try LastRun.read(in: desk.state)
    } catch {
      return [damaged(error.path)]
    }
    guard let process = desk.process else { return [absent(run)] }
    let working = Finding(
      "daemon", .ok, "the daemon (process \(process)) is working on \(desk.state)")
    guard let run, let live = LiveStatus.ask(run.control) else { return [working] }
    let refused = live.refusedConfiguration.map {
      Finding(
        "daemon", .problem, "the configuration on disk is not the one in force: \($0)",
        remedy: "correct it, then reload the daemon")
    }
    return [working] + live.conditions.map(degraded) + notTaken(live) + [refused].compactMap(\.self)
      + DeskStatus.silentSources(of: desk.state, at: .now()).map {
        Finding("sources", .warning, $0.line)
      }
  }

  private func damaged(_ path: String) -> Finding {
    Finding(
      "daemon", .problem,
      "\(quoted(path)) is damaged: commands find neither the inboxes nor a daemon",
      remedy: desk.process == nil
        ? "rm \(shellQuoted(path))" : "restart the daemon, which writes it anew")
  }

  private func absent(_ run: LastRun?) -> Finding {
    let start = desk.unit.map { "systemctl start \($0)" }
    guard run?.isService == true else {
      return Finding(
        "daemon", .note, "no daemon is working on \(desk.state)", remedy: start)
    }
    return Finding(
      "daemon", .warning, "no daemon is working on \(desk.state), and the last run was one",
      remedy: start ?? "wiredesk run --state \(shellQuoted(desk.state)) …, as it was started before"
    )
  }

  private func degraded(_ condition: LiveStatus.Condition) -> Finding {
    Finding(
      "daemon", .problem,
      "the daemon is degraded since \(condition.since): \(condition.subject) (\(condition.code)):"
        + " \(shown(condition.reason, cells: 300))")
  }

  private func notTaken(_ live: LiveStatus) -> [Finding] {
    guard let first = live.notTaken.first else { return [] }
    let files = counted(live.notTakenCount, "name")
    return [
      Finding(
        "daemon", .warning,
        "\(files) in the inboxes cannot be taken: \(quoted(first.name)) in \(quoted(first.inbox)), \(first.cause)",
        remedy: "wiredesk status --state \(shellQuoted(desk.state)) lists them")
    ]
  }
}
