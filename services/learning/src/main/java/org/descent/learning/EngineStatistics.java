package org.descent.learning;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an engine has done since it was opened.
 *
 * @param compiling programs compiled, by the number of trials that they stack; every size there is
 * @param cacheHits times a program was wanted and there already
 * @param evicted programs released to make room
 * @param cached programs held now
 * @param trialIterations iterations trained, summed over trials
 * @param repacked times the survivors of a stack moved into a smaller program
 */
public record EngineStatistics(
    Map<Integer, Compiling> compiling,
    long cacheHits,
    long evicted,
    int cached,
    long trialIterations,
    long repacked) {
  /** Numbers of trials that programs stack. */
  public static final List<Integer> STACKS = List.of(1, 2, 8, 32, 64, 256, 1024);

  /** Those of an engine that compiles nothing. */
  public static final EngineStatistics NONE = new EngineStatistics(Map.of(), 0, 0, 0, 0, 0);

  /**
   * Programs of one size.
   *
   * @param programs compiled
   * @param seconds wall time spent on that
   */
  public record Compiling(long programs, double seconds) {
    private static final Compiling NONE = new Compiling(0, 0);

    public static Compiling once(double seconds) {
      return new Compiling(1, seconds);
    }

    public Compiling plus(Compiling more) {
      return new Compiling(programs + more.programs, seconds + more.seconds);
    }
  }

  public EngineStatistics {
    var sizes = new TreeMap<Integer, Compiling>();
    STACKS.forEach(size -> sizes.put(size, Compiling.NONE));
    sizes.putAll(compiling);
    compiling = Collections.unmodifiableMap(sizes);
  }

  /** Programs compiled. */
  public long compiled() {
    return compiling.values().stream().mapToLong(Compiling::programs).sum();
  }

  /** Wall time spent compiling them. */
  public double compileSeconds() {
    return compiling.values().stream().mapToDouble(Compiling::seconds).sum();
  }
}
