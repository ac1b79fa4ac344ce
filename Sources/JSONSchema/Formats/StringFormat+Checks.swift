extension StringFormat {
  /// Whether a text has the format.
  func accepts(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    true
  }
}
