extension Array {
  /// The first element that fulfils a condition which all elements after it fulfil as well.
  func firstIndex(inOrder isFulfilled: (Element) -> Bool) -> Int? {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if isFulfilled(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low < count ? low : nil
  }
}
