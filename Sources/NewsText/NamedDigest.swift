import CCrypto
import NewsBytes

extension ContentHasher {
  /// A file's checksum as its sender has written it beside it, by any algorithm that OpenSSL has.
  ///
  /// - Parameters:
  ///   - algorithm: OpenSSL's name: `MD5`, `SHA1`, `SHA2-256`, `SHA2-512`.
  ///   - read: Fills the buffer and returns the bytes read, 0 at the end.
  /// - Returns: Hexadecimal digits in lower case.
  /// - Throws: `digestUnavailable` where the machine refuses an algorithm (MD5 under FIPS), and what `read` throws.
  package static func hexadecimal(
    _ algorithm: String, _ read: (UnsafeMutableRawBufferPointer) throws -> Int
  ) throws -> String {
    let (method, context) = (EVP_MD_fetch(nil, algorithm, nil), EVP_MD_CTX_new())
    defer {
      EVP_MD_free(method)
      EVP_MD_CTX_free(context)
    }
    guard let method, let context, EVP_DigestInit_ex(context, method, nil) == 1 else {
      throw TextFailure.digestUnavailable(call: "EVP_DigestInit_ex \(algorithm)")
    }
    try withUnsafeTemporaryAllocation(byteCount: 256 << 10, alignment: 16) { buffer in
      while case let count = try read(buffer), count > 0 {
        guard EVP_DigestUpdate(context, buffer.baseAddress, count) == 1 else {
          throw TextFailure.digestUnavailable(call: "EVP_DigestUpdate \(algorithm)")
        }
      }
    }
    return try finish(context)
  }

  private static func finish(_ context: OpaquePointer) throws(TextFailure) -> String {
    // EVP_MAX_MD_SIZE.
    var bytes = [UInt8](repeating: 0, count: 64)
    var count: UInt32 = 0
    guard EVP_DigestFinal_ex(context, &bytes, &count) == 1 else {
      throw TextFailure.digestUnavailable(call: "EVP_DigestFinal_ex")
    }
    return Hexadecimal.encode(Array(bytes.prefix(Int(count))))
  }
}
