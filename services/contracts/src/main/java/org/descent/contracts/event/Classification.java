package org.descent.contracts.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What a head says of the classes of a set of examples. A binary head has the classes 0 and 1.
 *
 * @param classes that the head knows, 2 or more
 * @param confusion int32 little-endian, [classes, classes]: the number of examples of the class of
 *     the row that are said to be of the class of the column; empty for more than {@link
 *     #MAX_CONFUSED} classes
 * @param within by k, the share of examples whose class is among the k that are said to be the
 *     likeliest
 * @param calibrationError expected calibration error: how far the probability of what is said lies
 *     from the share of it that is right, in {@link #BINS} bins of equal width, weighted by their
 *     examples (Guo et al. 2017)
 * @param uncertain the examples whose class is said with the lowest probability, at most {@link
 *     #MAX_UNCERTAIN}, the least certain first
 * @param wrong the examples that are said to be of another class with the highest probability, as
 *     many at most, the most certain first; empty in events written before there were any
 * @param typical the examples of each class that are told right with the highest probability, as
 *     many at most of all classes together, by class; likewise
 */
public record Classification(
    String head,
    int classes,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) byte[] confusion,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<Integer, Double> within,
    double calibrationError,
    List<Uncertain> uncertain,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Uncertain> wrong,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Uncertain> typical) {
  /** The most classes of which it is told who is taken for whom. */
  public static final int MAX_CONFUSED = 100;

  /** The most examples that are named. */
  public static final int MAX_UNCERTAIN = 12;

  /** Of the calibration error. */
  public static final int BINS = 15;

  /**
   * An example that is named, because the head is not certain of it or is more so than of others.
   *
   * @param row of the split, from 0
   * @param wanted its class
   * @param said the likeliest class
   * @param probability of that
   */
  public record Uncertain(int row, int wanted, int said, double probability) {}

  /** Without examples that it is certain of. */
  public Classification(
      String head,
      int classes,
      byte[] confusion,
      Map<Integer, Double> within,
      double calibrationError,
      List<Uncertain> uncertain) {
    this(head, classes, confusion, within, calibrationError, uncertain, List.of(), List.of());
  }

  public Classification {
    confusion = confusion == null ? new byte[0] : confusion;
    within = within == null ? Map.of() : within;
    uncertain = PackedExamples.of(uncertain);
    wrong = wrong == null ? List.of() : PackedExamples.of(wrong);
    typical = typical == null ? List.of() : PackedExamples.of(typical);
    if (confusion.length != 0 && confusion.length != 4L * classes * classes) {
      throw new IllegalArgumentException(
          "head " + head + ": " + confusion.length + " bytes for " + classes + " classes");
    }
  }

  /** The rows of the examples that are named: uncertain, wrong, typical, one after the other. */
  public int[] rows() {
    return Stream.of(uncertain, wrong, typical)
        .flatMap(List::stream)
        .mapToInt(Uncertain::row)
        .toArray();
  }

  /** Who is taken for whom, [class wanted][class said]; empty for too many classes. */
  public int[][] confused() {
    if (confusion.length == 0) {
      return new int[0][];
    }
    var numbers = ByteBuffer.wrap(confusion).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer();
    var counts = new int[classes][classes];
    for (var row : counts) {
      numbers.get(row);
    }
    return counts;
  }

  /**
   * By class, the share of its examples that are told right, NaN of none; empty for too many
   * classes.
   */
  public double[] recalls() {
    var counts = confused();
    return IntStream.range(0, counts.length)
        .mapToDouble(k -> (double) counts[k][k] / IntStream.of(counts[k]).sum())
        .toArray();
  }
}
