package org.descent.trainer;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.descent.contracts.Floats;
import org.descent.learning.Outcome;

/** Arrays of one length, one after another as float32 little-endian. */
final class Rows {
  private Rows() {}

  /** The bytes of [rows, length], row-major; none of no rows. */
  static byte[] bytes(List<float[]> rows) {
    int length = rows.isEmpty() ? 0 : rows.get(0).length;
    var flat = new float[Math.multiplyExact(rows.size(), length)];
    for (int i = 0; i < rows.size(); i++) {
      System.arraycopy(rows.get(i), 0, flat, i * length, length);
    }
    return Floats.toBytes(flat);
  }

  /** The bytes of the averages in {@code snapshots}; none where none are kept. */
  static byte[] averages(List<Outcome.Snapshot> snapshots) {
    return bytes(snapshots.stream().flatMap(snapshot -> snapshot.average().stream()).toList());
  }

  /** The rows of {@code length} numbers each in {@code bytes}. */
  static List<float[]> of(byte[] bytes, int length) {
    var flat = Floats.fromBytes(bytes);
    return IntStream.range(0, flat.length / length)
        .mapToObj(i -> Arrays.copyOfRange(flat, i * length, (i + 1) * length))
        .toList();
  }
}
