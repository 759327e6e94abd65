import NIOCore
import NIOHTTP1
import NIOHTTPTypesHTTP1

/// Sees to it that a connection ends where HTTP says so, which Hummingbird 2.28 does for `Connection: close` alone:
/// clients of HTTP/1.0 wait for the end. So does a request with a body, since nothing here wants one; and one
/// with two hosts has none.
final class OldClients: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias InboundOut = HTTPServerRequestPart

  /// Puts itself before what forgets the version.
  ///
  /// - Parameter channel: set up by `HTTP1Channel`; on its event loop.
  /// - Throws: When it is not set up so.
  static func watch(_ channel: any Channel) throws {
    let pipeline = channel.pipeline.syncOperations
    let codec = try pipeline.handler(type: HTTP1ToHTTPServerCodec.self)
    try pipeline.addHandler(OldClients(), position: .before(codec))
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard case .head(var head) = unwrapInboundIn(data) else {
      context.fireChannelRead(data)
      return
    }
    let hasBody =
      head.headers.contains(name: "transfer-encoding")
      || head.headers["content-length"].contains { $0 != "0" }
    if !head.isKeepAlive || hasBody {
      head.headers.replaceOrAdd(name: "connection", value: "close")
    }
    if head.headers["host"].count > 1 { head.headers.remove(name: "host") }
    context.fireChannelRead(wrapInboundOut(.head(head)))
  }
}
