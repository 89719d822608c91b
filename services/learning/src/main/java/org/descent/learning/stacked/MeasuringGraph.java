package org.descent.learning.stacked;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.descent.learning.graph.Sums;
import org.descent.learning.graph.Xla;
import org.descent.learning.head.Head;
import org.descent.learning.layer.Mode;
import org.descent.learning.layer.StackedPass;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;

/** A pass of a block of examples through all networks, and the sums that metrics are made of. */
final class MeasuringGraph {
  /** Sums over the block, of each head its losses, then its right answers: [trials, 2 · heads]. */
  static final String SUMS = "sums";

  private MeasuringGraph() {}

  static Map<String, Output<?>> of(Ops tf, MeasuringShape shape, Map<String, Output<?>> fields) {
    var plain = new Xla(tf);
    var always = plain.less(plain.scalar(0), fields.get(MeasuringShape.ALWAYS));
    var xla = Xla.inProgram(tf, always);
    var kind = shape.kind();
    var pass = new StackedPass(xla.silent(), Mode.MEASURE, kind.formulas(), fields);
    var logits = shape.network().ofBatches(pass, fields.get(ProgramFields.COLUMNS));
    var valid = fields.get(MeasuringShape.VALID);
    var terms = new ArrayList<Output<?>>();
    for (int i = 0; i < logits.size(); i++) {
      var spec = kind.heads().get(i);
      var head = Head.of(spec, kind.structure().loss());
      var targets = fields.get(ProgramFields.targetColumns(spec.name()));
      var zero = xla.constant(0f);
      terms.add(xla.select(valid, head.losses(pass, logits.get(i), targets), zero));
      terms.add(xla.select(valid, head.right(pass, logits.get(i), targets), zero));
    }
    var sums =
        xla.apart()
            .compute(
                terms,
                List.copyOf(xla.kept()),
                (x, given) ->
                    given.stream().<Output<?>>map(each -> total(x, each, shape.trials())).toList());
    return Map.of(SUMS, xla.stack(sums, 1));
  }

  /** Over outputs and examples: [trials, ·, block] → [trials]. */
  static Output<?> total(Xla x, Output<?> terms, int trials) {
    return x.reshape(Sums.last(x, x.reshape(terms, trials, 1, -1)), trials);
  }
}
