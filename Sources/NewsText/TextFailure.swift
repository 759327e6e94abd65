package import NewsModel

/// What can fail in NewsText: only the C library under `ContentHasher`. Texts never fail, whatever
/// their bytes.
package enum TextFailure: Failure, Hashable {
  /// libcrypto gave no context of a digest: out of memory, or a policy that forbids the algorithm.
  case digestUnavailable(call: String)

  package var code: String { "digest-unavailable" }
  package var disposition: Disposition { .stop }
  package var message: String {
    switch self {
    case .digestUnavailable(let call): "the digest is not available: \(call) failed"
    }
  }
}
