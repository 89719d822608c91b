package org.descent.learning.stacked;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.descent.contracts.event.Metrics;
import org.descent.learning.CurveSlice;
import org.descent.learning.Measurement;
import org.descent.learning.RandomStreams;
import org.descent.learning.graph.Field;
import org.descent.learning.graph.Tensors;
import org.tensorflow.Tensor;

/**
 * Trials in one program, the row of each being its place in the list. Confined to one thread; owns
 * its tensors and the loan of its program.
 */
final class Stack implements AutoCloseable {
  private final ProgramCache.Loan<StackedProgram> loan;

  /** Of all that the program trains. */
  private final ProgramShape shape;

  /** Trials that have their turn together. */
  private final int stacked;

  private final List<StackedTrial> trials;
  private final Packing packing;
  private final Map<String, Field> fields = new LinkedHashMap<>();
  private final GivenTensors given;
  private final Map<String, Tensor> fed = new LinkedHashMap<>();
  private StackedProgram.State state;
  private int[] before;
  private StackedProgram.Run last;

  /** Where a trial starts in a stack; weights and slots are flat. */
  record Start(StackedTrial trial, float[] weights, List<float[]> slots) {}

  /**
   * @param starts at most as many as the program stacks
   * @param examples for programs of this kind
   */
  Stack(ProgramCache.Loan<StackedProgram> loan, List<Start> starts, ExampleTensors examples) {
    this.loan = loan;
    this.stacked = loan.program().shape().trials();
    this.shape = loan.program().shape().whole();
    this.trials = starts.stream().map(Start::trial).toList();
    this.packing = new Packing(shape);
    var all = ProgramFields.of(shape);
    all.forEach(field -> fields.put(field.name(), field));
    this.given = new GivenTensors(shape.kind(), all, shape.trials(), trials);
    fed.putAll(examples.tensors());
    fed.putAll(given.tensors());
    this.state = state(starts);
    this.before = state.measured();
  }

  private StackedProgram.State state(List<Start> starts) {
    var arrays = packing.empty();
    var measured = new int[shape.trials()];
    var ends = new int[shape.trials()];
    Arrays.fill(ends, EndCode.INERT);
    for (int row = 0; row < starts.size(); row++) {
      var start = starts.get(row);
      packing.put(arrays, row, start.weights(), start.slots());
      measured[row] = start.trial().iterations();
      ends[row] = EndCode.RUNNING;
    }
    return loan.program().start(arrays, measured, ends);
  }

  ProgramShape shape() {
    return shape;
  }

  StackedTrial trial(int row) {
    return trials.get(row);
  }

  /** Rows of the trials that have not ended. */
  List<Integer> running() {
    return IntStream.range(0, trials.size()).filter(row -> !ended(row)).boxed().toList();
  }

  /**
   * Gives each trial in {@code rows} an equal share of the processor time spent on them. Programs
   * run on one core, in threads of TensorFlow's whose time nobody can be asked for: it is as long
   * as they took.
   */
  void share(List<Integer> rows, double seconds) {
    rows.forEach(row -> trial(row).spent(seconds / rows.size()));
  }

  /** Rows, inert ones included, of all stacks in which some trial runs. */
  int occupied() {
    return stacked * (int) running().stream().map(row -> row / stacked).distinct().count();
  }

  boolean ended(int row) {
    return state.ends()[row] != EndCode.RUNNING;
  }

  /** How the trial in {@code row} ended, see {@link EndCode}. */
  int end(int row) {
    return state.ends()[row];
  }

  /** Trains the trials that run, up to {@code limit} iterations. */
  void run(int limit) {
    before = state.measured();
    var feeds = new LinkedHashMap<>(fed);
    var own = new ArrayList<Tensor>();
    try {
      forThisRun(limit)
          .forEach(
              (name, elements) -> {
                var tensor = Tensors.of(fields.get(name), elements);
                own.add(tensor);
                feeds.put(name, tensor);
              });
      var run = loan.program().run(state, limit, feeds);
      closeLast();
      state.close();
      last = run;
      state = run.state();
    } finally {
      own.forEach(Tensor::close);
    }
  }

  /** What is given anew for each run, by field. */
  private Map<String, Object> forThisRun(int limit) {
    var given = new LinkedHashMap<String, Object>();
    given.put(ProgramFields.BUDGET, budgets());
    var optimisation = shape.kind().optimisation();
    for (var setting : optimisation.settings()) {
      if (optimisation.varies(setting)) {
        var name = ProgramFields.setting(setting);
        given.put(name, settings(setting, fields.get(name), limit));
      }
    }
    shape
        .kind()
        .network()
        .draws()
        .forEach(
            (layer, place) -> {
              var name = ProgramFields.draws(layer);
              given.put(name, draws(place, fields.get(name), limit));
            });
    if (!shape.kind().full()) {
      given.put(ProgramFields.BATCHES, batches(fields.get(ProgramFields.BATCHES), limit));
    }
    return given;
  }

  /** [trials] */
  private int[] budgets() {
    var budgets = new int[shape.trials()];
    for (int row = 0; row < trials.size(); row++) {
      budgets[row] = trial(row).last();
    }
    return budgets;
  }

  /** [segment, trials]; trials under one update that stand at one iteration share theirs. */
  private float[] settings(String name, Field field, int limit) {
    var settings = new float[field.size()];
    var shared = new HashMap<List<Object>, Integer>();
    for (int row : running()) {
      var training = trial(row).training();
      var key = List.<Object>of(training.optimiser(), training.updates(), before[row]);
      int like = shared.computeIfAbsent(key, k -> row);
      for (int step = 0; step < limit; step++) {
        int at = step * shape.trials();
        settings[at + row] =
            like == row
                ? (float) trial(row).setting(name, before[row] + step + 1)
                : settings[at + like];
      }
    }
    return settings;
  }

  /** [segment, trials, 2] */
  private int[] draws(int layer, Field field, int limit) {
    var words = new int[field.size()];
    for (int row : running()) {
      for (int step = 0; step < limit; step++) {
        int at = 2 * (step * shape.trials() + row);
        var two = RandomStreams.draw(trial(row).trial().seed(), layer, before[row] + step + 1);
        words[at] = two[0];
        words[at + 1] = two[1];
      }
    }
    return words;
  }

  private int[] batches(Field field, int limit) {
    int size = shape.kind().batchSize();
    var indices = new int[field.size()];
    for (int row : running()) {
      for (int step = 0; step < limit; step++) {
        var batch = trial(row).nextBatch();
        System.arraycopy(batch, 0, indices, (step * shape.trials() + row) * size, size);
      }
    }
    return indices;
  }

  /** Iterations of the trial in {@code row} that the last run did. */
  int count(int row) {
    return state.measured()[row] - before[row];
  }

  /** The last run's part of the curves of the trial in {@code row}. */
  CurveSlice slice(int row) {
    var names = Measurement.names(trials.get(row).training().network().heads());
    var values = new float[names.size()][];
    float measured = shape.kind().measured();
    for (int metric = 0; metric < values.length; metric++) {
      var curve = recorded(metric, row, 0, count(row));
      float weight = metric == 0 ? ownWeight(row) : 1;
      if (metric % 2 == 1) {
        for (int i = 0; i < curve.length; i++) {
          curve[i] /= measured;
        }
      } else if (weight != 1) {
        for (int i = 0; i < curve.length; i++) {
          curve[i] *= weight;
        }
      }
      values[metric] = curve;
    }
    return new CurveSlice(before[row] + 1, names, values);
  }

  /** What the last run's last iteration measured of the trial in {@code row}. */
  Metrics metrics(int row) {
    int heads = shape.kind().heads().size();
    var each = new ArrayList<Metrics.Head>();
    for (int i = 0; i < heads; i++) {
      int of = heads == 1 ? 0 : 2 + 2 * i;
      each.add(
          new Metrics.Head(
              shape.kind().heads().get(i).name(), last(of, row), lastShare(of + 1, row)));
    }
    return new Metrics(ownWeight(row) * last(0, row), lastShare(1, row), each);
  }

  /** What the recorded loss of a single head has yet to be multiplied with. */
  private float ownWeight(int row) {
    var heads = trials.get(row).training().network().heads();
    return heads.size() == 1 ? (float) heads.get(0).weight() : 1;
  }

  private float last(int metric, int row) {
    return recorded(metric, row, count(row) - 1, 1)[0];
  }

  /** A number of right answers as a share. */
  private double lastShare(int metric, int row) {
    return last(metric, row) / (double) shape.kind().measured();
  }

  private float[] recorded(int metric, int row, int step, int count) {
    var values = new float[count];
    last.read((row * shape.kind().numbers() + metric) * shape.segment() + step, values);
    return values;
  }

  /**
   * Lengths of the gradients of all arrays that are seen, of the trial in {@code row}.
   *
   * @param step of the last run's iterations, from 0
   */
  double[] lengths(int row, int step) {
    var lengths = new double[shape.kind().seen().size()];
    int first = shape.kind().recorded();
    for (int i = 0; i < lengths.length; i++) {
      float squares = recorded(first + 2 * i, row, step, 1)[0];
      float larger = recorded(first + 2 * i + 1, row, step, 1)[0];
      lengths[i] = GradientLengths.of(squares, larger);
    }
    return lengths;
  }

  /** Flat weights of the trial in {@code row}. */
  float[] weights(int row) {
    return packing.weights(state.tensors(), row);
  }

  /** What the optimiser remembers of the trial in {@code row}, each flat. */
  List<float[]> slots(int row) {
    return packing.slots(state.tensors(), row);
  }

  /**
   * An array of the parameters of the trials in {@code rows}, one after the other; zeros follow.
   * Whoever asks for it closes it.
   *
   * @param field of a program of as many trials or more
   */
  Tensor parameters(Field field, List<Integer> rows) {
    return Tensors.of(field, state.tensors().get(field.name()), rows);
  }

  /** Where the trials that have not ended would start in another stack. */
  List<Start> survivors() {
    return running().stream().map(row -> new Start(trial(row), weights(row), slots(row))).toList();
  }

  private void closeLast() {
    if (last != null) {
      last.close();
    }
  }

  @Override
  public void close() {
    closeLast();
    state.close();
    given.close();
    loan.close();
  }
}
