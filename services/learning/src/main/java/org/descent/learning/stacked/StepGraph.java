package org.descent.learning.stacked;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.descent.learning.Device;
import org.descent.learning.graph.Gradients;
import org.descent.learning.graph.Sums;
import org.descent.learning.graph.Xla;
import org.descent.learning.head.Head;
import org.descent.learning.layer.Layer;
import org.descent.learning.layer.Mode;
import org.descent.learning.layer.StackedPass;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;

/**
 * One iteration of a program: measures every trial, decides which have ended, and updates those
 * that have not. Nothing that one trial computes reaches another.
 */
final class StepGraph {
  /** Iterations done in this run: []. */
  static final String STEP = "step";

  /** Metrics of this run, [trials, recorded rows, segment]. */
  static final String METRICS = "metrics";

  private final Xla xla;
  private final ProgramShape shape;
  private final ProgramKind kind;
  private final boolean onCpu;
  private final List<Head> heads;
  private final Map<String, Output<?>> fields;

  /** With what layers draw in this iteration. */
  private final Map<String, Output<?>> drawn;

  private StepGraph(Ops tf, ProgramShape shape, Device device, Map<String, Output<?>> fields) {
    var below = new Xla(tf).less(fields.get(STEP), fields.get(ProgramFields.LIMIT));
    this.xla = Xla.inProgram(tf, below);
    this.shape = shape;
    this.kind = shape.kind();
    this.onCpu = !device.isGpu();
    this.fields = fields;
    this.drawn = drawn();
    this.heads = kind.heads().stream().map(h -> Head.of(h, kind.structure().loss())).toList();
  }

  /** The fields after an iteration on {@code device}, of those that change. */
  static Map<String, Output<?>> next(
      Ops tf, ProgramShape shape, Device device, Map<String, Output<?>> fields) {
    return new StepGraph(tf, shape, device, fields).next();
  }

  /** Whether another iteration is due: below the limit, and some trial still runs. */
  static Output<?> goesOn(Xla xla, Map<String, Output<?>> fields) {
    return xla.and(
        xla.less(fields.get(STEP), fields.get(ProgramFields.LIMIT)),
        xla.any(running(xla, fields.get(ProgramFields.END))));
  }

  private static Output<?> running(Xla xla, Output<?> end) {
    return xla.equal(end, xla.scalar(EndCode.RUNNING));
  }

  /**
   * A pass through all networks.
   *
   * @param logits of each head: [trials, outputs, examples]
   * @param targets of each head: [1 or trials, outputs, examples]
   */
  private record Passed(StackedPass pass, List<Output<?>> logits, List<Output<?>> targets) {}

  private Map<String, Output<?>> next() {
    var batch = kind.full() ? allExamples() : miniBatch();
    var trained = batch.pass(xla, Mode.TRAIN);
    var gradients = gradients(trained);
    var measured = measured(batch, trained);
    var sums = sums(measured, gradients);
    var metrics = sums.metrics();

    var running = running(xla, fields.get(ProgramFields.END));
    var length = fields.get(ProgramFields.MEASURED);
    var iteration = xla.add(length, xla.scalar(1));
    var end = xla.select(running, verdict(metrics, iteration), fields.get(ProgramFields.END));

    var next = new LinkedHashMap<String, Output<?>>();
    next.put(STEP, xla.add(fields.get(STEP), xla.scalar(1)));
    var numbers = new ArrayList<>(metrics.subList(kind.rows() - kind.recorded(), kind.rows()));
    numbers.addAll(lengths(sums.gradients()));
    next.put(METRICS, record(numbers));
    next.put(ProgramFields.MEASURED, xla.select(running, iteration, length));
    next.put(ProgramFields.END, end);
    next.putAll(updated(sums.gradients(), running(xla, end)));
    next.putAll(remembered(trained.pass(), running(xla, end)));
    return next;
  }

  /** What the metrics are taken of: the training pass, unless that is another network or batch. */
  private Passed measured(Batch batch, Passed trained) {
    if (!kind.full() && !kind.measuresBatch()) {
      return allExamples().pass(xla, Mode.MEASURE);
    }
    return kind.structure().network().modal() ? batch.pass(xla.silent(), Mode.MEASURE) : trained;
  }

  private Map<String, Output<?>> drawn() {
    var all = new LinkedHashMap<>(fields);
    int trials = shape.trials();
    for (var layer : kind.network().draws().keySet()) {
      var zero = xla.scalar(0);
      var words =
          xla.read(
              fields.get(ProgramFields.draws(layer)),
              new int[] {1, trials, 2},
              fields.get(STEP),
              zero,
              zero);
      var both = xla.reshape(words, trials, 1, 2);
      for (int word = 0; word < 2; word++) {
        var own = xla.slice(both, new int[] {0, 0, word}, new int[] {trials, 1, 1});
        all.put(Layer.draw(layer, word), own);
      }
    }
    return all;
  }

  /**
   * Examples to pass through all networks.
   *
   * @param all whether they are the matrix of all of them
   * @param targets of each head: [1 or trials, outputs, examples]
   */
  private record Batch(StepGraph step, boolean all, Output<?> columns, List<Output<?>> targets) {
    Passed pass(Xla xla, Mode mode) {
      var pass = new StackedPass(xla, mode, step.kind.formulas(), step.drawn);
      var network = step.kind.network();
      var logits = all ? network.ofAll(pass, columns) : network.ofBatches(pass, columns);
      return new Passed(pass, logits, targets);
    }
  }

  private Batch allExamples() {
    var columns = fields.get(ProgramFields.COLUMNS);
    if (kind.full()) {
      xla.transposes(columns, fields.get(ProgramFields.ROWS));
    }
    var targets = new ArrayList<Output<?>>();
    kind.heads().forEach(h -> targets.add(fields.get(ProgramFields.targetColumns(h.name()))));
    return new Batch(this, true, columns, targets);
  }

  /** Each trial's own mini-batch of this iteration. */
  private Batch miniBatch() {
    int size = kind.batchSize();
    var zero = xla.scalar(0);
    var window =
        xla.read(
            fields.get(ProgramFields.BATCHES),
            new int[] {1, shape.trials(), size},
            fields.get(STEP),
            zero,
            zero);
    var indices = xla.reshape(window, shape.trials(), size);
    var rows = xla.gather(fields.get(ProgramFields.ROWS), indices);
    var targets = new ArrayList<Output<?>>();
    for (var head : kind.heads()) {
      var own = xla.gather(fields.get(ProgramFields.targetRows(head.name())), indices);
      targets.add(xla.transpose(own));
    }
    var columns = xla.transpose(rows);
    xla.transposes(columns, rows);
    return new Batch(this, false, columns, targets);
  }

  /** By the names of parameters, each in its shape or yet to be summed over examples. */
  private Map<String, Output<?>> gradients(Passed passed) {
    var seeds = new LinkedHashMap<Output<?>, Output<?>>();
    for (int i = 0; i < heads.size(); i++) {
      var logits = passed.logits().get(i);
      var scale = fields.get(ProgramFields.scale(kind.heads().get(i).name()));
      var targets = passed.targets().get(i);
      seeds.put(logits, heads.get(i).derivative(passed.pass(), logits, targets, scale));
    }
    var names = new LinkedHashMap<Output<?>, String>();
    for (var array : kind.network().arrays()) {
      if (array.role().trained()) {
        names.put(fields.get(array.name()), array.name());
      }
    }
    var gradients = new LinkedHashMap<String, Output<?>>();
    Gradients.of(xla, seeds, names.keySet())
        .forEach((parameters, gradient) -> gradients.put(names.get(parameters), gradient));
    return gradients;
  }

  /**
   * What is left after all sums over examples have been taken.
   *
   * @param metrics rows, [trials] each, see {@link ProgramKind#rows()}
   * @param gradients by the names of parameters, each in its shape
   */
  private record Sum(List<Output<?>> metrics, Map<String, Output<?>> gradients) {}

  private Sum sums(Passed measured, Map<String, Output<?>> gradients) {
    var inputs = new ArrayList<Output<?>>();
    for (int i = 0; i < heads.size(); i++) {
      var logits = measured.logits().get(i);
      var targets = measured.targets().get(i);
      inputs.add(heads.get(i).losses(measured.pass(), logits, targets));
      inputs.add(heads.get(i).right(measured.pass(), logits, targets));
      inputs.add(fields.get(ProgramFields.weight(kind.heads().get(i).name())));
    }
    var pending =
        gradients.entrySet().stream()
            .filter(g -> !g.getValue().shape().equals(fields.get(g.getKey()).shape()))
            .toList();
    pending.forEach(g -> inputs.add(g.getValue()));
    int terms = 3 * heads.size();
    var sums =
        xla.apart()
            .compute(
                inputs,
                List.copyOf(xla.kept()),
                (x, given) -> {
                  var results = metrics(x, given.subList(0, terms));
                  given.subList(terms, given.size()).forEach(d -> results.add(Sums.last(x, d)));
                  return results;
                });
    var summed = new LinkedHashMap<>(gradients);
    for (int i = 0; i < pending.size(); i++) {
      summed.put(pending.get(i).getKey(), sums.get(kind.rows() + i));
    }
    return new Sum(sums.subList(0, kind.rows()), summed);
  }

  /**
   * @param terms for each head: losses, right answers and the head's weight
   */
  private List<Output<?>> metrics(Xla x, List<Output<?>> terms) {
    var each = new ArrayList<Output<?>>();
    Output<?> loss = null;
    Output<?> right = null;
    for (int i = 0; i < terms.size(); i += 3) {
      var share = x.constant(1f / kind.measured());
      var headLoss = x.multiply(total(x, terms.get(i)), share);
      var headRight = total(x, terms.get(i + 1));
      each.addAll(List.of(headLoss, headRight));
      var weighted = x.multiply(terms.get(i + 2), headLoss);
      loss = loss == null ? weighted : x.add(loss, weighted);
      right = right == null ? headRight : x.minimum(right, headRight);
    }
    var rows = new ArrayList<Output<?>>(List.of(loss, right));
    rows.addAll(each);
    return rows;
  }

  /** Over outputs and examples: [trials, ·, examples] → [trials]. */
  private Output<?> total(Xla x, Output<?> terms) {
    return x.reshape(Sums.last(x, x.reshape(terms, shape.trials(), 1, -1)), shape.trials());
  }

  /** Of each array that is seen, two numbers that say how long its gradient is: [trials] each. */
  private List<Output<?>> lengths(Map<String, Output<?>> gradients) {
    var own = new ArrayList<Output<?>>();
    for (var array : kind.seen()) {
      var gradient = gradients.get(array.name());
      own.add(gradient == null ? xla.zeros(shape.trials(), 1, 1) : gradient);
    }
    return GradientLengths.record(xla, own);
  }

  private Output<?> record(List<Output<?>> numbers) {
    var column = xla.reshape(xla.stack(numbers, 1), shape.trials(), kind.numbers(), 1);
    var zero = xla.scalar(0);
    return xla.write(fields.get(METRICS), column, zero, zero, fields.get(STEP));
  }

  /** The code of each trial's end, if this iteration is its last: [trials]. */
  private Output<?> verdict(List<Output<?>> metrics, Output<?> iteration) {
    Output<?> reached = null;
    for (int row = 0; row < metrics.size(); row++) {
      var threshold = fields.get(ProgramFields.threshold(row));
      var good =
          row % 2 == 0
              ? xla.lessOrEqual(metrics.get(row), threshold)
              : xla.greaterOrEqual(metrics.get(row), threshold);
      reached = reached == null ? good : xla.and(reached, good);
    }
    var exhausted =
        xla.select(
            xla.less(iteration, fields.get(ProgramFields.BUDGET)),
            xla.scalar(EndCode.RUNNING),
            xla.scalar(EndCode.EXHAUSTED));
    var ended = xla.select(reached, xla.scalar(EndCode.CONVERGED), exhausted);
    return xla.select(xla.finite(metrics.get(0)), ended, xla.scalar(EndCode.DIVERGED));
  }

  /** The optimiser's settings for this iteration, each [trials, 1, 1]. */
  private Map<String, Output<?>> settings() {
    var settings = new LinkedHashMap<String, Output<?>>();
    for (var setting : kind.optimisation().settings()) {
      var field = fields.get(ProgramFields.setting(setting));
      if (kind.optimisation().varies(setting)) {
        var size = new int[] {1, shape.trials()};
        var now = xla.read(field, size, fields.get(STEP), xla.scalar(0));
        field = xla.reshape(now, shape.trials(), 1, 1);
      }
      settings.put(setting, field);
    }
    return settings;
  }

  private Map<String, Output<?>> updated(Map<String, Output<?>> gradients, Output<?> goesOn) {
    var mask = xla.reshape(goesOn, shape.trials(), 1, 1);
    return new ParameterUpdate(xla, shape, onCpu, fields, settings(), mask).of(gradients);
  }

  /** What is not trained but follows from training, where a trial goes on. */
  private Map<String, Output<?>> remembered(StackedPass pass, Output<?> goesOn) {
    var mask = xla.reshape(goesOn, shape.trials(), 1, 1);
    var remembered = new LinkedHashMap<String, Output<?>>();
    pass.remembered()
        .forEach((name, value) -> remembered.put(name, xla.select(mask, value, fields.get(name))));
    return remembered;
  }
}
