package org.descent.learning.stacked;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.descent.learning.graph.Xla;
import org.descent.learning.layer.ProgramArray;
import org.descent.learning.optimiser.Parameters;
import org.tensorflow.Output;

/**
 * What an iteration makes of parameters, and of what the optimiser remembers of them. Where a trial
 * has ended they stay those measured.
 *
 * <p>On a CPU an update of a large matrix takes as long as reaching the memory it is in. So it is
 * done in parts, each as soon as its rows of the gradient are there and while they are cached; and
 * arrays are replaced one after the other, since XLA copies what it cannot know to have been read
 * by everybody when it is overwritten. Neither changes a bit.
 */
final class ParameterUpdate {
  /** Elements of a part whose gradient is cached until the update has read it. */
  private static final int PART = 1 << 13;

  /** Parts of a matrix: each is compiled by itself. */
  private static final int MOST_PARTS = 16;

  /** Rows of a part are a multiple of those of a compiled product's blocks. */
  private static final int ROWS = 8;

  private final Xla xla;
  private final ProgramShape shape;
  private final ProgramKind kind;
  private final Map<String, Output<?>> fields;
  private final Map<String, Output<?>> settings;
  private final Output<?> goesOn;
  private final boolean onCpu;

  /**
   * @param settings the optimiser's for this iteration, each [trials, 1, 1]
   * @param goesOn whether a trial's parameters are updated: [trials, 1, 1]
   */
  ParameterUpdate(
      Xla xla,
      ProgramShape shape,
      boolean onCpu,
      Map<String, Output<?>> fields,
      Map<String, Output<?>> settings,
      Output<?> goesOn) {
    this.xla = xla.silent();
    this.shape = shape;
    this.kind = shape.kind();
    this.onCpu = onCpu;
    this.fields = fields;
    this.settings = settings;
    this.goesOn = goesOn;
  }

  /**
   * All fields of arrays that have a gradient, after the update.
   *
   * @param gradients by the names of parameters, each in its shape
   */
  Map<String, Output<?>> of(Map<String, Output<?>> gradients) {
    var updated = new LinkedHashMap<String, Output<?>>();
    var whole = new LinkedHashMap<String, Parameters<Output<?>>>();
    for (var array : kind.network().arrays()) {
      var gradient = gradients.get(array.name());
      if (gradient != null && rowsOfPart(array, gradient) < array.rows()) {
        updated.putAll(inParts(array, gradient));
      } else if (gradient != null) {
        whole.put(array.name(), parameters(array, array.rows(), values(array), gradient));
      }
    }
    kind.optimisation()
        .stacked(xla, settings, whole)
        .forEach((name, values) -> updated.putAll(replaced(names(name), values)));
    return updated;
  }

  private Map<String, Output<?>> replaced(List<String> names, List<Output<?>> values) {
    var replaced = new LinkedHashMap<String, Output<?>>();
    var when = goesOn;
    for (int i = 0; i < names.size(); i++) {
      var next = xla.select(when, values.get(i), fields.get(names.get(i)));
      replaced.put(names.get(i), next);
      when = after(next);
    }
    return replaced;
  }

  /** Whether a trial goes on, known when {@code earlier} has been computed. */
  private Output<?> after(Output<?> earlier) {
    return onCpu ? xla.after(earlier, goesOn) : goesOn;
  }

  /** Rows that are updated at a time; all of them, where parts would gain nothing. */
  private int rowsOfPart(ProgramArray array, Output<?> gradient) {
    long multiplications = (long) kind.batchSize() * array.rows() * array.columns();
    if (!onCpu
        || !kind.seen().isEmpty()
        || !xla.isProduct(gradient)
        || !kind.optimisation().elementwise()
        || multiplications >= StackSize.ONEDNN_MULTIPLICATIONS) {
      return array.rows();
    }
    int rows = Math.max(PART / array.columns(), StackSize.needed(array.rows(), MOST_PARTS));
    return ROWS * StackSize.needed(rows, ROWS);
  }

  private Map<String, Output<?>> inParts(ProgramArray array, Output<?> gradient) {
    var names = names(array.name());
    var now = new ArrayList<>(values(array));
    int most = rowsOfPart(array, gradient);
    for (int from = 0; from < array.rows(); from += most) {
      int rows = Math.min(most, array.rows() - from);
      var start = new int[] {0, from, 0};
      var size = new int[] {shape.trials(), rows, array.columns()};
      var before = now.stream().<Output<?>>map(a -> xla.slice(a, start, size)).toList();
      var part = parameters(array, rows, before, xla.rowsOfProduct(gradient, from, rows));
      var after =
          kind.optimisation().stacked(xla, settings, Map.of(array.name(), part)).get(array.name());
      var when = goesOn;
      for (int i = 0; i < after.size(); i++) {
        now.set(i, xla.write(now.get(i), xla.select(when, after.get(i), before.get(i)), start));
        when = after(now.get(i));
      }
    }
    var updated = new LinkedHashMap<String, Output<?>>();
    names.forEach(name -> updated.put(name, now.get(updated.size())));
    return updated;
  }

  /**
   * @param values the parameters, then what is remembered of them
   */
  private static Parameters<Output<?>> parameters(
      ProgramArray array, int rows, List<Output<?>> values, Output<?> gradient) {
    return new Parameters<>(
        array.role(),
        array.hidden(),
        rows,
        array.columns(),
        values.get(0),
        values.subList(1, values.size()),
        gradient);
  }

  private List<Output<?>> values(ProgramArray array) {
    return names(array.name()).stream().<Output<?>>map(fields::get).toList();
  }

  /** The fields of an array of parameters and of what is remembered of it. */
  private List<String> names(String array) {
    var names = new ArrayList<>(List.of(array));
    kind.optimisation().slots().forEach(slot -> names.add(slot + "/" + array));
    return names;
  }
}
