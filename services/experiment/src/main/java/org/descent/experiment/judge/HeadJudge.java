package org.descent.experiment.judge;

import java.util.List;
import org.descent.contracts.event.Metrics;
import org.descent.contracts.spec.Loss;

/** Loss and accuracy of one head, in double, from logits. */
final class HeadJudge {
  private static final double EDGE = 1e-5;

  private final HeadOutputs outputs;
  private final KindJudge kind;
  private final List<float[]> targets;

  private HeadJudge(HeadOutputs outputs, Wanted wanted) {
    this.outputs = outputs;
    this.kind = KindJudge.of(outputs.head());
    this.targets = outputs.head().targets().stream().map(wanted::target).toList();
    if (wanted.count() != outputs.count()) {
      throw new IllegalArgumentException(
          "head "
              + outputs.head().name()
              + ": outputs for "
              + outputs.count()
              + " of "
              + wanted.count()
              + " examples");
    }
  }

  static Metrics.Head judge(HeadOutputs outputs, Loss loss, Wanted wanted) {
    return new HeadJudge(outputs, wanted).judge(loss);
  }

  static int borderline(HeadOutputs outputs, Wanted wanted) {
    return new HeadJudge(outputs, wanted).borderline();
  }

  private Metrics.Head judge(Loss loss) {
    int count = outputs.count();
    double sum = 0;
    int right = 0;
    for (int row = 0; row < count; row++) {
      sum += kind.loss(loss, outputs.row(row), wanted(row));
      right += kind.right(outputs.row(row), wanted(row)) ? 1 : 0;
    }
    double mean = sum / count;
    double accuracy = Double.isNaN(mean) ? Double.NaN : (double) right / count;
    return new Metrics.Head(outputs.head().name(), mean, accuracy);
  }

  private int borderline() {
    int count = 0;
    for (int row = 0; row < outputs.count(); row++) {
      count += kind.margin(outputs.row(row), wanted(row)) <= EDGE ? 1 : 0;
    }
    return count;
  }

  /** One example's targets. */
  private double[] wanted(int row) {
    var wanted = new double[targets.size()];
    for (int k = 0; k < wanted.length; k++) {
      wanted[k] = targets.get(k)[row];
    }
    return wanted;
  }
}
