import ArgumentParser
import Glibc
import Logging
import NewsDesk
import NewsInbox
import NewsLinux
import NewsModel
import NewsStore

struct Run: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Watch the inboxes and store what is dropped: the daemon.",
    discussion: helpText(
      """
        wiredesk run                                 as configured
        wiredesk run --inbox ~/news --state ~/desk   one inbox, the rest in ~/desk
        wiredesk run --inbox ~/news --state ~/desk --once
                                                     take what is there, and end

      The configuration is \(Configuration.defaultPath). SIGTERM and SIGINT end it in order, SIGHUP reads the configuration again.
      """))

  @Option(help: "The configuration file.")
  var config: String?

  @Option(help: "Watch this folder instead of the configured ones.")
  var inbox: String?

  @Option(help: "The state folder, which holds the database.")
  var state: String?

  @Option(help: "The spool to use instead of the configured one.")
  var spool: String?

  @Flag(
    help: "Take what is in the inbox and exit: with 3 if some files failed, with 4 if some remain.")
  var once = false

  @Option(help: "The seed of a new state's hashes, so that a run can be repeated; never printed.")
  var seed: UInt64?

  @Flag(help: "Say whether the configuration and the folders could be run on, and change nothing.")
  var check = false

  func run() throws {
    if check {
      return try Plan.check(
        Configuration.load(config), inbox: inbox, state: stateFolder, spool: spool)
    }
    let signals = try ServiceSignals()
    ProcessState.setPrivateUmask()
    ProcessState.shareHeaps()
    // A lower limit only means fewer files claimed at once.
    _ = try? ProcessState.raiseDescriptorLimit()
    let plan = try self.plan()
    let log = makeLog(level: plan.logLevel)
    log.event(.started, "wiredesk \(programVersion) starts on \(quoted(plan.state))")
    if let overruled = plan.overruledSpool {
      log.warning(
        "the file's spool = \(quoted(overruled)) is not used: the command line says --spool \(quoted(spool ?? ""))"
      )
    }
    if ProcessState.descriptorLimit < Desk.leastDescriptors {
      log.warning(
        "only \(ProcessState.descriptorLimit) files may be open at once, and \(Desk.leastDescriptors) are needed to take a backlog at full speed: raise the hard limit (LimitNOFILE=, ulimit -Hn)"
      )
    }
    let notifier = ServiceNotifier()
    let make = {
      try OpenDesk(plan, log: log, seed: seed) {
        // A migration, which is one transaction (P20), or the index of copies made anew (P13).
        notifier.extendTimeout(by: .seconds(600))
      }
    }
    let opening = OpeningDesk(plan, log: log, notifier: notifier)
    // Not by a name of its own: the first desk goes with the first reload.
    let service = try ServiceLoop(
      once ? make() : opening.open(make), signals: signals, notifier: notifier
    ) { try self.plan() }
    try service.start()
    let status = once ? service.untilDrained() : service.untilStopped()
    try service.end()
    DeskOwner.settle(plan.state)
    if status != .success { throw status }
  }

  /// From the configuration as it is now and the command line: read again at a reload.
  private func plan() throws -> Plan {
    var plan = try Plan(
      Configuration.load(config), inbox: inbox, state: stateFolder, spool: spool)
    plan.isOnce = once
    if once { plan.settings.timing.youth = min(plan.settings.timing.youth, .seconds(10)) }
    return plan
  }

  private var stateFolder: String? {
    state ?? getenv("WIREDESK_STATE").map { String(cString: $0) }
  }
}
