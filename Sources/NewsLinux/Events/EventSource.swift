package import Dispatch

// The protocols of Dispatch's sources are not Sendable, their one concrete class is (Swift 6.3 on
// Linux), so everything here speaks of the class.
extension DispatchSource {
  /// Calls `handler` on `queue` while something can be read. Inactive until `activate()`.
  package static func reading(
    _ descriptor: Int32, on queue: DispatchQueue, _ handler: @escaping @Sendable () -> Void
  ) -> DispatchSource {
    let source = makeReadSource(fileDescriptor: descriptor, queue: queue)
    source.setEventHandler(handler: handler)
    return concrete(source)
  }

  /// A timer without a time yet: `schedule` it. Inactive until `activate()`.
  package static func timer(
    on queue: DispatchQueue, _ handler: @escaping @Sendable () -> Void
  ) -> DispatchSource {
    let source = makeTimerSource(queue: queue)
    source.setEventHandler(handler: handler)
    return concrete(source)
  }

  /// Calls `handler` on `queue` for each (or several) of a signal. Inactive until `activate()`.
  package static func signal(
    _ number: Int32, on queue: DispatchQueue, _ handler: @escaping @Sendable () -> Void
  ) -> DispatchSource {
    let source = makeSignalSource(signal: number, queue: queue)
    source.setEventHandler(handler: handler)
    return concrete(source)
  }

  private static func concrete(_ source: any DispatchSourceProtocol) -> DispatchSource {
    guard let source = source as? DispatchSource else {
      preconditionFailure("every source of this Dispatch is a DispatchSource")
    }
    return source
  }
}
