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
import org.descent.learning.ProcessorTime;
import org.descent.learning.graph.Field;
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
  private final Map<Split, SplitTensors> splits = new EnumMap<>(Split.class);

  /**
   * @param training of one of the trials, for its heads
   */
  SplitMeasuring(
      ProgramKind kind,
      Cohort cohort,
      TrainingSpec training,
      StackSize sizes,
      ProgramCache programs) {
    this.kind = kind;
    this.cohort = cohort;
    this.training = training;
    this.sizes = sizes;
    this.programs = programs;
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
      double before = ProcessorTime.seconds();
      var trials =
          wanting.stream().map(row -> new Weighed(stack.trial(row), stack.weights(row))).toList();
      var metrics = measure(trials, split);
      stack.share(wanting, ProcessorTime.seconds() - before);
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

  /** A trial with its flat weights. */
  private record Weighed(StackedTrial trial, float[] weights) {}

  /** The metrics of {@code trials}, in their order. */
  private List<Metrics> measure(List<Weighed> trials, Split split) {
    var tensors = tensors(split);
    int size = sizes.measuring(kind, trials.size());
    var all = new ArrayList<Metrics>();
    for (int from = 0; from < trials.size(); from += size) {
      all.addAll(stack(trials.subList(from, Math.min(from + size, trials.size())), tensors));
    }
    return all;
  }

  private synchronized SplitTensors tensors(Split split) {
    return splits.computeIfAbsent(
        split,
        s -> {
          var examples = cohort.split(s).orElseThrow();
          int block = sizes.block(kind, examples.count());
          return new SplitTensors(new MeasuringShape(kind, 1, block), examples, training);
        });
  }

  private List<Metrics> stack(List<Weighed> trials, SplitTensors split) {
    var shape = new MeasuringShape(kind, sizes.fitting(kind, trials.size()), split.block());
    var sums = new double[shape.trials()][2 * kind.heads().size()];
    var own = parameters(shape, trials);
    var only = trials.stream().map(Weighed::trial).toList();
    try (var loan = programs.borrow(shape);
        var given = new GivenTensors(kind, shape.fields(), shape.trials(), only)) {
      for (var block : split.blocks()) {
        var fed = new LinkedHashMap<>(own);
        fed.putAll(given.tensors());
        fed.putAll(block);
        add(loan.program().run(fed), sums);
      }
    } finally {
      own.values().forEach(Tensor::close);
    }
    var metrics = new ArrayList<Metrics>();
    for (int row = 0; row < trials.size(); row++) {
      var heads = trials.get(row).trial().training().network().heads();
      metrics.add(Measurement.ofSums(heads, sums[row], split.examples()));
    }
    return metrics;
  }

  private static void add(float[] block, double[][] sums) {
    int terms = sums[0].length;
    for (int i = 0; i < block.length; i++) {
      sums[i / terms][i % terms] += block[i];
    }
  }

  /** Everything that a run is fed besides examples and what trials are given. */
  private static Map<String, Tensor> parameters(MeasuringShape shape, List<Weighed> trials) {
    var fields = new LinkedHashMap<String, Field>();
    shape.fields().forEach(field -> fields.put(field.name(), field));
    var arrays = shape.network().arrays();
    var elements = new LinkedHashMap<String, float[]>();
    arrays.forEach(a -> elements.put(a.name(), new float[fields.get(a.name()).size()]));
    for (int row = 0; row < trials.size(); row++) {
      Packing.put(arrays, elements, row, trials.get(row).weights());
    }
    var tensors = new LinkedHashMap<String, Tensor>();
    elements.forEach((name, values) -> tensors.put(name, Tensors.of(fields.get(name), values)));
    var always = fields.get(MeasuringShape.ALWAYS);
    tensors.put(always.name(), Tensors.of(always, new int[] {1}));
    return tensors;
  }

  @Override
  public synchronized void close() {
    splits.values().forEach(SplitTensors::close);
  }
}
