package org.descent.learning.stacked;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.descent.learning.graph.Apart;
import org.descent.learning.graph.Sums;
import org.descent.learning.graph.Xla;
import org.tensorflow.Output;

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
  private final Map<String, Output<?>> fields;
  private final Apart apart;

  private StepGraph(Xla xla, ProgramShape shape, Map<String, Output<?>> fields) {
    this.xla = xla;
    this.shape = shape;
    this.fields = fields;
    this.apart = new Apart(xla, xla.less(fields.get(STEP), fields.get(ProgramFields.LIMIT)));
  }

  /** The fields after an iteration, of those that change. */
  static Map<String, Output<?>> next(Xla xla, ProgramShape shape, Map<String, Output<?>> fields) {
    return new StepGraph(xla, shape, fields).next();
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

  private Map<String, Output<?>> next() {
    var gradientPass = pass(shape.batch().full() ? data(ProgramFields.ROWS) : miniBatch());
    var measuringPass =
        shape.batch().full() || shape.measuresBatch() ? gradientPass : pass(data(null));
    var gradient = gradientPass.gradient();
    var kept = new LinkedHashSet<>(gradientPass.kept());
    kept.addAll(measuringPass.kept());
    var sums = sums(measuringPass, List.copyOf(gradient.biases().values()), List.copyOf(kept));
    var metrics = sums.subList(0, shape.rows());
    var gradients = new LinkedHashMap<>(gradient.weights());
    for (var name : gradient.biases().keySet()) {
      gradients.put(name, sums.get(metrics.size() + gradients.size() - gradient.weights().size()));
    }

    var running = running(xla, fields.get(ProgramFields.END));
    var measured = fields.get(ProgramFields.MEASURED);
    var iteration = xla.add(measured, xla.scalar(1));
    var end = xla.select(running, verdict(metrics, iteration), fields.get(ProgramFields.END));

    var next = new LinkedHashMap<String, Output<?>>();
    next.put(STEP, xla.add(fields.get(STEP), xla.scalar(1)));
    next.put(METRICS, record(metrics.subList(shape.rows() - shape.recorded(), shape.rows())));
    next.put(ProgramFields.MEASURED, xla.select(running, iteration, measured));
    next.put(ProgramFields.END, end);
    next.putAll(updated(gradients, running(xla, end)));
    return next;
  }

  private PassGraph pass(PassGraph.Data data) {
    return new PassGraph(xla, apart, shape, fields, data);
  }

  /** All examples; {@code rows} may be null where no gradient is wanted. */
  private PassGraph.Data data(String rows) {
    var targets = new ArrayList<Output<?>>();
    shape
        .heads()
        .forEach(head -> targets.add(fields.get(ProgramFields.targetColumns(head.name()))));
    return new PassGraph.Data(
        fields.get(ProgramFields.COLUMNS), rows == null ? null : fields.get(rows), targets);
  }

  /** Each trial's own mini-batch of this iteration. */
  private PassGraph.Data miniBatch() {
    int size = shape.batch().size();
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
    for (var head : shape.heads()) {
      targets.add(
          xla.transpose(xla.gather(fields.get(ProgramFields.targetRows(head.name())), indices)));
    }
    var columns = xla.transpose(rows);
    if (!shape.convolves()) {
      return new PassGraph.Data(columns, rows, targets);
    }
    var first = new ConvolutionStep(xla, shape.convolutions().get(0));
    return new PassGraph.Data(first.patches(first.image(columns)), null, targets);
  }

  /**
   * All sums over examples.
   *
   * @param derivatives of biases, [trials, out, examples]
   * @return rows of metrics, [trials] each, see {@link ProgramShape#rows()}; then the gradients of
   *     the biases, [trials, out, 1]
   */
  private List<Output<?>> sums(PassGraph pass, List<Output<?>> derivatives, List<Output<?>> kept) {
    int heads = shape.heads().size();
    var inputs = new ArrayList<Output<?>>();
    for (int i = 0; i < heads; i++) {
      inputs.add(pass.losses(i));
      inputs.add(pass.right(i));
      inputs.add(fields.get(shape.heads().get(i).name() + "/weight"));
    }
    inputs.addAll(derivatives);
    return apart.compute(
        inputs,
        kept,
        (x, given) -> {
          var results = metrics(x, given.subList(0, 3 * heads));
          given.subList(3 * heads, given.size()).forEach(d -> results.add(Sums.last(x, d)));
          return results;
        });
  }

  /**
   * @param terms for each head: losses, right answers and the head's weight
   */
  private List<Output<?>> metrics(Xla x, List<Output<?>> terms) {
    var heads = new ArrayList<Output<?>>();
    Output<?> loss = null;
    Output<?> right = null;
    for (int i = 0; i < terms.size(); i += 3) {
      var share = x.constant(1f / shape.measured());
      var headLoss = x.multiply(total(x, terms.get(i)), share);
      var headRight = total(x, terms.get(i + 1));
      heads.addAll(List.of(headLoss, headRight));
      var weighted = x.multiply(terms.get(i + 2), headLoss);
      loss = loss == null ? weighted : x.add(loss, weighted);
      right = right == null ? headRight : x.minimum(right, headRight);
    }
    var rows = new ArrayList<Output<?>>(List.of(loss, right));
    rows.addAll(heads);
    return rows;
  }

  /** Over outputs and examples: [trials, ·, examples] → [trials]. */
  private Output<?> total(Xla x, Output<?> terms) {
    return x.reshape(Sums.last(x, x.reshape(terms, shape.trials(), 1, -1)), shape.trials());
  }

  private Output<?> record(List<Output<?>> metrics) {
    var column = xla.reshape(xla.stack(metrics, 1), shape.trials(), shape.recorded(), 1);
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

  private Output<?> rate() {
    if (shape.memory() != ProgramShape.Memory.ADAM) {
      return fields.get(ProgramFields.RATE);
    }
    var zero = xla.scalar(0);
    var size = new int[] {1, shape.trials()};
    var rates = xla.read(fields.get(ProgramFields.RATES), size, fields.get(STEP), zero);
    return xla.reshape(rates, shape.trials(), 1, 1);
  }

  /** New parameters where a trial goes on; where it has ended they stay those measured. */
  private Map<String, Output<?>> updated(Map<String, Output<?>> gradients, Output<?> goesOn) {
    var step = new UpdateStep(xla, shape.memory(), fields, rate());
    var mask = xla.reshape(goesOn, shape.trials(), 1, 1);
    var updated = new LinkedHashMap<String, Output<?>>();
    gradients.forEach(
        (name, gradient) ->
            step.update(name, gradient)
                .forEach(
                    (field, value) ->
                        updated.put(field, xla.select(mask, value, fields.get(field)))));
    return updated;
  }
}
