package org.descent.learning.export;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32C;
import org.tensorflow.proto.Event;
import org.tensorflow.proto.Summary;

/**
 * Writes curves as an event file for TensorBoard: TFRecords of {@code tensorflow.Event}, one an
 * iteration, that hold {@code simple_value} scalars.
 *
 * <p>An event file wants a time for every event. There is no clock in it: iteration k stands at k
 * seconds after 1970-01-01T00:00:00Z, so the same curves always become the same bytes, and
 * TensorBoard's relative time in seconds is the iteration.
 */
public final class TensorBoardEvents {
  /** By this name TensorBoard knows an event file. */
  public static final String FILE = "events.out.tfevents.0000000000.descent";

  private static final String VERSION = "brain.Event:2";
  private static final int MASK = 0xa282ead8;

  private TensorBoardEvents() {}

  /**
   * One curve.
   *
   * @param tag its name in TensorBoard
   * @param iterations ascending, from 1
   * @param values one an iteration; NaN and infinities are kept
   */
  public record Scalars(String tag, int[] iterations, float[] values) {
    public Scalars {
      if (iterations.length != values.length) {
        throw new IllegalArgumentException(
            tag + ": " + iterations.length + " iterations for " + values.length + " values");
      }
    }
  }

  /** Writes {@code curves}, side by side, into {@code file}, which is replaced. */
  public static void write(Path file, List<Scalars> curves) throws IOException {
    try (var out = new BufferedOutputStream(Files.newOutputStream(file))) {
      frame(out, Event.newBuilder().setFileVersion(VERSION).build().toByteArray());
      var next = new int[curves.size()];
      for (int iteration = first(curves, next);
          iteration < Integer.MAX_VALUE;
          iteration = first(curves, next)) {
        frame(out, event(curves, next, iteration).toByteArray());
      }
    }
  }

  /** The lowest iteration that is still to be written, or MAX_VALUE. */
  private static int first(List<Scalars> curves, int[] next) {
    int first = Integer.MAX_VALUE;
    for (int i = 0; i < next.length; i++) {
      var iterations = curves.get(i).iterations();
      if (next[i] < iterations.length) {
        first = Math.min(first, iterations[next[i]]);
      }
    }
    return first;
  }

  private static Event event(List<Scalars> curves, int[] next, int iteration) {
    var summary = Summary.newBuilder();
    for (int i = 0; i < next.length; i++) {
      var curve = curves.get(i);
      if (next[i] < curve.iterations().length && curve.iterations()[next[i]] == iteration) {
        summary.addValue(
            Summary.Value.newBuilder().setTag(curve.tag()).setSimpleValue(curve.values()[next[i]]));
        next[i]++;
      }
    }
    return Event.newBuilder().setWallTime(iteration).setStep(iteration).setSummary(summary).build();
  }

  /** A TFRecord: length, its checksum, data, its checksum; all little-endian. */
  private static void frame(OutputStream out, byte[] data) throws IOException {
    var length = littleEndian(Long.BYTES).putLong(data.length).array();
    out.write(length);
    out.write(checksum(length));
    out.write(data);
    out.write(checksum(data));
  }

  /** CRC-32C, masked as TFRecords want it: rotated right by 15 bits, plus a constant. */
  private static byte[] checksum(byte[] data) {
    var crc = new CRC32C();
    crc.update(data);
    int masked = Integer.rotateRight((int) crc.getValue(), 15) + MASK;
    return littleEndian(Integer.BYTES).putInt(masked).array();
  }

  private static ByteBuffer littleEndian(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
