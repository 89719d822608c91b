package org.descent.learning.stacked;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.descent.learning.Device;
import org.descent.learning.EngineStatistics;

/**
 * Programs, compiled when first wanted and kept while there is room; the one that was wanted
 * longest ago goes first. Closing a program releases its native memory; one that is in use is
 * closed when it is given back.
 */
final class ProgramCache implements AutoCloseable {
  private final int capacity;
  private final Device device;
  private final Map<Compilable<?>, Entry<?>> entries = new LinkedHashMap<>(16, 0.75f, true);
  private final Map<Integer, EngineStatistics.Compiling> compiling = new HashMap<>();
  private long hits;
  private long evicted;

  ProgramCache(int capacity, Device device) {
    this.capacity = capacity;
    this.device = device;
  }

  /** A program on loan; closing the loan gives it back. */
  final class Loan<P extends CompiledProgram> implements AutoCloseable {
    private final Entry<P> entry;

    private Loan(Entry<P> entry) {
      this.entry = entry;
    }

    P program() {
      return entry.program;
    }

    @Override
    public void close() {
      giveBack(entry);
    }
  }

  private static final class Entry<P extends CompiledProgram> {
    private final Compilable<P> shape;
    private int users;
    private boolean wanted;
    private boolean evicted;
    private P program;

    Entry(Compilable<P> shape) {
      this.shape = shape;
    }
  }

  /** Lends the program of {@code shape}; others who want the same one wait while it compiles. */
  <P extends CompiledProgram> Loan<P> borrow(Compilable<P> shape) {
    var entry = wanted(shape);
    ready(entry);
    return new Loan<>(entry);
  }

  private void ready(Entry<?> entry) {
    try {
      synchronized (entry) {
        if (entry.program == null) {
          compile(entry);
        }
      }
    } catch (RuntimeException | Error e) {
      forget(entry);
      throw e;
    }
  }

  /**
   * Compiles the program of {@code shape}, which will be wanted, where there is room for it beside
   * those that are there.
   */
  void prepare(Compilable<?> shape) {
    Entry<?> entry;
    synchronized (this) {
      if (entries.size() >= capacity || entries.containsKey(shape)) {
        return;
      }
      entry = entry(shape);
    }
    ready(entry);
    giveBack(entry);
  }

  /** Whether the program of {@code shape} is there already. */
  synchronized boolean has(Compilable<?> shape) {
    return entries.keySet().contains(shape);
  }

  synchronized int size() {
    return entries.size();
  }

  /** Adds what the cache knows to an engine's statistics. */
  synchronized EngineStatistics statistics(long trialIterations, long repacked) {
    return new EngineStatistics(
        compiling, hits, evicted, entries.size(), trialIterations, repacked);
  }

  private synchronized <P extends CompiledProgram> Entry<P> wanted(Compilable<P> shape) {
    var entry = entry(shape);
    if (entry.wanted) {
      hits++;
    }
    entry.wanted = true;
    return entry;
  }

  @SuppressWarnings("unchecked") // equal shapes have the same program
  private synchronized <P extends CompiledProgram> Entry<P> entry(Compilable<P> shape) {
    var entry = (Entry<P>) entries.computeIfAbsent(shape, Entry::new);
    entry.users++;
    makeRoom();
    return entry;
  }

  private <P extends CompiledProgram> void compile(Entry<P> entry) {
    long start = System.nanoTime();
    var program = entry.shape.build(device);
    program.compile();
    entry.program = program;
    synchronized (this) {
      double seconds = (System.nanoTime() - start) / 1e9;
      compiling.merge(
          entry.shape.trials(),
          EngineStatistics.Compiling.once(seconds),
          EngineStatistics.Compiling::plus);
    }
  }

  private void makeRoom() {
    int excess = entries.size() - capacity;
    for (var entry : new ArrayList<>(entries.values())) {
      if (excess-- <= 0) {
        return;
      }
      entries.remove(entry.shape);
      entry.evicted = true;
      evicted++;
      closeIfUnused(entry);
    }
  }

  private synchronized void giveBack(Entry<?> entry) {
    entry.users--;
    closeIfUnused(entry);
  }

  private synchronized void forget(Entry<?> entry) {
    entry.users--;
    entries.remove(entry.shape, entry);
  }

  private static void closeIfUnused(Entry<?> entry) {
    if (entry.evicted && entry.users == 0 && entry.program != null) {
      entry.program.close();
    }
  }

  /** Releases all programs that nobody uses, and the others once they are given back. */
  @Override
  public synchronized void close() {
    entries.values().forEach(entry -> entry.evicted = true);
    entries.values().forEach(ProgramCache::closeIfUnused);
    entries.clear();
  }
}
