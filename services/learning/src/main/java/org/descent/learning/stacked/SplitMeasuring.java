package org.descent.learning.stacked;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.descent.contracts.event.Metrics;
import org.descent.contracts.spec.Split;
import org.descent.contracts.spec.TrainingSpec;
import org.descent.learning.Cohort;
import org.descent.learning.Measurement;
import org.descent.learning.graph.Tensors;
import org.tensorflow.Tensor;

/**
 * Measures trials of one kind on whole splits, as networks will be used: by programs of their own,
 * between the runs of those that train, which so pay nothing for it. A trial's metrics depend
 * neither on its company nor on how many trials are measured together. Shared by threads; whoever
 * made it closes it, which releases the splits' tensors.
 */
final class SplitMeasuring implements AutoCloseable {
  private final ProgramKind kind;
  private final Cohort cohort;
  private final TrainingSpec training;
  private final StackSize sizes;
  private final ProgramCache programs;
  private final SharedTensors shared;
  private final Map<Split, SplitTensors> splits = new EnumMap<>(Split.class);

  /**
   * @param training of one of the trials, for its heads
   */
  SplitMeasuring(
      ProgramKind kind,
      Cohort cohort,
      TrainingSpec training,
      StackSize sizes,
      ProgramCache programs,
      SharedTensors shared) {
    this.kind = kind;
    this.cohort = cohort;
    this.training = training;
    this.sizes = sizes;
    this.programs = programs;
    this.shared = shared;
  }

  /**
   * Metrics on the splits that each of the trials in {@code rows} wants, by row.
   *
   * @param wanted of a trial, splits that have examples
   * @throws org.descent.contracts.InvalidSpec if a split's targets do not fit the heads
   */
  Map<Integer, Map<Split, Metrics>> measure(
      Stack stack, List<Integer> rows, Function<StackedTrial, Collection<Split>> wanted) {
    var all = new LinkedHashMap<Integer, Map<Split, Metrics>>();
    for (var split : Split.values()) {
      var wanting =
          rows.stream().filter(row -> wanted.apply(stack.trial(row)).contains(split)).toList();
      if (wanting.isEmpty()) {
        continue;
      }
      long start = System.nanoTime();
      var metrics = measure(stack, wanting, split);
      stack.share(wanting, (System.nanoTime() - start) / 1e9);
      for (int i = 0; i < metrics.size(); i++) {
        all.computeIfAbsent(wanting.get(i), row -> new EnumMap<>(Split.class))
            .put(split, metrics.get(i));
      }
    }
    return all;
  }

  /**
   * Makes tensors of {@code split}, which has examples.
   *
   * @throws org.descent.contracts.InvalidSpec if its targets do not fit the heads
   */
  void prepare(Split split) {
    tensors(split);
  }

  /** The metrics of the trials in {@code rows}, in their order. */
  private List<Metrics> measure(Stack stack, List<Integer> rows, Split split) {
    var tensors = tensors(split);
    int size = sizes.measuring(kind, rows.size());
    var all = new ArrayList<Metrics>();
    for (int from = 0; from < rows.size(); from += size) {
      all.addAll(together(stack, rows.subList(from, Math.min(from + size, rows.size())), tensors));
    }
    return all;
  }

  private synchronized SplitTensors tensors(Split split) {
    return splits.computeIfAbsent(
        split,
        s -> {
          var examples = cohort.split(s).orElseThrow();
          int block = sizes.block(kind, examples.count());
          return new SplitTensors(new MeasuringShape(kind, 1, block), examples, training, shared);
        });
  }

  private List<Metrics> together(Stack stack, List<Integer> rows, SplitTensors split) {
    var shape = new MeasuringShape(kind, sizes.fitting(kind, rows.size()), split.block());
    var sums = new double[shape.trials()][2 * kind.heads().size()];
    try (var loan = programs.borrow(shape)) {
      add(loan.program(), stack, rows, split, sums);
    }
    var metrics = new ArrayList<Metrics>();
    for (int i = 0; i < rows.size(); i++) {
      var heads = stack.trial(rows.get(i)).training().network().heads();
      metrics.add(Measurement.ofSums(heads, sums[i], split.examples()));
    }
    return metrics;
  }

  /** Adds a program's sums over all of a split. */
  private void add(
      MeasuringProgram program,
      Stack stack,
      List<Integer> rows,
      SplitTensors split,
      double[][] sums) {
    var trials = rows.stream().map(stack::trial).toList();
    var own = parameters(program, stack, rows);
    try (var given = new GivenTensors(kind, program.fields(), sums.length, trials)) {
      for (var block : split.blocks()) {
        var fed = new LinkedHashMap<>(own);
        fed.putAll(given.tensors());
        fed.putAll(block);
        add(program.run(fed), sums);
      }
    } finally {
      own.values().forEach(Tensor::close);
    }
  }

  private static void add(float[] block, double[][] sums) {
    int terms = sums[0].length;
    for (int i = 0; i < block.length; i++) {
      sums[i / terms][i % terms] += block[i];
    }
  }

  /** Everything that a run is fed besides examples and what trials are given. */
  private static Map<String, Tensor> parameters(
      MeasuringProgram program, Stack stack, List<Integer> rows) {
    var tensors = new LinkedHashMap<String, Tensor>();
    for (var field : program.parameters()) {
      tensors.put(field.name(), stack.parameters(field, rows));
    }
    tensors.put(MeasuringShape.ALWAYS, Tensors.of(new int[] {1}));
    return tensors;
  }

  @Override
  public synchronized void close() {
    splits.values().forEach(SplitTensors::close);
  }
}
