import HummingbirdCore
import Logging
import NIOCore
import NIOExtras
import NIOHTTPTypes
import NIOPosix
import NewsLinux
import NewsPages
import ServiceLifecycle
import UnixSignals

/// Listens, and gives every connection to Hummingbird's reader of HTTP/1, until it is told to stop.
struct WebServer: Service {
  let sockets: [ListeningSocket]
  let desk: DeskStore
  let base: String?
  let hosts: [String]
  let log: Logger

  /// Connections at once, of all sockets together; more wait in the kernel's queue until one closes.
  private static let connections = 512
  /// A connection that sends and takes nothing is closed after this.
  private static let idle = TimeAmount.seconds(60)
  /// What has not been answered by then when it stops is cut.
  private static let patience = Duration.seconds(3)

  private typealias Connection = NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart>
  private typealias Listener = NIOAsyncChannel<Connection, Never>

  /// Until SIGTERM or SIGINT.
  ///
  /// - Throws: what binding and listening say.
  func serve() async throws {
    var configuration = ServiceGroupConfiguration(
      services: [
        .init(
          service: self, successTerminationBehavior: .gracefullyShutdownGroup,
          failureTerminationBehavior: .cancelGroup)
      ],
      gracefulShutdownSignals: [.sigterm, .sigint], logger: quiet)
    configuration.maximumGracefulShutdownDuration = Self.patience
    try await ServiceGroup(configuration: configuration).run()
  }

  func run() async throws {
    let answering = RequestAnswering(desk: desk, log: log)
    let http = HTTP1Channel(
      responder: { request, writer, _ in try await answering.respond(to: request, writer) },
      configuration: .init(
        idleTimeout: Self.idle,
        httpDecoderConfiguration: .init(
          maxHeaderFieldSize: 16 * 1024, maxHeaderListSize: 32 * 1024, maxHeaderFieldCount: 100)))
    let (listeners, quiescing) = try await listening(http)
    let site = try site(of: listeners.map(\.channel))
    answering.site.withLock { $0 = site }
    announce(listeners.map(\.channel))
    try await withGracefulShutdownHandler {
      try await accept(listeners, http)
    } onGracefulShutdown: {
      ServiceNotifier().stopping(status: "stopping")
      for helper in quiescing { helper.initiateShutdown(promise: nil) }
    }
  }

  /// All of them; a helper knows one socket.
  private func listening(_ http: HTTP1Channel) async throws -> ([Listener], [ServerQuiescingHelper])
  {
    var listeners: [Listener] = []
    let quiescing = sockets.map { _ in
      ServerQuiescingHelper(group: MultiThreadedEventLoopGroup.singleton)
    }
    for (socket, helper) in zip(sockets, quiescing) {
      listeners.append(try await bound(socket, http, helper))
    }
    return (listeners, quiescing)
  }

  /// Until all of them are closed. When one fails the program ends with an error, and systemd starts it again.
  private func accept(_ listeners: [Listener], _ http: HTTP1Channel) async throws {
    try await withThrowingDiscardingTaskGroup { group in
      for listener in listeners { group.addTask { try await accept(listener, http) } }
    }
  }

  private func accept(_ listener: Listener, _ http: HTTP1Channel) async throws {
    try await withThrowingDiscardingTaskGroup { group in
      do {
        try await listener.executeThenClose { connections in
          for try await connection in connections {
            group.addTask { await http.handle(value: connection, logger: quiet) }
          }
        }
      } catch  where !Task.isShuttingDownGracefully && !Task.isCancelled {
        log.error("it listens no longer: \(error)")
        throw error
      } catch {
        // What ends it when it is told to stop.
      }
    }
  }

  private func bound(
    _ socket: ListeningSocket, _ http: HTTP1Channel, _ quiescing: ServerQuiescingHelper
  ) async throws -> Listener {
    let bootstrap = bootstrap(quiescing)
    let quiet = quiet
    @Sendable func setUp(_ channel: any Channel) -> EventLoopFuture<Connection> {
      http.setup(channel: channel, logger: quiet).flatMapThrowing { connection in
        try OldClients.watch(channel)
        return connection
      }
    }
    return switch socket {
    case .address(.network(let host, let port)):
      try await bootstrap.bind(host: host, port: port, childChannelInitializer: setUp)
    case .address(.unix(let path)):
      try await bootstrap.bind(
        unixDomainSocketPath: path, cleanupExistingSocketFile: true, childChannelInitializer: setUp)
    case .descriptor(let number):
      try await bootstrap.bind(number, childChannelInitializer: setUp)
    }
  }

  private func bootstrap(_ quiescing: ServerQuiescingHelper) -> ServerBootstrap {
    let share = max(1, Self.connections / sockets.count)
    return ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .serverChannelOption(ChannelOptions.backlog, value: 256)
      .serverChannelOption(ChannelOptions.socketOption(.so_reuseaddr), value: 1)
      .childChannelOption(ChannelOptions.allowRemoteHalfClosure, value: true)
      .serverChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandlers([
            AvailableConnectionsChannelHandler(maxConnections: share),
            quiescing.makeServerChannelHandler(channel: channel),
          ])
        }
      }
  }

  /// What Hummingbird says of single connections concerns nobody.
  private var quiet: Logger {
    var quiet = log
    quiet.logLevel = .error
    return quiet
  }

  /// Without --base-url it is reached where it listens.
  private func site(of channels: [any Channel]) throws -> Site {
    let port = channels.lazy.compactMap { $0.localAddress?.port }.first.map { ":\($0)" } ?? ""
    guard let site = Site(base: base ?? "http://localhost\(port)", hosts: hosts) else {
      throw WrongBase()
    }
    return site
  }

  /// The command line was checked before.
  private struct WrongBase: Error {}

  private func announce(_ channels: [any Channel]) {
    let places = zip(sockets, channels).map { socket, channel in
      "\(socket)" + (channel.localAddress?.port.map { " (port \($0))" } ?? "")
    }.joined(separator: " and on ")
    log.notice("wiredesk-web reads \(desk.folder) and listens on \(places)")
    ServiceNotifier().ready(status: "listening on \(places)")
  }
}
