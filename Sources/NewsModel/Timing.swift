/// How long an inbox is waited for. `scan_seconds`, `quiet_milliseconds` and `young_seconds` of the
/// configuration are the first three, and these are their defaults: no module has any of its own.
package struct Timing: Hashable, Sendable {
  /// Between two full scans of every inbox, for ever: events are hints, the scan is the truth. At most
  /// 90 s, or files that no event told of are found too late (P7).
  package var scanInterval: Duration = .seconds(30)
  /// How long a file must lie unchanged where no lease can tell.
  package var quietWithoutLease: Duration = .seconds(2)
  /// How long after its last change a document that ends too early waits for its writer.
  package var youth: Duration = .seconds(30)
  /// The last write must be this old before a lease is asked for: a lease is granted *between* the
  /// pieces of an open-append-close writer (measured).
  package var quiet: Duration = .milliseconds(200)
  /// The first wait after a refused lease; it doubles up to `retryLimit`.
  package var retry: Duration = .milliseconds(250)
  package var retryLimit: Duration = .seconds(2)
  /// How often a young file is looked at.
  package var youthRetry: Duration = .seconds(2)
  /// The waits after a refused claim (permission and the like) double up to this.
  package var refusedLimit: Duration = .seconds(30)
  package init() {}
}
